package markdown

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

// The quick ways of count must agree with the tables that they spare.
func TestCountAgreesWithTheTables(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		characters, words := count(string(r))
		letter := isCJK(r) && unicode.IsLetter(r)
		if (characters == 1) != letter || (words == 1) != (!letter && isWordRune(r)) {
			t.Errorf("%U: %d characters, %d words", r, characters, words)
		}
	}
}
