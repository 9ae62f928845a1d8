package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/diag"
)

// Head returns the first heading and the first paragraph of an article's
// Markdown, as far as they are wanted, without markup; each is empty where there
// is none. A paragraph that is nothing but pictures or a rehearsal does not
// count. text may be the beginning of an article only: then whole is false, and
// ok is false where the rest could change the answer.
//
// No more is parsed than the first few blocks, where they have what is wanted.
func (c *Converter) Head(text []byte, wantHeading, wantParagraph, whole bool) (heading, paragraph string, ok bool) {
	if !wantHeading && !wantParagraph {
		return "", "", true
	}
	if !whole {
		text = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	for blocks := 1; ; blocks += 1 + blocks {
		end := beginning(text, blocks)
		whole := whole && end == len(text)
		h := c.head(text[:end], wantHeading, wantParagraph, whole)
		found := (h.heading != "" || !wantHeading) && (h.paragraph != "" || !wantParagraph)
		if whole || found && !h.open {
			return h.heading, h.paragraph, true
		}
		if end == len(text) {
			return "", "", false
		}
		if found { // what a reference leads to is defined anywhere
			blocks = len(text)
		}
	}
}

// beginning returns where the first so many blocks of text end, as far as blank
// lines divide them, and the line after them, which may change what the last of
// them is.
func beginning(text []byte, blocks int) int {
	inBlock := false
	for at := 0; at < len(text); {
		end := bytes.IndexByte(text[at:], '\n') + 1
		if end == 0 {
			break
		}
		blank := len(bytes.TrimSpace(text[at:at+end])) == 0
		at += end
		switch {
		case inBlock && blank:
			blocks--
		case !blank && blocks <= 0:
			return at
		}
		inBlock = !blank
	}
	return len(text)
}

// head is what an article begins with. open says that brackets remained text,
// which a definition further down could make a link or a footnote.
type head struct {
	heading, paragraph string
	open               bool
}

// head parses the beginning of an article. Unless that is all of it, the last
// block is not looked at: it may go on.
func (c *Converter) head(text []byte, wantHeading, wantParagraph, whole bool) (h head) {
	p := c.begin(Source{Text: text}, nowhere{})
	defer c.release(p)
	if tooComplex(p) {
		return h
	}
	parse(p, c.parser)
	for n := p.root.FirstChild(); n != nil && (whole || n.NextSibling() != nil); n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			if wantHeading && h.heading == "" {
				h.heading = textOf(p, n, c.heading)
			}
		case *ast.Paragraph:
			if wantParagraph && h.paragraph == "" && pictureAlone(n) == nil && flowLinkAlone(p, n) == nil {
				h.paragraph = textOf(p, n, c.paragraph)
			}
		}
	}
	h.open = bytes.IndexByte(p.text, '[') >= 0
	return h
}

// textOf returns the text in a block, as these renderers write it.
func textOf(p *page, n ast.Node, with renderers) string {
	p.renderers = with
	start := len(p.text)
	p.children(n)
	return string(bytes.TrimSpace(p.text[start:]))
}

// nowhere resolves nothing: where links lead is of no interest for their text.
type nowhere struct{}

func (nowhere) Link(string) (string, *diag.Problem)                           { return "", nil }
func (nowhere) Picture(string, []Beside) (Picture, *diag.Problem)             { return Picture{}, nil }
func (nowhere) Walk(string, string, [][]WalkStep) Walked                      { return Walked{} }
func (nowhere) Rehearsal(string, string, string) ([]byte, *diag.Problem)      { return nil, nil }
func (nowhere) Screen(_, _, _ string, _ []Beside) (_ []byte, _ *diag.Problem) { return nil, nil }
