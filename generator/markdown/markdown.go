// Package markdown turns one article into HTML and records what the article
// offers (headings, anchors, procedures, text) and asks for (links, pictures,
// rehearsals).
//
// The language is CommonMark with GitHub's extensions, footnotes, definition
// lists and GitHub's alerts; what is added reads well in any other viewer:
//
//	> [!TAB] Label              consecutive ones are the tabs of one group
//	> [!DETAILS] Summary        folded until it is opened
//	```go {title="a.go" hl=[1,3-5] lines}
//	## Heading {#id}
//	[name](file.flow.yaml)      alone in its paragraph: a rehearsal, which goes
//	                            with the ordered list of steps in its section,
//	                            tab or folded block
//	![alt](file.flow.yaml#id)   alone in its paragraph: a screen of the flow
//
// Chinese is a first language: emphasis works beside full-width punctuation,
// line breaks between Chinese characters leave no space, ids keep Chinese.
//
// Nothing an author writes can run in a reader's browser: HTML is escaped or,
// where the site allows it, reduced to harmless elements; destinations are
// held to known schemes. Hostile input gets a problem, not the machine's time.
package markdown

import (
	"bytes"
	"slices"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"rehearse/demo/diag"
)

// Options are the site's choices.
type Options struct {
	// RawHTML lets harmless HTML elements in the text through; otherwise all
	// HTML is shown as it is written.
	RawHTML bool
	// Lines gives blocks a data-line attribute with the line of the file that
	// they begin in, for editors.
	Lines bool
}

// Source is an article to convert.
type Source struct {
	// File is the path that problems name.
	File string
	// Text is the whole file in UTF-8 with line feeds only, and Body the byte
	// offset where its Markdown begins.
	Text []byte
	Body int
	// Title is the page's title. Where the first heading is an h1 that says
	// the same, it is left out: the page's layout prints the title.
	Title string
	// Lang is the page's language tag; it selects the words that the converter
	// itself writes ("提示", "Tip").
	Lang string
	// Covered tells that the page shows a picture above the text already.
	Covered bool
	// Room is where the document's HTML may be appended, to save memory; it may
	// be nil.
	Room []byte
}

// Document is a converted article.
type Document struct {
	HTML []byte
	// Intro is how much of HTML stands before the first heading: what a reader
	// is told before a table of contents is of use.
	Intro int
	// TOC holds the headings of levels 2 to 4.
	TOC []Heading
	// Anchors are the ids in the page that a link may point to, in the order
	// of the page; those of footnotes are not among them.
	Anchors []string
	// Links are the links within the site, in the order of the page.
	Links []Link
	// Procedures are the ordered lists that are the steps of a section.
	Procedures []Procedure
	// Embeds are the local pictures, the rehearsals and the screens that are in
	// the page, in its order.
	Embeds []Embed
	// Text is the article without markup, code included, a line a block.
	Text string
	// Characters counts Chinese, Japanese and Korean characters of Text, Words
	// the words of other scripts: together they make the reading time.
	Characters, Words int
	// Truncated is true where a limit kept part of the article out of HTML.
	Truncated bool
}

// Heading is an entry of the table of contents.
type Heading struct {
	Level    int
	ID, Text string
}

// Link is a link within the site: to a page, a file, or a place in this page.
type Link struct {
	// Dest is the destination as written, with its fragment.
	Dest string
	// Href is what the page says: what Resolver.Link returned, or Dest where
	// it is nothing but a fragment.
	Href string
	// Line and Col count from the top of the file.
	Line, Col int
	// Span is where Dest stands: for a link by reference, where that is defined.
	Span Span
}

// Has tells whether something of a kind is embedded in the page.
func (d *Document) Has(kind EmbedKind) bool {
	return slices.ContainsFunc(d.Embeds, func(e Embed) bool { return e.Kind == kind })
}

// EmbedKind is what a page makes of a file that it embeds.
type EmbedKind int

