package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"rehearse/demo/diag"
)

// Where the site allows HTML, only these elements and attributes pass. What
// an article does not need is not here, above all what could run or load
// something; a list of what is forbidden would never be complete.

var (
	inlineElements = []string{
		"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd",
		"mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
	}
	blockElements = []string{
		"address", "article", "aside", "blockquote", "caption", "col", "colgroup", "dd", "details", "div", "dl", "dt",
		"figcaption", "figure", "footer", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section",
		"summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
	}
	voidElements = []string{"br", "col", "hr", "wbr"}
	// rawTextElements hold text that is no HTML; it goes with them.
	rawTextElements  = []string{"script", "style", "iframe", "noembed", "noframes", "noscript", "xmp", "plaintext", "title", "textarea"}
	globalAttributes = []string{"class", "dir", "id", "lang", "title"}
)

// elementAttributes are those that an element may have beside the global ones.
func elementAttributes(element string) []string {
	switch element {
	case "a":
		return []string{"href"}
	case "td", "th":
		return []string{"colspan", "rowspan", "scope"}
	case "ol":
		return []string{"start", "reversed", "type"}
	case "li", "data":
		return []string{"value"}
	case "time", "del", "ins":
		return []string{"datetime"}
	case "details":
		return []string{"open"}
	case "col", "colgroup":
		return []string{"span"}
	}
	return nil
}

// rawElement is an element of raw HTML that is open.
type rawElement struct {
	name   string
	offset int
}

// sanitise writes HTML that the author wrote, reduced to what is harmless.
// Within a paragraph no block can begin.
func (p *page) sanitise(segments []text.Segment, block bool) {
	source := fragmentOf(p.source, segments)
	z := html.NewTokenizer(bytes.NewReader(source.content))
	dropText := false
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return
		}
		length := len(z.Raw())
		token := z.Token()
		switch kind {
		case html.TextToken:
			if !dropText {
				p.literal([]byte(token.Data))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			p.startTag(token, source.offset(at), block)
			dropText = slices.Contains(rawTextElements, token.Data)
		case html.EndTagToken:
			p.endTag(token.Data, source.offset(at))
			dropText = false
		}
		at += length
	}
}

func (p *page) startTag(token html.Token, offset int, block bool) {
	name := token.Data
	isBlock := slices.Contains(blockElements, name)
	switch {
	case !isBlock && !slices.Contains(inlineElements, name):
		p.report(offset, diag.Error, "html-element", fmt.Sprintf("the element <%s> is not allowed in an article", diag.Shorten(name, 40)), elementHint(name))
		return
	case isBlock && !block:
		p.report(offset, diag.Error, "html-element", fmt.Sprintf("<%s> cannot stand within a paragraph", name), "put it on a line of its own, after a blank line")
		return
	case name == "a" && p.links > 0:
		p.report(offset, diag.Error, "html-element", "a link cannot be inside another link", "")
		return
	}
	p.out = append(append(p.out, '<'), name...)
	for _, a := range token.Attr {
		p.htmlAttribute(name, a.Key, a.Val, offset)
	}
	p.html(">")
	if slices.Contains(voidElements, name) {
		return
	}
	if name == "a" {
		p.links++
	}
	p.raw = append(p.raw, rawElement{name, offset})
}

func elementHint(name string) string {
	switch name {
	case "img":
		return "write ![description](picture.png)"
	case "script", "style":
		return "scripts and styles belong to the site, not to an article"
	case "h1":
		return "the page's title is its only <h1>"
	}
	return "write it in Markdown"
}

func (p *page) htmlAttribute(element, name, value string, offset int) {
	if !slices.Contains(globalAttributes, name) && !slices.Contains(elementAttributes(element), name) {
		severity, hint := diag.Warning, "it is left out"
		if name == "style" || strings.HasPrefix(name, "on") {
			severity, hint = diag.Error, "use a class, which the site's style sheet or script can find"
		}
		p.report(offset, severity, "html-attribute", fmt.Sprintf("the attribute %s of <%s> is not allowed in an article", diag.Shorten(name, 40), element), hint)
		return
	}
	switch name {
	case "href":
		href, kind, ok := p.resolveLink(offset, newDestination(value), Span{})
		if !ok {
			return
		}
		value = href
		if scheme := schemeOf(href); kind == remote && strings.HasPrefix(scheme, "http") {
			p.html(` rel="noopener"`)
		}
	case "id":
		if !validID(value) || !p.ids.reserve(value) {
			p.report(offset, diag.Error, "duplicate-id", fmt.Sprintf("the id %q is already used in this page, or not an id", diag.Shorten(value, 40)), "choose another id")
			return
		}
		p.doc.Anchors = append(p.doc.Anchors, value)
	}
	p.attribute(name, value)
}

// endTag closes an element, and what was left open inside it.
func (p *page) endTag(name string, offset int) {
	for i := len(p.raw) - 1; i >= p.rawBase; i-- {
		if p.raw[i].name == name {
			p.finishRawHTML(i + 1)
			p.closeRaw()
			return
		}
	}
	if slices.Contains(blockElements, name) || slices.Contains(inlineElements, name) {
		p.report(offset, diag.Warning, "html-unbalanced", fmt.Sprintf("</%s> closes nothing", name), "remove it, or move it to where its start tag is")
	}
}

// finishRawHTML closes the elements from base on, which their author left open.
func (p *page) finishRawHTML(base int) {
	for len(p.raw) > base {
		last := p.raw[len(p.raw)-1]
		p.report(last.offset, diag.Warning, "html-unbalanced", fmt.Sprintf("<%s> is not closed", last.name), "write </"+last.name+"> where it ends")
		p.closeRaw()
	}
}

func (p *page) closeRaw() {
	last := p.raw[len(p.raw)-1]
	p.raw = p.raw[:len(p.raw)-1]
	if last.name == "a" {
		p.links--
	}
	p.html("</" + last.name + ">")
}
