package explore

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// value is what is filled into a field: option choice; or else a text, which
// may depend on what the field shows at that moment.
type value struct {
	choice int
	text   []uint16
	// shown says that the text is what the field shows, and wrong that another
	// one is typed instead.
	shown, wrong bool
}

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

// isSample reports whether v is the sample of f.
func (v value) isSample(f *flow.Field) bool {
	s := sample(f)
	return v.choice == s.choice && v.shown == s.shown && !v.wrong && slices.Equal(v.text, s.text)
}

// event is what filling in a field in a state amounts to.
func (v value) event(f *flow.Field, s simulate.State) simulate.Event {
	e := simulate.Event{Kind: simulate.Input, Index: f.Index, N: v.choice, Text: v.text}
	if v.shown {
		e.Text = s.Fields[f.Index].Shown
	}
	if v.wrong && len(e.Text) > 0 {
		e.Text = slices.Clone(e.Text)
		e.Text[0] ^= 1
	}
	return e
}

// describe names a value that is not the sample.
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
	return fmt.Sprintf("as “%s”", string(utf16.Decode(v.text)))
}

// fill is a field and what is filled in.
type fill struct {
	field *flow.Field
	value value
}

// samples fills in all fields of a screen.
func samples(s *flow.Screen) []fill {
	fills := make([]fill, 0, len(s.Fields))
	for _, f := range s.Fields {
		fills = append(fills, fill{f, sample(f)})
	}
	return fills
}

// replaced returns the fills with some of them replaced.
func replaced(fills []fill, with ...fill) []fill {
	changed := slices.Clone(fills)
	for i := range changed {
		for _, w := range with {
			if changed[i].field == w.field {
				changed[i].value = w.value
			}
		}
	}
	return changed
}

// valueOf returns what is filled into a field.
func valueOf(fills []fill, f *flow.Field) value {
	for _, fill := range fills {
		if fill.field == f {
			return fill.value
		}
	}
	return value{}
}

// move is what is tried in a state: fields are filled in, and then a button is
// pressed or something else happens.
type move struct {
	fills  []fill
	button *flow.Button // nil where none is pressed
	last   simulate.Event
}

// press is the move that fills in fields and presses a button.
func press(b *flow.Button, fills []fill) *move {
	return &move{fills, b, simulate.Event{Kind: simulate.Press, Index: b.Index}}
}

// events are what the move amounts to in a state, the last of them being
// move.last.
func (m *move) events(s simulate.State) []simulate.Event {
	events := make([]simulate.Event, 0, len(m.fills)+1)
	for _, f := range m.fills {
		events = append(events, f.value.event(f.field, s))
	}
	return append(events, m.last)
}

// isPlain reports whether the record gets nothing but samples.
func (m *move) isPlain() bool {
	if m.button == nil {
		return true
	}
	for _, a := range m.button.Set {
		for _, fill := range m.fills {
			if fill.field == a.Field && !fill.value.isSample(a.Field) {
				return false
			}
		}
	}
	return true
}

// String describes the move by the labels of its controls; of what is filled
// in, only what is not the sample.
func (m *move) String() string {
	switch {
	case m.last.Kind == simulate.Tick:
		return fmt.Sprintf("waiting %d seconds", m.last.N)
	case m.button == nil:
		return "a new picture"
	}
	var with []string
	for _, f := range m.fills {
		if !f.value.isSample(f.field) {
			with = append(with, fmt.Sprintf("“%s” %s", f.field.Label.Default, f.value.describe(f.field)))
		}
	}
	s := fmt.Sprintf("“%s”", m.button.Label.Default)
	if len(with) > 0 {
		s += " with " + strings.Join(with, " and ")
	}
	return s
}
