package render

import (
	"rehearse/demo/language"
	"rehearse/generator/feed"
	"rehearse/generator/site"
	"rehearse/templates"
)

// feedItems is how many articles a feed holds.
const feedItems = 20

// atomFeed makes the Atom feed of a home, which has the whole language's
// articles, or of a section.
func atomFeed(r *Renderer, p *site.Page) (Rendered, error) {
	return feedFile(r.index, p, "feed.xml", feed.Atom), nil
}

// jsonFeed makes the JSON feed of a home or a section.
func jsonFeed(r *Renderer, p *site.Page) (Rendered, error) {
	return feedFile(r.index, p, "feed.json", feed.JSON), nil
}

func feedFile(x *site.Index, p *site.Page, name string, write func(feed.Feed) []byte) Rendered {
	f := feed.Feed{
		Title:   feedTitle(x, p),
		Summary: p.Description,
		Lang:    language.Tag(p.Lang),
		Home:    x.Absolute(p.URL),
		Self:    x.Absolute(p.URL + name),
		Author:  x.Site.Author.For(p.Lang),
	}
	for _, a := range x.News(p, feedItems) {
		f.Items = append(f.Items, feed.Item{
			URL: x.Absolute(a.URL), Title: a.Title, Summary: a.Description, Author: a.Author,
			Published: a.Date, Updated: site.Changed(x, a), Tags: a.Tags,
		})
	}
	return Rendered{Files: []File{{Path: p.URL[1:] + name, Data: write(f)}}}
}

func feedTitle(x *site.Index, p *site.Page) string {
	if p.Kind == site.Home {
		return siteTitle(x, p.Lang)
	}
	return templates.WordsFor(p.Lang).PageTitle(p.Title, siteTitle(x, p.Lang))
}

// feedLinks announces the feeds of a home or a section.
func feedLinks(x *site.Index, p *site.Page) []templates.Feed {
	if !hasNews(x, p) {
		return nil
	}
	title := feedTitle(x, p)
	return []templates.Feed{
		{Title: title, Href: x.Href(p.URL + "feed.xml"), Type: "application/atom+xml"},
		{Title: title, Href: x.Href(p.URL + "feed.json"), Type: "application/feed+json"},
	}
}
