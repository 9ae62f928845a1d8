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
// and terms; pinyin; text; headings once more; initials of the pinyin.
var fieldLevels = [...]level{inTitle, inHeading, inText, inText, inHeading, inText}

// recordLines is how many lines a record has before the text: URL, title, section,
// description, terms, pinyin and places.
const recordLines = 7

// newDocument lays doc out. readings are nil if it has no pinyin.
func newDocument(doc Document, readings *readings, w *workspace) *document {
	d := &document{url: doc.URL, weight: doc.Weight}
	whole, initials := "", ""
	if readings != nil {
		whole, initials = readings.spell(slices.Concat([]string{doc.Title}, doc.Headings, doc.Names))
	}
	text, places := layText(w.text[:0], doc)
	w.text = text
	w.coded = w.coded[:0]
	w.line(oneLine(doc.URL))
	title := w.line(oneLine(doc.Title))
	w.line(oneLine(doc.Section))
	description, terms := w.line(oneLine(doc.Description)), w.line(oneLine(strings.Join(doc.Terms, " ")))
	pinyin := w.line(whole)
	w.line(places)
	body := w.code(text)
	d.record = len(w.coded)
	headings, first := w.line(strings.Join(doc.Headings, "\n")), w.line(initials)
	d.fields = [...]span{title, {description.from, terms.to}, pinyin, body, headings, first}
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

// layText appends the text of doc, and returns its places as a record has them:
// for each the letter of its kind, its distance from the one before in units,
// a colon and its id.
func layText(units []uint16, doc Document) (text []uint16, places string) {
	var b strings.Builder
	from, last := 0, 0
	for _, place := range doc.Places {
		if strings.ContainsAny(place.ID, " \t\n") {
			continue
		}
		at := min(max(place.At, from), len(doc.Text))
		units = appendUnits(units, doc.Text[from:at])
		from = at
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "%c%d:%s", "hsar"[place.Kind], len(units)-last, place.ID)
		last = len(units)
	}
	return appendUnits(units, doc.Text[from:]), b.String()
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
