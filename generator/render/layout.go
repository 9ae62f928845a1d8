package render

import (
	"slices"

	"rehearse/demo/language"
	"rehearse/generator/crawl"
	"rehearse/generator/site"
	"rehearse/templates"
)

// base is what the layouts of all pages of a language share.
type base struct {
	language site.Language
	words    *templates.Words
	layout   templates.Layout
	// menu holds the pages that the menu's links lead to, nil for others.
	menu []*site.Page
}

// newBase prepares the layouts of a language.
func (r *Renderer) newBase(l site.Language) *base {
	f := &base{language: l, words: templates.WordsFor(l.Code)}
	settings := r.index.Site
	home := r.index.Home(l.Code)
	f.layout = templates.Layout{
		Lang:        language.Tag(l.Code),
		SiteTitle:   siteTitle(r.index, l.Code),
		HomeHref:    r.index.Href(home.URL),
		CSP:         crawl.Policy{}.Meta(),
		First:       r.assets.first,
		PrintStyle:  r.assets.printStyle,
		Stylesheets: []string{r.assets.style},
		Scripts:     []string{r.assets.script},
		Feeds:       feedLinks(r.index, home),
		Search: templates.SearchBox{
			Index:  r.index.Href("/" + SearchPath(l) + "/index.json"),
			Module: r.assets.search,
		},
		Footer: templates.Footer{
			Copyright: settings.Copyright.For(l.Code),
			Author:    settings.Author.For(l.Code),
		},
		Icon:      r.assets.icon,
		Generator: "Rehearse " + r.opt.Version,
	}
	if isWhole(r.index, home) {
		f.layout.OpenSearch = r.index.Href(home.URL + openSearchName)
	}
	for _, link := range r.index.Menu(l.Code, "main") {
		f.layout.Menu = append(f.layout.Menu, menuLink(r.index, link))
		f.menu = append(f.menu, link.Target.Page)
	}
	for _, link := range r.index.Menu(l.Code, "footer") {
		f.layout.Footer.Links = append(f.layout.Footer.Links, menuLink(r.index, link))
	}
	for _, link := range r.index.Menu(l.Code, "authors") {
		f.layout.Footer.Authors = append(f.layout.Footer.Authors, menuLink(r.index, link))
	}
	return f
}

// lists adds what pages need that lead to pages.
func (r *Renderer) lists(l templates.Layout) templates.Layout {
	l.Stylesheets = append(slices.Clip(l.Stylesheets), r.assets.listStyle)
	return l
}

// siteTitle is the site's title, or for a site that has none its home page's.
func siteTitle(x *site.Index, lang string) string {
	if title := x.Site.Title.For(lang); title != "" {
		return title
	}
	return x.Home(lang).Title
}

func menuLink(x *site.Index, link site.MenuLink) templates.Link {
	href := link.External
	if href == "" {
		href = x.TargetHref(link.Target)
	}
	return templates.Link{Title: link.Title, Href: href}
}

// layout is the layout of a page of the index.
func (r *Renderer) layout(p *site.Page) templates.Layout {
	f := r.bases[p.Lang]
	l := f.layout
	l.Title, l.Description = p.Title, p.Description
	l.Canonical = canonical(r.index, p.URL)
	l.Draft = p.Draft
	l.Menu = r.markCurrent(f, p)
	for _, b := range r.index.Breadcrumbs(p) {
		l.Breadcrumbs = append(l.Breadcrumbs, templates.Link{Title: b.Title, Href: r.index.Href(b.URL)})
	}
	l.Alternates = alternates(r.index, p)
	l.OpenGraph = templates.OpenGraph{Type: "website"}
	return l
}

// canonical is a page's one address, "" on a site that does not know its own.
func canonical(x *site.Index, url string) string {
	if x.Site.BaseURL == "" {
		return ""
	}
	return x.Absolute(url)
}

// markCurrent marks the menu's link that leads to p or to what p is in. Among
// several it is the nearest.
func (r *Renderer) markCurrent(b *base, p *site.Page) []templates.Link {
	way := append(r.index.Breadcrumbs(p), p)
	for i := len(way) - 1; i >= 0; i-- {
		for k, target := range b.menu {
			if target != nil && target == way[i] && (i > 0 || p.Kind == site.Home) {
				menu := append([]templates.Link(nil), b.layout.Menu...)
				menu[k].Current = true
				return menu
			}
		}
	}
	return b.layout.Menu
}

// alternates are a page's translations for machines and for the language
// switch. A language without this page leads to its home page, for people.
func alternates(x *site.Index, p *site.Page) []templates.Alternate {
	languages := x.Site.Languages
	if len(languages) < 2 {
		return nil
	}
	byLang := map[string]*site.Page{p.Lang: p}
	for _, t := range x.Translations(p) {
		byLang[t.Lang] = t
	}
	var list []templates.Alternate
	for _, l := range languages {
		t, exact := byLang[l.Code]
		if !exact {
			t = x.Home(l.Code)
		}
		a := templates.Alternate{Lang: language.Tag(l.Code), Name: l.Name, Path: x.Href(t.URL)}
		if exact {
			a.Href = x.Absolute(t.URL)
		}
		list = append(list, a)
	}
	if t, exact := byLang[languages[0].Code]; exact && len(byLang) > 1 {
		list = append(list, templates.Alternate{Lang: "x-default", Href: x.Absolute(t.URL), Path: x.Href(t.URL)})
	}
	return list
}

// listLayout is the layout of a page that the index has no page for: a list of
// terms, the articles of a term.
func (r *Renderer) listLayout(lang, title, address string) templates.Layout {
	l := r.bases[lang].layout
	home := r.index.Home(lang)
	l.Title, l.Canonical = title, canonical(r.index, address)
	l.Breadcrumbs = []templates.Link{{Title: home.Title, Href: r.index.Href(home.URL)}}
	l.Alternates = homes(r.index, lang, r.index.Href(address))
	l.OpenGraph = templates.OpenGraph{Type: "website"}
	return l
}

// homes are where readers of other languages go from a page without
// translations: to their own beginning. The page itself is at path.
func homes(x *site.Index, lang, path string) []templates.Alternate {
	languages := x.Site.Languages
	if len(languages) < 2 {
		return nil
	}
	list := make([]templates.Alternate, len(languages))
	for i, l := range languages {
		list[i] = templates.Alternate{Lang: language.Tag(l.Code), Name: l.Name, Path: path}
		if l.Code != lang {
			list[i].Path = x.Href(x.Home(l.Code).URL)
		}
	}
	return list
}
