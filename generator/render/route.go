package render

import (
	"errors"
	"path"
	"strconv"
	"strings"

	"rehearse/demo/flowfile"
	"rehearse/generator/asset"
	"rehearse/generator/site"
)

// Route returns the target that makes a file of the site, by the file's path:
// "guides/x/index.html". It takes the same time however large the site is. What
// it returns may still turn out not to have the file, where only rendering can
// tell. The search index is not among the targets, see [Renderer.Search].
func (r *Renderer) Route(file string) (Target, bool) {
	dir, name := path.Split("/" + file)
	if t, ok := r.pageRoute(dir, name); ok {
		return t, true
	}
	if t, ok := r.aloneRoute(dir, name); ok {
		return t, true
	}
	if t, ok := r.listRoute(dir, name); ok {
		return t, true
	}
	if resource, ok := r.index.ResourceAt("/" + file); ok {
		return r.resourceRoute(file, resource), !flowfile.IsSource(file)
	}
	if t, ok := r.feedRoute(dir, name); ok {
		return t, true
	}
	switch dir {
	case "/" + asset.Dir + "/":
		return r.assetRoute(file)
	case "/" + asset.Dir + "/" + picturesDir + "/":
		return r.pictureRoute(file)
	}
	return r.rootRoute(dir, name)
}

// IsSearch tells whether a file is part of a search index.
func (r *Renderer) IsSearch(file string) bool {
	for _, l := range r.index.Site.Languages {
		if strings.HasPrefix(file, SearchPath(l)+"/") {
			return true
		}
	}
	return false
}

// pageRoute finds what the pages of the index make: themselves, their twins
// and their redirects.
func (r *Renderer) pageRoute(dir, name string) (Target, bool) {
	url := dir
	if name != "index.html" && name != AlternateName {
		url = dir + name
	}
	p := r.index.PageAt(url)
	switch {
	case p == nil:
		return Target{}, false
	case p.URL == url:
		return r.Page(p), name != AlternateName || !p.Implied
	default:
		return rendered(func() (Rendered, error) { return r.redirect(p, url) }), name != AlternateName
	}
}

// listRoute finds lists that have no page in the index: terms, and the later
// pages of sections.
func (r *Renderer) listRoute(dir, name string) (Target, bool) {
	if name != "index.html" {
		return Target{}, false
	}
	first, n := splitPageURL(dir)
	if term, ok := r.index.TermAt(first); ok {
		return rendered(func() (Rendered, error) { return r.term(term, n) }), n <= pagesOf(r.index, r.index.TermPages(term))
	}
	if p := r.index.PageAt(first); p != nil && p.URL == first {
		isThere := p.Kind == site.Section && n > 1 && n <= pagesOf(r.index, r.index.Articles(p))
		return rendered(func() (Rendered, error) { return r.sectionPage(p, n) }), isThere
	}
	for _, l := range r.index.Site.Languages {
		for _, taxonomy := range []site.Taxonomy{site.Tags, site.Categories} {
			if dir == r.index.TaxonomyURL(l.Code, taxonomy) {
				return rendered(func() (Rendered, error) { return r.terms(l.Code, taxonomy) }), true
			}
		}
	}
	return Target{}, false
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

// feedRoute finds the feeds of homes and sections.
func (r *Renderer) feedRoute(dir, name string) (Target, bool) {
	if name != "feed.xml" && name != "feed.json" || r.index.Site.BaseURL == "" {
		return Target{}, false
	}
	p := r.index.PageAt(dir)
	if p == nil || p.URL != dir || len(r.index.News(p, 1)) == 0 {
		return Target{}, false
	}
	return rendered(func() (Rendered, error) { return Rendered{Files: feeds(r.index, p)}, nil }), true
}

// assetRoute finds the files whose names hold a hash.
func (r *Renderer) assetRoute(file string) (Target, bool) {
	for _, f := range r.assets.files {
		if f.Path == file {
			return made(f), true
		}
	}
	f, ok := r.rehearsals.module(file)
	if !ok && path.Ext(file) == ".wasm" && r.compileAll() == nil {
		f, ok = r.rehearsals.module(file) // of a page that has not been asked for yet
	}
	return made(f), ok
}

// resourceRoute publishes a file as it is, or if it is a picture, cleaned.
func (r *Renderer) resourceRoute(file string, resource site.Resource) Target {
	if !r.cleans(resource) {
		return Target{Source: resource.File}
	}
	return rendered(func() (Rendered, error) {
		data, err := r.pictures.clean(resource.File)
		if errors.Is(err, errUnfit) {
			return Rendered{}, nil
		}
		return Rendered{Files: []File{{Path: file, Data: data}}}, err
	})
}

// pictureRoute finds what was made of pictures for pages that have been
// rendered.
func (r *Renderer) pictureRoute(file string) (Target, bool) {
	return rendered(func() (Rendered, error) {
		data, err := r.pictures.data(file)
		return Rendered{Files: []File{{Path: file, Data: data}}}, err
	}), r.pictures.has(file)
}

// compileAll compiles all flows of the site that are not compiled yet.
func (r *Renderer) compileAll() error {
	for _, file := range flowFiles(r.index) {
		if _, err := r.rehearsals.get(file); err != nil {
			return err
		}
	}
	return nil
}

// made is the target of a file that is there already.
func made(f File) Target {
	return rendered(func() (Rendered, error) { return Rendered{Files: []File{f}}, nil })
}

// rootRoute finds the page for wrong addresses and what machines read.
func (r *Renderer) rootRoute(dir, name string) (Target, bool) {
	if name == "404.html" {
		for _, l := range r.index.Site.Languages {
			if l.Prefix == dir {
				return rendered(func() (Rendered, error) { return r.notFound(l) }), true
			}
		}
	}
	isOurs := name == "_headers" || name == "llms.txt" || name == "robots.txt" ||
		strings.HasPrefix(name, "sitemap") && path.Ext(name) == ".xml"
	if dir != "/" || !isOurs {
		return Target{}, false
	}
	return rendered(func() (Rendered, error) {
		files, err := r.crawlFiles()
		return Rendered{Files: files}, err
	}), true
}

// NotFound returns the page for wrong addresses in the language that a URL is
// in, and the file that the page is in.
func (r *Renderer) NotFound(url string) (Target, string) {
	l := r.index.Site.Default()
	for _, other := range r.index.Site.Languages {
		if len(other.Prefix) > len(l.Prefix) && strings.HasPrefix(url, other.Prefix) {
			l = other
		}
	}
	return rendered(func() (Rendered, error) { return r.notFound(l) }), l.Prefix[1:] + "404.html"
}
