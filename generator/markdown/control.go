package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

const (
	openQuote  = "“"
	closeQuote = "”"
	// maxControl is the longest text in quotes, in bytes, that can be the name
	// of a control; longer ones quote something else.
	maxControl = 200
)

// writeStepText writes text of a step, with the control names in it marked.
func writeStepText(p *page, n *ast.Text) {
	start, stop := n.Segment.Start, n.Segment.Stop
	for start < stop {
		if p.controlEnd >= 0 {
			end := min(stop, p.controlEnd)
			p.write(p.source[start:end])
			endControl(p, end)
			start = end
			continue
		}
		i := bytes.Index(p.source[start:stop], []byte(openQuote))
		if i < 0 {
			break
		}
		p.write(p.source[start : start+i])
		start += i
		if end, ok := controlName(p, n, start); ok {
			beginControl(p, start)
			p.controlEnd = end
		} else {
			p.write([]byte(openQuote))
			start += len(openQuote)
		}
	}
	p.write(p.source[start:stop])
}

// controlName returns the end of the quoted name that begins at open. A name
// may go on in the next nodes: brackets and line breaks in it divide the text.
func controlName(p *page, n *ast.Text, open int) (end int, ok bool) {
	from := open + len(openQuote)
	at, limit := from, from+maxControl
	for at < limit {
		piece := p.source[at:min(n.Segment.Stop, limit)]
		i := bytes.Index(piece, []byte(closeQuote))
		if i >= 0 {
			piece = piece[:i]
		}
		if bytes.Contains(piece, []byte(openQuote)) {
			return 0, false
		}
		if i >= 0 {
			return at + i + len(closeQuote), at+i > from
		}
		next, ok := n.NextSibling().(*ast.Text)
		if !ok || n.HardLineBreak() || !n.SoftLineBreak() && next.Segment.Start != n.Segment.Stop {
			break
		}
		n, at = next, next.Segment.Start
	}
	return 0, false
}

// beginControl writes the start tag of a control name, whose offset is at.
func beginControl(p *page, at int) {
	p.html(`<span class="control"`)
	if c := p.walk.names[at]; c.ID != "" {
		p.attribute("data-control", c.ID)
		p.attribute("data-on", c.Screen)
	}
	p.html(">")
}

func endControl(p *page, at int) {
	if at == p.controlEnd {
		p.html("</span>")
		p.controlEnd = -1
	}
}

// strongName returns the text of strong emphasis, and where it begins, if it is
// one that could be the name of a control: short, and nothing but text.
func strongName(p *page, n *ast.Emphasis) (at int, name []byte) {
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