// The kinds of embeds.
const (
	EmbeddedPicture   EmbedKind = iota
	EmbeddedRehearsal           // of a flow
	EmbeddedScreen              // of a flow, shown like a picture
)

// Embed is a file within the site that the page shows.
type Embed struct {
	Kind EmbedKind
	// Dest is the destination as written.
	Dest string
	// ID is that of the element which stands for a rehearsal or a screen.
	ID string
	// Start is the byte offset in Source.Text where the construct begins, and
	// Span where Dest stands.
	Start int
	Span  Span
}

// Span is where a destination stands in Source.Text, in bytes. It is zero where
// it does not stand there in one piece.
type Span struct{ Start, End int }

// Procedure is an ordered list of steps.
type Procedure struct {
	// Name and ID are those of the heading above the list.
	Name, ID string
	Steps    []Step
}

// Step is one item of a procedure.
type Step struct {
	// Text is the step without markup, on one line.
	Text, ID string
	// Line and Col are where the step begins.
	Line, Col int
}

// WalkStep is what a step says about a rehearsal.
type WalkStep struct {
	// Line and Col are where the step begins.
	Line, Col int
	// Words are the step's text, without what it quotes.
	Words string
	// Controls are the names of controls that the step gives, in order.
	Controls []Control
}

// Control is the name of a button, a field or a screen in a step.
type Control struct {
	// Name is as written, line breaks included.
	Name string
	// Line and Col are where it begins, its quotation mark included.
	Line, Col int
	// Strong says that the name is not quoted, “下一步”, but emphasised:
	// **下一步**. That may be emphasis and no name at all.
	Strong bool
}

// Walked is what was found of steps that were followed through a flow.
type Walked struct {
	// Steps are in the order of those that were asked about, of all lists, or
	// empty where there is no flow to follow.
	Steps []WalkedStep
	// Begin is HTML for the end of every step: the button that begins the
	// rehearsal there.
	Begin    []byte
	Problems []diag.Problem
}

// WalkedStep is a step in the rehearsal. Screen is where it begins; Controls
// are in the order of [WalkStep].Controls.
type WalkedStep struct {
	Screen   string
	Controls []WalkedControl
}

// WalkedControl is what a name in a step stands for: ID names a control of the
// rehearsal, or is empty, and Screen is the screen that it is on.
type WalkedControl struct{ ID, Screen string }

// Resolver knows the site around the article. Its methods are called from the
// goroutine that called Convert: Walk before the others, and these in the order
// of the page, Link and Picture once for each destination.
//
// A problem that they return has no position: the converter knows it. One that
// has is reported elsewhere, and here nothing is to be said.
type Resolver interface {
	// Link resolves a destination that is relative or absolute within the
	// site, query and fragment included, character references and backslash
	// escapes decoded, percent-encoding kept.
	Link(dest string) (href string, problem *diag.Problem)
	// Picture resolves the destination of a local picture.
	Picture(dest string) (Picture, *diag.Problem)
	// Walk follows the steps of a section through the flow that the section
	// embeds, before anything is rendered. lists are those of the section;
	// whether dest can be embedded, Rehearsal says.
	Walk(dest string, lists [][]WalkStep) Walked
	// Rehearsal returns the HTML that stands for an embedded flow; text is the
	// link's text, id that of the element, unique on the page.
	Rehearsal(dest, text, id string) (html []byte, problem *diag.Problem)
	// Screen returns the HTML of one screen of a flow, which the fragment of
	// dest names; alt describes it, id is that of the element, unique on the
	// page.
	Screen(dest, alt, id string) (html []byte, problem *diag.Problem)
}

// Picture is how a page shows a picture.
type Picture struct {
	Src string
	// Width and Height are in pixels; 0 means unknown.
	Width, Height int
	// Srcset and Sizes are the attributes of these names; they may be empty.
	Srcset, Sizes string
	// Sources are alternatives in other formats, the best first.
	Sources []PictureSource
	// Full is the address of the picture in its full size, where a reader may
	// want to see it larger; it may be empty.
	Full string
}

