package render

import (
	"iter"
	"strconv"
	"strings"

	"rehearse/generator/site"
	"rehearse/templates"
)

// pagerReach is how many pages around the current one a pager links.
const pagerReach = 2

// laterDir is the folder of the later pages of a list: "<list>/page/2/".
const laterDir = "page/"

// laterPages yields the pages of a section from the second.
func laterPages(r *Renderer, p *site.Page) iter.Seq[Target] {
	return func(yield func(Target) bool) {
		for n := 2; n <= pagesOf(r.index, r.index.Articles(p)); n++ {
			if !yield(rendered(func() (Rendered, error) { return sectionPage(r, p, n) })) {
				return
			}
		}
	}
}

// findLater finds a page of a section from the second.
func findLater(r *Renderer, p *site.Page, rest string) (Target, bool) {
	dir, isPage := strings.CutSuffix(p.URL+laterDir+rest, "index.html")
	first, n := splitPageURL(dir)
	isThere := isPage && first == p.URL && n > 1 && n <= pagesOf(r.index, r.index.Articles(p))
	return rendered(func() (Rendered, error) { return sectionPage(r, p, n) }), isThere
}

// termPages yields the list of the terms of a taxonomy in the language of a home,
// and the pages of each term.
func termPages(taxonomy site.Taxonomy) func(*Renderer, *site.Page) iter.Seq[Target] {
	return func(r *Renderer, home *site.Page) iter.Seq[Target] {
		return func(yield func(Target) bool) {
			if !yield(rendered(func() (Rendered, error) { return terms(r, home.Lang, taxonomy) })) {
				return
			}
			for _, t := range r.index.Terms(home.Lang, taxonomy) {
				for n := 1; n <= pagesOf(r.index, r.index.TermPages(t)); n++ {
					if !yield(rendered(func() (Rendered, error) { return term(r, t, n) })) {
						return
					}
				}
			}
		}
	}
}

// findTerms finds what termPages yields.
func findTerms(taxonomy site.Taxonomy) func(*Renderer, *site.Page, string) (Target, bool) {
	return func(r *Renderer, home *site.Page, rest string) (Target, bool) {
		list := r.index.TaxonomyURL(home.Lang, taxonomy)
		dir, isPage := strings.CutSuffix(list+rest, "index.html")
		if dir == list {
			return rendered(func() (Rendered, error) { return terms(r, home.Lang, taxonomy) }), isPage
		}
		first, n := splitPageURL(dir)
		t, ok := r.index.TermAt(first)
		ok = ok && isPage && n > 0 && n <= pagesOf(r.index, r.index.TermPages(t))
		return rendered(func() (Rendered, error) { return term(r, t, n) }), ok
	}
}

// pagesOf is how many pages a list takes; at least one.
func pagesOf(x *site.Index, all site.List) int {
	size := x.Site.PageSize
	return max(1, (all.Len()+size-1)/size)
}

// slice cuts page n out of a list.
func slice(x *site.Index, all site.List, n int) []*site.Page {
	size := x.Site.PageSize
	return all.Slice((n-1)*size, n*size)
}

// pageURL is the URL of page n of the list at first.
func pageURL(first string, n int) string {
	if n == 1 {
		return first
	}
	return first + "page/" + strconv.Itoa(n) + "/"
}

// pager links page n of a list with the others: the ends, and what is near.
func pager(x *site.Index, first string, n int, all site.List) templates.Pager {
	pages := pagesOf(x, all)
	if pages < 2 {
		return templates.Pager{}
	}
	href := func(n int) string { return x.Href(pageURL(first, n)) }
	p := templates.Pager{Page: n, Pages: pages}
	if n > 1 {
		p.Prev = href(n - 1)
	}
	if n < pages {
		p.Next = href(n + 1)
	}
	last := 0
	for i := 1; i <= pages; i++ {
		if i != 1 && i != pages && (i < n-pagerReach || i > n+pagerReach) {
			continue
		}
		if i > last+1 {
			p.Links = append(p.Links, templates.Link{Title: "…"})
		}
		p.Links = append(p.Links, templates.Link{Title: strconv.Itoa(i), Href: href(i), Current: i == n})
		last = i
	}
	return p
}

// splitPageURL is the inverse of pageURL; n is 0 for a number that pageURL
// would not write.
func splitPageURL(url string) (first string, n int) {
	i := strings.LastIndex(url, "/page/")
	if i < 0 {
		return url, 1
	}
	n, err := strconv.Atoi(strings.TrimSuffix(url[i+len("/page/"):], "/"))
	if err != nil {
		return url, 1
	}
	if n < 2 || pageURL(url[:i+1], n) != url {
		n = 0
	}
	return url[:i+1], n
}
