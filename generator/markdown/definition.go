package markdown

import "github.com/yuin/goldmark/ast"

func renderDefinitionList(p *page, n ast.Node) {
	p.html("<dl>\n")
	p.children(n)
	p.html("</dl>\n")
}

func renderDefinitionTerm(p *page, n ast.Node) {
	p.html("<dt>")
	p.children(n)
	p.html("</dt>\n")
	p.endBlock()
}

func renderDefinition(p *page, n ast.Node) {
	p.html("<dd>")
	p.children(n)
	p.html("</dd>\n")
	p.endBlock()
}
