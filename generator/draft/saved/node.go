package saved

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"rehearse/generator/draft"
)

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attribute(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func is(n *html.Node, names ...string) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for _, name := range names {
		if n.Data == name {
			return true
		}
	}
	return false
}

// find returns the first node in n, n included, that fits; nil where none does.
func find(n *html.Node, fits func(*html.Node) bool) *html.Node {
	if fits(n) {
		return n
	}
	for c := range n.Descendants() {
		if fits(c) {
			return c
		}
	}
	return nil
}

// all returns the nodes in n that fit, in the order of the page.
func all(n *html.Node, fits func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for c := range n.Descendants() {
		if fits(c) {
			found = append(found, c)
		}
	}
	return found
}

// hiddenStyle finds what keeps an element out of sight.
var hiddenStyle = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)

// isHidden reports whether an element and all in it cannot be seen.
func isHidden(n *html.Node) bool {
	return n.Type == html.CommentNode || n.Type == html.ElementNode &&
		(is(n, "script", "style", "template", "noscript", "svg", "head", "object", "output") || has(n, "hidden") ||
			is(n, "input") && strings.EqualFold(attribute(n, "type"), "hidden") || hiddenStyle.MatchString(attribute(n, "style")))
}

// textOf returns what can be read in a node, without the controls in it: what is in
// these was typed, or chosen.
func textOf(n *html.Node) string {
	var b strings.Builder
	write(&b, n, true)
	return draft.Clean(b.String())
}

func write(b *strings.Builder, n *html.Node, top bool) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(n.Data)
		return
	case isHidden(n), !top && isControl(n):
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c, false)
	}
	if is(n, "br", "p", "div", "li", "td", "th") {
		b.WriteByte(' ')
	}
}
