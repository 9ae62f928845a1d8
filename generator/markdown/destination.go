package markdown

import (
	"path"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/source"
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

// destination is where a link or a picture leads. However often an article
// names it, it is decoded once, and resolved once, or a picture once beside each
// rehearsal: a reference can be endless, and be used thousands of times.
type destination struct {
	// text is what is written, decoded.
	text string
	kind destinationKind
	// flow is true for a flow, or for a fragment of one.
	flow bool

	linked    bool // link has been asked for
	href      string
	linkFault *diag.Problem
	// shown are the pictures that have been asked for, by the id of the nearest
	// rehearsal.
	shown map[string]shown
}

type shown struct {
	picture Picture
	fault   *diag.Problem
}

func newDestination(text string) *destination {
	kind := classify(text)
	return &destination{text: text, kind: kind, flow: kind == local && strings.HasSuffix(flowPath(text), source.FlowSuffix)}
}

// resolveLink asks what an href says for the destination.
func (d *destination) resolveLink(r Resolver) (href string, fault *diag.Problem) {
	if !d.linked {
		d.href, d.linkFault = r.Link(d.text)
		d.linked = true
	}
	return d.href, d.linkFault
}

// resolvePicture asks how the page shows the destination beside rehearsals.
func (d *destination) resolvePicture(r Resolver, beside []Beside) (Picture, *diag.Problem) {
	nearest := ""
	if len(beside) > 0 {
		nearest = beside[0].ID
	}
	known, ok := d.shown[nearest]
	if !ok {
		known.picture, known.fault = r.Picture(d.text, beside)
		if d.shown == nil {
			d.shown = make(map[string]shown)
		}
		d.shown[nearest] = known
	}
	return known.picture, known.fault
}

// flowPath is a destination without query and fragment.
func flowPath(dest string) string {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		dest = dest[:i]
	}
	return dest
}

// flowName returns the name of the flow that a destination leads to.
func flowName(dest string) string {
	return strings.TrimSuffix(path.Base(flowPath(dest)), source.FlowSuffix)
}

// routeName returns the name of the route that a destination leads to, or "".
func routeName(dest string) string {
	_, name, _ := strings.Cut(dest, "#")
	if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
		return ""
	}
	return name
}

// classify sorts destinations as a browser would, which drops white
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

// schemeOf returns the scheme of an absolute URL, in lower case, see
// https://url.spec.whatwg.org/#scheme-start-state; "" for a relative one.
func schemeOf(dest string) string {
	for i := range len(dest) {
		switch c := dest[i]; {
		case isASCIILetter(c):
		case c == ':':
			return strings.ToLower(dest[:i])
		case i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
			return ""
		}
	}
	return ""
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
