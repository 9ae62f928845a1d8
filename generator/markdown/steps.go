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
func isProcedure(p *page, list *ast.List) bool {
	if p.walk.lists[list] {
		return true
	}
	paragraphs := 0
	for n := list.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			return n.Level >= 2 && n.Level <= 4
		case *ast.Paragraph:
			if pictureAlone(n) == nil && flowLinkAlone(p, n) == nil {
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
func renderSteps(p *page, list *ast.List) {
	procedure := procedureOf(p, list)
	procedure.Steps = slices.Grow(procedure.Steps, list.ChildCount())
	p.lastSteps = list
	p.steps++
	number := list.Start - 1
	for item := list.FirstChild(); item != nil && !p.full; item = item.NextSibling() {
		number++
		id := p.ids.unique("step-" + procedure.ID + "-" + strconv.Itoa(number))
		p.doc.Anchors = append(p.doc.Anchors, id)
		p.place(AtStep, id, len(p.text))
		p.html("<li")
		p.attribute("id", id)
		m, walked := p.walk.items[item]
		if walked {
			p.attribute("data-rehearsal", m.rehearsal)
			p.attribute("data-screen", m.screen)
			if m.leg != "" {
				p.attribute("data-leg", m.leg)
			}
		}
		p.html(">")
		start := len(p.text)
		line, col := p.cursor.at(p.offset(item))
		listItem(p, item, m.begin)
		text := strings.ReplaceAll(string(bytes.TrimSpace(p.text[start:])), "\n", " ")
		procedure.Steps = append(procedure.Steps, Step{Text: text, ID: id, Line: line, Col: col})
	}
	p.steps--
	p.place(AfterStep, p.section.ID, len(p.text))
}

// procedureOf returns the procedure that a list belongs to.
func procedureOf(p *page, list *ast.List) *Procedure {
	last := len(p.doc.Procedures) - 1
	if last < 0 || p.lastSteps == nil || !goesOn(p.lastSteps, list) || p.doc.Procedures[last].ID != p.section.ID {
		p.doc.Procedures = append(p.doc.Procedures, Procedure{Name: p.section.Text, ID: p.section.ID})
		last++
	}
	return &p.doc.Procedures[last]
}

// goesOn reports whether next is numbered as if it went on with list: a figure
// between two steps divides their list.
func goesOn(list, next *ast.List) bool {
	return next.Start > 1 && next.IsOrdered() && next.Start == list.Start+list.ChildCount()
}

// listItem renders what is in an item, HTML to go at its end, and its end tag.
func listItem(p *page, n ast.Node, tail []byte) {
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		p.out = append(p.out, '\n')
	}
	p.children(n)
	p.out = append(p.out, tail...)
	p.html("</li>\n")
	p.endBlock()
}
