package render

import (
	"cmp"
	"iter"
	"strings"
	"time"

	"rehearse/demo/language"
	"rehearse/generator/asset"
	"rehearse/generator/crawl"
	"rehearse/generator/site"
)

// siteRoot is the site's address, or where it does not know that, its path.
func siteRoot(x *site.Index) string { return cmp.Or(x.Site.BaseURL, "/") }

func headersFile(r *Renderer, _ *site.Page) (Rendered, error) {
	x := r.index
	return single("_headers", crawl.Headers(siteRoot(x), policy(x), immutable()))
}

func llmsFile(r *Renderer, _ *site.Page) (Rendered, error) {
	return single("llms.txt", crawl.LLMs(guide(r.index)))
}

func robotsFile(r *Renderer, _ *site.Page) (Rendered, error) {
	return single("robots.txt", crawl.Robots(siteRoot(r.index)))
}

// single is a target's one file.
func single(path string, data []byte) (Rendered, error) {
	return Rendered{Files: []File{{Path: path, Data: data}}}, nil
}

// sitemapFiles makes the sitemap, which on a very large site has several files.
func sitemapFiles(r *Renderer, _ *site.Page) (Rendered, error) {
	var files []File
	for path, data := range crawl.Sitemap(siteRoot(r.index), addresses(r.index)) {
		files = append(files, File{Path: path, Data: data})
	}
	return Rendered{Files: files}, nil
}

// findSitemap finds the files of a sitemap that has several.
func findSitemap(r *Renderer, p *site.Page, _ string) (Target, bool) {
	return rendered(func() (Rendered, error) { return sitemapFiles(r, p) }), true
}

// immutable are the folders whose files never change under their names: their
// names hold a hash. Those of the search do not: an edit would rename them all.
func immutable() []string { return []string{asset.Dir} }

// CacheControl is for how long a file of the site may be kept: those that change
// under their names are asked for each time, which costs no more than an answer
// without a body.
func CacheControl(file string) string {
	for _, folder := range immutable() {
		if strings.HasPrefix(file, folder+"/") {
			return crawl.Forever
		}
	}
	return "no-cache"
}

// policy is that of the server. Rehearsals can be put into other pages; rules for
// single folders would only be added to that for all, so all pages can.
func policy(x *site.Index) crawl.Policy {
	policy := crawl.Policy{Embed: embeds(x)}
	if len(flowFiles(x)) > 0 {
		policy.Framers = []string{"*"}
	}
	return policy
}

// searchDir is the folder of a language's search index.
const searchDir = "search/"

// SearchPath is the path of the folder of a language's search index.
func SearchPath(l site.Language) string { return strings.TrimSuffix(l.Prefix[1:]+searchDir, "/") }

// staticDir is the folder of files that are published as they are.
const staticDir = "static/"

// addresses yields every page that search engines should know.
func addresses(x *site.Index) iter.Seq[crawl.Page] {
	return func(yield func(crawl.Page) bool) {
		for _, p := range x.Pages() {
			if !yield(pageAddress(x, p)) {
				return
			}
		}
		for _, l := range x.Site.Languages {
			for _, taxonomy := range []site.Taxonomy{site.Tags, site.Categories} {
				for _, t := range x.Terms(l.Code, taxonomy) {
					newest := time.Time{}
					for _, p := range x.TermPages(t).Slice(0, 1) {
						newest = site.Changed(x, p)
					}
					if !yield(crawl.Page{URL: x.Absolute(t.URL), Updated: newest}) {
						return
					}
				}
			}
		}
	}
}

// pageAddress is a page with its translations, as search engines want to know it.
func pageAddress(x *site.Index, p *site.Page) crawl.Page {
	page := crawl.Page{URL: x.Absolute(p.URL), Updated: site.Changed(x, p)}
	others := x.Translations(p)
	if len(others) == 0 {
		return page
	}
	for _, t := range append([]*site.Page{p}, others...) {
		address := x.Absolute(t.URL)
		page.Translations = append(page.Translations, crawl.Translation{Lang: language.Tag(t.Lang), URL: address})
		if t.Lang == x.Site.Default().Code {
			page.Translations = append(page.Translations, crawl.Translation{Lang: "x-default", URL: address})
		}
	}
	return page
}

// guide is the site for language models: each section with its articles, in
// the default language first.
func guide(x *site.Index) crawl.Guide {
	first := x.Site.Default().Code
	g := crawl.Guide{Title: siteTitle(x, first), Summary: x.Home(first).Description}
	for _, l := range x.Site.Languages {
		home := x.Home(l.Code)
		if links := guideLinks(x, home); len(links) > 0 {
			g.Sections = append(g.Sections, crawl.Section{Title: home.Title, Links: links})
		}
		for _, s := range x.Sections(home) {
			g.Sections = append(g.Sections, guideSections(x, s)...)
		}
	}
	return g
}

// guideSections are a section and the sections in it.
func guideSections(x *site.Index, s *site.Page) []crawl.Section {
	sections := []crawl.Section{{Title: s.Title, Links: guideLinks(x, s)}}
	for _, part := range x.Sections(s) {
		sections = append(sections, guideSections(x, part)...)
	}
	return sections
}

func guideLinks(x *site.Index, p *site.Page) []crawl.Link {
	var links []crawl.Link
	for a := range x.Articles(p).All() {
		links = append(links, crawl.Link{Title: a.Title, URL: x.Absolute(a.URL + AlternateName), Summary: a.Description})
	}
	return links
}
