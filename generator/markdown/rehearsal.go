package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/source"
)

// flowLinkAlone returns the link that a paragraph consists of if it leads to
// a flow, or nil.
func flowLinkAlone(p *page, n ast.Node) *ast.Link {
	link, ok := n.FirstChild().(*ast.Link)
	if !ok || link.NextSibling() != nil || !bytes.Contains(link.Destination, []byte(source.FlowSuffix)) {
		return nil
	}
	if !p.destination(link.Destination).flow {
		return nil
	}
	return link
}

// rehearsalID returns the id of an embedded flow's element. Steps may name it
// before the rehearsal is rendered, so that it is made once and kept.
func rehearsalID(p *page, link *ast.Link) string {
	id, ok := p.embedded[link]
	if !ok {
		dest := p.destination(link.Destination).text
		name := "rehearsal-" + flowName(dest)
		if route := routeName(dest); route != "" {
			name += "-" + route
		}
		id = p.ids.unique(name)
		if p.embedded == nil {
			p.embedded = make(map[*ast.Link]string)
		}
		p.embedded[link] = id
	}
	return id
}

// renderRehearsal puts the rehearsal of a flow where its link is, or the
// link's text where there is none.
func renderRehearsal(p *page, link *ast.Link) {
	dest := p.destination(link.Destination).text
	htmlStart, textStart := len(p.out), len(p.text)
	p.children(link)
	label := string(bytes.TrimSpace(p.text[textStart:]))
	p.out, p.text = p.out[:htmlStart], p.text[:textStart]
	id := rehearsalID(p, link)
	p.embed(EmbeddedRehearsal, link, dest, id, link.Destination)
	html, f := p.resolver.Rehearsal(dest, label, id)
	p.reportFound(p.offset(link), f)
	if html == nil {
		p.html("<p>")
		p.out = appendEscaped(p.out, label)
		p.html("</p>\n")
		return
	}
	p.place(AtRehearsal, id, len(p.text))
	p.out = append(p.out, html...)
	p.limit += len(html)
}
