package site

import (
	"slices"
	"strings"

	"rehearse/demo/diag"
)

// Origin returns an otherwise empty problem in the place that an author has to
// look at for what is published at url: the page or its alias, the file, the
// first page with the tag; site.yaml for all else. url is that of a folder or of
// something in it, such as a page's own Markdown.
func (x *Index) Origin(url string) diag.Problem {
	r, isFile := x.ResourceAt(url)
	for folder := url[:strings.LastIndexByte(url, '/')+1]; ; folder = folder[:strings.LastIndexByte(folder[:len(folder)-1], '/')+1] {
		for _, at := range []string{url, folder} {
			if p, found := originAt(x, at); found && (at == url || x.PageAt(at) == nil || x.PageAt(at).Kind != Home) {
				return p // a home page is above everything
			}
		}
		switch {
		case isFile:
			return position{}.locate(r.File, diag.Problem{})
		case folder == "/":
			return position{}.locate(siteFile, diag.Problem{})
		}
	}
}

// originAt is the place of the page, alias or term at a URL.
func originAt(x *Index, url string) (diag.Problem, bool) {
	if t, ok := x.termAt[url]; ok {
		return position{}.locate(x.pages[x.terms.all[t].first].File, diag.Problem{}), true
	}
	p := x.PageAt(url)
	if p == nil || p.Implied {
		return diag.Problem{}, false
	}
	at := position{}
	if i, known := slices.BinarySearch(x.listing.pages, p.File); known {
		e := x.entries[i]
		at = e.at.slug
		for _, a := range e.at.aliases {
			if to, _ := besideURL(p.URL, a.path); a.id == "" && to == url && url != p.URL {
				at = a.position
			}
		}
	}
	return at.locate(p.File, diag.Problem{}), true
}
