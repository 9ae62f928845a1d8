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

// document is a page in the Builder: the lines of its record in UTF-16, in
// which a browser counts, and behind them what is only for the grams: its
// headings and the initials of its pinyin.
type document struct {
	id     int
	weight float64
	units  []uint16
	// lines are the ends of the first lines in units, text the end of the text
	// and so of the record, headings that of the headings.
	lines          [recordLines]int
	text, headings int
}

// The lines of a record before the text.
const (
	lineURL = iota
	lineTitle
	lineSection
	lineDescription
	lineTerms
	linePinyin
	linePlaces
	recordLines
)

// newDocument lays doc out. readings are nil if it has no pinyin; scratch is
// room to work in.
func newDocument(doc Document, readings *readings, scratch *[]uint16) *document {
	d := &document{id: doc.ID, weight: doc.Weight}
	whole, initials := "", ""
	if readings != nil {
		whole, initials = readings.spell(slices.Concat([]string{doc.Title}, doc.Headings, doc.Names))
	}
	text, places := layText((*scratch)[:0], doc)
	record := len(text)
	units := text
	for i, line := range [recordLines]string{doc.URL, doc.Title, doc.Section, doc.Description, strings.Join(doc.Terms, " "), whole, places} {
		units = appendUnits(units, oneLine(line))
		d.lines[i] = len(units) - record
		units = append(units, '\n')
	}
	head := len(units) - record
	d.text = head + record
	d.headings = d.text
	for _, heading := range doc.Headings {
		units = append(units, '\n')
		units = appendUnits(units, heading)
	}
	d.headings = len(units)
	units = append(units, '\n')
	units = appendUnits(units, initials)
	*scratch = units
	d.units = make([]uint16, 0, len(units))
	d.units = append(d.units, units[record:record+head]...)
	d.units = append(d.units, units[:record]...)
	d.units = append(d.units, units[record+head:]...)
	return d
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

// field is a searched part of a page.
type field struct {
	units []uint16
	where level
}

// fields returns the searched parts of d.
func (d *document) fields() [6]field {
	return [6]field{
		{d.units[d.lines[lineURL]:d.lines[lineTitle]], inTitle},
		{d.units[d.lines[lineSection]:d.lines[lineTerms]], inHeading},
		{d.units[d.lines[lineTerms]:d.lines[linePinyin]], inText},
		{d.units[d.lines[linePlaces]:d.text], inText},
		{d.units[d.text:d.headings], inHeading},
		{d.units[d.headings:], inText}, // initials
	}
}

// record returns what the browser gets to see of d.
func (d *document) record() []uint16 { return d.units[:d.text] }

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
