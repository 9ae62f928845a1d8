package site

import (
	"fmt"
	"strings"
	"unicode"
)

// turnsText tells whether a character changes the direction of what follows it
// (the embeddings, overrides and isolates of Unicode's bidirectional algorithm,
// UAX #9): a name with one reads as another than it is.
func turnsText(r rune) bool { return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 }

// isInvisible tells whether a character leaves nothing on a page.
func isInvisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u3164' || r == '\u115F' || r == '\u1160' || r == '\uFFA0'
}

// checkTitle reports a title that readers do not see, or do not see as it is,
// and takes what is in the way out of it.
func (e *entry) checkTitle() {
	bad := func(r rune) bool { return unicode.IsControl(r) || turnsText(r) }
	title := e.meta.Title
	if title == "" {
		return
	}
	if i := strings.IndexFunc(title, bad); i >= 0 {
		r := []rune(title[i:])[0]
		e.report(e.at.title, "hidden-character", fmt.Sprintf("the title has a character that cannot be seen (%U)", r), "type the title anew")
		title = strings.Map(func(r rune) rune {
			if bad(r) {
				return -1
			}
			return r
		}, title)
	} else if strings.TrimFunc(title, isInvisible) == "" {
		e.report(e.at.title, "hidden-character", "nothing of this title can be seen", "type the title anew")
	}
	if e.meta.Title = title; strings.TrimFunc(title, isInvisible) == "" {
		e.meta.Title = fallbackTitle(e.file)
	}
}
