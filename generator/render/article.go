package render

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"slices"
	"time"

	"github.com/a-h/templ"

	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/markdown"
	"rehearse/generator/search"
	"rehearse/generator/site"
	"rehearse/templates"
)

const (
	// relatedArticles is how many related articles a page shows.
	relatedArticles = 6
	// charactersPerMinute and wordsPerMinute are how fast adults read for
	// understanding: about 400 Chinese characters or 230 English words.
	charactersPerMinute, wordsPerMinute = 400, 230
)

// converted is a page's own text, made ready.
type converted struct {
	markdown.Document
	rendered Rendered
	resolver *resolver
	room     *workspace
	// text is the file, where it could be read, and its Markdown begins at body.
	text    []byte
	body    int
	hasTwin bool
	// hasCover and badCover: the cover is among the page's pictures, or its
	// problems. judged: it has been looked at as a screenshot.
	hasCover, badCover, judged bool
}

// convert reads and converts the text of a page; a page that is implied has
// none.
func (r *Renderer) convert(p *site.Page) (converted, error) {
	c := converted{resolver: &resolver{Renderer: r, page: p}, room: workspaces.Get().(*workspace)}
	c.rendered = Rendered{File: p.File, Lang: p.Lang}
	if p.Implied {
		return c, nil
	}
	raw, err := c.room.read(r.fsys, p.File)
	if errors.Is(err, fs.ErrPermission) {
		c.rendered.Partial = true
		return c, nil // the index has told of it
	}
	if err != nil {
		return c, err
	}
	text, problem, ok := source.Text(p.File, raw)
	if !ok {
		c.rendered.Partial = true
		c.rendered.Problems = []diag.Problem{problem}
		return c, nil
	}
	c.text, c.body, c.hasTwin = text, site.Body(text), true
	src := markdown.Source{
		File: p.File, Text: text, Body: c.body, Title: p.Title, Lang: p.Lang, Covered: p.Cover != "",
		Room: c.room.html[:0],
	}
	var problems []diag.Problem
	c.Document, problems = r.converter.Convert(src, c.resolver)
	c.rendered.Problems = append(problems, c.resolver.problems...)
	c.rendered.Anchors, c.rendered.Links = c.Anchors, c.Links
	c.rendered.Outcomes = c.resolver.outcomes
	c.rendered.Flows, c.rendered.Pictures = c.resolver.flows, c.resolver.pictures
	c.rendered.Partial = c.Truncated || c.resolver.partial
	c.room.html = c.HTML
	return c, c.resolver.err
}

// finish renders the page around the text and adds the twin.
func (c *converted) finish(p *site.Page, page templ.Component) (Rendered, error) {
	b := &c.room.files
	b.Reset()
	if err := page.Render(context.Background(), b); err != nil {
		return Rendered{}, err
	}
	end := b.Len()
	if c.hasTwin {
		b.Write(c.appendTwin(b.AvailableBuffer(), p))
	}
	files := b.Bytes()
	c.rendered.Files = append(c.rendered.Files, htmlFile(p.URL, files[:end:end]))
	c.rendered.Files = append(c.rendered.Files, c.resolver.files...)
	if c.hasTwin {
		c.rendered.Files = append(c.rendered.Files, File{Path: p.URL[1:] + AlternateName, Data: files[end:]})
	}
	c.rendered.room = c.room
	c.rendered.Asked = c.resolver.asked
	return c.rendered, c.resolver.err
}

// pageLayout is the layout of a page with a text of its own.
func (r *Renderer) pageLayout(p *site.Page, c *converted) templates.Layout {
	l := r.layout(p)
	l.Reading = r.assets.reading
	if bytes.Contains(c.HTML, []byte("<pre")) {
		l.Stylesheets = append(slices.Clip(l.Stylesheets), r.assets.codeStyle)
	}
	if c.Has(markdown.EmbeddedRehearsal) || c.Has(markdown.EmbeddedScreen) {
		l.Stylesheets = append(slices.Clip(l.Stylesheets), r.assets.playerStyle)
	}
	if c.Has(markdown.EmbeddedRehearsal) {
		l.Scripts = append(slices.Clip(l.Scripts), r.assets.near)
	}
	if c.hasTwin {
		l.Markdown = r.index.Href(p.URL + AlternateName)
	}
	if c.resolver.enlarges {
		l.Zoom = r.assets.zoom
	}
	r.share(&l.OpenGraph, p, c)
	return l
}

