package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"rehearse/demo/diag"
)

// Emphasis and strikethrough. CommonMark lets a delimiter run open or close
// emphasis by what is beside it, and takes full-width punctuation for a word
// boundary; since Chinese has no spaces, **重点。**后文 then stays as it is
// typed. Here full-width punctuation counts as a letter, and a CJK character
// as a place where a word may begin or end. Nothing changes for other text.

// emphasisParser parses * and _.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (e emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	return pushDelimiter(e, block, pc)
}

func (emphasisParser) IsDelimiter(b byte) bool { return b == '*' || b == '_' }

func (emphasisParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (emphasisParser) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// strikethroughParser parses ~~ and ~.
type strikethroughParser struct{}

func (strikethroughParser) Trigger() []byte { return []byte{'~'} }

func (s strikethroughParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if block.PrecendingCharacter() == '~' || runLength(line) > 2 {
		return nil
	}
	return pushDelimiter(s, block, pc)
}

func (strikethroughParser) IsDelimiter(b byte) bool { return b == '~' }

func (strikethroughParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && opener.OriginalLength == closer.OriginalLength
}

func (strikethroughParser) OnMatch(int) ast.Node { return extast.NewStrikethrough() }

// pushDelimiter reads a delimiter run into the list that goldmark matches.
func pushDelimiter(p parser.DelimiterProcessor, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := runLength(line)
	after := rune('\n')
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	canOpen, canClose := flanking(block.PrecendingCharacter(), after, intraword(line[0], n))
	d := parser.NewDelimiter(canOpen, canClose, n, line[0], p)
	d.Segment = segment.WithStop(segment.Start + n)
	block.Advance(n)
	pc.PushDelimiter(d)
	return d
}

// runLength returns how often the first byte of line repeats at its start.
func runLength(line []byte) int {
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return n
}

// intraword reports whether a delimiter run may emphasise part of a word. A
// single ~ may not: 3~5天 is a range.
func intraword(char byte, n int) bool { return char == '*' || char == '~' && n == 2 }

// flanking decides whether a run between two characters can open and close,
// see https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run.
func flanking(before, after rune, intraword bool) (canOpen, canClose bool) {
	spaceBefore, spaceAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	cjkBefore, cjkAfter := isCJK(before), isCJK(after)
	punctBefore := !cjkBefore && util.IsPunctRune(before)
	punctAfter := !cjkAfter && util.IsPunctRune(after)
	left := !spaceAfter && (!punctAfter || spaceBefore || punctBefore || cjkBefore)
	right := !spaceBefore && (!punctBefore || spaceAfter || punctAfter || cjkAfter)
	if intraword {
		return left, right
	}
	return left && (!right || util.IsPunctRune(before)), right && (!left || util.IsPunctRune(after))
}

// checkMarks reports ** that was to begin emphasis and did not: it has no end,
// or a space after it. After a letter, and in longer runs, asterisks mask what
// is nobody's business: 王**, 138****5678.
func checkMarks(p *page, n *ast.Text) {
	value := n.Segment.Value(p.source)
	i := bytes.Index(value, []byte("**"))
	if i < 0 || runLength(value[i:]) > 2 {
		return
	}
	at := n.Segment.Start + i
	before, _ := utf8.DecodeLastRune(p.source[:at])
	if before == '\\' || unicode.IsLetter(before) || unicode.IsNumber(before) {
		return
	}
	p.report(at, diag.Warning, "stray-emphasis", "this ** begins no emphasis, and is shown as it is written",
		`write **text** without spaces inside the asterisks, or \*\* if you mean asterisks`)
}

func renderEmphasis(p *page, n ast.Node) {
	emphasis := n.(*ast.Emphasis)
	if emphasis.Level != 2 {
		wrap(p, n, "em>")
		return
	}
	at, name := strongName(p, emphasis)
	if control := name != nil && p.walk.names[at].ID != ""; control {
		beginControl(p, at)
		defer p.html("</span>")
	}
	wrap(p, n, "strong>")
}

func renderStrikethrough(p *page, n ast.Node) { wrap(p, n, "del>") }

// wrap renders a node's children inside an element; tag ends with '>'.
func wrap(p *page, n ast.Node, tag string) {
	p.out = append(p.out, '<')
	p.html(tag)
	p.children(n)
	p.html("</")
	p.html(tag)
}
