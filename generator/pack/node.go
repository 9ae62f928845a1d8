package pack

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func isTag(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

func has(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return attr(n, name) != "" }
}

func is(name, value string) func(*html.Node) bool {
	return func(n *html.Node) bool { return attr(n, name) == value }
}

// all returns the nodes within root for which what holds.
func all(root *html.Node, what func(*html.Node) bool) []*html.Node {
	var found []*html.Node
	for n := range root.Descendants() {
		if what(n) {
			found = append(found, n)
		}
	}
	return found
}

// find returns the first of them, or nil.
func find(root *html.Node, what func(*html.Node) bool) *html.Node {
	for n := range root.Descendants() {
		if what(n) {
			return n
		}
	}
	return nil
}

func lookUp(n *html.Node, name string) (string, bool) {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if i < 0 {
		return "", false
	}
	return n.Attr[i].Val, true
}

func attr(n *html.Node, name string) string {
	value, _ := lookUp(n, name)
	return value
}

// set sets an attribute; "" removes it.
func set(n *html.Node, name, value string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
	if value != "" {
		n.Attr = append(n.Attr, html.Attribute{Key: name, Val: value})
	}
}

func remove(n *html.Node) {
	if n != nil && n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// element makes an element with attributes, given as names and values in turn.
func element(tag atom.Atom, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: tag, Data: tag.String()}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}

func without(list []string, item string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == item })
}
