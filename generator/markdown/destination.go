package markdown

import (
	"fmt"
	"slices"
	"strings"

	"rehearse/demo/diag"
)

// destinationKind says where a destination leads.
type destinationKind int

const (
	local    destinationKind = iota // within the site
	fragment                        // within the page
	remote                          // another site, an address, a number
	picture                         // a picture in the text itself: data:image/png…
	refused                         // anything else
)

// schemes are those that a link may have.
var schemes = []string{"http", "https", "mailto", "tel", "sms", "ftp"}

// dataPictures are the data URLs that cannot hold anything that runs; SVG is
// not among them.
var dataPictures = []string{"data:image/png;", "data:image/gif;", "data:image/jpeg;", "data:image/webp;"}

// classify tells destinations apart as a browser would, which drops white
// space, takes a backslash for a slash and ignores case in schemes.
func classify(dest string) destinationKind {
	if strings.ContainsFunc(dest, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return refused
	}
	dest = strings.TrimSpace(dest)
	if strings.HasPrefix(dest, "#") {
		return fragment
	}
	if len(dest) > 1 && strings.Trim(dest[:2], `/\`) == "" {
		return refused
	}
	scheme := schemeOf(dest)
	switch {
	case scheme == "":
		return local
	case slices.Contains(schemes, scheme):
		return remote
	case scheme == "data" && slices.ContainsFunc(dataPictures, func(prefix string) bool {
		return len(dest) > len(prefix) && strings.EqualFold(dest[:len(prefix)], prefix)
	}):
		return picture
	}
	return refused
}

// schemeOf returns what is before the colon of an absolute URL, in lower case.
func schemeOf(dest string) string {
	i := strings.IndexAny(dest, ":/?#")
	if i < 1 || dest[i] != ':' {
		return ""
	}
	return strings.ToLower(dest[:i])
}

// refuse reports a destination that may not be in a page.
func (p *page) refuse(offset int, dest string) {
	scheme := schemeOf(strings.TrimSpace(dest))
	switch {
	case scheme != "":
		p.report(offset, diag.Error, "bad-scheme", fmt.Sprintf("links to %q are not allowed", diag.Shorten(scheme, 20)+":"),
			"allowed are "+strings.Join(schemes, ", ")+", and paths within the site")
	case len(dest) > 1 && strings.Trim(dest[:2], `/\`) == "":
		p.report(offset, diag.Error, "bad-scheme", "a link that begins with // leaves the site without saying how", "write https:// in front, or a single /")
	default:
		p.report(offset, diag.Error, "bad-scheme", "this link contains control characters", "type it again")
	}
}
