package markdown

import "rehearse/demo/language"

// vocabulary is what the converter itself says to readers in one language.
type vocabulary struct {
	note, tip, important, warning, caution string
	details, tab                           string
	copy                                   string
	table, footnotes, backToText           string
	done, todo                             string
}

var (
	chinese = vocabulary{
		note: "说明", tip: "提示", important: "重要", warning: "注意", caution: "小心",
		details: "展开看看", tab: "选项",
		copy:  "复制",
		table: "表格", footnotes: "脚注", backToText: "回到正文",
		done: "已完成", todo: "未完成",
	}
	english = vocabulary{
		note: "Note", tip: "Tip", important: "Important", warning: "Warning", caution: "Caution",
		details: "Show more", tab: "Option",
		copy:  "Copy",
		table: "Table", footnotes: "Footnotes", backToText: "Back to the text",
		done: "Done", todo: "To do",
	}
)

// wordsOf returns the words for a language tag; English where there are none.
func wordsOf(lang string) *vocabulary {
	if language.IsChinese(lang) {
		return &chinese
	}
	return &english
}
