package explore

import (
	"iter"
	"slices"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// moves are all that is tried in a place: in every way of choosing that the
// conditions of the screen tell apart, every button with what passes; then
// with one field after the other filled in otherwise; then what happens
// without a button. Each is made when the one before it was tried: together
// they would take the memory of all fields, as often as there are of them.
func (e *explorer) moves(p *place) iter.Seq[*move] {
	return func(yield func(*move) bool) {
		if !e.presses(p, yield) {
			return
		}
		for _, m := range e.events(p) {
			if !yield(m) {
				return
			}
		}
	}
}

// presses are the moves with a button. Like all that yields, it reports whether
// to go on.
func (e *explorer) presses(p *place, yield func(*move) bool) bool {
	samples := make([]fill, 0, len(p.screen.Fields))
	for _, f := range p.screen.Fields {
		samples = append(samples, fill{f, sample(f)})
	}
	asked := askedFields(p.screen)
	e.visits[p.screen.Index]++
	for i, way := range e.ways(p, asked, samples) {
		base := e.passing(p, way, asked, i == 0)
		for j, b := range p.screen.Buttons {
			m := &move{button: b}
			if j == 0 || b.Submit || len(asked) > 0 {
				m.fills = base
			}
			if (i == 0 || len(m.fills) > 0) && !yield(m) {
				return false
			}
			if b.Submit && !e.otherwise(p, b, base, i == 0, yield) {
				return false
			}
		}
	}
	return true
}

// events are the moves without a button: captchas are drawn anew, and time
// passes until the next timer has run out.
func (e *explorer) events(p *place) []*move {
	var moves []*move
	for _, f := range p.screen.Fields {
		if drawn := f.Kind.Spec().Drawn; drawn != nil && !drawn.Sent {
			moves = append(moves, &move{event: simulate.Event{Kind: simulate.Refresh, Index: f.Index}})
		}
	}
	if seconds := e.nextTimer(p); seconds > 0 {
		moves = append(moves, &move{event: simulate.Event{Kind: simulate.Tick, N: seconds}})
	}
	return moves
}

// askedFields are the choices of a screen that a condition asks about, of its
// buttons or of its checks.
func askedFields(s *flow.Screen) []*flow.Field {
	var asked []*flow.Field
	ask := func(when []flow.Condition) {
		for _, c := range when {
			if c.Field != nil && !slices.Contains(asked, c.Field) {
				asked = append(asked, c.Field)
			}
		}
	}
	for _, f := range s.Fields {
		for _, c := range f.Checks {
			ask(c.When)
		}
	}
	for _, b := range s.Buttons {
		ask(b.When)
		for _, to := range [][]flow.Branch{b.To, b.Refused.To} {
			for _, t := range to {
				ask(t.When)
			}
		}
	}
	return asked
}

// ways returns the samples and then all other ways to choose in the fields
// that conditions ask about.
func (e *explorer) ways(p *place, asked []*flow.Field, samples []fill) [][]fill {
	ways := [][]fill{samples}
	for _, f := range asked {
		for _, way := range ways[:len(ways):len(ways)] {
			for choice := range f.OptionCount() + 1 {
				if choice != f.SampleChoice {
					ways = append(ways, replaced(way, fill{f, value{choice: choice}}))
				}
			}
		}
		if len(ways) > e.limits.Ways {
			e.limit = "the ways to choose on screen " + p.screen.ID
			return ways[:1]
		}
	}
	return ways
}
