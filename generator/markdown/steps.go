package markdown

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// isProcedure reports whether an ordered list is the steps of its section: it
// follows a heading of level 2 to 4, with at most one paragraph between them;
// pictures and rehearsals do not count. Or it goes on with the steps above it.
func (p *page) isProcedure(list *ast.List) bool {
	if p.walk.lists[list] {
		return true
	}
	paragraphs := 0
	for n := list.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			return n.Level >= 2 && n.Level <= 4
		case *ast.Paragraph:
			if pictureAlone(n) == nil && p.flowLinkAlone(n) == nil {
				paragraphs++
			}
			if paragraphs > 1 {
				return false
			}
		case *ast.List:
			return n == p.lastSteps && goesOn(n, list)
		default:
			return false
		}
	}
	return false
}

// renderSteps renders the items of a procedure and records them. Each has an
// id, so that a link or the rehearsal can point to it.
func (p *page) renderSteps(list *ast.List) {
	procedure := p.procedureOf(list)
	procedure.Steps = slices.Grow(procedure.Steps, list.ChildCount())
	p.lastSteps = list
	p.steps++
	number := list.Start - 1
	for item := list.FirstChild(); item != nil && !p.full; item = item.NextSibling() {
		number++
		id := p.ids.unique("step-" + procedure.ID + "-" + strconv.Itoa(number))
		p.doc.Anchors = append(p.doc.Anchors, id)
		p.html("<li")
		p.attribute("id", id)
		m, walked := p.walk.items[item]
		if walked {
			p.attribute("data-rehearsal", m.rehearsal)
			p.attribute("data-screen", m.screen)
		}
		p.html(">")
		start := len(p.text)
		line, col := p.place.at(p.offset(item))
		p.listItem(item, m.begin)
		text := strings.ReplaceAll(string(bytes.TrimSpace(p.text[start:])), "\n", " ")
		procedure.Steps = append(procedure.Steps, Step{Text: text, ID: id, Line: line, Col: col})
	}
	p.steps--
}

// procedureOf returns the procedure that a list belongs to.
func (p *page) procedureOf(list *ast.List) *Procedure {
	last := len(p.doc.Procedures) - 1
	if last < 0 || p.lastSteps == nil || !goesOn(p.lastSteps, list) || p.doc.Procedures[last].ID != p.section.ID {
		p.doc.Procedures = append(p.doc.Procedures, Procedure{Name: p.section.Text, ID: p.section.ID})
		last++
	}
	return &p.doc.Procedures[last]
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
			p.beginControl(start)
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
func (p *page) controlName(n *ast.Text, open int) (end int, ok bool) {
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
func (p *page) beginControl(at int) {
	p.html(`<span class="control"`)
	if c := p.walk.names[at]; c.ID != "" {
		p.attribute("data-control", c.ID)
		p.attribute("data-on", c.Screen)
	}
	p.html(">")
}

func (p *page) endControl(at int) {
	if at == p.controlEnd {
		p.html("</span>")
		p.controlEnd = -1
	}
}
