package markdown

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// ids are the element ids of a page. Those that authors chose are known when
// parsing ends, before any other is made, so that they never get a suffix.
type ids struct {
	used map[string]bool
	next map[string]int // the suffix to try first, for names that repeat
	slug []byte
}

func newIDs() *ids { return &ids{used: map[string]bool{}, next: map[string]int{}} }

func (s *ids) clear() {
	clear(s.used)
	clear(s.next)
}

// Generate and Put make ids a parser.IDs, so that goldmark needs none of its own.
func (s *ids) Generate(value []byte, _ ast.NodeKind) []byte { return []byte(s.unique(string(value))) }

// Put marks an id as used.
func (s *ids) Put(value []byte) { s.used[string(value)] = true }

// reserve marks an id as used and reports whether it was free.
func (s *ids) reserve(id string) bool {
	if s.used[id] {
		return false
	}
	s.used[id] = true
	return true
}

// unique returns id, or id with the first free number after it.
func (s *ids) unique(id string) string {
	if s.reserve(id) {
		return id
	}
	for i := s.next[id] + 1; ; i++ {
		if numbered := id + "-" + strconv.Itoa(i); s.reserve(numbered) {
			s.next[id] = i
			return numbered
		}
	}
}

// heading returns an id for a heading's text as GitHub makes it: letters and
// digits of any script in lower case, a hyphen for a space, no punctuation.
func (s *ids) heading(text []byte) string {
	s.slug = s.slug[:0]
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		i += n
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_':
			s.slug = append(s.slug, byte(r))
		case r >= 'A' && r <= 'Z':
			s.slug = append(s.slug, byte(r)+'a'-'A')
		case r == ' ' || r == '\u3000':
			s.slug = append(s.slug, '-')
		case r >= '\u4E00' && r <= '\u9FFF': // most of Chinese, without a look into tables
			s.slug = utf8.AppendRune(s.slug, r)
		case r < utf8.RuneSelf || r == utf8.RuneError:
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r):
			s.slug = utf8.AppendRune(s.slug, unicode.ToLower(r))
		}
	}
	if len(s.slug) == 0 {
		s.slug = append(s.slug, "section"...)
	}
	return s.unique(string(s.slug))
}

// validID reports whether an author may choose id. Colons are kept for the
// ids that the converter makes for footnotes and tabs.
func validID(id string) bool {
	for _, r := range id {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_.", r) || r == utf8.RuneError {
			return false
		}
	}
	return id != ""
}
