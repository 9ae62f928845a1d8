// Package simulate is what a flow means: a state, and for every event the
// next state. Package wasm compiles flows to the same meaning; where the two
// differ, this one is right.
//
// Nothing but the flow, the seed and the events comes in, so equal events give
// equal states. The seed draws what captchas show.
//
// What is typed is normalised first. Full-width letters and digits become
// ASCII in every text. A plain text loses surrounding spaces and invisible
// characters. Identity and mobile numbers and captchas lose all spaces,
// hyphens and invisible characters; identity numbers and captchas become upper
// case. What exceeds the field's capacity is dropped.
//
// Entering a screen clears its errors, its passwords and its captchas, and
// draws the captchas anew, in the order of the fields; other values stay.
// Pressing a button that submits checks every field of the screen; the first
// failing check is the field's error. Where there is an error the press is
// refused, and captchas that were filled in wrongly are drawn anew. Otherwise
// the record is set, an empty value making it null, and the screen of the
// first branch whose conditions hold is entered.
package simulate

import (
	"regexp"
	"slices"

	"rehearse/demo/flow"
)

// Machine runs one flow. It holds nothing that changes.
type Machine struct {
	flow *flow.Flow
	// patterns are those of the checks, by the numbers of field and check.
	patterns [][]*regexp.Regexp
}

// New returns a machine for a flow that flow.Parse accepted.
func New(f *flow.Flow) *Machine {
	m := &Machine{flow: f, patterns: make([][]*regexp.Regexp, len(f.Fields))}
	for i, field := range f.Fields {
		m.patterns[i] = make([]*regexp.Regexp, len(field.Checks))
		for j, c := range field.Checks {
			if c.Kind == flow.Pattern {
				m.patterns[i][j] = regexp.MustCompile(`\A(?:` + c.Pattern + `)\z`)
			}
		}
	}
	return m
}

// Value is what a field or a slot holds: a text or the number of an option.
type Value struct {
	Text   []uint16
	Choice int
}

// empty reports whether nothing was typed or chosen.
func (v Value) empty() bool { return len(v.Text) == 0 && v.Choice == 0 }

func (v Value) equal(w Value) bool { return v.Choice == w.Choice && slices.Equal(v.Text, w.Text) }

// Field is the state of a field.
type Field struct {
	Value Value
	// Error is 0, or 1 + the number of the check that failed.
	Error int
	// Shown is what a captcha shows.
	Shown []uint16
}

// State is the whole state of a rehearsal. It is not changed by Step, so it
// can be kept to come back to.
type State struct {
	// Random is the state of the random generator, xorshift with 32 bits.
	Random uint32
	Screen int
	// Slots are the values of the record; an empty one is null.
	Slots  []Value
	Fields []Field
}

// EventKind is what happens.
type EventKind int

// The events. Numbers that name nothing change nothing.
const (
	// Input fills in the field Event.Index: with Event.Text, or, a choice,
	// with option Event.N.
	Input EventKind = iota
	// Press presses the button Event.Index.
	Press
	// Refresh draws the captcha Event.Index anew.
	Refresh
	// Tick lets Event.N seconds pass.
	Tick
)

// Event is something that happens to a rehearsal.
type Event struct {
	Kind  EventKind
	Index int
	Text  []uint16
	N     int
}

// The results of pressing a button; other events are always Done.
const (
	// NotHere means that the button is not on the screen.
	NotHere = -1
	// Refused means that a check failed.
	Refused = 0
	Done    = 1
)

// Start returns the state in which a rehearsal begins.
func (m *Machine) Start(seed uint32) State {
	s := State{
		Random: seed ^ 0x9E3779B9,
		Slots:  make([]Value, len(m.flow.Record)),
		Fields: make([]Field, len(m.flow.Fields)),
	}
	if s.Random == 0 {
		s.Random = 1 // the generator would stay at 0
	}
	for i, slot := range m.flow.Record {
		switch {
		case slot.Options != nil:
			s.Slots[i].Choice = slot.Choice
		case !slot.Null:
			s.Slots[i].Text = encode(slot.Value)
		}
	}
	s.enter(m.flow.Start)
	return s
}

