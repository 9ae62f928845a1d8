package wasm

import "rehearse/demo/flow"

const (
	// Offsets of the state's head; the slots follow it.
	randomAt = 0
	screenAt = 4
	slotsAt  = 8
	// textUnits is the capacity of the exchange buffer. It is larger than any
	// field's, so that a text still fits when its spaces are yet to be dropped.
	textUnits = 256
)

// A field's cell is its u16 error and, from valueAt, its value: a choice, or a
// text's length and, from unitsAt, its units. A slot is a value.
const (
	valueAt = 2
	unitsAt = 4
)

// layout says where things are in memory. The state begins at 0; the exchange
// buffer and then the constants follow it.
type layout struct {
	slots     []int // address of each slot's value
	fields    []int // address of each field's cell
	counters  []int
	timers    []int
	stateSize int
	text      int
	constants int
}

func layOut(f *flow.Flow) layout {
	var l layout
	at := slotsAt
	for _, s := range f.Record {
		l.slots = append(l.slots, at)
		at += 2 + 2*s.Capacity
	}
	for _, field := range f.Fields {
		l.fields = append(l.fields, at)
		at += 4 + 2*field.Capacity
		at += 2 * drawnUnits(field.Kind)
	}
	for range f.Counters {
		l.counters = append(l.counters, at)
		at += 2
	}
	for range f.Timers {
		l.timers = append(l.timers, at)
		at += 2
	}
	l.stateSize = (at + 3) &^ 3
	l.text = l.stateSize
	l.constants = l.text + 2*textUnits
	return l
}

// drawnUnits is how many units are drawn for a field; they stand behind its
// value.
func drawnUnits(k flow.Kind) int {
	if drawn := k.Spec().Drawn; drawn != nil {
		return drawn.Units
	}
	return 0
}

// shownAt is the address of what is drawn for a field.
func (l layout) shownAt(f *flow.Field) int { return l.fields[f.Index] + unitsAt + 2*f.Capacity }

// A row of the table of fields is twelve bytes.
const (
	rowCell     = 0 // u32, the address of the field's cell
	rowScreen   = 4 // u16
	rowCapacity = 6 // u16, 0 for choices
	rowTraits   = 8 // u16
	rowOptions  = 10
	rowSize     = 12
)

// traits is what sets a field apart from others of its type.
type traits int

const (
	// traitTrim drops surrounding spaces and invisible characters.
	traitTrim traits = 1 << iota
	// traitCode drops spaces, hyphens and invisible characters, and makes
	// letters upper case.
	traitCode
	// traitForget clears the value when the screen is entered.
	traitForget
	// traitDraw shows something drawn at random, anew whenever the screen is
	// entered, which clears the value too.
	traitDraw
	// traitSent shows something else that was drawn, once it was sent.
	traitSent
)

func traitsOf(k flow.Kind) traits {
	spec := k.Spec()
	var t traits
	for _, trait := range [...]struct {
		traits
		has bool
	}{
		{traitTrim, spec.Normalise == flow.Trimmed},
		{traitCode, spec.Normalise == flow.Compact},
		{traitForget, spec.Forgets},
		{traitDraw, spec.Drawn != nil && !spec.Drawn.Sent},
		{traitSent, spec.Drawn != nil && spec.Drawn.Sent},
	} {
		if trait.has {
			t |= trait.traits
		}
	}
	return t
}
