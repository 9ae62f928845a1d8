package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"rehearse/demo/diag"
)

func renderLink(p *page, node ast.Node) {
	n := node.(*ast.Link)
	dest := p.destination(n.Destination)
	if name, ok := dest.factName(); ok {
		renderFact(p, n, name)
		return
	}
	at := p.offset(n)
	href, kind, ok := resolveLink(p, at, dest, p.span(n.Destination))
	htmlStart, textStart := len(p.out), len(p.text)
	pictures := p.pictures
	if !ok || p.links > 0 {
		p.children(n)
		return
	}
	openLink(p, href, kind, n.Title)
	p.children(n)
	closeLink(p)
	if len(bytes.TrimSpace(p.text[textStart:])) == 0 && p.pictures == pictures {
		p.report(at, diag.Error, "empty-link", "this link has no text: nobody can see it or press it", "write what it leads to between the brackets")
		p.out = p.out[:htmlStart]
	}
}

// resolveLink returns what an href says for a destination; ok is false where
// there is nothing to link to.
func resolveLink(p *page, at int, d *destination, span Span) (href string, kind destinationKind, ok bool) {
	dest, kind := d.text, d.kind
	switch kind {
	case remote:
		return outside(p, at, dest, span), kind, true
	case fragment:
		href = dest
	case local:
		if dest == "" {
			p.report(at, diag.Error, "empty-link", "this link leads nowhere", "write where it leads between the parentheses")
			return "", kind, false
		}
		var f *diag.Problem
		href, f = d.resolveLink(p.resolver)
		p.reportFound(at, f)
		if href == "" {
			return "", kind, false
		}
	default:
		refuse(p, at, dest)
		return "", kind, false
	}
	line, col := p.cursor.at(at)
	p.doc.Links = append(p.doc.Links, Link{Dest: dest, Href: href, Line: line, Col: col, Span: span})
	return href, kind, true
}

// outside returns the href of a destination that is not of the site, and records
// it where it is a page.
func outside(p *page, at int, dest string, span Span) string {
	href := string(util.URLEscape([]byte(dest), false))
	if isPage(href) {
		line, col := p.cursor.at(at)
		p.doc.Outside = append(p.doc.Outside, Link{Dest: dest, Href: href, Line: line, Col: col, Span: span})
	}
	return href
}

// isPage reports whether an absolute address is that of a page of the Web.
func isPage(address string) bool {
	scheme := schemeOf(address)
	return scheme == "http" || scheme == "https"
}

// openLink writes the start tag of a link. Another site's page must not get a
// handle on ours.
func openLink(p *page, href string, kind destinationKind, title []byte) {
	p.html("<a")
	p.attribute("href", href)
	if len(title) > 0 {
		p.attribute("title", decoded(title))
	}
	if kind == remote && isPage(href) {
		p.html(` rel="noopener"`)
	}
	p.html(">")
	p.links++
}

func closeLink(p *page) {
	p.links--
	p.html("</a>")
}

// renderAutoLink renders <https://…> and addresses that stand bare in the text.
func renderAutoLink(p *page, node ast.Node) {
	n := node.(*ast.AutoLink)
	label := n.Label(p.source)
	dest := string(n.URL(p.source))
	if n.AutoLinkType == ast.AutoLinkEmail && schemeOf(dest) != "mailto" {
		dest = "mailto:" + dest
	}
	if p.links > 0 {
		p.literal(label)
		return
	}
	kind := classify(dest)
	if kind != remote {
		refuse(p, p.offset(n), dest)
		p.literal(label)
		return
	}
	openLink(p, outside(p, p.offset(n), dest, p.span(label)), kind, nil)
	p.literal(label)
	closeLink(p)
}

// refuse reports a destination that may not be in a page.
func refuse(p *page, offset int, dest string) {
	scheme := schemeOf(strings.TrimSpace(dest))
	switch {
	case scheme != "":
		p.report(offset, diag.Error, "bad-scheme", fmt.Sprintf("links to %q are not allowed", diag.Shorten(scheme, 20)+":"),
			"allowed are "+strings.Join(schemes, ", ")+", and paths within the site")
	case len(dest) > 1 && strings.Trim(dest[:2], `/\`) == "":
		p.report(offset, diag.Error, "bad-scheme", "a link that begins with // leaves the site without saying how", "write https:// in front, or a single /")
	default:
		p.report(offset, diag.Error, "bad-scheme", "this link contains control characters", "type it again")
	}
}