// PictureSource is one alternative of a picture.
type PictureSource struct {
	// Type is the media type: "image/webp".
	Type          string
	Srcset, Sizes string
}

// Converter converts articles. It is immutable and may be used by several
// goroutines at once.
type Converter struct {
	options   Options
	parser    parser.Parser
	renderers []renderFunc
	// heading and paragraph are the renderers for the text of a heading and of a
	// paragraph alone: HTML has none, and a picture none that a paragraph needs.
	heading, paragraph []renderFunc
	// pages keeps the buffers of finished conversions for the next ones.
	pages sync.Pool
}

// New returns a converter for a site with these options.
func New(options Options) *Converter {
	c := &Converter{options: options, parser: newParser(), renderers: newRenderers()}
	c.heading = slices.Clone(c.renderers)
	c.heading[ast.KindRawHTML] = nil
	c.paragraph = slices.Clone(c.heading)
	c.paragraph[ast.KindImage] = nil
	c.pages.New = func() any { return &page{ids: newIDs()} }
	return c
}

// Convert converts an article. Problems are in no particular order; with an
// error among them the document is as good as could be made of the source.
func (c *Converter) Convert(src Source, r Resolver) (Document, []diag.Problem) {
	p := c.pages.Get().(*page)
	defer c.release(p)
	p.begin(c, src, r)
	if p.tooComplex() {
		p.full = true
	} else {
		p.parse()
		p.walkSteps()
		p.render(p.root)
		p.reportFootnotes()
	}
	p.doc.Truncated = p.full
	p.doc.HTML = append(src.Room, p.out...)
	p.doc.Text = string(bytes.TrimSpace(p.text))
	p.doc.Characters, p.doc.Words = count(p.doc.Text)
	return p.doc, p.problems.Problems()
}

// release returns a page's buffers to the pool, but for very large ones.
func (c *Converter) release(p *page) {
	const keepBytes, keepIDs = 1 << 20, 1 << 12
	if cap(p.out) > keepBytes || cap(p.text) > keepBytes || len(p.ids.used) > keepIDs {
		return
	}
	*p = page{out: p.out[:0], text: p.text[:0], ids: p.ids}
	p.ids.clear()
	c.pages.Put(p)
}

// parse builds the tree. The reader covers the whole file and starts at the
// body, so that every position in the tree is one in the file.
func (p *page) parse() {
	reader := text.NewReader(p.source)
	reader.SetPosition(0, text.NewSegment(0, p.body))
	reader.AdvanceLine()
	pc := parser.NewContext(parser.WithIDs(p.ids))
	pc.Set(pageKey, p)
	p.root = p.converter.parser.Parse(reader, parser.WithContext(pc))
}

// pageKey finds the page in goldmark's parser context.
var pageKey = parser.NewContextKey()

// pageOf returns the page that is being parsed.
func pageOf(pc parser.Context) *page { return pc.Get(pageKey).(*page) }

// maxDepth bounds the nesting that is rendered; see also [page.tooComplex].
const maxDepth = 200

// render writes a node and everything in it.
func (p *page) render(n ast.Node) {
	if p.full {
		return
	}
	if p.depth >= maxDepth {
		p.report(p.offset(n), diag.Error, "nesting", "nested too deeply to be shown", "write it flatter")
		p.full = true
		return
	}
	p.depth++
	if int(n.Kind()) < len(p.renderers) {
		switch f := p.renderers[n.Kind()]; {
		case f == nil:
		case p.converter.options.Lines && hasLine(n):
			p.renderWithLine(f, n)
		default:
			f(p, n)
		}
	}
	p.depth--
	p.checkLimit(n)
}

// children renders what is in a node.
func (p *page) children(n ast.Node) {
	base := p.rawBase
	p.rawBase = len(p.raw)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.render(c)
	}
	p.finishRawHTML(p.rawBase)
	p.rawBase = base
}
