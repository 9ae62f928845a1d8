package build

import (
	"strings"
	"time"

	"rehearse/generator/site"
	"rehearse/templates"
)

// describe tells machines what an article is: Open Graph and JSON-LD.
func (r *Renderer) describe(a *templates.Article, p *site.Page, c *converted) {
	published, modified := timestamp(p.Date, r.index.Site.Zone), timestamp(p.Updated(), r.index.Site.Zone)
	a.OpenGraph.Type, a.OpenGraph.Published, a.OpenGraph.Modified = "article", published, modified
	address := r.index.Absolute(p.URL)
	a.JSONLD = []string{
		templates.ArticleLD{
			Headline: p.Title, Description: p.Description, URL: address, Lang: htmlLang(p.Lang),
			Published: published, Modified: modified, Author: a.Author, Publisher: r.siteTitle(p.Lang),
			Image: a.OpenGraph.Image, Source: p.Source.Name, SourceURL: p.Source.URL, Keywords: p.Tags,
		}.Encode(),
		r.breadcrumbsLD(p).Encode(),
	}
	for _, procedure := range c.Procedures {
		how := templates.HowToLD{Name: procedure.Name, Lang: htmlLang(p.Lang)}
		for _, s := range procedure.Steps {
			how.Steps = append(how.Steps, templates.StepLD{Text: s.Text, URL: address + "#" + s.ID})
		}
		a.JSONLD = append(a.JSONLD, how.Encode())
	}
}

// breadcrumbsLD is the way to a page with absolute URLs, the page included.
func (r *Renderer) breadcrumbsLD(p *site.Page) templates.BreadcrumbsLD {
	var way templates.BreadcrumbsLD
	for _, b := range append(r.index.Breadcrumbs(p), p) {
		way = append(way, templates.Link{Title: b.Title, Href: r.index.Absolute(b.URL)})
	}
	return way
}

// absolute makes an href of this site a whole URL, where the site knows its
// own.
func (r *Renderer) absolute(href string) string {
	base := r.index.Site.BaseURL
	if base == "" {
		return href
	}
	return strings.TrimSuffix(base, r.index.Site.BasePath()) + href
}

func timestamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.RFC3339)
}
