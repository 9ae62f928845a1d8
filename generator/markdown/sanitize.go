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

// sanitise writes HTML that the author wrote, reduced to what is harmless.
// Within a paragraph no block can begin.
func sanitise(p *page, segments []text.Segment, block bool) {
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
			startTag(p, token, source.offset(at), block)
			dropText = slices.Contains(rawTextElements, token.Data)
		case html.EndTagToken:
			endTag(p, token.Data, source.offset(at))
			dropText = false
		}
		at += length
	}
}

func startTag(p *page, token html.Token, offset int, block bool) {
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
		writeHTMLAttribute(p, name, a.Key, a.Val, offset)
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

func writeHTMLAttribute(p *page, element, name, value string, offset int) {
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
		href, kind, ok := resolveLink(p, offset, newDestination(value), Span{})
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
func endTag(p *page, name string, offset int) {
	for i := len(p.raw) - 1; i >= p.rawBase; i-- {
		if p.raw[i].name == name {
			p.closeElements(i + 1)
			p.closeElement()
			return
		}
	}
	if slices.Contains(blockElements, name) || slices.Contains(inlineElements, name) {
		p.report(offset, diag.Warning, "html-unbalanced", fmt.Sprintf("</%s> closes nothing", name), "remove it, or move it to where its start tag is")
	}
}

// htmlFragment is HTML out of the lines of a block, which need not be beside
// each other in the file.
type htmlFragment struct {
	content  []byte
	segments []text.Segment
}

func fragmentOf(source []byte, segments []text.Segment) htmlFragment {
	f := htmlFragment{segments: segments}
	for i := range segments {
		f.content = append(f.content, segments[i].Value(source)...)
	}
	return f
}

// offset returns where in the file a byte of the content is.
func (f htmlFragment) offset(at int) int {
	for _, s := range f.segments {
		length := s.Len() + s.Padding
		if at < length {
			return s.Start + max(0, at-s.Padding)
		}
		at -= length
	}
	return f.segments[len(f.segments)-1].Stop
}
