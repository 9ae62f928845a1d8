package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// flowLinkAlone returns the link that a paragraph consists of if it leads to
// a flow, or nil.
func flowLinkAlone(n ast.Node) *ast.Link {
	link, ok := n.FirstChild().(*ast.Link)
	if !ok || link.NextSibling() != nil || !bytes.Contains(link.Destination, []byte(".flow.yaml")) {
		return nil
	}
	path := decoded(link.Destination)
	if i := strings.IndexAny(path, "?#"); i >= 0 {
		path = path[:i]
	}
	if classify(path) != local || !strings.HasSuffix(path, ".flow.yaml") {
		return nil
	}
	return link
}

// renderRehearsal puts the rehearsal of a flow in the place of its link, or the
// link's text where there is none.
func (p *page) renderRehearsal(link *ast.Link) {
	dest := decoded(link.Destination)
	htmlStart, textStart := len(p.out), len(p.text)
	p.children(link)
	label := string(bytes.TrimSpace(p.text[textStart:]))
	p.out, p.text = p.out[:htmlStart], p.text[:textStart]
	p.doc.Rehearsals = append(p.doc.Rehearsals, dest)
	html, f := p.resolver.Rehearsal(dest, label)
	if f != nil {
		p.fault(p.offset(link), f)
	}
	if html == nil {
		p.html("<p>")
		p.out = appendEscaped(p.out, label)
		p.html("</p>\n")
		return
	}
	p.out = append(p.out, html...)
	p.limit += len(html)
}
