package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/diag"
)

// foreign are constructs of other generators, which are nothing but text here.
// Articles are often brought along from there, and nobody rereads them all.
var foreign = []struct{ begin, name, hint string }{
	{":::", "an admonition of Docusaurus and others", "here it begins with > [!NOTE], and all of its lines with >"},
	{"!!! ", "an admonition of MkDocs", "here it begins with > [!NOTE], and all of its lines with >"},
	{"??? ", "a folded admonition of MkDocs", "here it begins with > [!DETAILS], and all of its lines with >"},
}

// checkForeign reports lines of a paragraph that begin such a construct.
func checkForeign(p *page, n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := line.Value(p.source)
		if len(text) == 0 || strings.IndexByte(":!?", text[0]) < 0 {
			continue // as nearly all lines are
		}
		for _, f := range foreign {
			rest, ok := bytes.CutPrefix(text, []byte(f.begin))
			if ok && len(bytes.TrimSpace(rest)) > 0 { // three colons alone end one
				p.report(line.Start, diag.Warning, "foreign-syntax", "this is "+f.name+", and shown as it is written", f.hint)
			}
		}
	}
}

// shortcodes are those of Hugo, which may stand anywhere in a text.
var shortcodes = []struct{ begin, hint string }{
	{"{{<", `here a link is [text](page.md), a figure ![what it shows](picture.png "caption"), an alert begins with > [!NOTE], a tab with > [!TAB]`},
	{"{{%", "here a link is [text](page.md), an alert begins with > [!NOTE], a tab with > [!TAB], folded text with > [!DETAILS]"},
}

// checkShortcodes reports the first of each kind in a text; code has none.
func checkShortcodes(p *page, n *ast.Text) {
	written := n.Segment.Value(p.source)
	if !bytes.Contains(written, []byte("{{")) {
		return
	}
	for _, s := range shortcodes {
		if i := bytes.Index(written, []byte(s.begin)); i >= 0 {
			p.report(n.Segment.Start+i, diag.Warning, "foreign-syntax", "this is a shortcode of Hugo, and shown as it is written", s.hint)
		}
	}
}
