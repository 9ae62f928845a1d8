package render

import (
	"iter"
	"strings"

	"rehearse/generator/asset"
	"rehearse/generator/markdown"
	"rehearse/generator/publish"
	"rehearse/generator/site"
)

// output is a file, or a group of files, that the program itself publishes.
// The table of outputs is the only list of them: from it follow what a build
// makes and in which order it is published, what a preview finds by a path,
// which URLs are taken, and what links may lead to.
type output struct {
	site.Output
	rank publish.Rank
	// media is the type of a file that is the page itself in another form, which the
	// page announces; else "".
	media string
	// file makes the output for a home, a section or a page; see Output.Scope.
	file func(r *Renderer, p *site.Page) (Rendered, error)
	// part makes the output from a page's text, which is converted once for all
	// of them.
	part func(r *Renderer, c *content) ([]File, error)
	// find is there where Name is only the beginning of paths: it returns the
	// target of the one that goes on with rest. all yields their targets.
	find func(r *Renderer, p *site.Page, rest string) (Target, bool)
	all  func(r *Renderer, p *site.Page) iter.Seq[Target]
}

// outputs returns the table. Where several outputs fit a path, the first has it.
func outputs() []output {
	return []output{
		{Output: site.Output{Scope: site.PerPage, Name: "index.html"}, rank: publish.Page, part: htmlFile},
		{
			Output: site.Output{Scope: site.PerPage, Name: AlternateName, When: hasText},
			rank:   publish.Page, part: alternateFile, media: "text/markdown",
		},
		{
			Output: site.Output{Scope: site.PerPage, Name: standaloneDir},
			rank:   publish.Page, part: standaloneFiles, find: findStandalone,
		},
		{
			Output: site.Output{Scope: site.PerPage, Name: laterDir, When: isSection},
			rank:   publish.List, find: findLater, all: laterPages,
		},
		{
			Output: site.Output{Scope: site.PerList, Name: "feed.xml", Linkable: true, When: hasNews},
			rank:   publish.Feed, file: atomFeed,
		},
		{
			Output: site.Output{Scope: site.PerList, Name: "feed.json", Linkable: true, When: hasNews},
			rank:   publish.Feed, file: jsonFeed,
		},
		{
			Output: site.Output{Scope: site.PerLanguage, Name: "tags/", Linkable: true},
			rank:   publish.List, find: findTerms(site.Tags), all: termPages(site.Tags),
		},
		{
			Output: site.Output{Scope: site.PerLanguage, Name: "categories/", Linkable: true},
			rank:   publish.List, find: findTerms(site.Categories), all: termPages(site.Categories),
		},
		{Output: site.Output{Scope: site.PerLanguage, Name: "404.html"}, rank: publish.Entry, file: notFound},
		// The search index is made by whoever has the text of all pages.
		{Output: site.Output{Scope: site.PerLanguage, Name: searchDir + "index.json"}, rank: publish.Feed},
		{
			Output: site.Output{Scope: site.PerLanguage, Name: searchDir + "index.html"},
			rank:   publish.List, file: searchPage,
		},
		{Output: site.Output{Scope: site.PerLanguage, Name: searchDir, Linkable: true}, find: notFoundHere},
		{
			Output: site.Output{Scope: site.PerLanguage, Name: openSearchName, When: isWhole},
			rank:   publish.Feed, file: openSearchFile,
		},
		{
			Output: site.Output{Scope: site.PerSite, Name: "sitemap.xml", Linkable: true, When: isWhole},
			rank:   publish.Entry, file: sitemapFiles,
		},
		{
			Output: site.Output{Scope: site.PerSite, Name: "sitemap-", When: isWhole},
			rank:   publish.Entry, find: findSitemap,
		},
		{
			Output: site.Output{Scope: site.PerSite, Name: "robots.txt", Replaceable: true, When: isWhole},
			rank:   publish.Entry, file: robotsFile,
		},
		{
			Output: site.Output{Scope: site.PerSite, Name: "llms.txt", Replaceable: true, Linkable: true},
			rank:   publish.Entry, file: llmsFile,
		},
		{Output: site.Output{Scope: site.PerSite, Name: "_headers", Replaceable: true}, file: headersFile},
		// What pages turn out to need is made after them: [Renderer.Assets] and
		// [Renderer.Copies].
		{Output: site.Output{Scope: site.PerSite, Name: asset.Dir + "/"}, find: findAsset},
	}
}

// SiteOptions adds to the options of an index what this program publishes, and
// how it reads the beginning of an article.
func SiteOptions(opt site.Options) site.Options {
	for _, o := range outputs() {
		opt.Outputs = append(opt.Outputs, o.Output)
	}
	opt.Head = markdown.New(markdown.Options{}).Head
	return opt
}

