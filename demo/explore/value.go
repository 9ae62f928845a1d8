package explore

import (
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// value is what is filled into a field: option choice; or else a text, which
// may depend on what the field shows at that moment.
type value struct {
	choice int
	text   []uint16
	shown  bool // the text is what the field shows
	change change
}

// change is done to a text before it is typed.
type change int

const (
	asIs change = iota
	otherFirst
	otherLast
	dropLast
	addOne
	smallLetters
	fullWidth
	spaced
	repeated
)

// longUnits is more than any field keeps.
const longUnits = 140

// sample is the value that the fictional customer fills in.
func sample(f *flow.Field) value {
	switch {
	case f.Kind.IsDrawn():
		return value{shown: true}
	case f.Kind.IsChoice():
		return value{choice: f.SampleChoice}
	}
	return value{text: utf16.Encode([]rune(f.Sample))}
}

// isEmpty reports whether nothing is filled in.
func (v value) isEmpty() bool { return v.choice == 0 && len(v.text) == 0 && !v.shown }

func (v value) equal(w value) bool {
	return v.choice == w.choice && v.shown == w.shown && v.change == w.change && slices.Equal(v.text, w.text)
}

// event is what filling in a field in a state amounts to.
func (v value) event(f *flow.Field, s simulate.State) simulate.Event {
	e := simulate.Event{Kind: simulate.Input, Index: f.Index, N: v.choice}
	if f.Kind.IsChoice() {
		return e
	}
	text := v.text
	if v.shown {
		text = s.Fields[f.Index].Shown
	}
	e.Text = append([]uint16{}, v.change.apply(text)...)
	return e
}

// apply returns the text as changed; an empty one stays so.
func (c change) apply(text []uint16) []uint16 {
	if len(text) == 0 {
		return text
	}
	last := len(text) - 1
	text = slices.Clone(text)
	switch c {
	case otherFirst:
		text[0] = neighbour(text[0])
	case otherLast:
		text[last] = neighbour(text[last])
	case dropLast:
		text = text[:last]
	case addOne:
		text = append(text, text[last])
	case smallLetters:
		mapUnits(text, 'A', 'Z', 'a'-'A')
	case fullWidth:
		mapUnits(text, '!', '~', 'Ａ'-'A')
	case spaced:
		text = slices.Concat([]uint16{' ', 0x3000}, text[:1], []uint16{'-', 0x200B}, text[1:], []uint16{0xA0})
	case repeated:
		text = slices.Repeat(text, 1+longUnits/len(text))[:longUnits]
	}
	return text
}

// mapUnits moves the units from first to last by an offset.
func mapUnits(text []uint16, first, last, by uint16) {
	for i, u := range text {
		if u >= first && u <= last {
			text[i] = u + by
		}
	}
}

// neighbour is another unit of much the same kind; captchas show both 2 and 3.
func neighbour(u uint16) uint16 {
	switch u {
	case '2':
		return '3'
	case '9':
		return '8'
	case 'Z', 'z':
		return u - 1
	}
	if u > 0x7F || u >= '0' && u < '9' {
		return u + 1
	}
	return '2'
}
