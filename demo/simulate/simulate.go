// Package simulate is what a flow means: a state, and for every event the
// next state. Package wasm compiles flows to the same meaning; where the two
// differ, this one is right.
//
// Nothing but the flow, the seed and the events comes in, so equal events give
// equal states. The seed draws what captchas show and which SMS codes are sent.
//
// What is typed is normalised first. Full-width letters and digits become
// ASCII in every text. A plain text loses surrounding spaces and invisible
// characters. Identity and mobile numbers and captchas lose all spaces,
// hyphens and invisible characters; identity numbers and captchas become upper
// case. What exceeds the field's capacity is dropped.
//
// Entering a screen starts its timers, clears its errors, its passwords, face
// checks and captchas, and draws the captchas anew, in the order of the fields;
// of an SMS code nothing has been sent then, and its timers stand still. Other
// values stay. From a dialog, the screen that it lies over is not entered: it
// is as it was left.
//
// A condition that asks which value the record has holds for that option, or for a
// text that is equal as it was kept: normalised, unit by unit.
//
// A button is enabled where its conditions hold, and for one that sends a code,
// the code's resend timer does not run. Pressing one that submits checks its
// fields; the first failing check is the field's error. Where there is an error
// the press is refused: captchas that were filled in wrongly are drawn anew,
// wrong SMS codes count as attempts, the counters of the refusal go up, and the
// screen of the first of its branches that holds, if any, is entered.
// Otherwise the record is set, an empty value making it null; counters go up,
// others become 0; timers start; the screen of the first branch whose
// conditions then hold is entered, or none where the button has no branches;
// and last a code is sent, which clears what was typed and the error, starts
// the code's timers and makes its attempts 0.
//
// Time passes in whole seconds, for all timers alike.
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

// New returns a machine for a flow that flowfile.Parse accepted.
func New(f *flow.Flow) *Machine {
	m := &Machine{flow: f, patterns: make([][]*regexp.Regexp, len(f.Fields))}
	for i, field := range f.Fields {
		m.patterns[i] = make([]*regexp.Regexp, len(field.Checks))
		for j, c := range field.Checks {
			if c.Pattern != "" {
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
	// Shown is what a captcha shows, and the SMS code that was sent last; nil
	// before that.
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
	// Counters are what was counted, Timers the seconds that are left.
	Counters []int
	Timers   []int
}

// Has reports whether the record has a value.
func (s State) Has(slot *flow.Slot) bool { return !s.Slots[slot.Index].empty() }

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
	// NotHere means that the button is not on the screen, or not enabled.
	NotHere = -1
	// Refused means that a check failed.
	Refused = 0
	Done    = 1
	// Diverted means that a check failed and that this led to another screen.
	Diverted = 2
)

// Start returns the state in which a rehearsal begins.
func (m *Machine) Start(seed uint32) State {
	s := State{
		Random: seed ^ 0x9E3779B9,
		Slots:  make([]Value, len(m.flow.Record)),
		Fields: make([]Field, len(m.flow.Fields)),

		Counters: make([]int, len(m.flow.Counters)),
		Timers:   make([]int, len(m.flow.Timers)),
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
	s.Counters, s.Timers = slices.Clone(s.Counters), slices.Clone(s.Timers)
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
		} else if drawn := f.Kind.Spec().Drawn; drawn != nil && !drawn.Sent {
			s.draw(f)
		}
	case Tick:
		for i, left := range s.Timers {
			s.Timers[i] = left - max(0, min(e.N, left))
		}
	}
	return Done
}

func (s *State) input(f *flow.Field, e Event) {
	state := &s.Fields[f.Index]
	state.Error = 0
	if !f.Kind.IsChoice() {
		state.Value.Text = Normalise(f, e.Text)
		return
	}
	state.Value.Choice = e.N
	if e.N < 0 || e.N > f.OptionCount() {
		state.Value.Choice = 0
	}
}

// leave goes to another screen from the one of a button. From a dialog to the
// screen below it is no more than closing the dialog.
func (s *State) leave(from, to *flow.Screen) {
	if from.Over == to {
		s.Screen = to.Index
		return
	}
	s.enter(to)
}

func (s *State) enter(screen *flow.Screen) {
	s.Screen = screen.Index
	s.start(screen.Starts)
	for _, f := range screen.Fields {
		state, spec := &s.Fields[f.Index], f.Kind.Spec()
		state.Error = 0
		switch {
		case spec.Forgets:
			state.Value = Value{}
		case spec.Drawn == nil:
		case spec.Drawn.Sent:
			state.Value, state.Shown = Value{}, nil
			s.Timers[f.SMS.Resend.Index], s.Timers[f.SMS.Expires.Index] = 0, 0
			s.Counters[f.SMS.Attempts.Index] = 0
		default:
			s.draw(f)
		}
	}
}

// draw shows something new in a field, and clears what was typed.
func (s *State) draw(f *flow.Field) {
	state, drawn := &s.Fields[f.Index], f.Kind.Spec().Drawn
	*state = Field{Error: state.Error, Shown: s.random(drawn.Letters, drawn.Units)}
}

// send draws an SMS code and sends it.
func (s *State) send(f *flow.Field) {
	s.draw(f)
	s.Fields[f.Index].Error = 0
	s.start([]*flow.Timer{f.SMS.Resend, f.SMS.Expires})
	s.Counters[f.SMS.Attempts.Index] = 0
}

// random draws n characters of an alphabet.
func (s *State) random(alphabet string, n int) []uint16 {
	drawn := make([]uint16, n)
	for i := range drawn {
		s.Random ^= s.Random << 13
		s.Random ^= s.Random >> 17
		s.Random ^= s.Random << 5
		drawn[i] = uint16(alphabet[(s.Random>>8)%uint32(len(alphabet))])
	}
	return drawn
}
