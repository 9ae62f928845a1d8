package markdown

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// isCJK reports whether r is a character or a punctuation mark of Chinese,
// Japanese or Korean writing.
func isCJK(r rune) bool {
	return r >= 0x1100 && (isWide(r) || isHangul(r))
}

// isWide reports whether r is written without spaces around it: Chinese and
// Japanese, with their punctuation, but not Korean, which has spaces.
func isWide(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r <= 0xA4CF:
		return r != 0x303F && !(r >= 0x3130 && r <= 0x318F)
	case r < 0xF900:
		return false
	case r <= 0xFAFF, r >= 0xFE30 && r <= 0xFE4F, r >= 0xFF01 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6:
		return true
	}
	return r >= 0x20000 && r <= 0x3FFFD
}

func isHangul(r rune) bool {
	return r <= 0x11FF || r >= 0x3130 && r <= 0x318F || r >= 0xAC00 && r <= 0xD7A3
}

// isNeutral reports marks that Chinese and Latin text share: which of the two
// they belong to, their neighbours decide.
func isNeutral(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '·':
		return true
	}
	return false
}

// joins reports whether a line break between two texts leaves no space. Between
// two neutral marks, “甲”⏎“乙”, it is what they stand beside that decides.
func joins(before, after []byte) bool {
	a, _ := utf8.DecodeLastRune(before)
	b, _ := utf8.DecodeRune(after)
	switch {
	case isNeutral(a) && isNeutral(b):
		a, _ = utf8.DecodeLastRune(bytes.TrimRightFunc(before, isNeutral))
		b, _ = utf8.DecodeRune(bytes.TrimLeftFunc(after, isNeutral))
		return isWide(a) && isWide(b)
	case isNeutral(a):
		return isWide(b)
	case isNeutral(b):
		return isWide(a)
	}
	return isWide(a) && isWide(b)
}

// count returns how many CJK characters, punctuation aside, and how many
// words of other scripts are in a text.
func count(text string) (characters, words int) {
	inWord := false
	for i := 0; i < len(text); {
		// U+4E00 to U+9FFF is most of Chinese, and need not be decoded.
		if c := text[i]; i+2 < len(text) && (c-0xE5 < 0xEA-0xE5 || c == 0xE4 && text[i+1] >= 0xB8) {
			characters++
			inWord = false
			i += 3
			continue
		}
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		i += n
		switch {
		case isStop(r):
			inWord = false
		case isCJK(r) && unicode.IsLetter(r):
			characters++
			inWord = false
		case isWordRune(r):
			if !inWord {
				words++
			}
			inWord = true
		case r != '\'' && r != '’' && r != '-':
			inWord = false
		}
	}
	return characters, words
}

// isStop reports the usual punctuation of Chinese, without the look-up in a
// table that tells it from letters.
func isStop(r rune) bool {
	return r >= 0x3000 && r <= 0x3004 || r >= 0x3008 && r <= 0x3020 || r >= 0xFF01 && r <= 0xFF20
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return !isCJK(r) && !isNeutral(r) && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r))
}
