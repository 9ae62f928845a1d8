package markdown

import (
	"bytes"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/source"
)

// flowLinkAlone returns the link that a paragraph consists of if it leads to
// a flow, or nil.
func flowLinkAlone(n ast.Node) *ast.Link {
	link, ok := n.FirstChild().(*ast.Link)
	if !ok || link.NextSibling() != nil || !bytes.Contains(link.Destination, []byte(source.FlowSuffix)) {
		return nil
	}
	if !isFlow(decoded(link.Destination)) {
		return nil
	}
	return link
}

// isFlow tells whether a destination is that of a flow, or of a place in one.
func isFlow(dest string) bool {
	dest = flowPath(dest)
	return strings.HasSuffix(dest, source.FlowSuffix) && classify(dest) == local
}

// flowPath is a destination without query and fragment.
func flowPath(dest string) string {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		dest = dest[:i]
	}
	return dest
}

// rehearsalID returns the id of an embedded flow's element. Steps may name it
// before the rehearsal is rendered, so that it is made once and kept.
func (p *page) rehearsalID(link *ast.Link) string {
	id, ok := p.embedded[link]
	if !ok {
		id = p.ids.unique("rehearsal-" + strings.TrimSuffix(path.Base(flowPath(decoded(link.Destination))), source.FlowSuffix))
		if p.embedded == nil {
			p.embedded = make(map[*ast.Link]string)
		}
		p.embedded[link] = id
	}
	return id
}

// renderRehearsal puts the rehearsal of a flow in the place of its link, or the
// link's text where there is none.
func (p *page) renderRehearsal(link *ast.Link) {
	dest := decoded(link.Destination)
	htmlStart, textStart := len(p.out), len(p.text)
	p.children(link)
	label := string(bytes.TrimSpace(p.text[textStart:]))
	p.out, p.text = p.out[:htmlStart], p.text[:textStart]
	id := p.rehearsalID(link)
	p.embed(EmbeddedRehearsal, link, dest, id, link.Destination)
	html, f := p.resolver.Rehearsal(dest, label, id)
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
