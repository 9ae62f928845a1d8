package markdown

import (
	"bytes"
	"fmt"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
)

// page is one conversion under way.
type page struct {
	options   Options
	renderers renderers
	resolver  Resolver
	file      string
	source    []byte
	body      int
	title     string
	words     *vocabulary

	root     ast.Node
	doc      Document
	problems diag.List
	out      []byte // HTML
	text     []byte // the same without markup, for search
	limit    int    // how long out may become
	full     bool   // limit was reached: write nothing more
	depth    int
	cursor   cursor

	ids        *ids
	headings   int // headings met so far
	level      int // of the last heading
	section    Heading
	pictures   int
	tabGroups  int
	columns    []column // of the table being written
	cell       int      // which of them comes next
	footnotes  footnoteNames
	flows      int // rehearsals and screens met so far
	links      int // open links: one cannot be inside another
	lang       string
	facts      fact.Facts
	bare       []bareFact
	inFact     int // open links to facts
	steps      int // open lists of steps
	lastSteps  *ast.List
	embedded   map[*ast.Link]string // ids of rehearsals
	dests      map[string]*destination
	walk       walk
	controlEnd int          // where the control name being written ends
	raw        []rawElement // open elements of raw HTML
	rawBase    int          // those below are not ours to close
}

func (p *page) begin(src Source, r Resolver) {
	p.resolver = r
	p.file, p.source, p.title = src.File, src.Text, src.Title
	p.body = max(0, min(src.Body, len(src.Text)))
	p.words = wordsOf(src.Lang)
	p.lang, p.facts, p.bare = src.Lang, src.Facts, bareFacts(src.Facts, src.Lang)
	p.limit = 8*len(src.Text) + 1<<20
	p.cursor = cursor{text: src.Text, position: position{0, 1, 1}}
	p.level = 1
	p.controlEnd = -1
	if src.Covered {
		p.pictures = 1
	}
}

// report adds a problem at a byte offset of the file.
func (p *page) report(offset int, severity diag.Severity, rule diag.Rule, message, hint string) {
	line, col := p.cursor.at(offset)
	p.problems.Add(diag.Problem{
		File: p.file, Line: line, Col: col, Severity: severity,
		Rule: rule, Message: message, Hint: hint,
	})
}

// reportFound reports what the resolver found, unless it is reported elsewhere.
func (p *page) reportFound(offset int, f *diag.Problem) {
	if f != nil && f.File == "" {
		p.report(offset, f.Severity, f.Rule, f.Message, f.Hint)
	}
}

// offset returns where a node begins in the file; a node that does not know
// is where its nearest neighbour above or before is.
func (p *page) offset(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if n.Pos() >= 0 && n.Kind() != ast.KindDocument {
			return n.Pos()
		}
		for c := n.FirstChild(); c != nil; c = c.FirstChild() {
			if c.Pos() >= 0 {
				return c.Pos()
			}
		}
	}
	return p.body
}

// span returns where a destination stands in the source. The parser hands out
// pieces of the source itself, so that nothing has to be searched: how much room
// there is behind one tells where it begins.
func (p *page) span(dest []byte) Span {
	start := cap(p.source) - cap(dest)
	end := start + len(dest)
	if len(dest) == 0 || start < 0 || end > len(p.source) || &p.source[start] != &dest[0] {
		return Span{}
	}
	return Span{start, end}
}

// embed notes a file that the page shows.
func (p *page) embed(kind EmbedKind, n ast.Node, dest, id string, raw []byte) {
	p.doc.Embeds = append(p.doc.Embeds, Embed{Kind: kind, Dest: dest, ID: id, Start: p.offset(n), Span: p.span(raw)})
	if kind != EmbeddedPicture {
		if p.flows++; p.flows > maxFlows {
			p.tooManyFlows(n)
		}
	}
}

// destination returns what is known of a destination as it is written.
func (p *page) destination(written []byte) *destination {
	d, ok := p.dests[string(written)]
	if !ok {
		d = newDestination(decoded(written))
		if p.dests == nil {
			p.dests = make(map[string]*destination)
		}
		p.dests[string(written)] = d
	}
	return d
}

// place notes that a part of the page begins at an offset of its text.
func (p *page) place(kind PlaceKind, id string, at int) {
	p.doc.Places = append(p.doc.Places, Place{Kind: kind, ID: id, At: at})
}

// settlePlaces counts the places from where the trimmed text begins. None lies
// before the one that it follows, also where text was taken back behind it.
func (p *page) settlePlaces() {
	before := len(p.text) - len(bytes.TrimLeftFunc(p.text, unicode.IsSpace))
	last := 0
	for i := range p.doc.Places {
		place := &p.doc.Places[i]
		last = min(max(place.At-before, last), len(p.doc.Text))
		place.At = last
	}
}

// html appends markup.
func (p *page) html(s string) { p.out = append(p.out, s...) }

// attribute appends an attribute with an escaped value.
func (p *page) attribute(name, value string) {
	p.out = append(p.out, ' ')
	p.out = append(p.out, name...)
	p.out = append(p.out, '=', '"')
	p.out = appendEscaped(p.out, value)
	p.out = append(p.out, '"')
}

// endBlock ends a block in the plain text.
func (p *page) endBlock() {
	if n := len(p.text); n > 0 && p.text[n-1] != '\n' {
		p.text = append(p.text, '\n')
	}
}

// pageKey finds the page in goldmark's parser context.
var pageKey = parser.NewContextKey()

// pageOf returns the page that is being parsed.
func pageOf(pc parser.Context) *page { return pc.Get(pageKey).(*page) }

// renderFunc writes one kind of node and everything in it.
type renderFunc func(p *page, n ast.Node)

// renderers are the functions for all kinds of nodes.
type renderers map[ast.NodeKind]renderFunc

// footnoteNames remembers which footnotes an article defines and uses.
type footnoteNames struct {
	defined []footnoteName
	first   map[string]int // line of the definition
	used    map[string]bool
}

type footnoteName struct {
	label  string
	offset int
}

// walk is what the resolver found out about the steps of a page, to be written
// into them when they are rendered.
type walk struct {
	lists map[*ast.List]bool
	items map[ast.Node]stepMark
	names map[int]WalkedControl // by the offset where the name begins
	// sections are those that the blocks of the article, and of its tabs and folded
	// blocks, stand in.
	sections map[ast.Node]*section
}

// stepMark is where in a rehearsal a step begins, and what begins it there.
type stepMark struct {
	rehearsal, screen, leg string
	begin                  []byte
}

// rawElement is an element of raw HTML that is open.
type rawElement struct {
	name   string
	offset int
}

// maxFlows is how many rehearsals and screens of flows an article may embed.
// Each is a few bytes of Markdown and many thousands of HTML.
const maxFlows = 100

// tooManyFlows reports the first embedded flow beyond the last allowed one.
func (p *page) tooManyFlows(n ast.Node) {
	p.report(p.offset(n), diag.Error, "too-complex", fmt.Sprintf("this article embeds more than %d rehearsals or screens of flows", maxFlows), "split it into several articles")
	p.full = true
}

// write appends Markdown text to the page, escapes resolved.
func (p *page) write(s []byte) {
	at := len(p.text)
	p.text = appendDecoded(p.text, s)
	p.out = appendEscaped(p.out, p.text[at:])
}

// literal appends text that stands for itself.
func (p *page) literal(s []byte) {
	p.text = append(p.text, s...)
	p.out = appendEscaped(p.out, s)
}
