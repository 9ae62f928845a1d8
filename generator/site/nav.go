package site

import (
	"path"
	"slices"
	"strings"
)

// Home returns the home page of a language, that of the default language for
// an unknown code.
func (x *Index) Home(lang string) *Page { return x.pages[x.homes[x.Site.languageNumber(lang)]] }

// Parent returns the section or home that a page is in, or nil for a home.
func (x *Index) Parent(p *Page) *Page {
	n := x.Number(p)
	if n < 0 || x.parents[n] < 0 {
		return nil
	}
	return x.pages[x.parents[n]]
}

// Breadcrumbs returns the pages above a page, the home first.
func (x *Index) Breadcrumbs(p *Page) []*Page {
	var above []*Page
	for up := x.Parent(p); up != nil; up = x.Parent(up) {
		above = append(above, up)
	}
	slices.Reverse(above)
	return above
}

// Sections returns the sections in a section or home: by weight, then by date,
// newest first, then by title.
func (x *Index) Sections(p *Page) []*Page {
	if kids := childrenOf(x, p); kids != nil {
		return slices.Collect(List{x.pages, kids.sections}.All())
	}
	return nil
}

// Articles returns the articles in a section or home, in the order of
// [Index.Sections]. Those of the sections in it are not among them.
func (x *Index) Articles(p *Page) List {
	if kids := childrenOf(x, p); kids != nil {
		return List{x.pages, kids.articles}
	}
	return List{}
}

func childrenOf(x *Index, p *Page) *children {
	if n := x.Number(p); n >= 0 {
		return x.kids[n]
	}
	return nil
}

// Latest returns the articles of a language, the newest first.
func (x *Index) Latest(lang string) List { return List{x.pages, x.latest[x.Site.languageNumber(lang)]} }

// News returns what is new of a home's language or in a section, at most n
// articles, the newest first. Articles without a date are none: nobody knows
// whether they are new. Equal dates keep the order of the section.
func (x *Index) News(p *Page, n int) []*Page {
	var articles []*Page
	switch p.Kind {
	case Home:
		articles = slices.Collect(List{x.pages, datedOf(x, p.Lang, n)}.All())
	case Section:
		articles = slices.DeleteFunc(slices.Collect(x.Articles(p).All()), func(a *Page) bool { return a.Updated().IsZero() })
		slices.SortStableFunc(articles, func(a, b *Page) int { return b.Date.Compare(a.Date) })
	}
	return articles[:min(n, len(articles))]
}

// datedOf returns the numbers of the n newest articles of a language that have
// a date.
func datedOf(x *Index, lang string, n int) []int {
	var dated []int
	for _, i := range x.latest[x.Site.languageNumber(lang)] {
		if len(dated) == n {
			break
		}
		if !x.pages[i].Updated().IsZero() {
			dated = append(dated, i)
		}
	}
	return dated
}

// Neighbours returns the articles before and after an article in the order of
// its section, nil at the ends.
func (x *Index) Neighbours(p *Page) (prev, next *Page) {
	n := x.Number(p)
	if n < 0 || x.pages[n].Kind != Article {
		return nil, nil
	}
	siblings := x.kids[x.parents[n]].articles
	i, ok := slices.BinarySearchFunc(siblings, n, x.lighter)
	if !ok {
		return nil, nil
	}
	if i > 0 {
		prev = x.pages[siblings[i-1]]
	}
	if i+1 < len(siblings) {
		next = x.pages[siblings[i+1]]
	}
	return prev, next
}

// Translations returns the same page in the other languages, in the order of
// the languages. Pages are paired by their paths below the language folders;
// x.md and x/index.md are the same.
func (x *Index) Translations(p *Page) []*Page {
	if len(x.Site.Languages) == 1 {
		return nil
	}
	own := x.Site.language(p.Lang)
	rest := strings.TrimPrefix(p.File, own.Folder+"/")
	var found []*Page
	for _, l := range x.Site.Languages {
		if l.Code == own.Code {
			continue
		}
		for _, file := range alternates(rest) {
			if t := x.Page(l.Folder + "/" + file); t != nil && t.Kind == p.Kind {
				found = append(found, t)
				break
			}
		}
	}
	return found
}

// alternates are the paths that a translation of a page may have.
func alternates(file string) []string {
	dir, base := path.Split(file)
	switch {
	case base == "_index.md" && dir != "":
		return []string{file}
	case base == "_index.md":
		return []string{file, "index.md"}
	case base == "index.md" && dir == "":
		return []string{file, "_index.md"}
	case base == "index.md":
		return []string{file, strings.TrimSuffix(dir, "/") + ".md"}
	}
	return []string{file, strings.TrimSuffix(file, ".md") + "/index.md"}
}

// pageOf returns the page that a path means, or nil.
func pageOf(x *Index, file string) *Page {
	if strings.HasSuffix(file, ".md") {
		if p := x.Page(file); p != nil && !p.Implied {
			return p
		}
		return nil
	}
	for _, name := range [...]string{path.Join(file, "_index.md"), path.Join(file, "index.md"), file + ".md"} {
		if p := x.Page(name); p != nil {
			return p
		}
	}
	return nil
}

// TaxonomyURL is the page that lists the terms of a taxonomy.
func (x *Index) TaxonomyURL(lang string, t Taxonomy) string {
	return x.Site.language(lang).Prefix + t.String() + "/"
}

// Terms returns the terms of a taxonomy in a language, in the order of their
// URLs.
func (x *Index) Terms(lang string, t Taxonomy) []Term {
	var terms []Term
	for _, term := range x.terms.all {
		if term.Lang == lang && term.Taxonomy == t {
			terms = append(terms, term.Term)
		}
	}
	return terms
}

// TermsOf returns the terms that a page has.
func (x *Index) TermsOf(p *Page, t Taxonomy) []Term {
	n := x.Number(p)
	if n < 0 {
		return nil
	}
	var terms []Term
	for _, i := range x.pageTerms[n] {
		if x.terms.all[i].Taxonomy == t {
			terms = append(terms, x.terms.all[i].Term)
		}
	}
	return terms
}

// TermAt returns the term whose pages are listed at a URL.
func (x *Index) TermAt(url string) (Term, bool) {
	if i, ok := x.termAt[url]; ok {
		return x.terms.all[i].Term, true
	}
	return Term{}, false
}

// TermPages returns the pages that have a term, newest first.
func (x *Index) TermPages(t Term) List {
	if i, ok := x.termAt[t.URL]; ok {
		return List{x.pages, x.terms.all[i].pages}
	}
	return List{}
}
