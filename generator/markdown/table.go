package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"rehearse/demo/diag"
)

// tables makes tables as goldmark does, but none of a paragraph whose first line below
// a header would be hyphens alone. They make a heading of it; where they do not, they
// are text that goes on outside of its list.
type tables struct{ parser.ParagraphTransformer }

func (t tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	for i := 1; i < lines.Len(); i++ {
		at := lines.At(i)
		line := bytes.TrimSpace(at.Value(reader.Source()))
		if len(bytes.Trim(line, "-|: \t")) > 0 {
			continue
		}
		if len(bytes.Trim(line, "-")) > 0 {
			t.ParagraphTransformer.Transform(node, reader, pc)
		}
		return
	}
}

// renderTable puts a table into a region that scrolls sideways, by keyboard
// too: a wide table must not push a phone's page apart.
func renderTable(p *page, n ast.Node) {
	label := p.words.table
	if p.section.Text != "" {
		label = p.section.Text + " · " + label
	}
	p.html(`<div class="table" role="region" tabindex="0"`)
	p.attribute("aria-label", label)
	p.html(">\n")
	start := len(p.out)
	p.columns = p.columns[:0]
	p.children(n)
	p.out = slices.Insert(p.out, start, appendColumns(nil, p.columns)...)
	p.html("</table>\n</div>\n")
}

func renderTableHeader(p *page, n ast.Node) {
	p.cell = 0
	p.html("<thead>\n<tr>")
	p.children(n)
	p.html("</tr>\n</thead>\n")
	p.endBlock()
	if n.NextSibling() != nil {
		p.html("<tbody>\n")
	}
}

func renderTableRow(p *page, n ast.Node) {
	checkCells(p, n)
	p.cell = 0
	p.html("<tr>")
	p.children(n)
	p.html("</tr>\n")
	p.endBlock()
	if n.NextSibling() == nil {
		p.html("</tbody>\n")
	}
}

// checkCells reports what stands in a row beyond the last column: GitHub's rules
// leave it out, and nobody would notice.
func checkCells(p *page, row ast.Node) {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return // there are fewer cells than columns
	}
	at := last.Lines().At(0).Stop
	rest, _, _ := bytes.Cut(p.source[at:], []byte{'\n'})
	lost := bytes.TrimLeft(rest, " \t|")
	if len(bytes.TrimRight(lost, " \t|")) > 0 {
		p.report(at+len(rest)-len(lost), diag.Warning, "extra-cell", "this row has more cells than the table has columns; what begins here is not shown",
			`a | within a cell is written \|; otherwise give the table another column`)
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
	start := len(p.text)
	p.children(n)
	p.html(close)
	if p.cell == len(p.columns) {
		p.columns = append(p.columns, column{})
	}
	p.columns[p.cell].hold(p.text[start:])
	p.cell++
	p.text = append(p.text, ' ')
}
