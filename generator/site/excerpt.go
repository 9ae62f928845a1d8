package site

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/demo/source"
)

const (
	// paragraphCap bounds how much of a first paragraph or heading is looked
	// at.
	paragraphCap = 2 << 10
	// descriptionLength is about how many characters a description taken
	// from the text may have: what search results and link previews show.
	descriptionLength = 120
)

// fillFromBody takes title and description from the Markdown where the front
// matter has none. It is false where the rest of the file has to be seen.
func (e *entry) fillFromBody(body []byte, whole bool) bool {
	s := skimmer{wantHeading: e.meta.Title == "", wantParagraph: e.meta.Description == ""}
	done := s.skim(body)
	if !done && !whole {
		return false
	}
	if s.heading != nil {
		e.meta.Title = plain(s.heading)
	}
	if s.paragraph != nil {
		e.meta.Description = shorten(plain(s.paragraph), descriptionLength)
	}
	return true
}

// skimmer looks for the first heading and the first paragraph of a text,
// line by line and without parsing it: it must never cost what rendering does.
type skimmer struct {
	wantHeading, wantParagraph bool
	heading, paragraph         []byte

	open  []byte // the paragraph being read
	fence []byte // what closes the code block that we are in
	skip  bool   // in a block that is not a paragraph, until a blank line
}

// skim returns whether everything wanted was found before the text ended.
func (s *skimmer) skim(text []byte) bool {
	for len(text) > 0 && (s.wantHeading || s.wantParagraph) {
		var line []byte
		line, text, _ = bytes.Cut(text, []byte{'\n'})
		s.line(line)
		if len(s.open) > paragraphCap {
			s.open = s.open[:paragraphCap]
			s.close()
			s.skip = true
		}
	}
	cut := s.wantParagraph && s.open != nil
	s.close()
	return !s.wantHeading && !s.wantParagraph && !cut
}

// line takes one line in.
func (s *skimmer) line(line []byte) {
	content := bytes.TrimLeft(line, " \t")
	indented := len(line)-len(content) >= 4 || bytes.HasPrefix(line, []byte{'\t'})
	switch {
	case s.fence != nil:
		if bytes.HasPrefix(content, s.fence) {
			s.fence = nil
		}
	case len(content) == 0:
		s.close()
		s.skip = false
	case s.skip:
	case s.open != nil && isUnderline(content):
		s.setHeading(s.open)
		s.open = nil
	case indented && s.open == nil: // code
	default:
		s.block(content)
	}
}

// block takes in a line that is neither blank nor code.
func (s *skimmer) block(content []byte) {
	if fence := openingFence(content); fence != nil {
		s.close()
		s.fence = fence
		return
	}
	if heading, ok := atxHeading(content); ok {
		s.close()
		s.setHeading(heading)
		return
	}
	if isOtherBlock(content) {
		s.close()
		s.skip = true
		return
	}
	if s.open != nil {
		s.open = append(s.open, '\n')
	}
	s.open = append(s.open, content...)
}

func (s *skimmer) setHeading(text []byte) {
	text = text[:min(len(text), paragraphCap)]
	if s.wantHeading && plain(text) != "" {
		s.heading, s.wantHeading = bytes.Clone(text), false
	}
}

// close ends the paragraph being read. One that is only a picture or an
// embedded rehearsal is not what a page is about.
func (s *skimmer) close() {
	text := s.open
	s.open = nil
	if !s.wantParagraph || text == nil {
		return
	}
	embed := text[0] == '[' && bytes.HasSuffix(bytes.TrimSpace(text), []byte(source.FlowSuffix+")"))
	if !embed && plain(text) != "" {
		s.paragraph, s.wantParagraph = text, false
	}
}

// isUnderline tells whether a line makes the paragraph above it a heading.
func isUnderline(content []byte) bool {
	t := bytes.TrimRight(content, " \t")
	return len(bytes.Trim(t, "=")) == 0 || len(bytes.Trim(t, "-")) == 0
}

// openingFence returns the fence that a line opens a code block with, or nil.
func openingFence(content []byte) []byte {
	for _, mark := range []byte{'`', '~'} {
		n := 0
		for n < len(content) && content[n] == mark {
			n++
		}
		if n >= 3 && (mark == '~' || bytes.IndexByte(content[n:], '`') < 0) {
			return bytes.Clone(content[:n])
		}
	}
	return nil
}

// atxHeading returns the text of a line such as "## Text ## {#id}".
func atxHeading(content []byte) ([]byte, bool) {
	n := 0
	for n < len(content) && content[n] == '#' {
		n++
	}
	if n == 0 || n > 6 || n < len(content) && content[n] != ' ' && content[n] != '\t' {
		return nil, false
	}
	text := bytes.TrimSpace(content[n:])
	if i := bytes.LastIndex(text, []byte("{")); i >= 0 && bytes.HasSuffix(text, []byte("}")) &&
		i+1 < len(text) && (text[i+1] == '#' || text[i+1] == '.') {
		text = bytes.TrimSpace(text[:i])
	}
	if closed := bytes.TrimRight(text, "#"); len(closed) == 0 || closed[len(closed)-1] == ' ' {
		text = bytes.TrimSpace(closed)
	}
	return text, true
}

// isOtherBlock tells whether a line begins a list, quotation, table, HTML,
// definition or thematic break.
func isOtherBlock(content []byte) bool {
	switch c := content[0]; c {
	case '>', '|':
		return true
	case '<':
		return len(content) > 1 && (content[1] == '!' || content[1] == '/' || content[1] == '?' || isLetter(content[1])) &&
			!bytes.HasPrefix(content, []byte("<http"))
	case '-', '+', '*':
		return len(content) == 1 || content[1] == ' ' || content[1] == '\t' || isBreak(content)
	case '_':
		return isBreak(content)
	case ':':
		return len(content) > 1 && content[1] == ' '
	case '[':
		i := bytes.Index(content, []byte("]:"))
		return i > 0 && bytes.IndexByte(content[:i], ']') < 0
	}
	return isOrderedItem(content)
}

func isOrderedItem(content []byte) bool {
	n := 0
	for n < len(content) && n < 9 && content[n] >= '0' && content[n] <= '9' {
		n++
	}
	return n > 0 && n < len(content) && (content[n] == '.' || content[n] == ')') &&
		(n+1 == len(content) || content[n+1] == ' ')
}

// isBreak tells whether a line is three or more of one of "-*_".
func isBreak(content []byte) bool {
	mark, n := content[0], 0
	for _, c := range content {
		switch c {
		case mark:
			n++
		case ' ', '\t':
		default:
			return false
		}
	}
	return n >= 3
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// shorten cuts a text to about n characters: after a sentence if one ends in
// the second half, else after a clause or word, with an ellipsis.
func shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	sentence, clause := 0, 0
	for i, r := range runes[:n] {
		switch r {
		case '。', '！', '？', '…':
			sentence = i + 1
		case '.', '!', '?':
			if unicode.IsSpace(runes[i+1]) {
				sentence = i + 1
			}
		case '，', '；', '：', '、', ',', ';', ':':
			clause = i
		default:
			if unicode.IsSpace(r) {
				clause = i
			}
		}
	}
	switch {
	case sentence >= n/2:
		return string(runes[:sentence])
	case clause >= n/2:
		n = clause
	}
	return strings.TrimSpace(string(runes[:n])) + "…"
}
