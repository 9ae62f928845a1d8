package explore

import (
	"iter"
	"slices"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// moves are all that is tried in a state: with every combination of choices
// that the conditions of the screen tell apart, every button with what passes;
// then with one field after the other filled in otherwise; then what happens
// without a button. Each is made when the one before it was tried: together
// they would take the memory of all fields, as often as there are of them.
func (e *explorer) moves(s *state) iter.Seq[*move] {
	return func(yield func(*move) bool) {
		if !e.presses(s, yield) {
			return
		}
		for _, f := range s.screen.Fields { // captchas are drawn anew
			if drawn := f.Kind.Spec().Drawn; drawn != nil && !drawn.Sent &&
				!yield(&move{last: simulate.Event{Kind: simulate.Refresh, Index: f.Index}}) {
				return
			}
		}
		if seconds := e.screens[s.screen.Index].nextTimer(s.full); seconds > 0 {
			yield(&move{last: simulate.Event{Kind: simulate.Tick, N: seconds}})
		}
	}
}

// presses are the moves with a button. Like all that yields, it reports whether
// to go on.
func (e *explorer) presses(s *state, yield func(*move) bool) bool {
	asked := askedFields(s.screen)
	e.screens[s.screen.Index].visits++
	for i, chosen := range e.combinations(s.screen, asked) {
		base := e.passing(s, chosen, asked, i == 0)
		for j, b := range s.screen.Buttons {
			var fills []fill
			if j == 0 || b.Submit || len(asked) > 0 {
				fills = base
			}
			if (i == 0 || len(fills) > 0) && !yield(press(b, fills)) ||
				b.Submit && !e.failing(s, b, base, i == 0, yield) {
				return false
			}
		}
	}
	return true
}

// askedFields are the choices of a screen that a condition asks about, of its
// buttons or of its checks.
func askedFields(s *flow.Screen) []*flow.Field {
	var when []flow.Condition
	for _, f := range s.Fields {
		for _, c := range f.Checks {
			when = append(when, c.When...)
		}
	}
	for _, b := range s.Buttons {
		when = append(when, b.Conditions()...)
	}
	var asked []*flow.Field
	for _, c := range when {
		if c.Field != nil && !slices.Contains(asked, c.Field) {
			asked = append(asked, c.Field)
		}
	}
	return asked
}

// combinations returns the samples of a screen, and then all other combinations
// of choices in the fields that conditions ask about.
func (e *explorer) combinations(s *flow.Screen, asked []*flow.Field) [][]fill {
	all := [][]fill{samples(s)}
	for _, f := range asked {
		for _, chosen := range all[:len(all):len(all)] {
			for choice := range f.OptionCount() + 1 {
				if choice != f.SampleChoice {
					all = append(all, replaced(chosen, fill{f, value{choice: choice}}))
				}
			}
		}
		if len(all) > e.limits.Choices {
			e.limit = "combinations of choices on screen " + s.ID
			return all[:1]
		}
	}
	return all
}
