package site

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"rehearse/demo/diag"
)

// maxShown is how many characters of a link a message quotes. One definition
// can be referred to thousands of times, and be endless.
const maxShown = 200

// splitDest takes query and fragment off a destination.
func splitDest(dest string) (p, query, fragment string) {
	p = dest
	if i := strings.IndexByte(p, '#'); i >= 0 {
		p, fragment = p[:i], p[i:]
	}
	if i := strings.IndexByte(p, '?'); i >= 0 {
		p, query = p[:i], p[i:]
	}
	return p, query, fragment
}

// cleanPath decodes the path of a link and refuses what is not one.
func cleanPath(p string) (string, *diag.Problem) {
	bad := func(why, hint string) (string, *diag.Problem) {
		return "", &diag.Problem{Rule: "bad-link", Message: fmt.Sprintf("the link %q %s", diag.Shorten(p, maxShown), why), Hint: hint}
	}
	if strings.HasPrefix(p, "//") {
		return bad("leads to another site without saying how", "write it with https:// in front")
	}
	if scheme, _, ok := strings.Cut(p, ":"); ok && isScheme(scheme) {
		return bad("is a whole URL, not a path of this site", "")
	}
	decoded, err := url.PathUnescape(p)
	switch {
	case err != nil:
		return bad("has a % that is no percent-encoding", "write a percent sign as %25")
	case strings.Contains(decoded, `\`):
		return bad("has a backslash", "separate folders with /")
	case strings.ContainsFunc(decoded, unicode.IsControl):
		return bad("has a control character", "")
	}
	return decoded, nil
}

// isScheme tells whether s can be the scheme of a URL (RFC 3986, 3.1).
func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !isLetter(c) && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	return s != ""
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
