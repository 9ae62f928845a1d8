package explore

import (
	"slices"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// moves are all that is tried in a place: in every way of choosing that the
// conditions of the screen tell apart, every button with what passes; then
// with one field after the other filled in otherwise; then what happens
// without a button.
func (e *explorer) moves(p *place) []*move {
	samples := make([]fill, 0, len(p.screen.Fields))
	for _, f := range p.screen.Fields {
		samples = append(samples, fill{f, sample(f)})
	}
	asked := askedFields(p.screen)
	e.visits[p.screen.Index]++
	thorough := !e.record || e.visits[p.screen.Index] <= enoughVisits
	var moves []*move
	for i, way := range e.ways(p, asked, samples) {
		base := e.passing(p, way, asked, i == 0)
		for j, b := range p.screen.Buttons {
			m := &move{button: b}
			if j == 0 || b.Submit || len(asked) > 0 {
				m.fills = base
			}
			if i == 0 || len(m.fills) > 0 {
				moves = append(moves, m)
			}
			if b.Submit {
				moves = append(moves, e.failing(p, b, base, i == 0, thorough)...)
			}
		}
	}
	return append(moves, e.events(p)...)
}

// events are the moves without a button: captchas are drawn anew, and time
// passes until the next timer has run out.
func (e *explorer) events(p *place) []*move {
	var moves []*move
	for _, f := range p.screen.Fields {
		if f.Kind == flow.Captcha {
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
			for choice := range optionCount(f) + 1 {
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

// enoughVisits is how many places of a screen scenarios look at thoroughly:
// what is typed in one is checked as in another.
const enoughVisits = 2

// failing returns the presses in which one field is filled in otherwise:
// empty, and with what fails each of its checks; and, for scenarios, with what
// lies near the bounds. Unless all are wanted, only fields whose checks depend
// on choices; unless it is to be thorough, only what can change more than errors:
// one refusal, and the attempts of codes.
func (e *explorer) failing(p *place, b *flow.Button, base []fill, all, thorough bool) []*move {
	var moves []*move
	for i, f := range base {
		switch {
		case !slices.Contains(b.Checks, f.field):
			continue
		case !all && !dependsOnChoices(f.field):
			continue
		case !thorough && i > 0 && f.field.SMS == nil:
			continue
		}
		others, probes := e.others(f.field, p, base)
		for _, v := range others {
			moves = append(moves, &move{button: b, fills: replaced(base, fill{f.field, v})})
		}
		if with := followers(f.field, value{}); len(with) > 0 {
			moves = append(moves, &move{button: b, fills: replaced(base, append(with, fill{f.field, value{}})...)})
		}
		if !thorough {
			continue
		}
		for _, v := range probes {
			with := append(followers(f.field, v), fill{f.field, v})
			moves = append(moves, &move{button: b, fills: replaced(base, with...), probe: true})
		}
	}
	return moves
}

func dependsOnChoices(f *flow.Field) bool {
	return slices.ContainsFunc(f.Checks, func(c flow.Check) bool { return len(c.When) > 0 })
}

// followers fills the fields that must equal f in the same way.
func followers(f *flow.Field, v value) []fill {
	var with []fill
	for _, other := range f.Screen.Fields {
		for _, c := range other.Checks {
			if c.Kind == flow.EqualsField && c.Field == f {
				with = append(with, fill{other, v})
			}
		}
	}
	return with
}

// others returns what is filled into a field beside what passes, and which
// values are only for scenarios.
func (e *explorer) others(f *flow.Field, p *place, base []fill) (others, probes []value) {
	if f.Kind.IsChoice() {
		for choice := range optionCount(f) + 1 {
			if choice != f.SampleChoice {
				others = append(others, value{choice: choice})
			}
		}
		return others, nil
	}
	others = append(others, value{})
	var goal search
	if f.Kind.IsDrawn() {
		others = append(others, value{shown: true, change: otherFirst})
	} else {
		goal = e.search(f, p, base)
		for i := range f.Checks {
			text, verdict := goal.failing(i)
			if verdict == found {
				others = append(others, value{text: text})
			}
			e.fields[f.Index].unknown[i] = e.fields[f.Index].unknown[i] || verdict == gaveUp
		}
	}
	if !e.record {
		return others, nil
	}
	for c := otherFirst; c <= repeated; c++ {
		v := sample(f)
		v.change = c
		probes = append(probes, v)
	}
	if !f.Kind.IsDrawn() {
		for _, text := range goal.near() {
			probes = append(probes, value{text: text})
		}
	}
	return others, probes
}

// optionCount is how many options a choice has: what is ticked has one.
func optionCount(f *flow.Field) int {
	if f.Kind.IsTick() {
		return 1
	}
	return len(f.Options)
}
