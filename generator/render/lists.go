package render

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"rehearse/demo/language"
	"rehearse/generator/markdown"
	"rehearse/generator/site"
	"rehearse/templates"
)

const (
	// homeItems is how many articles of each section the home page names.
	homeItems = 6
	// explainedItems is up to how many articles of a section it explains.
	explainedItems = 4
	// latestItems is how many new articles it shows.
	latestItems = 6
)

// home is the home page of a language.
func (r *Renderer) home(c *content) templ.Component {
	p := c.page
	h := templates.Home{
		Layout:  r.lists(r.pageLayout(c)),
		Heading: p.Title,
		Body:    templates.HTML(c.HTML),
	}
	if !p.Implied {
		h.Lead = p.Description
	}
	h.JSONLD = []templates.LD{templates.WebSiteLD{
		Name: siteTitle(r.index, p.Lang), Description: p.Description, URL: r.index.Absolute(p.URL), Lang: language.Tag(p.Lang),
	}}
	readers, others := r.homeSections(p)
	namesAll := len(readers) > 0
	for _, s := range readers {
		if isNamed(r.index, s, &c.Document) {
			h.Others = append(h.Others, sectionLine(r.index, s))
			continue
		}
		section := homeSection(r.index, s)
		h.Sections = append(h.Sections, section)
		namesAll = namesAll && section.Total == len(section.Items) && len(r.index.Sections(s)) == 0
	}
	for _, s := range others {
		h.Others = append(h.Others, sectionLine(r.index, s))
	}
	if !namesAll {
		h.Latest = r.cards(latest(r.index, p, others), 3)
	}
	return templates.HomePage(h)
}

// homeSections divides the sections of a home into those that are for all
// readers and others, such as a handbook for authors: where the main menu leads
// to sections at all, a section that it does not lead to is one of the others.
func (r *Renderer) homeSections(home *site.Page) (readers, others []*site.Page) {
	menu := r.bases[home.Lang].menu
	for _, s := range r.index.Sections(home) {
		if slices.Contains(menu, s) {
			readers = append(readers, s)
		} else {
			others = append(others, s)
		}
	}
	if len(readers) == 0 {
		return others, nil
	}
	return readers, others
}

// isNamed reports whether a text leads to each of a section's articles: a home
// whose own words do so need not list them again.
func isNamed(x *site.Index, s *site.Page, text *markdown.Document) bool {
	articles := x.Articles(s)
	named := make(map[string]bool, len(text.Links))
	for _, link := range text.Links {
		href, _, _ := strings.Cut(link.Href, "#")
		named[href] = true
	}
	isMissing := func(a *site.Page) bool { return !named[x.Href(a.URL)] }
	return articles.Len() > 0 && len(x.Sections(s)) == 0 && !slices.ContainsFunc(articles.Slice(0, articles.Len()), isMissing)
}

// sectionLine is a section without its articles.
func sectionLine(x *site.Index, s *site.Page) templates.HomeSection {
	return templates.HomeSection{Title: s.Title, Href: x.Href(s.URL), Description: s.Description}
}

func homeSection(x *site.Index, s *site.Page) templates.HomeSection {
	articles := x.Articles(s)
	section := templates.HomeSection{
		Title: s.Title, Href: x.Href(s.URL), Description: s.Description, Total: articles.Len(),
	}
	for _, a := range articles.Slice(0, homeItems) {
		item := templates.Card{Title: a.Title, Href: x.Href(a.URL), Draft: draftMark(x, a)}
		if articles.Len() <= explainedItems {
			item.Excerpt = a.Description
		}
		section.Items = append(section.Items, item)
	}
	return section
}

// latest are the newest articles of a home's language that are not in the given
// sections.
func latest(x *site.Index, home *site.Page, without []*site.Page) []*site.Page {
	var list []*site.Page
	for p := range x.Latest(home.Lang).All() {
		way := x.Breadcrumbs(p)
		if len(way) > 1 && slices.Contains(without, way[1]) {
			continue
		}
		if list = append(list, p); len(list) == latestItems {
			break
		}
	}
	return list
}

// section is the first page of a section, which has its text.
func (r *Renderer) section(c *content) templ.Component {
	p := c.page
	l := templates.List{
		Layout:  r.lists(r.pageLayout(c)),
		Heading: p.Title,
		Intro:   templates.HTML(c.HTML),
	}
	l.Feeds = append(feedLinks(r.index, p), l.Feeds...)
	l.JSONLD = []templates.LD{breadcrumbsLD(r.index, p)}
	for _, s := range r.index.Sections(p) {
		l.Sections = append(l.Sections, templates.Card{Title: s.Title, Href: r.index.Href(s.URL), Excerpt: s.Description})
	}
	articles := r.index.Articles(p)
	l.Items = r.cards(slice(r.index, articles, 1), 2)
	l.Pager = pager(r.index, p.URL, 1, articles)
	return templates.ListPage(l)
}

