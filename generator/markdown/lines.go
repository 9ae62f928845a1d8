package markdown

import (
	"slices"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// hasLine tells whether the element that a node becomes is given the line it
// comes from: every block that has an element of its own.
func hasLine(n ast.Node) bool {
	switch n.Kind() {
	case ast.KindDocument, ast.KindTextBlock, extast.KindTableHeader, extast.KindTableCell:
		return false
	}
	return n.Type() == ast.TypeBlock
}

// renderWithLine renders a block and marks the element that it becomes.
func (p *page) renderWithLine(f renderFunc, n ast.Node) {
	line, _ := p.place.at(p.offset(n)) // before what is in it: places are cheapest in the order of the file
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

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
