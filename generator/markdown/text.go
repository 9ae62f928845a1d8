package markdown

import (
	"bytes"
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

func renderText(p *page, node ast.Node) {
	n := node.(*ast.Text)
	checkMarks(p, n)
	checkShortcodes(p, n)
	checkFacts(p, n)
	if p.steps > 0 {
		writeStepText(p, n)
	} else {
		p.write(n.Segment.Value(p.source))
	}
	if !n.HardLineBreak() && !n.SoftLineBreak() {
		return
	}
	p.out, p.text = bytes.TrimRight(p.out, " "), bytes.TrimRight(p.text, " ")
	if n.HardLineBreak() {
		p.html("<br>\n")
		p.text = append(p.text, ' ')
		return
	}
	softBreak(p, n)
}

// softBreak writes a line break within a paragraph: nothing between Chinese
// characters, where a space would be a visible gap.
func softBreak(p *page, n ast.Node) {
	if joins(p.text, textAfter(p, n)) {
		return
	}
	p.out = append(p.out, '\n')
	p.text = append(p.text, ' ')
}

// textAfter returns the text that what follows a node begins with.
func textAfter(p *page, n ast.Node) []byte {
	for n = n.NextSibling(); n != nil; n = n.FirstChild() {
		if t, ok := n.(*ast.Text); ok {
			return t.Segment.Value(p.source)
		}
	}
	return nil
}

// shortCode is how long code may be that stays in one line: an option such as
// -d is not to be broken, and this much fits on a narrow phone in large text.
const shortCode = 15

func renderCodeSpan(p *page, n ast.Node) {
	p.html("<code>")
	htmlStart, textStart := len(p.out)-1, len(p.text)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		value := t.Segment.Value(p.source)
		if end := len(value) - 1; end >= 0 && value[end] == '\n' {
			p.literal(value[:end])
			p.literal([]byte{' '})
		} else {
			p.literal(value)
		}
	}
	if textWidth(p.text[textStart:]) > shortCode {
		p.out = slices.Insert(p.out, htmlStart, []byte(` class="long"`)...)
	}
	p.html("</code>")
}

// textWidth counts letters, and Chinese characters as two.
func textWidth(text []byte) int {
	width := utf8.RuneCount(text)
	for _, r := range string(text) {
		if isCJK(r) {
			width++
		}
	}
	return width
}

func renderString(p *page, n ast.Node) { p.literal(n.(*ast.String).Value) }
