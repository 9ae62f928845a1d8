package cli

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// slug makes of a title what can stand in an address and be read out over the
// telephone: lower-case words joined by hyphens, Chinese as pinyin. It returns
// "" where s has no letter or digit.
func slug(s string) string {
	var words []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	args := pinyin.NewArgs()
	for _, r := range norm.NFKC.String(s) { // full-width letters and digits become plain ones
		switch syllables := pinyin.SinglePinyin(r, args); {
		case len(syllables) > 0:
			flush()
			words = append(words, syllables[0])
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			word.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’': // “don't” is one word
		default:
			flush()
		}
	}
	flush()
	return strings.Join(words, "-")
}

// titleOf makes a title of a slug: "lost-pin" becomes "Lost pin".
func titleOf(slug string) string {
	title := []rune(strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(slug)))
	if len(title) > 0 {
		title[0] = unicode.ToUpper(title[0])
	}
	return string(title)
}
