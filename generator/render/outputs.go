package render

import "rehearse/generator/site"

// Outputs returns what is published besides pages and the author's own files.
func Outputs() []site.Output {
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
		{Scope: site.PerPage, Name: twinName},
	}
}
