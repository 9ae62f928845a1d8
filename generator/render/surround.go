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
			files = append(files, r.feeds(p)...)
		}
	}
	return slices.Concat(files, r.assets.files, r.Modules()), nil
}

// Modules returns the modules of the flows that the rendered pages embed.
func (r *Renderer) Modules() []File { return r.rehearsals.modules() }

// feeds makes the Atom and the JSON feed of a home, which has the whole
// language's articles, or of a section. Where no article has a date there is
// nothing to follow, and no time that a feed could truly say it was updated at.
func (r *Renderer) feeds(p *site.Page) []File {
	articles := r.index.News(p, feedItems)
	if len(articles) == 0 {
		return nil
	}
	f := feed.Feed{
		Title:   r.feedTitle(p),
		Summary: p.Description,
		Lang:    language.Tag(p.Lang),
		Home:    r.index.Absolute(p.URL),
		Author:  r.index.Site.Author.For(p.Lang),
	}
	for _, a := range articles {
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
	if r.index.Site.BaseURL == "" || len(r.index.News(p, 1)) == 0 {
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
