package build

import (
	"slices"

	"rehearse/generator/feed"
	"rehearse/generator/picture"
	"rehearse/generator/site"
	"rehearse/templates"
)

// feedItems is how many articles a feed holds.
const feedItems = 20

// searchPath is the folder of a language's search index.
func searchPath(l site.Language) string { return l.Prefix[1:] + "search" }

// Surroundings makes the files around the pages: feeds, and what machines read
// of the site. The addresses in feeds and sitemap must be whole, so that a site
// without a base URL has neither.
func (r *Renderer) Surroundings() ([]File, error) {
	files, err := r.crawlFiles()
	if err != nil || r.index.Site.BaseURL == "" {
		return files, err
	}
	for _, p := range r.index.Pages() {
		if p.Kind != site.Article {
			files = append(files, r.feeds(p)...)
		}
	}
	return files, nil
}

// feeds makes the feeds of a home, which has the whole language's articles, or
// of a section.
func (r *Renderer) feeds(p *site.Page) []File {
	if p.Kind == site.Home {
		return r.feedsOf(p, r.index.Latest(p.Lang, feedItems))
	}
	return r.feedsOf(p, newest(r.index.Articles(p), feedItems))
}

// newest returns the n articles with the latest dates. Equal dates keep the
// order of the section.
func newest(articles []*site.Page, n int) []*site.Page {
	slices.SortStableFunc(articles, func(a, b *site.Page) int { return b.Date.Compare(a.Date) })
	return articles[:min(n, len(articles))]
}

// feedsOf makes the Atom and the JSON feed of a home or a section.
func (r *Renderer) feedsOf(p *site.Page, articles []*site.Page) []File {
	f := feed.Feed{
		Title:   r.feedTitle(p),
		Summary: p.Description,
		Lang:    htmlLang(p.Lang),
		Home:    r.index.Absolute(p.URL),
		Author:  r.index.Site.Author.For(p.Lang),
	}
	for _, a := range articles {
		if a.Updated().IsZero() {
			continue // a feed tells what is new, and nobody knows whether this is
		}
		item := feed.Item{
			URL: r.index.Absolute(a.URL), Title: a.Title, Summary: a.Description, Author: a.Author,
			Published: a.Date, Updated: a.Updated(), Tags: a.Tags,
		}
		f.Items = append(f.Items, item)
	}
	f.Self = r.index.Absolute(p.URL + "feed.xml")
	atom := feed.Atom(f)
	f.Self = r.index.Absolute(p.URL + "feed.json")
	return []File{
		{Path: p.URL[1:] + "feed.xml", Data: atom},
		{Path: p.URL[1:] + "feed.json", Data: feed.JSON(f)},
	}
}

func (r *Renderer) feedTitle(p *site.Page) string {
	if p.Kind == site.Home {
		return r.siteTitle(p.Lang)
	}
	return templates.WordsFor(p.Lang).PageTitle(p.Title, r.siteTitle(p.Lang))
}

// feedLinks announces the feeds of a home or a section.
func (r *Renderer) feedLinks(p *site.Page) []templates.Feed {
	if r.index.Site.BaseURL == "" {
		return nil
	}
	title := r.feedTitle(p)
	return []templates.Feed{
		{Title: title, Href: r.index.Href(p.URL + "feed.xml"), Type: "application/atom+xml"},
		{Title: title, Href: r.index.Href(p.URL + "feed.json"), Type: "application/feed+json"},
	}
}

// pictureFiles lists the pictures beside pages, in the order of their files.
func (r *Renderer) pictureFiles() []string {
	var files []string
	for _, resource := range r.index.AllResources() {
		if picture.Is(resource.File) {
			files = append(files, resource.File)
		}
	}
	return files
}