func hasText(_ *site.Index, p *site.Page) bool { return !p.Implied }

func isSection(_ *site.Index, p *site.Page) bool { return p.Kind == site.Section }

// isWhole reports whether the site knows its address: those in feeds and sitemaps
// must be whole.
func isWhole(x *site.Index, _ *site.Page) bool { return x.Site.BaseURL != "" }

// hasNews reports whether there is something to follow. Where no article has a
// date, there is no time that a feed could truly say it was updated at.
func hasNews(x *site.Index, p *site.Page) bool { return isWhole(x, p) && len(x.News(p, 1)) > 0 }

// notFoundHere is for what has no target.
func notFoundHere(*Renderer, *site.Page, string) (Target, bool) { return Target{}, false }

// isMade reports whether an output is made for a page.
func (o *output) isMade(x *site.Index, p *site.Page) bool {
	if !o.Scope.Has(p) || o.When != nil && !o.When(x, p) {
		return false
	}
	_, own := x.Resource(staticDir + o.Name)
	return !(own && o.Replaceable)
}

// at returns the page for which an output would be at a URL, and what the URL
// has after the output's name; or nil.
func (o *output) at(x *site.Index, url string) (p *site.Page, rest string) {
	for i := 0; ; i++ {
		n := strings.Index(url[i:], "/"+o.Name)
		if n < 0 {
			return nil, ""
		}
		i += n
		rest = url[i+1+len(o.Name):]
		p := x.PageAt(url[:i+1])
		if (rest == "" || o.find != nil) && p != nil && p.URL == url[:i+1] && o.isMade(x, p) {
			return p, rest
		}
	}
}

// outputAt returns the output that is at a file's path, for which page, and how
// the path goes on; or nil.
func (r *Renderer) outputAt(file string) (o *output, p *site.Page, rest string) {
	for i := range r.outputs {
		if p, rest := r.outputs[i].at(r.index, "/"+file); p != nil {
			return &r.outputs[i], p, rest
		}
	}
	return nil, nil, ""
}

// Rank returns when a file of the site is published, by its path.
func (r *Renderer) Rank(file string) publish.Rank {
	o, p, _ := r.outputAt(file)
	switch {
	case o != nil && o.Name == "index.html" && o.rank == publish.Page && p.Kind != site.Article:
		return publish.List
	case o != nil:
		return o.rank
	case aliasAt(r.index, file) != "":
		return publish.Page
	}
	if url := urlOf(file); strings.HasSuffix(file, ".html") && (r.memory.Page(url) != nil || site.IsGone(r.index, url, "")) {
		return publish.Page
	}
	return publish.Need
}

// Owner returns the URL of what a file of the site belongs to: of its page, or its own.
func Owner(r *Renderer, file string) string {
	if o, p, rest := r.outputAt(file); o != nil && o.part != nil && rest == "" {
		return p.URL
	}
	return "/" + strings.TrimSuffix(file, "index.html")
}

// IsSearch reports whether a file is part of a search index.
func (r *Renderer) IsSearch(file string) bool {
	o, _, _ := r.outputAt(file)
	return o != nil && o.file == nil && strings.HasPrefix(o.Name, searchDir)
}

// Targets yields everything that does not depend on how pages turn out: the
// pages with their alternates, lists, redirects, and what surrounds them.
func (r *Renderer) Targets() iter.Seq[Target] {
	return func(yield func(Target) bool) {
		for _, p := range r.index.Pages() {
			for t := range r.targetsOf(p) {
				if !yield(t) {
					return
				}
			}
		}
		for _, url := range goneURLs(r) {
			if !yield(rendered(func() (Rendered, error) { return gonePage(r, url) })) {
				return
			}
		}
	}
}

// targetsOf yields what is made for a page: for a home, that of its language,
// too, and for the first home that of the site.
func (r *Renderer) targetsOf(p *site.Page) iter.Seq[Target] {
	return func(yield func(Target) bool) {
		if !yield(r.Page(p)) {
			return
		}
		for _, alias := range p.Aliases {
			if !yield(rendered(func() (Rendered, error) { return redirect(r, p, alias) })) {
				return
			}
		}
		for _, o := range r.outputs {
			if !o.isMade(r.index, p) {
				continue
			}
			if o.file != nil && !yield(rendered(func() (Rendered, error) { return o.file(r, p) })) {
				return
			}
			if o.all == nil {
				continue
			}
			for t := range o.all(r, p) {
				if !yield(t) {
					return
				}
			}
		}
	}
}
