package markdown

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"rehearse/demo/diag"
)

// maxDepth bounds the nesting that is rendered; see also [tooComplex].
const maxDepth = 200

// render writes a node and everything in it.
func (p *page) render(n ast.Node) {
	if p.full {
		return
	}
	if p.depth >= maxDepth {
		p.report(p.offset(n), diag.Error, "nesting", "nested too deeply to be shown", "nest less deeply")
		p.full = true
		return
	}
	p.depth++
	switch f := p.renderers[n.Kind()]; {
	case f == nil:
	case p.options.Lines && hasLine(n):
		renderWithLine(p, f, n)
	default:
		f(p, n)
	}
	p.depth--
	p.checkLimit(n)
}

// children renders what is in a node.
func (p *page) children(n ast.Node) {
	base := p.rawBase
	p.rawBase = len(p.raw)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.render(c)
	}
	p.closeElements(p.rawBase)
	p.rawBase = base
}

// closeElements closes the elements from base on, which their author left open.
func (p *page) closeElements(base int) {
	for len(p.raw) > base {
		last := p.raw[len(p.raw)-1]
		p.report(last.offset, diag.Warning, "html-unbalanced", fmt.Sprintf("<%s> is not closed", last.name), "write </"+last.name+"> where it ends")
		p.closeElement()
	}
}

func (p *page) closeElement() {
	last := p.raw[len(p.raw)-1]
	p.raw = p.raw[:len(p.raw)-1]
	if last.name == "a" {
		p.links--
	}
	p.html("</" + last.name + ">")
}

// checkLimit stops the conversion of an article that explodes: a few bytes of
// Markdown can repeat a long destination many times over.
func (p *page) checkLimit(n ast.Node) {
	if len(p.out) > p.limit && !p.full {
		p.report(p.offset(n), diag.Error, "too-complex",
			"the page becomes many times larger than its source here", "use the long link or title less often")
		p.full = true
	}
}

// renderWithLine renders a block and marks the element that it becomes.
func renderWithLine(p *page, f renderFunc, n ast.Node) {
	line, _ := p.cursor.at(p.offset(n)) // before what is in it: positions are cheapest in the order of the file
	start := len(p.out)
	f(p, n)
	tag := p.out[min(start, len(p.out)):]
	if len(tag) < 2 || tag[0] != '<' || !isASCIILetter(tag[1]) {
		return
	}
	end := 2
	for end < len(tag) && tag[end] != ' ' && tag[end] != '>' {
		end++
	}
	p.out = slices.Insert(p.out, start+end, []byte(` data-line="`+strconv.Itoa(line)+`"`)...)
}

// hasLine reports whether the element that a node becomes is given the line it
// comes from: every block that has an element of its own.
func hasLine(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindDocument, ast.KindTextBlock, extast.KindTableHeader, extast.KindTableCell:
		return false
	}
	return n.Type() == ast.TypeBlock
}
