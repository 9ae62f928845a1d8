package markdown

import (
	"slices"

	"rehearse/demo/fact"
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
	// Facts are those that links may name; without their links, their values are
	// pointed out.
	Facts fact.Facts
	// Covered is true if the page already shows a picture above the text.
	Covered bool
}

// Document is a converted article.
type Document struct {
	HTML []byte
	// Intro is how much of HTML a reader is told before a table of contents is of
	// use: what stands before the first heading, or before the second where the
	// first asks which case is the reader's.
	Intro int
	// TOC holds the headings of levels 2 to 4.
	TOC []Heading
	// Anchors are the ids in the page that a link may point to, in the order
	// of the page; those of footnotes are not among them.
	Anchors []string
	// Links are the links within the site, in the order of the page.
	Links []Link
	// Outside are the links to other sites, in the order of the page; their Href
	// begins with http:// or https://.
	Outside []Link
	// Facts are the links to facts, in the order of the page.
	Facts []FactLink
	// Procedures are the ordered lists that are the steps of a section.
	Procedures []Procedure
	// Embeds are the local pictures, the rehearsals and the screens that are in
	// the page, in its order.
	Embeds []Embed
	// Text is the article without markup, code included, a line a block.
	Text string
	// Places are where in Text the parts begin that a link can lead to, in order.
	Places []Place
	// Characters counts Chinese, Japanese and Korean characters of Text, Words
	// the words of other scripts: together they make the reading time.
	Characters, Words int
	// Truncated is true where a limit kept part of the article out of HTML.
	Truncated bool
}

// FactLink is a link to a fact, of which its text alone is shown.
type FactLink struct {
	// Start is the offset of the bracket that it begins with.
	Start int
	// Dest is where its destination is written.
	Dest Span
}

// Heading is an entry of the table of contents.
type Heading struct {
	Level    int
	ID, Text string
}

// Place is where a part of a page begins.
type Place struct {
	Kind PlaceKind
	// ID is that of the element to link to: for AfterStep that of the heading
	// above, and empty where there is none.
	ID string
	// At is the byte offset in Document.Text.
	At int
}

// PlaceKind is what begins at a place.
type PlaceKind int

// The kinds of places.
const (
	AtHeading   PlaceKind = iota
	AtStep                // of a procedure
	AfterStep             // what the last step does not hold
	AtRehearsal           // it has no text of its own
)

// Link is a link within the site: to a page, a file, or a place in this page.
type Link struct {
	// Dest is the destination as written, with its fragment.
	Dest string
	// Href is what the page says: what Resolver.Link returned, or Dest where it
	// is nothing but a fragment, or leads to another site.
	Href string
	// Line and Col count from the top of the file.
	Line, Col int
	// Span is where Dest stands: for a link by reference, where that is defined.
	Span Span
}

// Has reports whether the page embeds something of a kind.
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
