// Package explore proves flows: it rehearses a flow in every way that matters
// and reports where it does not work.
//
// The states of a flow are many, but finite, and most differ in nothing that a
// reader would notice. What was typed is replaced by what the checks tell
// apart: the sample, nothing at all, and for every check a value that fails
// just this one. Two states are the same when they agree in the screen and in
// all that is remembered but what is typed: a screen is left only by a button,
// and before each press all of its fields are filled in.
//
// In every state every button is pressed with the samples, with each choice
// that a condition asks about, with what else is kept in the record and asked about
// on other screens (each option; each text, and one that no condition names), with
// each field left empty in turn, and with each field failing each of its checks.
// All this is done by package simulate, which alone knows what a flow means. Time
// passes by waiting until the next timer runs out; that somebody waits for half of
// it, starts another timer, and so sees the two run out in another order, is not
// tried.
//
// What it finds is declared in the folder rules. Errors come with the steps that
// lead there. What is behind a value that nobody knows, a forgotten password, is
// not held to be a mistake. Where a limit is reached, nothing is claimed about
// what was not seen.
package explore

import (
	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// Result is what an exploration found.
type Result struct {
	// Problems are the author's mistakes, sorted.
	Problems []diag.Problem
	// States is how many states were reached, Presses how many presses tried.
	States, Presses int
	// Inconclusive says that a limit was reached, so that silence proves
	// nothing; a problem says so too.
	Inconclusive bool
}

// Explore rehearses a flow that flowfile.Parse accepted in every way that matters.
// Equal flows and limits give equal results.
func Explore(f *flow.Flow, l Limits) *Result {
	e := newExplorer(f, l)
	e.explore()
	e.conclude()
	return &Result{
		Problems:     diag.Sort(e.problems),
		States:       len(e.states),
		Presses:      e.pressed,
		Inconclusive: e.limit != "",
	}
}

// seed is where the drawing of captchas begins; any would do.
const seed = 1

// explore visits every state.
func (e *explorer) explore() {
	e.arrive(e.machine.Start(seed), nil, nil, true)
	for e.limit == "" {
		var s *state
		switch {
		case len(e.plain) > 0:
			s, e.plain = e.plain[0], e.plain[1:]
		case len(e.odd) > 0:
			s, e.odd = e.odd[0], e.odd[1:]
		default:
			return
		}
		if !s.visited {
			s.visited = true
			e.visit(s)
			s.full = simulate.State{} // the next states have their own
		}
	}
}

// visit tries everything that can be done in a state.
func (e *explorer) visit(s *state) {
	for m := range e.moves(s) {
		e.pressed++
		e.filled += len(m.fills)
		switch {
		case e.pressed > e.limits.Presses:
			e.limit = "presses"
			return
		case e.filled > maxFilled:
			e.limit = "fields that are filled in"
			return
		}
		events := m.events(s.full)
		after, result := e.machine.Run(s.full, events)
		if m.button != nil {
			e.note(s, m, events, after, result)
		}
		e.arrive(after, s, m, s.plain && m.isPlain())
	}
}

// note takes down what a press shows of its button and of the fields.
func (e *explorer) note(s *state, m *move, events []simulate.Event, after simulate.State, result int) {
	b, seen := m.button, &e.buttons[m.button.Index]
	taken := seen.taken
	switch result {
	case simulate.NotHere:
		seen.disabled = true
		return
	case simulate.Done:
		seen.done = true
	case simulate.Diverted:
		taken = seen.diverted
	}
	// Most buttons have one branch, and asking which takes as long as pressing.
	if len(taken) == 1 && result != simulate.Refused {
		taken[0] = true
	} else if len(taken) > 1 && result != simulate.Refused {
		filled, _ := e.machine.Run(s.full, events[:len(m.fills)])
		if i := filled.Branch(b, result); i >= 0 {
			taken[i] = true
		}
	}
	for _, f := range b.Checks {
		field := &e.fields[f.Index]
		field.checked = true
		if code := after.Fields[f.Index].Error; result == simulate.Refused && code != 0 && field.failed[code-1] == nil {
			field.failed[code-1] = s
		}
	}
}
