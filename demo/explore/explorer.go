package explore

import (
	"cmp"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// Limits bound an exploration; a number that is 0 stands for the usual one.
type Limits struct {
	// States is how many states are visited, usually 20,000.
	States int
	// Presses is how many presses are tried, usually 100,000.
	Presses int
	// Choices is how many combinations of choices are tried on one screen,
	// usually 200.
	Choices int
}

const (
	usualStates  = 20_000
	usualPresses = 100_000
	usualChoices = 200
	// The state of a flow with many fields is large, and copied for each press:
	// these bound the memory of the states that wait, and the time of all
	// presses to seconds, both in fields.
	fieldsKept   = 2_000_000
	fieldsCopied = 40_000_000
	// maxFilled bounds the fields that are filled in for all presses: hundreds on
	// one screen, with as many buttons, would take minutes.
	maxFilled = 8_000_000
	// maxSearched bounds all searches for texts, in prefixes looked at.
	maxSearched = 2_000_000
)

// orUsual fills in the limits for a flow.
func (l Limits) orUsual(f *flow.Flow) Limits {
	size := 1 + len(f.Fields)
	return Limits{
		States:  cmp.Or(l.States, min(usualStates, fieldsKept/size)),
		Presses: cmp.Or(l.Presses, min(usualPresses, fieldsCopied/size)),
		Choices: cmp.Or(l.Choices, usualChoices),
	}
}

// explorer is an exploration at work.
type explorer struct {
	flow    *flow.Flow
	machine *simulate.Machine
	limits  Limits

	states []*state
	byKey  map[string]*state
	// plain and odd are the states still to be visited. What the samples alone
	// lead to goes first, so that it is known as such; see state.plain.
	plain, odd []*state

	fields  []fieldSeen
	buttons []buttonSeen
	screens []screenSeen

	pressed  int
	filled   int // fields, in all presses
	searched int
	limit    string // the limit that was reached, in words
	problems []diag.Problem
}

// fieldSeen is what is known of a field.
type fieldSeen struct {
	readings []*reading
	// failed are the states in which each check failed first, nil for none.
	failed []*state
	// unknown are the checks of which the search for a text was given up.
	unknown []bool
	// sampleFails says that this was reported.
	sampleFails bool
	checked     bool
}

// buttonSeen is what is known of a button.
type buttonSeen struct {
	done, disabled bool
	taken          []bool // by branch
	diverted       []bool // by branch of a refusal
	// forgotten says that a value that nobody knows was in the way.
	forgotten bool
}

// screenSeen is what is known of a screen.
type screenSeen struct {
	remembered
	asked []asked
	first *state // nil where there is none
	// named are the values of the record that can be read on the screen, but for
	// messages; known says of which some state has any.
	named  []*flow.Slot
	known  []bool
	visits int // states visited
}

func newExplorer(f *flow.Flow, l Limits) *explorer {
	e := &explorer{flow: f, machine: simulate.New(f), limits: l.orUsual(f), byKey: map[string]*state{}}
	for _, field := range f.Fields {
		e.fields = append(e.fields, fieldSeen{failed: make([]*state, len(field.Checks)), unknown: make([]bool, len(field.Checks))})
	}
	for _, b := range f.Buttons {
		e.buttons = append(e.buttons, buttonSeen{taken: make([]bool, len(b.To)), diverted: make([]bool, len(b.Refused.To))})
	}
	kept := askedOfRecord(f)
	for _, s := range f.Screens {
		named, _ := f.NamedOn(s)
		e.screens = append(e.screens, screenSeen{remembered: rememberedOn(s, f), asked: askedOn(s, kept), named: named, known: make([]bool, len(named))})
	}
	return e
}

// arrive takes note of a state to which a move from another one leads.
func (e *explorer) arrive(full simulate.State, from *state, by *move, plain bool) {
	screen := &e.screens[full.Screen]
	key := screen.key(full)
	s := e.byKey[key]
	switch {
	case s == nil && len(e.states) == e.limits.States:
		e.limit = "states"
		return
	case s == nil:
		s = &state{number: len(e.states), screen: e.flow.Screens[full.Screen], full: full, from: from, by: by, plain: plain}
		e.states, e.byKey[key] = append(e.states, s), s
		e.wait(s)
	case plain && !s.plain && !s.visited:
		s.plain, s.from, s.by, s.full = true, from, by, full
		e.wait(s)
	}
	if screen.first == nil {
		screen.first = s
	}
	for i, slot := range screen.named {
		screen.known[i] = screen.known[i] || full.Has(slot)
	}
	if from != nil {
		from.leadsTo(s)
	}
}

// wait puts a state among those to be visited.
func (e *explorer) wait(s *state) {
	if s.plain {
		e.plain = append(e.plain, s)
	} else {
		e.odd = append(e.odd, s)
	}
}

// isOpen reports whether some check of a field was not seen to fail yet.
func (e *explorer) isOpen(f *flow.Field) bool {
	for i, c := range f.Checks {
		if e.fields[f.Index].failed[i] == nil && !isImplied(f, c) {
			return true
		}
	}
	return false
}

// isImplied reports whether a check comes with the field and was not written
// by the author: the usual length of a text that a pattern bounds already, the
// attempts of a code in a flow that locks the reader out before.
func isImplied(f *flow.Field, c flow.Check) bool { return c.Pos == f.Pos }

func (e *explorer) report(at flow.Pos, severity diag.Severity, rule diag.Rule, message, hint string) {
	e.problems = append(e.problems, at.Problem(severity, rule, message, hint))
}
