package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// isProcedure reports whether an ordered list is the steps of its section: it
// follows a heading of level 2 to 4, with at most one paragraph between them;
// pictures and rehearsals do not count.
func (p *page) isProcedure(list ast.Node) bool {
	paragraphs := 0
	for n := list.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			return n.Level >= 2 && n.Level <= 4
		case *ast.Paragraph:
			if pictureAlone(n) == nil && flowLinkAlone(n) == nil {
				paragraphs++
			}
			if paragraphs > 1 {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// renderSteps renders the items of a procedure and records them. Each has an
// id, so that a link or the rehearsal can point to it.
func (p *page) renderSteps(list ast.Node) {
	procedure := Procedure{Name: p.section.Text, ID: p.section.ID}
	p.steps++
	number := 0
	for item := list.FirstChild(); item != nil && !p.full; item = item.NextSibling() {
		number++
		id := p.ids.unique("step-" + procedure.ID + "-" + strconv.Itoa(number))
		p.doc.Anchors = append(p.doc.Anchors, id)
		p.html("<li")
		p.attribute("id", id)
		p.html(">")
		start := len(p.text)
		line, col := p.place.at(p.offset(item))
		p.controls = nil
		p.listItem(item)
		text := strings.ReplaceAll(string(bytes.TrimSpace(p.text[start:])), "\n", " ")
		procedure.Steps = append(procedure.Steps, Step{Text: text, ID: id, Line: line, Col: col, Controls: p.controls})
	}
	p.steps--
	p.doc.Procedures = append(p.doc.Procedures, procedure)
}

const (
	openQuote  = "“"
	closeQuote = "”"
	// maxControl is the longest text in quotes, in bytes, that can be the name
	// of a control; longer ones quote something else.
	maxControl = 200
)

// writeStepText writes text of a step, with the control names in it marked.
func (p *page) writeStepText(n *ast.Text) {
	start, stop := n.Segment.Start, n.Segment.Stop
	for start < stop {
		if p.controlEnd >= 0 {
			end := min(stop, p.controlEnd)
			p.write(p.source[start:end])
			p.endControl(end)
			start = end
			continue
		}
		i := bytes.Index(p.source[start:stop], []byte(openQuote))
		if i < 0 {
			break
		}
		p.write(p.source[start : start+i])
		start += i
		if end, ok := p.controlName(n, start); ok {
			p.beginControl(start, end)
		} else {
			p.write([]byte(openQuote))
			start += len(openQuote)
		}
	}
	p.write(p.source[start:stop])
}

// controlName returns the end of the quoted name that begins at open. A name
// may go on in the next nodes: brackets in it divide the text.
func (p *page) controlName(n *ast.Text, open int) (end int, ok bool) {
	from := open + len(openQuote)
	stop := n.Segment.Stop
	for ; stop < from+maxControl && !n.SoftLineBreak() && !n.HardLineBreak(); stop = n.Segment.Stop {
		next, ok := n.NextSibling().(*ast.Text)
		if !ok || next.Segment.Start != stop {
			break
		}
		n = next
	}
	name := p.source[from:min(stop, from+maxControl)]
	i := bytes.Index(name, []byte(closeQuote))
	if i <= 0 || bytes.Contains(name[:i], []byte(openQuote)) {
		return 0, false
	}
	return from + i + len(closeQuote), true
}

func (p *page) beginControl(start, end int) {
	name := p.source[start+len(openQuote) : end-len(closeQuote)]
	line, col := p.place.at(start)
	p.controls = append(p.controls, Control{Name: decoded(name), Line: line, Col: col})
	p.html(`<span class="control">`)
	p.controlEnd = end
}

func (p *page) endControl(at int) {
	if at == p.controlEnd {
		p.html("</span>")
		p.controlEnd = -1
	}
}
