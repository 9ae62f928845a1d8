package site

import (
	"bytes"
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain strips inline markup from a little Markdown: pictures and footnote
// references vanish, links, emphasis and code leave their text. It need not
// be exact where markup is odd; it must be quick and leave no debris behind
// in the usual cases.
func plain(text []byte) string {
	s := stripper{in: text}
	s.out.Grow(len(text))
	for s.i < len(s.in) {
		s.step()
	}
	out := s.out.String()
	if strings.IndexByte(out, '&') >= 0 {
		out = html.UnescapeString(out)
	}
	return strings.TrimSpace(out)
}

type stripper struct {
	in  []byte
	i   int
	out strings.Builder
	// last is the character written last.
	last rune
	// ends are where links end whose texts we are in: from "]" to after ")".
	ends []span
}

type span struct{ from, to int }

// step takes in the next construct or character.
func (s *stripper) step() {
	rest := s.in[s.i:]
	switch c := rest[0]; c {
	case '\\':
		s.escape(rest)
	case '`':
		s.code()
	case '!':
		if end, ok := pictureEnd(s.in, s.i); ok {
			s.i = end
			return
		}
		s.copy()
	case '[':
		s.bracket()
	case ']':
		if n := len(s.ends); n > 0 && s.ends[n-1].from == s.i {
			s.i = s.ends[n-1].to
			s.ends = s.ends[:n-1]
			return
		}
		s.copy()
	case '*', '_', '~':
		s.emphasis(c)
	case '<':
		s.angle()
	case '\n', ' ', '\t':
		s.space()
	default:
		s.copy()
	}
}

// escape drops a backslash that escapes punctuation or a line break.
func (s *stripper) escape(rest []byte) {
	switch {
	case len(rest) > 1 && rest[1] == '\n':
		s.i++
	case len(rest) > 1 && rest[1] < utf8.RuneSelf && unicode.In(rune(rest[1]), unicode.P, unicode.S):
		s.i++
		s.copy()
	default:
		s.copy()
	}
}

// copy writes the next character.
func (s *stripper) copy() {
	r, n := utf8.DecodeRune(s.in[s.i:])
	s.out.WriteRune(r)
	s.last = r
	s.i += n
}

// write writes a text.
func (s *stripper) write(text []byte) {
	if len(text) > 0 {
		s.out.Write(text)
		s.last, _ = utf8.DecodeLastRune(text)
	}
}

// code writes the text of a code span, or its backticks where none closes it.
func (s *stripper) code() {
	n := run(s.in[s.i:], '`')
	for at := s.i + n; at < len(s.in); at++ {
		if s.in[at] != '`' {
			continue
		}
		m := run(s.in[at:], '`')
		if m == n {
			s.write(bytes.TrimSpace(s.in[s.i+n : at]))
			s.i = at + n
			return
		}
		at += m
	}
	s.write(s.in[s.i : s.i+n])
	s.i += n
}

// run counts how often c is repeated at the beginning of b.
func run(b []byte, c byte) int {
	n := 0
	for n < len(b) && b[n] == c {
		n++
	}
	return n
}

// bracket enters the text of a link; footnote references are dropped.
func (s *stripper) bracket() {
	closing, end := linkEnd(s.in, s.i)
	switch {
	case closing > 0 && s.in[s.i+1] == '^':
		s.i = closing + 1
	case end > 0:
		s.ends = append(s.ends, span{closing, end})
		s.i++
	default:
		s.copy()
	}
}

// linkEnd returns where the bracket at i is closed, and where the link ends
// that it makes: 0 where there is none.
func linkEnd(in []byte, i int) (closing, end int) {
	closing = matching(in, i, '[', ']')
	if closing == 0 || closing+1 >= len(in) {
		return closing, 0
	}
	switch in[closing+1] {
	case '(':
		end = matching(in, closing+1, '(', ')')
	case '[':
		end = matching(in, closing+1, '[', ']')
	}
	if end > 0 {
		end++
	}
	return closing, end
}

// pictureEnd returns where the picture at i ends.
func pictureEnd(in []byte, i int) (int, bool) {
	if i+1 >= len(in) || in[i+1] != '[' {
		return 0, false
	}
	_, end := linkEnd(in, i+1)
	return end, end > 0
}

// matching returns where the bracket at i is closed, or 0.
func matching(in []byte, i int, open, closing byte) int {
	depth := 0
	for ; i < len(in); i++ {
		switch in[i] {
		case '\\':
			i++
		case open:
			depth++
		case closing:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return 0
}

// emphasis drops marks that can be emphasis and keeps those that cannot: the
// ones between spaces, underscores within words and single tildes.
func (s *stripper) emphasis(c byte) {
	n := run(s.in[s.i:], c)
	next, _ := utf8.DecodeRune(s.in[s.i+n:])
	atEnd := s.i+n >= len(s.in)
	spaced := (s.last == 0 || unicode.IsSpace(s.last)) && (atEnd || unicode.IsSpace(next))
	inWord := !atEnd && isWord(s.last) && isWord(next)
	if spaced || c == '_' && inWord || c == '~' && n != 2 {
		s.write(s.in[s.i : s.i+n])
	}
	s.i += n
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// angle writes the address of an autolink and drops an HTML tag or comment.
func (s *stripper) angle() {
	rest := s.in[s.i:]
	end := bytes.IndexByte(rest, '>')
	if end < 2 || !(isLetter(rest[1]) || rest[1] == '/' || rest[1] == '!') {
		s.copy()
		return
	}
	inside := rest[1:end]
	if bytes.Contains(inside, []byte("://")) && bytes.IndexByte(inside, ' ') < 0 {
		s.write(inside)
	}
	s.i += end + 1
}

// space writes one space for any number, and none for a line break between
// two Chinese characters, where a space would be a mistake in spelling.
func (s *stripper) space() {
	broken := false
	for s.i < len(s.in) && (s.in[s.i] == ' ' || s.in[s.i] == '\t' || s.in[s.i] == '\n') {
		broken = broken || s.in[s.i] == '\n'
		s.i++
	}
	// What begins emphasis, code or a link is not seen: the next character is.
	next, _ := utf8.DecodeRune(bytes.TrimLeft(s.in[s.i:], "*_~`["))
	if s.last == 0 || unicode.IsSpace(s.last) || broken && isWide(s.last) && isWide(next) {
		return
	}
	s.write([]byte{' '})
}

// isWide tells whether a character is one of those that are written without
// spaces between words.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == '“' || r == '”' || r == '…'
}