// Step returns the state after an event, and the result of a press.
func (m *Machine) Step(s State, e Event) (State, int) {
	s = s.clone()
	return s, m.apply(&s, e)
}

// clone returns a state that can be changed without changing s; texts are
// replaced, never changed.
func (s State) clone() State {
	s.Slots, s.Fields = slices.Clone(s.Slots), slices.Clone(s.Fields)
	return s
}

// apply is Step in place.
func (m *Machine) apply(s *State, e Event) int {
	switch e.Kind {
	case Press:
		if e.Index < 0 || e.Index >= len(m.flow.Buttons) {
			return NotHere
		}
		return m.press(s, m.flow.Buttons[e.Index])
	case Input, Refresh:
		if e.Index < 0 || e.Index >= len(m.flow.Fields) || m.flow.Fields[e.Index].Screen.Index != s.Screen {
			return Done
		}
		f := m.flow.Fields[e.Index]
		if e.Kind == Input {
			s.input(f, e)
		} else if f.Kind == flow.Captcha {
			s.draw(f)
		}
	}
	return Done
}

func (s *State) input(f *flow.Field, e Event) {
	state := &s.Fields[f.Index]
	state.Error = 0
	if !f.Kind.IsChoice() {
		state.Value.Text = normalise(f, e.Text)
		return
	}
	state.Value.Choice = e.N
	if e.N < 0 || e.N > optionCount(f) {
		state.Value.Choice = 0
	}
}

// optionCount is how many options a choice has: a checkbox can be ticked.
func optionCount(f *flow.Field) int {
	if f.Kind == flow.Checkbox {
		return 1
	}
	return len(f.Options)
}

func (m *Machine) press(s *State, b *flow.Button) int {
	if b.Screen.Index != s.Screen {
		return NotHere
	}
	if b.Submit && !m.submit(s, b.Screen) {
		return Refused
	}
	to := s.branch(b)
	for _, a := range b.Set {
		s.Slots[a.Slot.Index] = s.Fields[a.Field.Index].Value
	}
	s.enter(to)
	return Done
}

// submit checks the fields of a screen.
func (m *Machine) submit(s *State, screen *flow.Screen) bool {
	ok := true
	for _, f := range screen.Fields {
		s.Fields[f.Index].Error = m.check(s, f)
		ok = ok && s.Fields[f.Index].Error == 0
	}
	if ok {
		return true
	}
	for _, f := range screen.Fields {
		if e := s.Fields[f.Index].Error; e > 0 && f.Checks[e-1].Kind == flow.IsShown {
			s.draw(f)
		}
	}
	return false
}

// branch returns the screen to which a button leads.
func (s *State) branch(b *flow.Button) *flow.Screen {
	for _, t := range b.To {
		if s.holds(t.When) {
			return t.Screen
		}
	}
	return b.Screen
}

func (s *State) holds(when []flow.Condition) bool {
	for _, c := range when {
		if s.Fields[c.Field.Index].Value.Choice != c.Choice {
			return false
		}
	}
	return true
}

func (s *State) enter(screen *flow.Screen) {
	s.Screen = screen.Index
	for _, f := range screen.Fields {
		s.Fields[f.Index].Error = 0
		if f.Kind.IsSecret() {
			s.Fields[f.Index].Value = Value{}
		}
		if f.Kind == flow.Captcha {
			s.draw(f)
		}
	}
}

// alphabet is what captchas show: no character that looks like another.
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// draw makes a captcha show something new, and clears what was typed.
func (s *State) draw(f *flow.Field) {
	shown := make([]uint16, flow.CaptchaUnits)
	for i := range shown {
		s.Random ^= s.Random << 13
		s.Random ^= s.Random >> 17
		s.Random ^= s.Random << 5
		shown[i] = uint16(alphabet[(s.Random>>8)%uint32(len(alphabet))])
	}
	s.Fields[f.Index].Value, s.Fields[f.Index].Shown = Value{}, shown
}
