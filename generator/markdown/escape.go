package markdown

import (
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// appendEscaped appends s as HTML text that is safe in attributes too.
func appendEscaped[T string | []byte](dst []byte, s T) []byte {
	start := 0
	for i := 0; i < len(s); i++ {
		replacement := ""
		switch s[i] {
		case '<':
			replacement = "&lt;"
		case '>':
			replacement = "&gt;"
		case '&':
			replacement = "&amp;"
		case '"':
			replacement = "&quot;"
		case 0:
			replacement = "\uFFFD"
		default:
			continue
		}
		dst = append(dst, s[start:i]...)
		dst = append(dst, replacement...)
		start = i + 1
	}
	return append(dst, s[start:]...)
}

// special marks the bytes at which literal text and source differ.
var special = [256]bool{'\\': true, '&': true, 0: true}

// appendDecoded appends Markdown text with its backslash escapes and
// character references resolved.
func appendDecoded(dst, s []byte) []byte {
	start := 0
	for i := 0; i < len(s); {
		if !special[s[i]] {
			i++
			continue
		}
		dst = append(dst, s[start:i]...)
		start = i
		var n int
		if dst, n = appendSpecial(dst, s[i:]); n == 0 {
			i++
			continue
		}
		i += n
		start = i
	}
	return append(dst, s[start:]...)
}

// appendSpecial resolves what begins with a special byte and returns how many
// bytes it took, 0 where the byte stands for itself.
func appendSpecial(dst, s []byte) ([]byte, int) {
	switch {
	case s[0] == 0:
		return append(dst, "\uFFFD"...), 1
	case s[0] == '\\':
		if len(s) > 1 && util.IsPunct(s[1]) {
			return append(dst, s[1]), 2
		}
		return dst, 0
	case len(s) > 2 && s[1] == '#':
		return appendNumeric(dst, s)
	}
	end := 1
	for end < len(s) && end < 40 && util.IsAlphaNumeric(s[end]) {
		end++
	}
	if end == 1 || end >= len(s) || s[end] != ';' {
		return dst, 0
	}
	entity, ok := util.LookUpHTML5EntityByName(string(s[1:end]))
	if !ok {
		return dst, 0
	}
	return append(dst, entity.Characters...), end + 1
}

// appendNumeric resolves &#…; and &#x…;, at most 7 decimal or 6 hexadecimal
// digits as CommonMark has it.
func appendNumeric(dst, s []byte) ([]byte, int) {
	start, base, most := 2, 10, 7
	if s[2] == 'x' || s[2] == 'X' {
		start, base, most = 3, 16, 6
	}
	end := start
	for end < len(s) && end-start < most && s[end] != ';' {
		end++
	}
	if end >= len(s) || s[end] != ';' || end == start {
		return dst, 0
	}
	v, err := strconv.ParseUint(string(s[start:end]), base, 32)
	if err != nil {
		return dst, 0
	}
	return utf8.AppendRune(dst, util.ToValidRune(rune(v))), end + 1
}

// decoded returns Markdown text as a string, see [appendDecoded].
func decoded(s []byte) string { return string(appendDecoded(nil, s)) }
