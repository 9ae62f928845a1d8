package render

import (
	"rehearse/generator/markdown"
	"rehearse/generator/site"
)

// SiteOptions adds to the options of an index what this program publishes, and
// how it reads the beginning of an article.
func SiteOptions(opt site.Options) site.Options {
	opt.Outputs, opt.Head = outputs(), markdown.New(markdown.Options{}).Head
	return opt
}

// outputs returns what is published besides pages and the author's own files.
func outputs() []site.Output {
	isWhole := func(x *site.Index, _ *site.Page) bool { return x.Site.BaseURL != "" }
	isNews := func(x *site.Index, p *site.Page) bool { return isWhole(x, p) && len(x.News(p, 1)) > 0 }
	return []site.Output{
		{Scope: site.PerSite, Name: "assets/"},
		{Scope: site.PerSite, Name: "sitemap.xml", Linkable: true, When: isWhole},
		{Scope: site.PerSite, Name: "robots.txt", Replaceable: true},
		{Scope: site.PerSite, Name: "llms.txt", Replaceable: true, Linkable: true},
		{Scope: site.PerSite, Name: "_headers", Replaceable: true},
		{Scope: site.PerLanguage, Name: "404.html"},
		{Scope: site.PerLanguage, Name: "tags/", Linkable: true},
		{Scope: site.PerLanguage, Name: "categories/", Linkable: true},
		{Scope: site.PerLanguage, Name: "search/"},
		{Scope: site.PerList, Name: "feed.xml", Linkable: true, When: isNews},
		{Scope: site.PerList, Name: "feed.json", Linkable: true, When: isNews},
		{Scope: site.PerPage, Name: "index.html"},
		{Scope: site.PerPage, Name: AlternateName},
	}
}
