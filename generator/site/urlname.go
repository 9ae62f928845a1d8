package site

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"rehearse/demo/diag"
)

// difference says how two URLs differ that are one when folded.
func difference(a, b string) string {
	switch {
	case strings.EqualFold(a, b):
		return "case"
	case norm.NFC.String(a) == norm.NFC.String(b):
		return "how its characters are encoded, which nobody sees"
	}
	return "how its letters are written"
}

// folded is what a URL is on machines that ignore case and how accents are
// encoded, as Windows and macOS do. Nothing of this concerns Chinese.
func folded(url string) string {
	for _, r := range url {
		if r >= utf8.RuneSelf && (r < 0x4E00 || r > 0x9FFF) {
			return norm.NFC.String(cases.Fold().String(url))
		}
	}
	return strings.ToLower(url)
}

// isImpossible tells whether no file can have a name on Windows: those of devices,
// whatever their ending, and such with characters that mean something else there.
func isImpossible(name string) bool {
	if strings.ContainsAny(name, `<>:"|?*`) || strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		return true
	}
	base, _, _ := strings.Cut(name, ".")
	if len(base) == len("com1") && base[3] >= '0' && base[3] <= '9' {
		base = base[:3] + "1"
	}
	switch strings.ToLower(base) {
	case "con", "prn", "aux", "nul", "com1", "lpt1":
		return true
	}
	return false
}

// checkParts warns of a URL that no machine with Windows can publish: each name
// once, whatever is below it.
func (c *claims) checkParts(n claim) {
	if n.file == "" {
		return
	}
	start := 1
	for i := 1; i <= len(n.url); i++ {
		if i < len(n.url) && n.url[i] != '/' {
			continue
		}
		part := n.url[min(start, i):i]
		start = i + 1
		if isImpossible(part) && !c.impossible[n.url[:i]] {
			c.impossible[n.url[:i]] = true
			c.problems = append(c.problems, n.at.locate(n.file, diag.Problem{
				Severity: diag.Warning, Rule: "file-name",
				Message: fmt.Sprintf("this %s would be at %s, and on Windows nothing can be called %q", n.kind, n.url, part),
				Hint:    "give it another name, or the site can be neither built nor kept there",
			}))
		}
	}
}
