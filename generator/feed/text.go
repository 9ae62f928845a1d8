package feed

import "strings"

// legal removes the characters that XML 1.0 has no way to write (its
// production Char), and what is not UTF-8. JSON could write them, but readers
// that turn the one into the other would fail.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if isIllegal(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

func isIllegal(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return false
	case 0xFFFE, 0xFFFF:
		return true
	}
	return r < ' '
}
