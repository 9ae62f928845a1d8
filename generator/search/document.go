package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A level says how prominent the place is where a page has a gram.
type level uint32

const (
	inText level = iota
	inHeading
	inTitle

	levelBits = 2
)

// document is a page in the Builder.
type document struct {
	url    string
	weight float64
	// slot is the page's number.
	slot int
	// coded is the record and, behind it, what only the grams are made of. It is
	// all that is kept of the page: to decode it once more takes less time than
	// to have the memory.
	coded  []byte
	record int // its length
	fields [len(fieldLevels)]span
}

// span is a stretch of document.coded.
type span struct{ from, to int }

// fieldLevels say how prominent the searched parts of a page are: title; description
// and terms; text; headings once more; pinyin and its initials.
var fieldLevels = [...]level{inTitle, inHeading, inText, inHeading, inText}

// recordLines is how many lines a record has before the text: URL, title, section,
// description, terms and places.
const recordLines = 6

// newDocument lays doc out. readings are nil if it has no pinyin.
func newDocument(doc Document, readings *readings, w *workspace) *document {
	d := &document{url: doc.URL, weight: doc.Weight}
	text, places := layText(w.text[:0], doc)
	w.text = text
	w.coded = w.coded[:0]
	w.line(oneLine(doc.URL))
	title := w.line(oneLine(doc.Title))
	w.line(oneLine(doc.Section))
	description, terms := w.line(oneLine(doc.Description)), w.line(oneLine(strings.Join(doc.Terms, " ")))
	w.line(places)
	body := w.code(text)
	d.record = len(w.coded)
	headings, pinyin := w.line(strings.Join(doc.Headings, "\n")), w.line(readings.spell(doc))
	d.fields = [...]span{title, {description.from, terms.to}, body, headings, pinyin}
	d.coded = slices.Clone(w.coded)
	return d
}

// line codes a line, and its end.
func (w *workspace) line(s string) span {
	w.units = append(appendUnits(w.units[:0], s), '\n')
	return w.code(w.units)
}

// code codes units.
func (w *workspace) code(units []uint16) span {
	from := len(w.coded)
	w.coded = w.alphabet.encode(w.coded, units)
	return span{from, len(w.coded)}
}

// layText appends the text of doc, in which every place begins a line, and returns
// its places as a record has them: for each the letter of its kind, its distance
// from the one before in lines and, unless it follows from the place and the text
// (see naming), a colon and its id.
func layText(units []uint16, doc Document) (text []uint16, places string) {
	var b strings.Builder
	var names naming
	from, lines := 0, 0
	for _, place := range doc.Places {
		if strings.ContainsAny(place.ID, " \t\n") {
			continue
		}
		at := min(max(place.At, from), len(doc.Text))
		lines += strings.Count(doc.Text[from:at], "\n")
		units = appendUnits(units, doc.Text[from:at])
		if n := len(units); n > 0 && units[n-1] != '\n' {
			units = append(units, '\n')
			lines++
		}
		from = at
		fmt.Fprintf(&b, " %c%d", "hsar"[place.Kind], lines)
		lines = 0
		if name := names.next(place.Kind, doc.Text[at:]); name != place.ID {
			b.WriteString(":" + place.ID)
		}
		if place.Kind == AtHeading {
			names.heading = place.ID
		}
	}
	return appendUnits(units, doc.Text[from:]), strings.TrimPrefix(b.String(), " ")
}

// naming derives what places are mostly called, as the browser does: headings by
// their text, what is below them by theirs.
type naming struct {
	heading string
	steps   int
}

// next returns what a place of a kind is called that a text begins with.
func (n *naming) next(kind PlaceKind, text string) string {
	switch kind {
	case AtHeading:
		n.steps = 0
		line, _, _ := strings.Cut(text, "\n")
		if strings.ContainsAny(line, "İΣ") {
			return "" // browsers have an opinion of their own on their lower case
		}
		return strings.ReplaceAll(strings.ToLower(line), " ", "-")
	case AtStep:
		n.steps++
		return fmt.Sprintf("step-%s-%d", n.heading, n.steps)
	}
	return n.heading
}

// oneLine replaces the line breaks in s, which would shift the lines of the
// record.
func oneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 {
		return s
	}
	return strings.ReplaceAll(s, "\n", " ")
}

// appendUnits appends s in UTF-16. The loop decodes the usual three-byte
// sequences of Chinese itself: the standard decoder takes twice the time, and
// every page of a site passes through here.
func appendUnits(units []uint16, s string) []uint16 {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			units = append(units, uint16(c))
			i++
			continue
		}
		if c-0xE1 < 0xED-0xE1 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			units = append(units, uint16(c)<<12|uint16(s[i+1]&0x3F)<<6|uint16(s[i+2]&0x3F))
			i += 3
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		units = appendRune(units, r)
		i += size
	}
	return units
}

func appendRune(units []uint16, r rune) []uint16 {
	if r < 0x10000 {
		return append(units, uint16(r))
	}
	r -= 0x10000
	return append(units, uint16(0xD800+r>>10), uint16(0xDC00+r&0x3FF))
}
