package templates

import (
	"strconv"
	"strings"
	"time"
)

// Words are the interface's words in one language. The components use most of
// them; Home, Categories, Tags, Feed and the like also name pages and links that
// whoever fills in the structs makes.
type Words struct {
	// Lang is the language of the words themselves.
	Lang string

	SkipToContent, MainMenu, Breadcrumbs, Home, Language, Search, SearchFailed, SearchNeeds string
	OnThisPage, Published, Updated, Checked, Overdue, Behind, Author, Source                string
	Category, Categories, Tags, Neighbours, Previous, Next                                  string
	Related, Edit, Discuss, Feed, Draft, DraftMark                                          string
	Latest, Parts, Pages, NewerPages, OlderPages, Empty                                     string
	NotFoundTitle, NotFoundText, NotFoundTry                                                string
	Moved, MovedTo, PrintedFrom                                                             string
	GoneTitle, GoneText, PartMoved                                                          string
	Theme, ThemeAuto, ThemeLight, ThemeDark                                                 string
	Copied, Larger, Smaller, Close                                                          string
	Size, SizeSign, ToTop, Done, StepLink, Scan, ScanNote                                   string
	Prepare, Colon, Comma                                                                   string
	Comments, ShowComments, CommentsFailed                                                  string

	// Sizes name the sizes of the text, from the usual one up.
	Sizes [3]string

	// months are empty strings where the language writes months as numbers; in
	// what follows, "%d" stands for a number.
	months                   [12]string
	minuteOne, minutes       string
	rehearsal, rehearsalTime string
	articleOne, articles     string
	pageOf                   string
	allArticles, titleJoiner string
	// commentsFrom has "%s" for a host.
	commentsFrom string

	search searchWords
}

// searchWords are the words of the search dialog. "%d" stands
// for a number of pages.
type searchWords struct {
	Label, Placeholder, Close, Results string
	// Hint is shown before anything is typed, Help below it and where nothing
	// was found.
	Hint, Help string
	// Searching, None, One, Many, Some, Near and Failed are what may become of a
	// search. Some is for pages that have not all been counted, Near for those
	// that only say nearly what was typed.
	Searching, None, One, Many, Some, Near, Failed string
	// Meant and Try come before texts that can be searched for, Rehearse before
	// the title ("%s") of a rehearsal.
	Meant, Try, Rehearse string
	// Also has "%s" for the words that were found for those that were typed,
	// and which Comma divides.
	Also, Comma string
	// All leads to the page of the search.
	All string
}

