package markdown

import "github.com/yuin/goldmark/ast"

func renderDocument(p *page, n ast.Node) { p.children(n) }

func renderParagraph(p *page, n ast.Node) {
	if renderAlone(p, n) {
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

// renderAlone renders a picture or the link to a flow that is all of a paragraph,
// and reports whether there is one.
func renderAlone(p *page, n ast.Node) bool {
	if image := pictureAlone(n); image != nil {
		renderFigure(p, image)
		return true
	}
	if link := flowLinkAlone(p, n); link != nil {
		renderRehearsal(p, link)
		return true
	}
	return false
}

// renderTextBlock renders a paragraph of a list without blank lines, which
// gets no element of its own.
func renderTextBlock(p *page, n ast.Node) {
	if renderAlone(p, n) {
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
