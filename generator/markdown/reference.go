package markdown

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rehearse/demo/diag"
)

// referenceParser is goldmark's parser of links; it notes what was meant as a
// reference and has no definition, which otherwise stays silently as text.
type referenceParser struct{ parser.InlineParser }

func (l referenceParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	open := line[0] == ']' && pc.IsInLinkLabel()
	n := l.InlineParser.Parse(parent, block, pc)
	switch {
	case n == nil && open:
		undefinedReference(pageOf(pc), line[1:], segment.Start+1, pc)
	case line[0] == '[':
		undefinedFootnote(pageOf(pc), line, segment.Start, pc)
	}
	return n
}

// CloseBlock ends the labels that were left open in a block.
func (l referenceParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if c, ok := l.InlineParser.(parser.CloseBlocker); ok {
		c.CloseBlock(parent, block, pc)
	}
}

// undefinedReference reports [text][label] where label is not defined; line
// begins after the text.
func undefinedReference(p *page, line []byte, offset int, pc parser.Context) {
	label, ok := labelOf(line, "[")
	if !ok {
		return
	}
	if _, defined := pc.Reference(util.ToLinkReference(label)); defined {
		return
	}
	p.report(offset, diag.Warning, "undefined-reference", fmt.Sprintf("nothing defines the reference [%s]", diag.Shorten(string(label), 40)),
		fmt.Sprintf("add a line `[%s]: where-it-leads`, or write the link as [text](where-it-leads)", diag.Shorten(string(label), 40)))
}
