package markdown

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rehearse/demo/diag"
)

// footnoteBlockParser notes the definitions that goldmark's parser finds.
type footnoteBlockParser struct{ parser.BlockParser }

func (f footnoteBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, segment := reader.PeekLine()
	n, state := f.BlockParser.Open(parent, reader, pc)
	if note, ok := n.(*extast.Footnote); ok {
		defineFootnote(pageOf(pc), string(note.Ref), segment.Start+max(0, pc.BlockOffset()))
	}
	return n, state
}

func defineFootnote(p *page, label string, offset int) {
	f := &p.footnotes
	if f.first == nil {
		f.first = map[string]int{}
	}
	if line, ok := f.first[label]; ok {
		p.report(offset, diag.Warning, "duplicate-footnote", fmt.Sprintf("the footnote [^%s] is already defined in line %d", diag.Shorten(label, 40), line), "keep one of them")
		return
	}
	f.first[label], _ = p.cursor.at(offset)
	f.defined = append(f.defined, footnoteName{label, offset})
}

// footnoteLinkParser notes the uses that goldmark's parser finds.
type footnoteLinkParser struct{ parser.InlineParser }

func (f footnoteLinkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	n := f.InlineParser.Parse(parent, block, pc)
	if n != nil {
		if line[0] == '!' {
			line = line[1:]
		}
		if label, ok := labelOf(line, "[^"); ok {
			p := pageOf(pc)
			if p.footnotes.used == nil {
				p.footnotes.used = map[string]bool{}
			}
			p.footnotes.used[string(label)] = true
		}
	}
	return n
}

// undefinedFootnote reports [^label] that no footnote answers; it is called
// for brackets that did not become a footnote.
func undefinedFootnote(p *page, line []byte, offset int, pc parser.Context) {
	label, ok := labelOf(line, "[^")
	if !ok {
		return
	}
	if after := len("[^]") + len(label); after < len(line) && line[after] == '(' {
		return
	}
	if _, defined := pc.Reference(util.ToLinkReference(append([]byte{'^'}, label...))); defined {
		return
	}
	name := diag.Shorten(string(label), 40)
	p.report(offset, diag.Warning, "undefined-footnote", fmt.Sprintf("nothing defines the footnote [^%s]", name),
		fmt.Sprintf("add a line `[^%s]: the note`", name))
}

// reportFootnotes reports notes that no text refers to: they are left out.
func reportFootnotes(p *page) {
	for _, f := range p.footnotes.defined {
		if !p.footnotes.used[f.label] {
			p.report(f.offset, diag.Warning, "unused-footnote", fmt.Sprintf("no text refers to the footnote [^%s], so it is left out", diag.Shorten(f.label, 40)),
				fmt.Sprintf("write [^%s] where it belongs", diag.Shorten(f.label, 40)))
		}
	}
}

func renderFootnoteLink(p *page, node ast.Node) {
	n := node.(*extast.FootnoteLink)
	number := strconv.Itoa(n.Index)
	p.html("<sup")
	p.attribute("id", footnoteRef(n.Index, n.RefIndex))
	if p.links > 0 {
		p.html(">" + number + "</sup>")
		return
	}
	p.html(`><a class="footnote-ref" role="doc-noteref" href="#fn:` + number + `">` + number + "</a></sup>")
}

func renderFootnoteBacklink(p *page, node ast.Node) {
	n := node.(*extast.FootnoteBacklink)
	p.html(` <a class="footnote-back" role="doc-backlink"`)
	p.attribute("href", "#"+footnoteRef(n.Index, n.RefIndex))
	p.attribute("aria-label", p.words.backToText)
	p.html(">↩\uFE0E</a>")
}

// footnoteRef is the id of the n-th reference to a footnote.
func footnoteRef(index, n int) string {
	id := "fnref:" + strconv.Itoa(index)
	if n > 0 {
		id += ":" + strconv.Itoa(n)
	}
	return id
}

func renderFootnoteList(p *page, n ast.Node) {
	p.html(`<section class="footnotes" role="doc-endnotes"`)
	p.attribute("aria-label", p.words.footnotes)
	p.html(">\n<ol>\n")
	p.children(n)
	p.html("</ol>\n</section>\n")
}

func renderFootnote(p *page, n ast.Node) {
	p.html(`<li id="fn:` + strconv.Itoa(n.(*extast.Footnote).Index) + "\">\n")
	p.children(n)
	p.html("</li>\n")
	p.endBlock()
}

// labelOf returns the label in brackets that line begins with.
func labelOf(line []byte, open string) (label []byte, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte(open))
	if !ok {
		return nil, false
	}
	end := bytes.IndexAny(rest[:min(len(rest), maxLabel)], "[]")
	if end < 0 || rest[end] != ']' || util.IsBlank(rest[:end]) {
		return nil, false
	}
	return rest[:end], true
}

// maxLabel is the longest label of a reference, as CommonMark has it.
const maxLabel = 999
