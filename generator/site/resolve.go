package site

import (
	"fmt"
	"path"
	"strings"

	"rehearse/demo/diag"
)

// Target is where a link leads within the site.
type Target struct {
	// Page is the page that is linked, or nil for a file or a list.
	Page *Page
	// File is the file that is linked, below the content folder, or "" for a
	// page or a list.
	File string
	// URL is the path from the root of the site, unescaped.
	URL string
	// Query and Fragment are as written, with "?" and "#", or empty.
	Query, Fragment string
}

// ResolveLink finds what a link on a page leads to. dest is written as for any
// Markdown viewer: relative to the page's file, or from the top with a slash.
// It may name a Markdown file, a folder, a file beside the page or one of its
// translations, a static file, or a URL of the site. What is outside of the
// content folder is refused. Fragments are not looked at.
//
// A problem has no position, which only the caller knows. It has one only where
// the link is right and the index reports what is wrong with the file that it
// leads to: then the link must not be reported as well.
func (x *Index) ResolveLink(from *Page, dest string) (Target, *diag.Problem) {
	return x.Resolve(from, dest, true)
}

// Resolve is [Index.ResolveLink], which says of a link to nothing what may have
// been meant only if suggest is true: to find out takes a look at whole folders.
func (x *Index) Resolve(from *Page, dest string, suggest bool) (Target, *diag.Problem) {
	p, query, fragment := splitDest(dest)
	if p == "" {
		return Target{Page: from, URL: from.URL, Query: query, Fragment: fragment}, nil
	}
	p, problem := cleanPath(p)
	if problem != nil {
		return Target{}, problem
	}
	var t Target
	var found bool
	if strings.HasPrefix(p, "/") {
		t, found = fromTop(x, from, p)
	} else {
		file, ok := joinFile(path.Dir(from.File), p)
		if !ok {
			return Target{}, &diag.Problem{
				Rule: "link-outside", Message: fmt.Sprintf("the link %q leads out of the content folder", diag.Shorten(dest, maxShown)),
				Hint: "only what is in the content folder is published",
			}
		}
		if t, found = fileTarget(x, file); !found {
			t, found = besideTranslation(x, from, p)
		}
		p = file
	}
	if !found {
		return Target{}, brokenLink(x, from, dest, p, suggest)
	}
	t.Query, t.Fragment = query, fragment
	return t, nil
}

// fromTop resolves a path that begins with a slash: as a URL of the site, as a
// path below the content folder, or below the folder of the page's language.
func fromTop(x *Index, from *Page, p string) (Target, bool) {
	if t, ok := urlTarget(x, p); ok {
		return t, true
	}
	file := strings.TrimPrefix(path.Clean(p), "/")
	if file == "" {
		file = "."
	}
	for _, name := range [...]string{file, path.Join(x.Site.language(from.Lang).Folder, file), path.Join(staticDir, file)} {
		if t, ok := fileTarget(x, name); ok {
			return t, true
		}
	}
	return Target{}, false
}

// urlTarget resolves the URL of a page, with or without its last slash, of an
// alias, a term or what the program itself publishes.
func urlTarget(x *Index, p string) (Target, bool) {
	for _, u := range [...]string{p, p + "/"} {
		if page := x.PageAt(u); page != nil {
			return Target{Page: page, URL: page.URL}, true
		}
		if _, ok := x.termAt[u]; ok || isOutput(x, u) {
			return Target{URL: u}, true
		}
	}
	return Target{}, false
}

// isOutput tells whether a link may lead to an output at a URL.
func isOutput(x *Index, url string) bool {
	for _, o := range x.opt.Outputs {
		dir, ok := strings.CutSuffix(url, o.Name)
		if !ok || !o.Linkable {
			continue
		}
		if p := x.PageAt(dir); p != nil && p.URL == dir && o.Scope.Has(p) && (o.When == nil || o.When(x, p)) {
			return true
		}
	}
	return false
}

// fileTarget resolves a path below the content folder: of a Markdown file, of
// a folder, of an article without its ending, or of another file.
func fileTarget(x *Index, file string) (Target, bool) {
	if page := pageOf(x, file); page != nil {
		return Target{Page: page, URL: page.URL}, true
	}
	r, ok := x.Resource(file)
	return Target{File: r.File, URL: r.URL}, ok
}

// besideTranslation looks for a file beside the translations of a page, so that
// pictures and flows need not be copied into each language.
func besideTranslation(x *Index, from *Page, link string) (Target, bool) {
	for _, other := range x.Translations(from) {
		if file, ok := joinFile(path.Dir(other.File), link); ok {
			if r, found := x.Resource(file); found {
				return Target{File: r.File, URL: r.URL}, true
			}
		}
	}
	return Target{}, false
}
