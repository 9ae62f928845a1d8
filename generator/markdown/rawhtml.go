package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"rehearse/demo/diag"
)

func renderHTMLBlock(p *page, node ast.Node) {
	n := node.(*ast.HTMLBlock)
	segments := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		segments = append(segments[:len(segments):len(segments)], n.ClosureLine)
	}
	if p.options.RawHTML {
		sanitise(p, segments, true)
	} else if shown := shownHTML(p, segments); len(bytes.TrimSpace(shown)) > 0 {
		p.html("<p>")
		p.literal(bytes.TrimSpace(shown))
		p.html("</p>\n")
	}
	p.endBlock()
}

func renderRawHTML(p *page, node ast.Node) {
	n := node.(*ast.RawHTML)
	segments := n.Segments.Sliced(0, n.Segments.Len())
	if p.options.RawHTML {
		sanitise(p, segments, false)
	} else {
		p.literal(shownHTML(p, segments))
	}
}

// shownHTML returns HTML that is shown as it is written, without its comments.
// The first tag is reported; an end tag is not, its start tag was.
func shownHTML(p *page, segments []text.Segment) []byte {
	source := fragmentOf(p.source, segments)
	var shown []byte
	reported := false
	z := html.NewTokenizer(bytes.NewReader(source.content))
	for at := 0; ; {
		token := z.Next()
		if token == html.ErrorToken {
			return append(shown, source.content[at:]...)
		}
		raw := z.Raw()
		if token != html.CommentToken || !bytes.HasPrefix(raw, []byte("<!--")) {
			shown = append(shown, raw...)
		}
		if !reported && (token == html.StartTagToken || token == html.SelfClosingTagToken) {
			p.report(source.offset(at), diag.Warning, "raw-html", fmt.Sprintf("HTML is shown as it is written: %s", diag.Shorten(string(raw), 40)),
				"write it in Markdown, or in `backquotes` if it is meant to be seen; site.yaml can allow HTML")
			reported = true
		}
		at += len(raw)
	}
}
