package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// gleaner collects what a step says about controls.
type gleaner struct {
	step    WalkStep
	words   []byte
	offsets []int // where each control begins, over all steps
	end     int   // of the last control: what is before it has been read
}

// glean returns what a step says about controls.
func glean(p *page, g *gleaner, item ast.Node) WalkStep {
	g.step, g.words = WalkStep{}, g.words[:0]
	g.step.Line, g.step.Col = p.cursor.at(p.offset(item))
	gleanBlock(p, g, item)
	g.step.Words = string(g.words)
	return g.step
}

// gleanBlock reads a block. Code and quotations, hence callouts, are asides: the
// names in them are not pressed.
func gleanBlock(p *page, g *gleaner, n ast.Node) {
	switch n.Kind() {
	case ast.KindBlockquote, ast.KindFencedCodeBlock, ast.KindCodeBlock, ast.KindHTMLBlock:
		return
	case ast.KindParagraph, ast.KindTextBlock:
		if flowLinkAlone(p, n) == nil {
			gleanInline(p, g, n)
			g.words = append(g.words, '\n')
		}
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		gleanBlock(p, g, c)
	}
}

// gleanInline reads what is in a paragraph or in markup within it.
func gleanInline(p *page, g *gleaner, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			gleanText(p, g, c)
		case *ast.Emphasis:
			if at, name := strongName(p, c); name != nil {
				addControl(p, g, at, decoded(name), true)
				g.words = append(append(g.words, name...), ' ')
			} else {
				gleanInline(p, g, c)
			}
		case *ast.Image, *ast.CodeSpan, *ast.RawHTML:
		default:
			gleanInline(p, g, c)
		}
	}
}

// gleanText reads a piece of text, which a name may have begun before.
func gleanText(p *page, g *gleaner, n *ast.Text) {
	start, stop := max(n.Segment.Start, g.end), n.Segment.Stop
	for start < stop {
		i := bytes.Index(p.source[start:stop], []byte(openQuote))
		if i < 0 {
			break
		}
		g.words = append(g.words, p.source[start:start+i]...)
		start += i
		end, ok := controlName(p, n, start)
		if !ok {
			start += len(openQuote)
			continue
		}
		addControl(p, g, start, decoded(p.source[start+len(openQuote):end-len(closeQuote)]), false)
		g.words = append(g.words, ' ')
		start, g.end = end, end
	}
	if start < stop {
		g.words = append(g.words, p.source[start:stop]...)
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		g.words = append(g.words, '\n')
	}
}

func addControl(p *page, g *gleaner, at int, name string, strong bool) {
	line, col := p.cursor.at(at)
	g.step.Controls = append(g.step.Controls, Control{Name: name, Line: line, Col: col, Strong: strong, At: len(g.words)})
	g.offsets = append(g.offsets, at)
}
