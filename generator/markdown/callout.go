package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"rehearse/demo/diag"
)

// A callout is a block quotation whose first line is `[!KIND] title`. The
// marker is taken out before links are looked for in it; what it says becomes
// a node at the head of the quotation.

// calloutKinds are the words that may stand in a marker.
var calloutKinds = []string{"NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION", "TAB", "DETAILS"}

// marker is the first line of a callout; its children are the title.
type marker struct {
	ast.BaseBlock
	kind string
}

var kindMarker = ast.NewNodeKind("CalloutMarker")

// Kind implements ast.Node.
func (m *marker) Kind() ast.NodeKind { return kindMarker }

// Dump implements ast.Node.
func (m *marker) Dump(source []byte, level int) {
	ast.DumpHelper(m, source, level, map[string]string{"Kind": m.kind}, nil)
}

// calloutTransformer takes markers out of the paragraphs they begin.
type calloutTransformer struct{}

func (calloutTransformer) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if n.Parent() == nil || n.Parent().Kind() != ast.KindBlockquote {
		return
	}
	misplacedMarkers(pageOf(pc), n)
	if n.PreviousSibling() != nil {
		return
	}
	first := n.Lines().At(0)
	kind := markerKind(first.Value(reader.Source()))
	if kind == "" || !knownCallout(pageOf(pc), kind, first.Start) {
		return
	}
	m := &marker{kind: kind}
	m.SetPos(first.Start)
	title := first.WithStart(first.Start + len("[!]") + len(kind))
	title = title.TrimLeftSpace(reader.Source())
	if title = title.TrimRightSpace(reader.Source()); title.Len() > 0 {
		m.Lines().Append(title)
	}
	parent := n.Parent()
	parent.InsertBefore(parent, n, m)
	n.Lines().SetSliced(1, n.Lines().Len())
	if n.Lines().Len() == 0 {
		parent.RemoveChild(parent, n)
	}
}

// markerKind returns the kind in a line that begins with a marker, in upper
// case, or "".
func markerKind(line []byte) string {
	if !bytes.HasPrefix(line, []byte("[!")) {
		return ""
	}
	end := bytes.IndexByte(line, ']')
	if end < 0 || end > 30 || !isWord(line[2:end]) {
		return ""
	}
	return strings.ToUpper(string(line[2:end]))
}

// misplacedMarkers reports markers that cannot work because their line goes on
// with a quotation instead of beginning one.
func misplacedMarkers(p *page, n *ast.Paragraph) {
	for i := 1; i < n.Lines().Len(); i++ {
		line := n.Lines().At(i)
		if kind := markerKind(line.Value(p.source)); slices.Contains(calloutKinds, kind) {
			p.report(line.Start, diag.Warning, "misplaced-callout", fmt.Sprintf("[!%s] works only in the first line of a quotation", kind), "put a blank line before it")
		}
	}
}

func isWord(b []byte) bool {
	return len(b) > 0 && len(bytes.TrimFunc(b, func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	})) == 0
}

func knownCallout(p *page, kind string, offset int) bool {
	if slices.Contains(calloutKinds, kind) {
		return true
	}
	p.report(offset, diag.Warning, "unknown-callout", fmt.Sprintf("there is no [!%s]", kind),
		diag.DidYouMean(kind, calloutKinds, "known are "+strings.Join(calloutKinds, ", ")))
	return false
}

// calloutKind returns the kind of callout that a node is, "" for none.
func calloutKind(n ast.Node) string {
	if n == nil || n.Kind() != ast.KindBlockquote {
		return ""
	}
	if m, ok := n.FirstChild().(*marker); ok {
		return m.kind
	}
	return ""
}

func renderBlockquote(p *page, n ast.Node) {
	switch kind := calloutKind(n); kind {
	case "":
		// Who is quoted may write from right to left, whatever the page does.
		p.html("<blockquote dir=\"auto\">\n")
		p.children(n)
		p.html("</blockquote>\n")
	case "TAB":
		renderTabs(p, n)
	case "DETAILS":
		p.html("<details>\n<summary>")
		calloutTitle(p, n, p.words.details)
		p.html("</summary>\n")
		p.children(n)
		p.html("</details>\n")
	default:
		p.html(`<div class="alert ` + strings.ToLower(kind) + `" role="note">` + "\n" + `<p class="alert-title">`)
		calloutTitle(p, n, p.words.alerts[kind])
		p.html("</p>\n")
		p.children(n)
		p.html("</div>\n")
	}
}

// calloutTitle renders what the marker says, or the usual word.
func calloutTitle(p *page, callout ast.Node, usual string) {
	if m := callout.FirstChild(); m.HasChildren() {
		p.children(m)
	} else {
		p.literal([]byte(usual))
	}
	p.endBlock()
}

// renderTabs renders a group of tabs when it meets the first of them. Without
// JavaScript the panels stand one below the other, each under its label.
func renderTabs(p *page, first ast.Node) {
	if calloutKind(first.PreviousSibling()) == "TAB" {
		return
	}
	p.tabGroups++
	p.html(`<div class="tabs">` + "\n")
	number := 0
	for n := first; calloutKind(n) == "TAB"; n = n.NextSibling() {
		number++
		id := strconv.Itoa(p.tabGroups) + "-" + strconv.Itoa(number)
		if !n.FirstChild().HasChildren() {
			p.report(p.offset(n), diag.Warning, "missing-label", "this tab has no label", "write it after the marker: > [!TAB] On the phone")
		}
		p.html(`<section class="tab" id="panel:` + id + `" aria-labelledby="tab:` + id + `">` + "\n")
		p.html(`<p class="tab-label" id="tab:` + id + `">`)
		calloutTitle(p, n, p.words.tab+" "+strconv.Itoa(number))
		p.html("</p>\n")
		p.children(n)
		p.html("</section>\n")
	}
	p.html("</div>\n")
}
