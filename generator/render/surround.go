package render

import (
	"slices"

	"rehearse/demo/language"
	"rehearse/generator/feed"
	"rehearse/generator/picture"
	"rehearse/generator/site"
	"rehearse/templates"
)

// feedItems is how many articles a feed holds.
const feedItems = 20

// SearchPath is the folder of a language's search index.
func SearchPath(l site.Language) string { return l.Prefix[1:] + "search" }

// Surroundings makes the files around the pages: style sheets and scripts,
// modules, feeds, and what machines read of the site. It is called when all pages
// have been rendered. The addresses in feeds and sitemap must be whole, so that a
// site without a base URL has neither.
func (r *Renderer) Surroundings() ([]File, error) {
	files, err := r.crawlFiles()
	if err != nil {
		return nil, err
	}
	if r.index.Site.BaseURL != "" {
		for _, p := range r.index.Pages() {
			files = append(files, feeds(r.index, p)...)
		}
	}
	return slices.Concat(files, r.assets.files, r.Modules()), nil
}

// Modules returns the modules of the flows that the rendered pages embed.
func (r *Renderer) Modules() []File { return r.rehearsals.modules() }

// feeds makes the Atom and the JSON feed of a home, which has the whole
// language's articles, or of a section. Where no article has a date there is
// nothing to follow, and no time that a feed could truly say it was updated at.
func feeds(x *site.Index, p *site.Page) []File {
	articles := x.News(p, feedItems)
	if len(articles) == 0 {
		return nil
	}
	f := feed.Feed{
		Title:   feedTitle(x, p),
		Summary: p.Description,
		Lang:    language.Tag(p.Lang),
		Home:    x.Absolute(p.URL),
		Author:  x.Site.Author.For(p.Lang),
	}
	for _, a := range articles {
		item := feed.Item{
			URL: x.Absolute(a.URL), Title: a.Title, Summary: a.Description, Author: a.Author,
			Published: a.Date, Updated: a.Updated(), Tags: a.Tags,
		}
		f.Items = append(f.Items, item)
	}
	f.Self = x.Absolute(p.URL + "feed.xml")
	atom := feed.Atom(f)
	f.Self = x.Absolute(p.URL + "feed.json")
	return []File{
		{Path: p.URL[1:] + "feed.xml", Data: atom},
		{Path: p.URL[1:] + "feed.json", Data: feed.JSON(f)},
	}
}

func feedTitle(x *site.Index, p *site.Page) string {
	if p.Kind == site.Home {
		return siteTitle(x, p.Lang)
	}
	return templates.WordsFor(p.Lang).PageTitle(p.Title, siteTitle(x, p.Lang))
}

// feedLinks announces the feeds of a home or a section.
func feedLinks(x *site.Index, p *site.Page) []templates.Feed {
	if x.Site.BaseURL == "" || len(x.News(p, 1)) == 0 {
		return nil
	}
	title := feedTitle(x, p)
	return []templates.Feed{
		{Title: title, Href: x.Href(p.URL + "feed.xml"), Type: "application/atom+xml"},
		{Title: title, Href: x.Href(p.URL + "feed.json"), Type: "application/feed+json"},
	}
}

// pictureFiles lists the pictures beside pages, in the order of their files.
func pictureFiles(x *site.Index) []string {
	var files []string
	for _, resource := range x.AllResources() {
		if picture.Is(resource.File) {
			files = append(files, resource.File)
		}
	}
	return files
}
