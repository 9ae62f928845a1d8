package saved

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"rehearse/generator/draft"
)

// ends are what stands around a label.
var ends = regexp.MustCompile(`^[\s*＊:：]+|[\s*＊:：]+$|[（(](必填|选填|required|optional)[）)]|^必填|必填$`)

// askFor begins placeholders: 请输入您的姓名.
var askFor = regexp.MustCompile(`(?i)^(请)?(正确)?(输入|填写|选择|录入)(您的|你的)?|^(please )?(enter|type|fill in|choose|select)( your| the| an?)?\s+`)

// trim returns a label without what is not part of its name.
func trim(label string) string {
	for {
		next := strings.TrimSpace(ends.ReplaceAllString(label, ""))
		if next == label {
			return label
		}
		label = next
	}
}

// labels knows the labels of a page by what they are for.
type labels struct {
	byFor, byID map[string]*html.Node
}

func labelsOf(root *html.Node) *labels {
	l := &labels{byFor: make(map[string]*html.Node), byID: make(map[string]*html.Node)}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); id != "" && l.byID[id] == nil {
			l.byID[id] = n
		}
		if to := attribute(n, "for"); n.Data == "label" && to != "" && l.byFor[to] == nil {
			l.byFor[to] = n
		}
	}
	return l
}

// of returns the label of a control, as it is written, and what else it says.
func (l *labels) of(n *html.Node) string {
	for _, find := range []func(*html.Node) string{l.referred, l.around, above, l.beside, described} {
		if text := find(n); trim(text) != "" {
			return text
		}
	}
	return ""
}

// referred is the label that a control, or a label, refers to.
func (l *labels) referred(n *html.Node) string {
	if to := l.byFor[attribute(n, "id")]; to != nil && attribute(n, "id") != "" {
		if text := textOf(to); trim(text) != "" {
			return text
		}
	}
	var texts []string
	for _, id := range strings.Fields(attribute(n, "aria-labelledby")) {
		if to := l.byID[id]; to != nil && to != n {
			texts = append(texts, textOf(to))
		}
	}
	if text := strings.Join(texts, " "); trim(text) != "" {
		return text
	}
	return draft.Clean(attribute(n, "aria-label"))
}

// around is the label that a control is in.
func (l *labels) around(n *html.Node) string {
	for p := n.Parent; p != nil && !is(p, "form", "body"); p = p.Parent {
		if is(p, "label") {
			return textOf(p)
		}
	}
	return ""
}

// above is the header of the column of a table of fields.
func above(n *html.Node) string {
	cell := closest(n, "td")
	if cell == nil || cell.Parent == nil {
		return ""
	}
	row := cell.Parent
	if before := textBefore(cell, row); trim(before) != "" {
		return before
	}
	at := index(cell)
	for r := row.PrevSibling; r != nil; r = r.PrevSibling {
		if is(r, "tr") {
			if head := child(r, at); head != nil && find(head, isField) == nil {
				return textOf(head)
			}
		}
	}
	return ""
}

// beside is the text before a control, in the smallest element that has any.
func (l *labels) beside(n *html.Node) string {
	for p := n; p.Parent != nil && !is(p.Parent, "form", "body", "table", "tbody", "html"); p = p.Parent {
		if text := textBefore(p, p.Parent); trim(text) != "" {
			return text
		}
		if hasFieldBefore(p) {
			return ""
		}
	}
	return ""
}

// described is what a control says of itself.
func described(n *html.Node) string {
	for _, name := range []string{"placeholder", "title", "data-placeholder"} {
		if text := askFor.ReplaceAllString(draft.Clean(attribute(n, name)), ""); trim(text) != "" {
			return text
		}
	}
	return ""
}

// textBefore is the text in a parent before one of its children, back to the last
// field in it.
func textBefore(n, parent *html.Node) string {
	var texts []string
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if find(s, isField) != nil {
			break
		}
		if s.Type == html.TextNode || s.Type == html.ElementNode && !isHidden(s) && !isControl(s) {
			texts = append([]string{textOf(s)}, texts...)
		}
	}
	return strings.TrimSpace(strings.Join(texts, " "))
}

func hasFieldBefore(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if find(s, isField) != nil {
			return true
		}
	}
	return false
}

func closest(n *html.Node, names ...string) *html.Node {
	for p := n; p != nil; p = p.Parent {
		if is(p, names...) {
			return p
		}
	}
	return nil
}

// index is the number of an element among its siblings.
func index(n *html.Node) int {
	i := 0
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Type == html.ElementNode {
			i++
		}
	}
	return i
}

// child is the element of that number in a node, or nil.
func child(n *html.Node, at int) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			if at == 0 {
				return c
			}
			at--
		}
	}
	return nil
}
