package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"rehearse/demo/diag"
)

// headingParser takes `{#id}` off the end of a heading. Goldmark's own
// attribute syntax would let {style=…} and {onclick=…} in; here nothing but an
// id may stand there.
type headingParser struct{ parser.BlockParser }

// Close ends a heading; its text is not yet parsed.
func (h headingParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	h.BlockParser.Close(node, reader, pc)
	last := node.Lines().Len() - 1
	if last < 0 || node.Parent() == nil {
		return
	}
	segment := node.Lines().At(last)
	line := bytes.TrimRight(segment.Value(reader.Source()), " \t\n")
	if len(line) == 0 || line[len(line)-1] != '}' {
		return
	}
	open := bytes.LastIndexByte(line, '{')
	if open < 0 || open > 0 && line[open-1] == '\\' {
		return
	}
	if readHeadingAttributes(pageOf(pc), node, string(line[open+1:len(line)-1]), segment.Start+open) {
		segment = segment.WithStop(segment.Start + open)
		node.Lines().Set(last, segment.TrimRightSpace(reader.Source()))
	}
}

// readHeadingAttributes reads what is between the braces, which are at offset. It
// returns false for text that only happens to be in braces.
func readHeadingAttributes(p *page, heading ast.Node, attributes string, offset int) bool {
	attributes = strings.TrimSpace(attributes)
	id, isID := strings.CutPrefix(attributes, "#")
	switch {
	case isID && validID(id):
		heading.SetAttributeString("id", id)
		if !p.ids.reserve(id) {
			p.report(offset, diag.Error, "duplicate-id", fmt.Sprintf("the id %q is already used in this page", id), "choose another id: a link can only lead to one place")
			heading.RemoveAttributes()
		}
		return true
	case isID, strings.HasPrefix(attributes, "."), strings.ContainsRune(attributes, '='):
		p.report(offset, diag.Error, "bad-id", fmt.Sprintf("{%s} is not an id", attributes),
			"write {#id} with letters, digits, hyphens, underscores and dots; other attributes are not allowed here")
		return true
	}
	return false
}

// renderHeading renders the text first and puts the tag before it, because
// the id is made of the text.
func renderHeading(p *page, node ast.Node) {
	n := node.(*ast.Heading)
	htmlStart, textStart := len(p.out), len(p.text)
	p.children(n)
	content := bytes.TrimSpace(p.text[textStart:])
	p.headings++
	level, dropped := levelOf(p, n, content)
	if dropped {
		p.out, p.text = p.out[:htmlStart], p.text[:textStart]
		return
	}
	if len(content) == 0 {
		p.report(p.offset(n), diag.Warning, "empty-heading", "this heading has no text", "write one, or remove it")
	}
	id := headingID(p, n, content)
	if endsIntro(p, n) {
		p.doc.Intro = htmlStart
	}
	p.out = slices.Insert(p.out, htmlStart, openHeading(level, id)...)
	p.html("</h")
	p.out = append(p.out, '0'+byte(level), '>', '\n')
	p.section = Heading{Level: level, ID: id, Text: string(content)}
	p.doc.Anchors = append(p.doc.Anchors, id)
	p.place(AtHeading, id, textStart)
	if level <= 4 {
		p.doc.TOC = append(p.doc.TOC, p.section)
	}
	p.endBlock()
}

// headingID returns the id that the author chose for a heading, or one that is
// made of its text.
func headingID(p *page, n *ast.Heading, text []byte) string {
	if v, ok := n.AttributeString("id"); ok {
		return v.(string)
	}
	return p.ids.heading(text)
}

func openHeading(level int, id string) []byte {
	tag := append(make([]byte, 0, 16+len(id)), '<', 'h', '0'+byte(level))
	tag = append(tag, ` id="`...)
	return append(appendEscaped(tag, id), '"', '>')
}

// levelOf returns the level that a heading gets, and whether it is left
// out because it repeats the page's title.
func levelOf(p *page, n *ast.Heading, content []byte) (level int, dropped bool) {
	level = n.Level
	if level == 1 {
		if p.headings == 1 && isTitle(p, n, content) {
			return 1, true
		}
		p.report(p.offset(n), diag.Warning, "second-h1", "the page's title is its only first-level heading; this one becomes a second-level heading",
			"write ## instead of #, or make it the title in the front matter")
		level = 2
	}
	if level > p.level+1 {
		p.report(p.offset(n), diag.Warning, "heading-jump",
			fmt.Sprintf("this heading is of level %d, but the one before it is of level %d", level, p.level),
			fmt.Sprintf("write %s: readers who hear the page rely on the levels", strings.Repeat("#", p.level+1)))
	}
	p.level = level
	return level, false
}

// isTitle reports whether a heading says what the page's title says, with its
// markup or without.
func isTitle(p *page, n *ast.Heading, content []byte) bool {
	title := strings.TrimSpace(p.title)
	return string(content) == title || string(bytes.TrimSpace(n.Lines().Value(p.source))) == title
}
