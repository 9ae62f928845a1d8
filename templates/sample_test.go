package templates

import (
	"os"
	"testing"
)

// The samples are pages as the pipeline would hand them over, with everything
// on them that a page can have.

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

func sampleProse(t testing.TB, lang string) HTML {
	t.Helper()
	data, err := os.ReadFile("testdata/prose." + lang + ".html")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func sampleLayout(lang, title string) Layout {
	zh := Layout{
		Lang: "zh-CN", Title: title, SiteTitle: "办事演练手册", HomeHref: "/",
		Description: "忘了公积金密码，一步一步找回来。",
		Canonical:   "https://example.org/housing-fund/forgotten-password/",
		CSP:         policy,
		Menu:        []Link{{Title: "住房公积金", Href: "/housing-fund/", Current: true}, {Title: "社会保险", Href: "/social/"}, {Title: "关于本站", Href: "/about/"}},
		Breadcrumbs: []Link{{Title: "首页", Href: "/"}, {Title: "住房公积金", Href: "/housing-fund/"}},
		Footer:      Footer{Copyright: "© 2026 办事演练手册", Links: []Link{{Title: "全部标签", Href: "/tags/"}, {Title: "关于本站", Href: "/about/"}}},
	}
	if lang == "en" {
		zh.Lang, zh.SiteTitle, zh.HomeHref = "en", "The Rehearsal Handbook", "/en/"
		zh.Description = "Forgot your housing fund passwords? Get them back step by step."
		zh.Menu = []Link{{Title: "Housing fund", Href: "/en/housing-fund/", Current: true}, {Title: "Social insurance", Href: "/en/social/"}, {Title: "About", Href: "/en/about/"}}
		zh.Breadcrumbs = []Link{{Title: "Home", Href: "/en/"}, {Title: "Housing fund", Href: "/en/housing-fund/"}}
		zh.Footer = Footer{Author: "The Rehearsal Handbook", Links: []Link{{Title: "All tags", Href: "/en/tags/"}}}
	}
	zh.Alternates = []Alternate{
		{Lang: "zh-CN", Name: "中文", Href: "https://example.org/x/", Path: "/x/"},
		{Lang: "en", Name: "English", Href: "https://example.org/en/x/", Path: "/en/x/"},
		{Lang: "x-default", Href: "https://example.org/x/"},
	}
	zh.Stylesheets, zh.Scripts = []string{"/assets/site.css"}, []string{"/assets/site.js"}
	zh.Stylesheets = append(zh.Stylesheets, "/assets/lists.css", "/assets/code.css")
	zh.First, zh.PrintStyle, zh.Reading = "/assets/first.js", "/assets/print.css", Module{"/assets/reading.js", "/assets/reading.css"}
	zh.Feeds = []Feed{{Title: "办事演练手册", Href: "/feed.xml", Type: "application/atom+xml"}, {Title: "办事演练手册", Href: "/feed.json", Type: "application/feed+json"}}
	zh.Search = SearchBox{Index: "/search/zh/index.json", Module: Module{"/assets/search.js", "/assets/search.css"}}
	zh.OpenGraph = OpenGraph{Type: "article", Image: "https://example.org/cover.png", ImageWidth: 1200, ImageHeight: 630, ImageAlt: "cover", Published: "2026-11-20", Modified: "2026-11-23"}
	zh.JSONLD = []LD{BreadcrumbsLD{{Title: "首页", Href: "https://example.org/"}}}
	zh.Forms, zh.Generator = []Form{{"text/markdown", "index.md"}}, "Rehearse test"
	return zh
}

func samplePicture() *Picture {
	return &Picture{Src: "/shot.svg", Alt: "找回登录密码的页面", Width: 1200, Height: 630}
}

func sampleCards(lang string) []Card {
	if lang == "en" {
		return []Card{
			{Title: "What the two passwords are for", Href: "/en/a/", Excerpt: "One opens the door, the other approves what you do inside. Which is which, and where you set them.", Picture: samplePicture(), Date: Moment{"2026-11-20", "20 November 2026"}},
			{Title: "What to bring to the counter", Href: "/en/b/", Excerpt: "Your original ID card, and yourself.", Date: Moment{"2026-11-18", "18 November 2026"}},
			{Title: "Telling a fake service site from the real one", Href: "/en/c/", Excerpt: "Four things to look at before you type anything.", Picture: samplePicture(), Date: Moment{"2026-11-11", "11 November 2026"}},
		}
	}
	return []Card{
		{Title: "登录密码和交易密码，各管什么", Href: "/a/", Excerpt: "一个开门，一个盖章。两个密码是什么时候设的、什么格式、用在哪里，这一篇说清楚。", Picture: samplePicture(), Date: Moment{"2026-11-20", "2026年11月20日"}},
		{Title: "去柜台要带什么", Href: "/b/", Excerpt: "身份证原件，还有您本人。", Date: Moment{"2026-11-18", "2026年11月18日"}},
		{Title: "怎样认出假冒的办事网站：先别输入，看这四处", Href: "/c/", Excerpt: "网址、锁、来路、口气：动手输入之前，先看这四处。家里老人手机上收到的链接，也可以这样核对。", Picture: samplePicture(), Date: Moment{"2026-11-11", "2026年11月11日"}},
		{Title: "好密码怎么取", Href: "/d/", Excerpt: "好记又不好猜，其实有办法。", Date: Moment{"2026-11-02", "2026年11月2日"}},
	}
}

func sampleArticle(t testing.TB, lang string) Article {
	a := Article{
		Layout: sampleLayout(lang, "公积金密码忘了怎么办"), Heading: "公积金密码忘了怎么办？登录密码、交易密码都能找回来", Body: sampleProse(t, lang),
		TOC:  []Heading{{2, "两个密码各管什么", "两个密码各管什么"}, {2, "只忘了登录密码", "只忘了登录密码"}, {2, "只忘了交易密码", "只忘了交易密码"}, {2, "两个都忘了", "两个都忘了"}, {3, "柜台要带什么", "柜台要带什么"}, {3, "名词", "名词"}},
		Date: Moment{"2026-11-20", "2026年11月20日"}, Updated: Moment{"2026-11-23", "2026年11月23日"},
		Author: "办事演练手册", Source: Source{Name: "人事刘姐", Href: "https://example.org/liu"}, Category: Link{Title: "住房公积金", Href: "/categories/gjj/"},
		Tags: []Link{{Title: "密码", Href: "/tags/mima/"}, {Title: "北京", Href: "/tags/beijing/"}, {Title: "注册用户", Href: "/tags/user/"}}, ReadingMinutes: 6, Cover: samplePicture(),
		Copyright: []string{"原文由人事刘姐整理，本站改写并制作演练，未经许可请勿转载。"},
		Prev:      &Link{Title: "登录密码和交易密码，各管什么", Href: "/a/"}, Next: &Link{Title: "去柜台要带什么", Href: "/b/"},
		Comments: Comments{Host: "comments.example", Script: "https://comments.example/embed.js", Attributes: []Attribute{{"data-repo", "a/b"}, {"data-lang", "zh"}}},
		Scan:     Code{Address: "https://example.org/housing-fund/forgotten-password/", Path: "M0 0.5h7", Box: "-4 -4 37 37"},
		Related:  sampleCards(lang), EditHref: "https://example.org/edit", DiscussionHref: "https://example.org/discuss",
	}
	if lang == "en" {
		a.Title, a.Heading = "Forgotten housing fund passwords", "Forgotten your housing fund passwords? Both can be recovered"
		a.TOC = []Heading{{2, "only-the-login-password", "Only the login password is forgotten"}, {2, "both", "Both are forgotten"}, {3, "counter", "At the counter"}, {3, "app", "In the app"}}
		a.Date, a.Updated = Moment{"2026-11-20", "20 November 2026"}, Moment{"2026-11-23", "23 November 2026"}
		a.Author, a.Source, a.Category = "The Rehearsal Handbook", Source{Name: "Personnel officer Liu"}, Link{Title: "Housing fund", Href: "/en/categories/gjj/"}
		a.Tags, a.Copyright = []Link{{Title: "Passwords", Href: "/en/tags/p/"}}, []string{"Based on a guide by personnel officer Liu."}
		a.Prev, a.Next = nil, &Link{Title: "What to bring to the counter", Href: "/en/b/"}
	}
	return a
}

func sampleList(lang string) List {
	l := List{Layout: sampleLayout(lang, "住房公积金"), Heading: "住房公积金", Intro: HTML("<p>查询、提取、找回密码：和公积金打交道的事，都在这里。</p>"), Sections: []Card{{Title: "找回密码", Href: "/x/", Excerpt: "登录密码、交易密码"}, {Title: "提取", Href: "/y/", Excerpt: "租房、买房、退休"}}, Items: sampleCards(lang)}
	l.Pager = Pager{Page: 2, Pages: 9, Prev: "/p1/", Next: "/p3/", Links: []Link{{Title: "1", Href: "/p1/"}, {Title: "2", Href: "/p2/", Current: true}, {Title: "3", Href: "/p3/"}, {}, {Title: "9", Href: "/p9/"}}}
	if lang == "en" {
		l.Title, l.Heading, l.Intro = "Housing fund", "Housing fund", HTML("<p>Everything about the housing provident fund.</p>")
		l.Sections = nil
	}
	return l
}

func sampleTerms(lang string) Terms {
	return Terms{Layout: sampleLayout(lang, "标签"), Heading: "全部标签", Terms: []Term{{"密码", "/tags/mima/", 12}, {"北京", "/tags/beijing/", 128}, {"注册用户", "/tags/u/", 1}, {"housing fund", "/tags/hf/", 3}, {"柜台办理", "/tags/c/", 7}}}
}

func sampleHome(lang string) Home {
	h := Home{
		Layout: sampleLayout(lang, "办事演练手册"), Heading: "先演练一遍，再去办真的", Lead: "公积金、社保、人事手续：看得懂的步骤，旁边就是可以放心点的模拟表格。填错了也不要紧，什么都不会发出去。",
		Sections: []HomeSection{
			{Title: "住房公积金", Href: "/housing-fund/", Description: "密码、查询、提取", Total: 9, Items: []Card{{Title: "公积金密码忘了怎么办？登录密码、交易密码都能找回来", Href: "/x/"}, {Title: "登录密码和交易密码，各管什么", Href: "/a/"}, {Title: "去柜台要带什么", Href: "/b/"}}},
			{Title: "防骗和密码", Href: "/safety/", Description: "不让密码落到别人手里", Total: 2, Items: []Card{{Title: "怎样认出假冒的办事网站", Href: "/c/"}, {Title: "好密码怎么取", Href: "/d/"}}},
		},
		Latest: sampleCards(lang),
	}
	h.Title, h.Breadcrumbs = h.SiteTitle, nil
	h.OpenGraph.Type = "website"
	if lang == "en" {
		h.Heading, h.Lead = "Rehearse it first, then do it for real", "Housing fund, social insurance, personnel paperwork: steps in plain words, and beside them a form that you can press without fear. Nothing that you type leaves the page."
		h.Sections = []HomeSection{{Title: "Housing fund", Href: "/en/hf/", Description: "Passwords, enquiries, withdrawals", Total: 3, Items: []Card{{Title: "Forgotten your passwords? Both can be recovered", Href: "/en/x/"}, {Title: "What to bring to the counter", Href: "/en/b/"}, {Title: "What the two passwords are for", Href: "/en/a/"}}}}
	}
	return h
}

func sampleNotFound(lang string) NotFound {
	n := NotFound{Layout: sampleLayout(lang, WordsFor(lang).NotFoundTitle), Suggestions: []Link{{Title: "住房公积金", Href: "/housing-fund/"}, {Title: "防骗和密码", Href: "/safety/"}}}
	n.Canonical, n.Breadcrumbs, n.NoIndex = "", nil, true
	return n
}

func sampleRedirect(lang string) Redirect {
	return Redirect{Lang: lang, Title: "公积金密码忘了怎么办", To: "/x/", Canonical: "https://example.org/x/", CSP: policy, Script: "/assets/moved.js"}
}
