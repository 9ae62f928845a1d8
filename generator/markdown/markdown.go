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
	"maps"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"

	"rehearse/demo/diag"
)

// Converter converts articles. It is immutable and may be used by several
// goroutines at once.
type Converter struct {
	options   Options
	parser    parser.Parser
	renderers renderers
	// heading and paragraph are the renderers for the text of a heading and of a
	// paragraph alone: HTML has none, and a picture none that a paragraph needs.
	heading, paragraph renderers
	// pages keeps the buffers of finished conversions for the next ones.
	pages sync.Pool
}

// New returns a converter for a site with these options.
func New(options Options) *Converter {
	c := &Converter{options: options, parser: newParser(), renderers: newRenderers()}
	c.heading = maps.Clone(c.renderers)
	delete(c.heading, ast.KindRawHTML)
	c.paragraph = maps.Clone(c.heading)
	delete(c.paragraph, ast.KindImage)
	c.pages.New = func() any { return &page{ids: newIDs()} }
	return c
}

// Convert converts an article. Problems are in no particular order; with an
// error among them the document is as good as could be made of the source.
func (c *Converter) Convert(src Source, r Resolver) (Document, []diag.Problem) {
	p := c.begin(src, r)
	defer c.release(p)
	if tooComplex(p) {
		p.full = true
	} else {
		parse(p, c.parser)
		walkSteps(p)
		p.render(p.root)
		reportFootnotes(p)
	}
	p.doc.Truncated = p.full
	p.doc.HTML = bytes.Clone(p.out)
	p.doc.Text = string(bytes.TrimSpace(p.text))
	p.settlePlaces()
	p.doc.Characters, p.doc.Words = count(p.doc.Text)
	return p.doc, p.problems.Problems()
}

// begin returns a page for an article.
func (c *Converter) begin(src Source, r Resolver) *page {
	p := c.pages.Get().(*page)
	p.options, p.renderers = c.options, c.renderers
	p.begin(src, r)
	return p
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
