package search

import (
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
// which a browser counts, and behind them its headings.
//
// The lines of a record are URL, title, section, description and pinyin; all
// that follows is the text.
type document struct {
	id    int
	units []uint16
	// lines are the ends of the first five lines in units, text the end of
	// the text and so of the record.
	lines [5]int
	text  int
}

// newDocument lays doc out. readings are nil if its title has no pinyin;
// scratch is room to work in.
func newDocument(doc Document, readings *readings, scratch *[]uint16) *document {
	d := &document{id: doc.ID}
	units := (*scratch)[:0]
	reading := ""
	if readings != nil {
		reading = readings.title(doc.Title)
	}
	for i, line := range [...]string{doc.URL, doc.Title, doc.Section, doc.Description, reading} {
		units = appendUnits(units, oneLine(line))
		d.lines[i] = len(units)
		units = append(units, '\n')
	}
	units = appendUnits(units, doc.Text)
	d.text = len(units)
	for _, heading := range doc.Headings {
		units = append(units, '\n')
		units = appendUnits(units, heading)
	}
	*scratch = units
	d.units = append(make([]uint16, 0, len(units)), units...)
	return d
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
func (d *document) fields() [5]field {
	return [5]field{
		{d.units[d.lines[0]:d.lines[1]], inTitle},
		{d.units[d.lines[2]:d.lines[3]], inHeading},
		{d.units[d.lines[3]:d.lines[4]], inTitle}, // the pinyin
		{d.units[d.lines[4]:d.text], inText},
		{d.units[d.text:], inHeading},
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
