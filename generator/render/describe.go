package render

import (
	"slices"
	"strings"
	"time"

	"rehearse/demo/language"
	"rehearse/demo/player"
	"rehearse/generator/crawl"
	"rehearse/generator/markdown"
	"rehearse/generator/site"
	"rehearse/templates"
)

// describe tells machines what an article is: Open Graph and JSON-LD.
func describe(x *site.Index, a *templates.Article, c *content) {
	p := c.page
	published, modified := timestamp(p.Date, x.Site.Zone), timestamp(site.Changed(x, p), x.Site.Zone)
	a.OpenGraph.Type, a.OpenGraph.Published, a.OpenGraph.Modified = "article", published, modified
	address := x.Absolute(p.URL)
	a.JSONLD = append(a.JSONLD, templates.ArticleLD{
		Headline: p.Title, Description: p.Description, URL: address, Lang: language.Tag(p.Lang),
		Published: published, Modified: modified, Author: a.Author, Publisher: x.Site.Title.For(p.Lang),
		Image: a.OpenGraph.Image, Source: p.Source.Name, SourceURL: p.Source.URL, Keywords: p.Tags,
	}, breadcrumbsLD(x, p))
	for _, procedure := range c.Procedures {
		how := templates.HowToLD{Name: procedure.Name, Lang: language.Tag(p.Lang), URL: address}
		for _, s := range procedure.Steps {
			how.Steps = append(how.Steps, templates.StepLD{Text: s.Text, ID: s.ID})
		}
		a.JSONLD = append(a.JSONLD, how)
	}
}

// answers adds the code that leads from paper to an article, and readers'
// comments.
func answers(x *site.Index, a *templates.Article, c *content) {
	p := c.page
	if c.Has(markdown.EmbeddedRehearsal) {
		path, box := player.QR(a.Canonical)
		a.Scan = templates.Code{Address: a.Canonical, Path: path, Box: box}
	}
	settings := x.Site.Comments
	if settings.Origin == "" {
		return
	}
	a.CSP = crawl.Policy{Embed: embeds(x)}.Meta()
	a.Comments = templates.Comments{Host: settings.Host(), Script: settings.Script}
	for pair := range slices.Chunk(site.CommentAttributes(x, p), 2) {
		a.Comments.Attributes = append(a.Comments.Attributes, templates.Attribute{Name: pair[0], Value: pair[1]})
	}
}

// embeds are the origins whose scripts articles may load.
func embeds(x *site.Index) []string {
	if origin := x.Site.Comments.Origin; origin != "" {
		return []string{origin}
	}
	return nil
}

// breadcrumbsLD is the path of a page in the site, with absolute URLs and the
// page itself.
func breadcrumbsLD(x *site.Index, p *site.Page) templates.BreadcrumbsLD {
	var way templates.BreadcrumbsLD
	for _, b := range append(x.Breadcrumbs(p), p) {
		way = append(way, templates.Link{Title: b.Title, Href: x.Absolute(b.URL)})
	}
	return way
}

// absolute makes a whole URL of an href of this site, if the site knows its
// address.
func absolute(x *site.Index, href string) string {
	base := x.Site.BaseURL
	if base == "" {
		return href
	}
	return strings.TrimSuffix(base, x.Site.BasePath()) + href
}

func timestamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.RFC3339)
}
