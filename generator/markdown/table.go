package markdown

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// renderTable puts a table into a region that scrolls sideways, by keyboard
// too: a wide table must not push a phone's page apart.
func renderTable(p *page, n ast.Node) {
	label := p.words.table
	if p.section.Text != "" {
		label = p.section.Text + " · " + label
	}
	p.html(`<div class="table" role="region" tabindex="0"`)
	p.attribute("aria-label", label)
	p.html(">\n<table>\n")
	p.children(n)
	p.html("</table>\n</div>\n")
}

func renderTableHeader(p *page, n ast.Node) {
	p.html("<thead>\n<tr>")
	p.children(n)
	p.html("</tr>\n</thead>\n")
	p.endBlock()
	if n.NextSibling() != nil {
		p.html("<tbody>\n")
	}
}

func renderTableRow(p *page, n ast.Node) {
	p.html("<tr>")
	p.children(n)
	p.html("</tr>\n")
	p.endBlock()
	if n.NextSibling() == nil {
		p.html("</tbody>\n")
	}
}

// renderTableCell marks the alignment by a class: a style attribute would not
// pass the page's content security policy.
func renderTableCell(p *page, node ast.Node) {
	n := node.(*extast.TableCell)
	header := n.Parent().Kind() == extast.KindTableHeader
	open, close := "<td", "</td>"
	if header {
		open, close = `<th scope="col"`, "</th>"
	}
	p.html(open)
	switch n.Alignment {
	case extast.AlignLeft:
		p.html(` class="left"`)
	case extast.AlignCenter:
		p.html(` class="center"`)
	case extast.AlignRight:
		p.html(` class="right"`)
	}
	p.html(">")
	p.children(n)
	p.html(close)
	p.text = append(p.text, ' ')
}