var chinese = Words{
	Lang:          "zh",
	SkipToContent: "跳到正文", MainMenu: "主菜单", Breadcrumbs: "当前位置", Home: "首页", Language: "语言", Search: "搜索",
	SearchFailed: "搜索没有打开，请看看网络，再按一次。", SearchNeeds: "搜索要用到 JavaScript，而您的浏览器关掉了它。所有文章按栏目列在下面。",
	Prepare: "要准备的", Colon: "：", Comma: "、",
	OnThisPage: "本页内容", Published: "发布于", Updated: "更新于", Checked: "上次核对：", Overdue: "之后可能有变化，请以办理时看到的为准。", Behind: "这篇译文比原文旧，最新的内容请看：", Author: "作者", Source: "来源",
	Category: "分类", Categories: "全部分类", Tags: "全部标签", Neighbours: "前后文章", Previous: "上一篇", Next: "下一篇",
	Related: "相关文章", Edit: "改进本页", Discuss: "参与讨论", Feed: "订阅", Draft: "草稿：这一页还没有发布，只在预览中可见。", DraftMark: "草稿",
	Latest: "最近更新", Parts: "分栏", Pages: "翻页", NewerPages: "前一页", OlderPages: "后一页", Empty: "这里还没有文章。",
	NotFoundTitle: "没有找到这一页", NotFoundText: "网址可能写错了，或者这一页已经搬走。别着急，您可以从下面继续。", NotFoundTry: "可以去这里看看",
	Moved: "这一页搬家了", MovedTo: "正在带您去新地址。如果没有自动跳转，请点这里：", PrintedFrom: "打印自",
	GoneTitle: "这一页撤下了", GoneText: "这里写的内容已经不适用，所以不再保留。您可以从下面继续找。", PartMoved: "原来在这里的一部分内容，现在在：",
	Theme: "明暗", ThemeAuto: "跟随系统", ThemeLight: "浅色", ThemeDark: "深色",
	Copied: "已复制", Larger: "放大", Smaller: "缩小", Close: "关闭",
	Size: "字号", SizeSign: "大字", Sizes: [3]string{"标准", "大", "特大"}, ToTop: "回到顶部", Done: "做完了", StepLink: "复制这一步的链接",
	Scan: "扫码回到这一页", ScanNote: "在手机上接着看，也可以先演练一遍。",
	Comments: "评论", ShowComments: "打开评论", CommentsFailed: "评论没有打开，请看看网络，再按一次。",
	commentsFrom: "评论由 %s 提供。打开以后，您的浏览器会连到那里。",
	minuteOne:    "约 %d 分钟读完", minutes: "约 %d 分钟读完",
	rehearsal: "有演练", rehearsalTime: "有演练 · 约 %d 分钟",
	articleOne: "%d 篇", articles: "%d 篇",
	pageOf: "第 %d 页，共 %d 页", allArticles: "全部 %d 篇", titleJoiner: " · ",
	search: searchWords{
		Label: "站内搜索", Placeholder: "输入要找的字词", Close: "关闭", Results: "搜索结果",
		Hint: "想找什么，输入几个字就行，也可以像问人一样写一句话。",
		Help: "找不到时，换个说法再试试。标题和按钮的名字也可以用拼音找，只打每个字的第一个字母也行。",

		Searching: "正在找……", None: "没有找到。别着急，换个说法再试试。",
		One: "找到 1 篇", Many: "找到 %d 篇", Some: "找到这些，往下看还有", Near: "没有完全一样的，最接近的是：",
		Meant: "您是不是要找：", Try: "可以试试：", Rehearse: "先练一遍：%s",
		Also: "也找了：%s。", Comma: "、", All: "在单独一页里看",
		Failed: "没能连上网络，请检查一下，再输入一次。",
	},
}

var english = Words{
	Lang:          "en",
	SkipToContent: "Skip to content", MainMenu: "Main menu", Breadcrumbs: "You are here", Home: "Home", Language: "Language", Search: "Search",
	SearchFailed: "Search did not open. Please check the connection and press again.", SearchNeeds: "Search needs JavaScript, which your browser has turned off. The articles are listed below, by section.",
	Prepare: "What to have ready", Colon: ": ", Comma: ", ",
	OnThisPage: "On this page", Published: "Published", Updated: "Updated", Checked: "Last checked", Overdue: "Things may have changed since; go by what you see when you do it.", Behind: "This translation is older than the original, which has changed since:", Author: "By", Source: "Source",
	Category: "Category", Categories: "All categories", Tags: "All tags", Neighbours: "Neighbouring articles", Previous: "Previous", Next: "Next",
	Related: "Related articles", Edit: "Improve this page", Discuss: "Join the discussion", Feed: "Subscribe", Draft: "Draft: this page is not published yet; only the preview shows it.", DraftMark: "Draft",
	Latest: "Latest", Parts: "Parts", Pages: "Pages", NewerPages: "Previous page", OlderPages: "Next page", Empty: "There are no articles here yet.",
	NotFoundTitle: "We cannot find this page", NotFoundText: "The address may be mistyped, or the page has moved. No harm done: you can go on from here.", NotFoundTry: "Places to go on from",
	Moved: "This page has moved", MovedTo: "We are taking you to its new address. If nothing happens, follow this link:", PrintedFrom: "Printed from",
	GoneTitle: "This page has been withdrawn", GoneText: "What it said no longer holds, so it is not kept here. You can go on from below.", PartMoved: "A part that was here is now in:",
	Theme: "Colours", ThemeAuto: "Automatic", ThemeLight: "Light", ThemeDark: "Dark",
	Copied: "Copied", Larger: "Larger", Smaller: "Smaller", Close: "Close",
	Size: "Text size", SizeSign: "Aa", Sizes: [3]string{"standard", "large", "extra large"}, ToTop: "Back to top", Done: "Done", StepLink: "Copy the link to this step",
	Scan: "Scan to come back to this page", ScanNote: "Read on by phone, and rehearse before you go.",
	Comments: "Comments", ShowComments: "Show comments", CommentsFailed: "The comments did not open. Please check the connection and press again.",
	commentsFrom: "Comments are run by %s. When you open them, your browser connects to it.",
	months: [12]string{"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"},
	minuteOne: "%d minute read", minutes: "%d minutes read",
	rehearsal: "Rehearsal", rehearsalTime: "Rehearsal · about %d min",
	articleOne: "%d article", articles: "%d articles",
	pageOf: "Page %d of %d", allArticles: "All %d articles", titleJoiner: " · ",
	search: searchWords{
		Label: "Search this site", Placeholder: "What are you looking for?", Close: "Close", Results: "Search results",
		Hint: "Type a word, a part of one, or a question in your own words.",
		Help: "If you cannot find it, try other words.",

		Searching: "Searching…", None: "Nothing found. No harm done: try another word.",
		One: "1 page found", Many: "%d pages found", Some: "Found these; there are more below", Near: "Nothing says exactly that. This comes closest:",
		Meant: "Did you mean:", Try: "You could try:", Rehearse: "Rehearse it: %s",
		Also: "Also looked for: %s. ", Comma: ", ", All: "All results on a page",
		Failed: "We could not reach the site. Please check the connection and type again.",
	},
}

