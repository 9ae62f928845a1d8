package markdown

import "rehearse/demo/language"

// vocabulary is what the converter itself says to readers in one language.
type vocabulary struct {
	alerts                       map[string]string // by kind of callout
	details, tab, copy           string
	table, footnotes, backToText string
	done, todo                   string
}

var (
	chinese = vocabulary{
		alerts:  map[string]string{"NOTE": "说明", "TIP": "提示", "IMPORTANT": "重要", "WARNING": "注意", "CAUTION": "小心"},
		details: "展开看看", tab: "选项", copy: "复制",
		table: "表格", footnotes: "脚注", backToText: "回到正文",
		done: "已完成", todo: "未完成",
	}
	english = vocabulary{
		alerts:  map[string]string{"NOTE": "Note", "TIP": "Tip", "IMPORTANT": "Important", "WARNING": "Warning", "CAUTION": "Caution"},
		details: "Show more", tab: "Option", copy: "Copy",
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
