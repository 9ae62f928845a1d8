package search

import (
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// Folding makes equal what readers take for equal. It works on one UTF-16 unit
// at a time, without looking at its neighbours, so that the browser's fold of
// a query and ours of a page cannot come to differ: compatibility
// decomposition (which makes full-width forms ASCII), without the accents of
// U+0300 to U+036F, in lower case. templates/assets/search.js holds the same
// rules; a test compares them over every unit.

// Kinds of what a unit folds to.
const (
	// foldsBreak: no grams reach across it.
	foldsBreak = iota
	// foldsSpace: a break, but for the neighbours of a wide character.
	foldsSpace
	// foldsNothing: as though it were not there.
	foldsNothing
	// foldsWord: one or more characters of words.
	foldsWord
)

// wideFrom is the first unit of the scripts whose grams are pairs: those of
// East Asia. Everything below it is narrow.
const wideFrom = 0x2E80

// folded is what a unit folds to. Units is empty except for foldsWord; 0 among
// them is a break.
type folded struct {
	kind  uint8
	units []uint16
}

// foldUnit folds any UTF-16 unit.
func foldUnit(unit uint16) folded {
	switch {
	case unit == '\n' || unit == '\r':
		return folded{kind: foldsBreak}
	case isIgnored(unit):
		return folded{kind: foldsNothing}
	case unit >= 0xD800 && unit < 0xE000:
		// Halves of a pair stand for themselves.
		return folded{kind: foldsWord, units: []uint16{unit}}
	}
	return foldRune(rune(unit))
}

// alike are characters that Unicode does not decompose, and what readers type
// for them.
var alike = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ħ': "h", 'Ħ': "h", 'ı': "i", 'ς': "σ",
	'‘': "'", '’': "'", '‚': "'", '‛': "'", '“': "\"", '”': "\"", '„': "\"", '‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-",
}

func foldRune(r rune) folded {
	var units []uint16
	word, space := false, true
	plain, ok := alike[r]
	if !ok {
		plain = norm.NFKD.String(string(r))
	}
	for _, part := range plain {
		if part >= 0x300 && part <= 0x36F {
			continue
		}
		for _, unit := range utf16.AppendRune(nil, unicode.ToLower(part)) {
			space = space && isSpace(unit)
			if !isWord(unit) {
				unit = 0
			}
			word = word || unit != 0
			units = append(units, unit)
		}
	}
	switch {
	case word:
		return folded{kind: foldsWord, units: units}
	case len(units) == 0:
		return folded{kind: foldsNothing}
	case space:
		return folded{kind: foldsSpace}
	}
	return folded{kind: foldsBreak}
}

// isIgnored reports whether a unit is invisible: soft hyphen, zero-width
// spaces, joiners and directions, variation selectors, byte order mark.
func isIgnored(unit uint16) bool {
	return unit == 0xAD || unit >= 0x200B && unit <= 0x200F || unit == 0x2060 ||
		unit >= 0xFE00 && unit <= 0xFE0F || unit == 0xFEFF || unit >= 0x300 && unit <= 0x36F
}

func isSpace(unit uint16) bool { return unit == ' ' || unit == '\t' }

// isWord reports whether a folded unit is part of words rather than
// punctuation. It does not ask the Unicode tables, whose versions differ
// between us and the reader's browser: what is in doubt is taken for a word.
func isWord(unit uint16) bool {
	switch {
	case unit < 0x80:
		return unit >= 'a' && unit <= 'z' || unit >= '0' && unit <= '9'
	case unit < 0xC0:
		return false
	case unit < 0x2000:
		return unit != 0xD7 && unit != 0xF7
	case unit < 0x2C00: // punctuation, arrows, signs, boxes
		return false
	case unit < 0x3000:
		return unit < 0x2E00 || unit >= 0x2E80
	case unit <= 0x3030:
		return unit >= 0x3005 && unit <= 0x3007 || unit > 0x3020 && unit < 0x3030
	case unit < 0xFE10:
		return unit != 0x303D && unit != 0x30A0 && unit != 0x30FB
	}
	return unit > 0xFE6F && unit < 0xFFF0
}