// article renders an article.
func (r *Renderer) article(p *site.Page) (Rendered, error) {
	c, err := r.convert(p)
	if err != nil {
		return Rendered{}, err
	}
	w := r.frames[p.Lang].words
	a := templates.Article{
		Layout:         r.pageLayout(p, &c),
		Heading:        p.Title,
		Intro:          templates.HTML(c.HTML[:c.Intro]),
		Body:           templates.HTML(c.HTML[c.Intro:]),
		Date:           moment(r.index, w, p.Date),
		Author:         author(r.index, p),
		Source:         templates.Source{Name: p.Source.Name, Href: p.Source.URL},
		Tags:           termLinks(r.index, p, site.Tags),
		ReadingMinutes: readingMinutes(&c.Document),
		Cover:          r.cover(p, &c),
		EditHref:       r.index.EditURL(p),
		DiscussionHref: r.index.DiscussionURL(p),
	}
	if !p.LastMod.IsZero() && !sameDay(p.LastMod, p.Date, r.index.Site.Zone) {
		a.Updated = moment(r.index, w, p.LastMod)
	}
	if p.TOC {
		a.TOC = contents(c.TOC)
	}
	if categories := termLinks(r.index, p, site.Categories); len(categories) > 0 {
		a.Category = categories[0]
	}
	if s := r.index.Site.Copyright.For(p.Lang); s != "" {
		a.Copyright, a.Footer.Copyright = []string{s}, "" // once a page is enough
	}
	a.Prev, a.Next = neighbours(r.index, p)
	a.Related = r.cards(r.index.Related(p, relatedArticles), 3)
	answers(r.index, &a, p, &c)
	describe(r.index, &a, p, &c)
	c.rendered.Search = searchDocument(r.index, p, &c)
	return c.finish(p, templates.ArticlePage(a))
}

// author is who wrote a page: it says so, or the site does.
func author(x *site.Index, p *site.Page) string {
	if p.Author != "" {
		return p.Author
	}
	return x.Site.Author.For(p.Lang)
}

// contents makes the table of contents.
func contents(headings []markdown.Heading) []templates.Heading {
	toc := make([]templates.Heading, 0, len(headings))
	for _, h := range headings {
		if h.Text != "" { // nobody could see it, or press it
			toc = append(toc, templates.Heading{Level: h.Level, ID: h.ID, Text: h.Text})
		}
	}
	return toc
}

// readingMinutes rounds up: nobody reads a page in no time.
func readingMinutes(d *markdown.Document) int {
	seconds := d.Characters*60/charactersPerMinute + d.Words*60/wordsPerMinute
	return max(1, (seconds+30)/60)
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	const day = "2006-01-02"
	return a.In(zone).Format(day) == b.In(zone).Format(day)
}

func termLinks(x *site.Index, p *site.Page, taxonomy site.Taxonomy) []templates.Link {
	terms := x.TermsOf(p, taxonomy)
	links := make([]templates.Link, len(terms))
	for i, t := range terms {
		links[i] = templates.Link{Title: t.Name, Href: x.Href(t.URL)}
	}
	return links
}

func neighbours(x *site.Index, p *site.Page) (prev, next *templates.Link) {
	link := func(p *site.Page) *templates.Link {
		if p == nil {
			return nil
		}
		return &templates.Link{Title: p.Title, Href: x.Href(p.URL)}
	}
	before, after := x.Neighbours(p)
	return link(before), link(after)
}

// searchDocument is what can be found of an article. Newer pages come first
// among equals, for which the order of the index will do.
func searchDocument(x *site.Index, p *site.Page, c *converted) *search.Document {
	headings := make([]string, len(c.TOC))
	for k, h := range c.TOC {
		headings[k] = h.Text
	}
	section := ""
	if parent := x.Parent(p); parent != nil && parent.Kind == site.Section {
		section = parent.Title
	}
	return &search.Document{
		ID: x.Number(p), URL: x.Href(p.URL), Title: p.Title, Section: section,
		Description: p.Description, Headings: headings, Text: c.Text,
	}
}
