package render

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"rehearse/demo/language"
	"rehearse/demo/player"
	"rehearse/generator/markdown"
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

// pageLayout is the layout of a page with a text of its own.
func (r *Renderer) pageLayout(c *content) templates.Layout {
	l := r.layout(c.page)
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
	for _, o := range r.outputs {
		if o.media != "" && c.text != nil && o.isMade(r.index, c.page) {
			l.Forms = append(l.Forms, templates.Form{Type: o.media, Href: r.index.Href(c.page.URL + o.Name)})
		}
	}
	if slices.ContainsFunc(c.uses, func(u use) bool { return u.enlarges }) {
		l.Zoom = r.assets.zoom
	}
	c.cover.share(&l.OpenGraph, c.page.Title)
	return l
}

// article is the page of an article.
func (r *Renderer) article(c *content) templ.Component {
	p, w := c.page, r.bases[c.page.Lang].words
	a := templates.Article{
		Layout:         r.pageLayout(c),
		Heading:        p.Title,
		Intro:          templates.HTML(c.HTML[:c.Intro]),
		Body:           templates.HTML(c.HTML[c.Intro:]),
		Date:           moment(r.index, w, p.Date),
		Author:         author(r.index, p),
		Source:         templates.Source{Name: p.Source.Name, Href: p.Source.URL},
		Tags:           termLinks(r.index, p, site.Tags),
		ReadingMinutes: readingMinutes(&c.Document),
		Cover:          c.cover.picture(),
		EditHref:       site.EditURL(r.index, p),
		DiscussionHref: site.DiscussionURL(r.index, p),
	}
	if !p.LastMod.IsZero() && !sameDay(p.LastMod, p.Date, r.index.Site.Zone) {
		a.Updated = moment(r.index, w, p.LastMod)
	}
	standing, _ := site.StandingOf(r.index, p, p.Checked())
	if a.Overdue = standing == site.Overdue; a.Overdue || !p.Verified.IsZero() {
		a.Checked = moment(r.index, w, p.Checked())
	}
	if o := site.Newer(r.index, p); o != nil {
		a.Newer = templates.Original{Title: o.Title, Href: r.index.Href(o.URL), Lang: language.Tag(o.Lang)}
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
	if !isForAuthors(r.index, p) {
		a.Preparations = preparations(c)
	}
	answers(r.index, &a, c)
	describe(r.index, &a, c)
	return templates.ArticlePage(a)
}

// isForAuthors reports whether a page is in a part that the authors' menu leads to:
// what is rehearsed there is an example.
func isForAuthors(x *site.Index, p *site.Page) bool {
	return slices.ContainsFunc(x.Menu(p.Lang, "authors"), func(l site.MenuLink) bool {
		return l.Target.Page != nil && strings.HasPrefix(p.URL, l.Target.Page.URL)
	})
}

// preparations are what readers need at hand for what an article rehearses.
func preparations(c *content) []templates.Preparation {
	var views []player.View
	for _, u := range c.uses {
		if u.view != nil {
			views = append(views, *u.view)
		}
	}
	var all []templates.Preparation
	for i, items := range player.Preparations(views) {
		if v := views[i]; len(items) > 0 {
			link := templates.Link{Title: v.Flow.Title.For(v.Lang), Href: "#" + v.ID}
			all = append(all, templates.Preparation{Link: link, Items: items})
		}
	}
	return all
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
