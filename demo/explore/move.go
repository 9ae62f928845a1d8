package explore

import (
	"fmt"
	"strings"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// move is what is tried in a place: fields are filled in, and then a button is
// pressed or something else happens.
type move struct {
	fills  []fill
	button *flow.Button
	// event is what happens where no button is pressed.
	event simulate.Event
	// probe marks values that should do as well as the samples: what they lead
	// to is looked at and not followed, or else there would be no end to it.
	probe bool
}

// fill is a field and what is filled in.
type fill struct {
	field *flow.Field
	value value
}

// fill returns the events that fill in the fields in a state.
func (m *move) fill(s simulate.State) []simulate.Event {
	events := make([]simulate.Event, 0, len(m.fills)+1)
	for _, f := range m.fills {
		events = append(events, f.value.event(f.field, s))
	}
	return events
}

// last is the event that comes when all is filled in.
func (m *move) last() simulate.Event {
	if m.button == nil {
		return m.event
	}
	return simulate.Event{Kind: simulate.Press, Index: m.button.Index}
}

// input is what the move fills into a field in a state.
func (m *move) input(f *flow.Field, s simulate.State) simulate.Event {
	for _, fill := range m.fills {
		if fill.field == f {
			return fill.value.event(f, s)
		}
	}
	return simulate.Event{Kind: simulate.Input, Index: f.Index}
}

// isPlain reports whether the record gets nothing but samples.
func (m *move) isPlain() bool {
	if m.button == nil {
		return true
	}
	for _, a := range m.button.Set {
		for _, fill := range m.fills {
			if fill.field == a.Field && !fill.value.equal(sample(a.Field)) {
				return false
			}
		}
	}
	return true
}

// String tells the move by the labels of its controls; of what is filled in,
// only what is not the sample.
func (m *move) String() string {
	switch {
	case m.button != nil:
	case m.event.Kind == simulate.Tick:
		return fmt.Sprintf("waiting %d seconds", m.event.N)
	default:
		return "a new picture"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "“%s”", m.button.Label.Default)
	with := " with "
	for _, f := range m.fills {
		if f.value.equal(sample(f.field)) {
			continue
		}
		fmt.Fprintf(&b, "%s“%s” %s", with, f.field.Label.Default, f.value.describe(f.field))
		with = " and "
	}
	return b.String()
}

// describe tells a value that is not the sample.
func (v value) describe(f *flow.Field) string {
	switch {
	case v.isEmpty() && f.Kind.IsTick():
		return "not ticked"
	case v.isEmpty():
		return "left empty"
	case f.Kind.IsTick():
		return "ticked"
	case f.Kind.IsChoice():
		return fmt.Sprintf("as “%s”", f.Options[v.choice-1].Default)
	case v.shown:
		return "not as shown"
	}
	return fmt.Sprintf("as “%s”", string(utf16.Decode(v.change.apply(v.text))))
}

// fills are those of a screen with some of them replaced.
func replaced(fills []fill, with ...fill) []fill {
	changed := append(make([]fill, 0, len(fills)), fills...)
	for i := range changed {
		for _, w := range with {
			if changed[i].field == w.field {
				changed[i].value = w.value
			}
		}
	}
	return changed
}
