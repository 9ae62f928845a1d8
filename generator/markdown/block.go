package markdown

import "github.com/yuin/goldmark/ast"

func renderDocument(p *page, n ast.Node) { p.children(n) }

func renderParagraph(p *page, n ast.Node) {
	if n.FirstChild() == nil {
		return
	}
	if image := pictureAlone(n); image != nil {
		renderFigure(p, image)
		return
	}
	if link := flowLinkAlone(p, n); link != nil {
		renderRehearsal(p, link)
		return
	}
	checkForeign(p, n)
	start := len(p.out)
	p.html("<p>")
	p.children(n)
	if len(p.out) == start+len("<p>") { // nothing but a comment
		p.out = p.out[:start]
		return
	}
	p.html("</p>\n")
	p.endBlock()
}

// renderTextBlock renders a paragraph of a list without blank lines, which
// gets no element of its own.
func renderTextBlock(p *page, n ast.Node) {
	if image := pictureAlone(n); image != nil {
		renderFigure(p, image)
		return
	}
	if link := flowLinkAlone(p, n); link != nil {
		renderRehearsal(p, link)
		return
	}
	checkForeign(p, n)
	p.children(n)
	if n.NextSibling() != nil {
		p.out = append(p.out, '\n')
	}
	p.endBlock()
}

func renderThematicBreak(p *page, _ ast.Node) { p.html("<hr>\n") }