// sectionPage renders page n of a section, from 2.
func sectionPage(r *Renderer, p *site.Page, n int) (Rendered, error) {
	l := r.layout(p)
	l.Title = p.Title + " · " + r.bases[p.Lang].words.PageOf(n, pagesOf(r.index, r.index.Articles(p)))
	l.Alternates = nil
	l.Breadcrumbs = append(l.Breadcrumbs, templates.Link{Title: p.Title, Href: r.index.Href(p.URL)})
	return r.list(l, p.URL, p.Title, r.index.Articles(p), n)
}

// term renders page n of the articles that have a term.
func term(r *Renderer, t site.Term, n int) (Rendered, error) {
	l := r.listLayout(t.Lang, t.Name, t.URL)
	l.Breadcrumbs = append(l.Breadcrumbs, templates.Link{
		Title: taxonomyTitle(r.index, t.Lang, t.Taxonomy), Href: r.index.Href(r.index.TaxonomyURL(t.Lang, t.Taxonomy)),
	})
	if n > 1 {
		l.Title += " · " + r.bases[t.Lang].words.PageOf(n, pagesOf(r.index, r.index.TermPages(t)))
	}
	return r.list(l, t.URL, t.Name, r.index.TermPages(t), n)
}

// list renders page n of a list whose first page is at first.
func (r *Renderer) list(l templates.Layout, first, heading string, all site.List, n int) (Rendered, error) {
	address := pageURL(first, n)
	l.Canonical = canonical(r.index, address)
	return plain(address, templates.ListPage(templates.List{
		Layout:  r.lists(l),
		Heading: heading,
		Items:   r.cards(slice(r.index, all, n), 2),
		Pager:   pager(r.index, first, n, all),
	}))
}

// terms renders the list of all terms of a taxonomy.
func terms(r *Renderer, lang string, taxonomy site.Taxonomy) (Rendered, error) {
	address := r.index.TaxonomyURL(lang, taxonomy)
	title := taxonomyTitle(r.index, lang, taxonomy)
	t := templates.Terms{Layout: r.lists(r.listLayout(lang, title, address)), Heading: title}
	t.Alternates = taxonomyAlternates(r.index, lang, taxonomy)
	for _, term := range r.index.Terms(lang, taxonomy) {
		t.Terms = append(t.Terms, templates.Term{
			Title: term.Name, Href: r.index.Href(term.URL), Count: r.index.TermPages(term).Len(),
		})
	}
	return plain(address, templates.TermsPage(t))
}

// taxonomyAlternates are the lists of the same taxonomy in all languages.
func taxonomyAlternates(x *site.Index, lang string, taxonomy site.Taxonomy) []templates.Alternate {
	languages := x.Site.Languages
	if len(languages) < 2 {
		return nil
	}
	var list []templates.Alternate
	for _, l := range languages {
		address := x.TaxonomyURL(l.Code, taxonomy)
		list = append(list, templates.Alternate{
			Lang: language.Tag(l.Code), Name: l.Name, Href: x.Absolute(address), Path: x.Href(address),
		})
	}
	return list
}

func taxonomyTitle(x *site.Index, lang string, taxonomy site.Taxonomy) string {
	if taxonomy == site.Categories {
		return templates.WordsFor(lang).Category
	}
	return templates.WordsFor(lang).Tags
}

// notFound renders the page for addresses that lead nowhere, in the language of
// a home.
func notFound(r *Renderer, home *site.Page) (Rendered, error) {
	address := home.URL + "404.html"
	return plain(address, templates.NotFoundPage(notFoundFor(r, home, address)))
}

// notFoundFor is a page for those who have found nothing at an address.
func notFoundFor(r *Renderer, home *site.Page, address string) templates.NotFound {
	layout := r.bases[home.Lang].layout
	layout.Title, layout.NoIndex = r.bases[home.Lang].words.NotFoundTitle, true
	layout.Alternates = homes(r.index, home.Lang, r.index.Href(address))
	n := templates.NotFound{Layout: r.lists(layout)}
	for _, s := range r.index.Sections(home) {
		n.Suggestions = append(n.Suggestions, templates.Link{Title: s.Title, Href: r.index.Href(s.URL)})
	}
	n.Suggestions = append(n.Suggestions, templates.Link{Title: r.bases[home.Lang].words.Search, Href: r.index.Href(home.URL + searchDir)})
	return n
}

// redirect renders what stands at a former address of a page.
func redirect(r *Renderer, p *site.Page, alias string) (Rendered, error) {
	return sentOn(r, alias, templates.Redirect{
		Lang: language.Tag(p.Lang), Title: p.Title,
		To: r.index.Href(p.URL), Canonical: r.index.Absolute(p.URL),
	})
}

func sentOn(r *Renderer, from string, to templates.Redirect) (Rendered, error) {
	to.CSP, to.Script = r.bases[languageAt(r, from).Code].layout.CSP, r.assets.moved
	return plain(from, templates.RedirectPage(to))
}

// plain renders a page that has no source of its own.
func plain(url string, page templ.Component) (Rendered, error) {
	var b bytes.Buffer
	err := page.Render(context.Background(), &b)
	return Rendered{Files: []File{{Path: FilePath(url), Data: b.Bytes()}}}, err
}
