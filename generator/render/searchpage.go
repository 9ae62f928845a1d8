package render

import (
	"slices"

	"rehearse/demo/language"
	"rehearse/generator/crawl"
	"rehearse/generator/site"
	"rehearse/templates"
)

// openSearchName is the file that tells browsers how to search a language.
const openSearchName = "opensearch.xml"

const (
	// searchItems is about how many articles the page of the search names, which
	// is what a phone can load; fewer than leastItems of a section help nobody.
	searchItems = 300
	leastItems  = 3
	// searchSections is how many sections it divides them into. Where there are
	// more, only the highest are there.
	searchSections = 100
)

// searchPage is the page of the search of a home's language.
func searchPage(r *Renderer, home *site.Page) (Rendered, error) {
	x, address := r.index, home.URL+searchDir
	base := r.bases[home.Lang]
	s := templates.Search{Layout: r.lists(r.listLayout(home.Lang, base.words.Search, address)), Box: base.layout.Search}
	s.NoIndex, s.Search, s.Alternates = true, templates.SearchBox{}, nil
	if len(x.Site.Languages) > 1 {
		for _, l := range x.Site.Languages {
			path := x.Href(x.Home(l.Code).URL + searchDir)
			s.Alternates = append(s.Alternates, templates.Alternate{Lang: language.Tag(l.Code), Name: l.Name, Path: path})
		}
	}
	s.Stylesheets = append(s.Stylesheets, s.Box.Style)
	s.Scripts = append(slices.Clip(s.Scripts), r.assets.searchPage)
	sections := searchedSections(x, home)
	most := max(leastItems, searchItems/max(1, len(sections)))
	for _, section := range sections {
		all := x.Articles(section)
		line := templates.HomeSection{
			Title: section.Title, Href: x.Href(section.URL), Total: all.Len(),
		}
		if section == home {
			line.Title = base.words.Home // its own is often a motto
		}
		if all.Len() > 0 {
			line.Description = base.words.Articles(all.Len())
		}
		for _, a := range all.Slice(0, most) {
			line.Items = append(line.Items, templates.Card{Title: a.Title, Href: x.Href(a.URL), Draft: draftMark(x, a)})
		}
		s.Sections = append(s.Sections, line)
	}
	return plain(address, templates.SearchPage(s))
}

// searchedSections are those that have articles, in the order of the site, and
// the home, whose articles are about the site, last. Of too many sections only
// those right below the home are there.
func searchedSections(x *site.Index, home *site.Page) []*site.Page {
	isEmpty := func(p *site.Page) bool { return x.Articles(p).Len() == 0 }
	highest := append(slices.Clone(x.Sections(home)), home)
	all := slices.Clone(highest)
	for i := 0; all[i] != home; i++ {
		all = slices.Insert(all, i+1, x.Sections(all[i])...)
	}
	if all = slices.DeleteFunc(all, isEmpty); len(all) <= searchSections {
		return all
	}
	return slices.DeleteFunc(highest, func(p *site.Page) bool { return p == home && isEmpty(p) })
}

// openSearchFile describes the search of a home's language.
func openSearchFile(r *Renderer, home *site.Page) (Rendered, error) {
	return single(home.URL[1:]+openSearchName, crawl.OpenSearch(crawl.Searched{
		Name: siteTitle(r.index, home.Lang), Summary: home.Description, Lang: language.Tag(home.Lang),
		Page: r.index.Absolute(home.URL + searchDir),
	}))
}