// WordsFor returns the words for a BCP 47 tag; they are shared and not to be
// changed. Chinese of any kind gets Chinese; a language without words of its
// own gets English.
func WordsFor(lang string) *Words {
	primary, _, _ := strings.Cut(lang, "-")
	if strings.EqualFold(primary, "zh") {
		return &chinese
	}
	return &english
}

// Date writes a day: 2026年11月23日, 23 November 2026. The day is that of t's
// own zone.
func (w *Words) Date(t time.Time) string {
	year, month, day := t.Date()
	name := w.months[month-1]
	if name == "" {
		return strconv.Itoa(year) + "年" + strconv.Itoa(int(month)) + "月" + strconv.Itoa(day) + "日"
	}
	return strconv.Itoa(day) + " " + name + " " + strconv.Itoa(year)
}

// ReadingTime says how long a text takes to read.
func (w *Words) ReadingTime(minutes int) string {
	return number(w.minuteOne, w.minutes, minutes)
}

// Rehearsal says that there is one, and how long it takes if that is known.
func (w *Words) Rehearsal(minutes int) string {
	if minutes == 0 {
		return w.rehearsal
	}
	return number(w.rehearsalTime, w.rehearsalTime, minutes)
}

// Articles says how many articles there are.
func (w *Words) Articles(n int) string {
	return number(w.articleOne, w.articles, n)
}

// AllArticles names the way to all n articles of a section.
func (w *Words) AllArticles(n int) string {
	return number(w.allArticles, w.allArticles, n)
}

// CommentsFrom says who runs the comments.
func (w *Words) CommentsFrom(host string) string {
	return strings.Replace(w.commentsFrom, "%s", host, 1)
}

// PageOf says which page of how many this is.
func (w *Words) PageOf(page, pages int) string {
	return number("", number("", w.pageOf, page), pages)
}

// PageTitle joins a page's title with that of the site.
func (w *Words) PageTitle(page, site string) string {
	switch {
	case page == "" || page == site:
		return site
	case site == "":
		return page
	}
	return page + w.titleJoiner + site
}

// number puts n in place of the first "%d" of the form that n calls for.
func number(one, many string, n int) string {
	form := many
	if n == 1 && one != "" {
		form = one
	}
	return strings.Replace(form, "%d", strconv.Itoa(n), 1)
}
