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
func (p *page) glean(g *gleaner, item ast.Node) WalkStep {
	g.step, g.words = WalkStep{}, g.words[:0]
	g.step.Line, g.step.Col = p.place.at(p.offset(item))
	p.gleanBlock(g, item)
	g.step.Words = string(g.words)
	return g.step
}

// gleanBlock reads a block. Code and quotations, hence callouts, are asides: the
// names in them are not pressed.
func (p *page) gleanBlock(g *gleaner, n ast.Node) {
	switch n.Kind() {
	case ast.KindBlockquote, ast.KindFencedCodeBlock, ast.KindCodeBlock, ast.KindHTMLBlock:
		return
	case ast.KindParagraph, ast.KindTextBlock:
		if p.flowLinkAlone(n) == nil {
			p.gleanInline(g, n)
			g.words = append(g.words, '\n')
		}
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.gleanBlock(g, c)
	}
}

// gleanInline reads what is in a paragraph or in markup within it.
func (p *page) gleanInline(g *gleaner, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			p.gleanText(g, c)
		case *ast.Emphasis:
			if at, name := p.strongName(c); name != nil {
				p.addControl(g, at, decoded(name), true)
				g.words = append(append(g.words, name...), ' ')
			} else {
				p.gleanInline(g, c)
			}
		case *ast.Image, *ast.CodeSpan, *ast.RawHTML:
		default:
			p.gleanInline(g, c)
		}
	}
}

// gleanText reads a piece of text, which a name may have begun before.
func (p *page) gleanText(g *gleaner, n *ast.Text) {
	start, stop := max(n.Segment.Start, g.end), n.Segment.Stop
	for start < stop {
		i := bytes.Index(p.source[start:stop], []byte(openQuote))
		if i < 0 {
			break
		}
		g.words = append(g.words, p.source[start:start+i]...)
		start += i
		end, ok := p.controlName(n, start)
		if !ok {
			start += len(openQuote)
			continue
		}
		p.addControl(g, start, decoded(p.source[start+len(openQuote):end-len(closeQuote)]), false)
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

func (p *page) addControl(g *gleaner, at int, name string, strong bool) {
	line, col := p.place.at(at)
	g.step.Controls = append(g.step.Controls, Control{Name: name, Line: line, Col: col, Strong: strong})
	g.offsets = append(g.offsets, at)
}

// strongName returns the text of strong emphasis, and where it begins, if it is
// one that could be the name of a control: short, and nothing but text.
func (p *page) strongName(n *ast.Emphasis) (at int, name []byte) {
	first, ok := n.FirstChild().(*ast.Text)
	if !ok || n.Level != 2 {
		return 0, nil
	}
	end := first.Segment.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || t.Segment.Start != end || t.SoftLineBreak() || t.HardLineBreak() {
			return 0, nil
		}
		end = t.Segment.Stop
	}
	at, name = first.Segment.Start, p.source[first.Segment.Start:end]
	if len(name) > maxControl || bytes.Contains(name, []byte(openQuote)) {
		return 0, nil
	}
	return at, name
}
