package templates

// searchWords are the words of the search dialog in one language. "%d" stands
// for a number of pages.
type searchWords struct {
	Label, Placeholder, Close, Results string
	// More goes on where a search paused that had found little in much.
	More string
	// Hint is shown before anything is typed, Help below it and where nothing
	// was found.
	Hint, Help string
	// Searching, None, One, Many, About and Failed are what may become of a
	// search. About is for a number that may yet turn out smaller.
	Searching, None, One, Many, About, Failed string
}

var chineseSearch = searchWords{
	Label: "站内搜索", Placeholder: "输入要找的字词", Close: "关闭", Results: "搜索结果", More: "继续找",
	Hint: "想找什么，输入几个字就行，比如“密码”“12329”。",
	Help: "找不到时，试试少输几个字，或者换个说法；几个词之间可以用空格隔开。标题也可以用拼音找。",

	Searching: "正在找……", None: "没有找到。别着急，换个说法再试试。",
	One: "找到 1 篇", Many: "找到 %d 篇", About: "最多 %d 篇，往下看时逐篇核对",
	Failed: "没能连上网络，请检查一下，再输入一次。",
}

var englishSearch = searchWords{
	Label: "Search this site", Placeholder: "What are you looking for?", Close: "Close", Results: "Search results", More: "Keep looking",
	Hint: "Type a word, or just a part of one: for example “password” or “12329”.",
	Help: "If you cannot find it, try fewer letters or another word. Put spaces between words to find pages with all of them.",

	Searching: "Searching…", None: "Nothing found. No harm done: try another word.",
	One: "1 page found", Many: "%d pages found", About: "Up to %d pages, checked as you scroll",
	Failed: "We could not reach the site. Please check the connection and type again.",
}

// searchWordsFor returns the words for a BCP 47 tag, as WordsFor does.
func searchWordsFor(lang string) *searchWords {
	if WordsFor(lang) == &chinese {
		return &chineseSearch
	}
	return &englishSearch
}
