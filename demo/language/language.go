// Package language has the facts about languages that more than one package
// needs. Words for readers are beside what shows them.
package language

import "strings"

// IsChinese tells whether a BCP 47 tag is of any kind of Chinese: "zh",
// "zh-Hant". Readers of Chinese get Chinese words, all others English ones.
func IsChinese(tag string) bool {
	primary, _, _ := strings.Cut(tag, "-")
	return strings.EqualFold(primary, "zh")
}

// Tag is the tag that pages carry for a language. Plain "zh" would leave browsers
// to guess between simplified and traditional glyphs.
func Tag(code string) string {
	if code == "zh" {
		return "zh-CN"
	}
	return code
}

// Name is what a language calls itself; it is the code where that is not known.
func Name(code string) string {
	switch code {
	case "zh", "zh-CN", "zh-Hans":
		return "中文"
	case "zh-Hant", "zh-TW", "zh-HK":
		return "繁體中文"
	case "en", "en-US", "en-GB":
		return "English"
	}
	return code
}
