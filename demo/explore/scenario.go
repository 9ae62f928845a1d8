package explore

import (
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// Scenario is a rehearsal from its beginning, event by event.
type Scenario struct {
	Seed   uint32
	Events []simulate.Event
}

// Scenarios returns rehearsals that together make every move from every place:
// they come to every screen, take every branch, and have values on both sides
// of every check, at its bounds too. Whatever else is made of the flow must
// agree with package simulate in them. Where a limit is reached they cover
// only what was seen.
func Scenarios(f *flow.Flow, l Limits) []Scenario {
	e := newExplorer(f, l)
	e.record = true
	e.explore()
	var all []Scenario
	for t := newTour(e); t.left > 0; {
		s := t.rehearse(uint32(len(all) + seed))
		if len(s.Events) == 0 {
			break // what is left was seen only from where a limit was reached
		}
		all = append(all, s)
	}
	return all
}

// tour walks the graph of places until every way was taken.
type tour struct {
	explorer *explorer
	// taken is how many of the ways of each place were taken.
	taken []int
	left  int
}

func newTour(e *explorer) *tour {
	t := &tour{explorer: e, taken: make([]int, len(e.places))}
	for _, p := range e.places {
		t.left += len(p.ways)
	}
	return t
}

// maxEvents is how long a scenario becomes: one that fails should be short
// enough to look at, and many begin anew.
const maxEvents = 2000

// rehearse walks from the start, by ways not yet taken where there are any and
// else to the nearest place that has some, until there are no more to come to.
func (t *tour) rehearse(seed uint32) Scenario {
	e := t.explorer
	s := Scenario{Seed: seed}
	state, at := e.machine.Start(seed), e.places[0]
	for len(s.Events) < maxEvents {
		route := t.route(at)
		if len(route) == 0 {
			break
		}
		for _, w := range route {
			events := append(w.move.fill(state), w.move.last())
			state, _ = e.machine.Run(state, events)
			s.Events = append(s.Events, events...)
		}
		key := e.key(state)
		if at = e.byKey[key]; at == nil {
			break // a probe led where nothing goes on
		}
	}
	return s
}

// route returns the shortest way to a way that was not taken, and that way.
func (t *tour) route(from *place) []way {
	type step struct {
		at     *place
		before int
		by     way
	}
	seen := make([]bool, len(t.taken))
	seen[from.number] = true
	steps := []step{{at: from, before: -1}}
	for i := 0; i < len(steps); i++ {
		p := steps[i].at
		if n := t.taken[p.number]; n < len(p.ways) {
			t.taken[p.number]++
			t.left--
			route := []way{p.ways[n]}
			for ; steps[i].before >= 0; i = steps[i].before {
				route = append([]way{steps[i].by}, route...)
			}
			return route
		}
		for _, w := range p.ways {
			if w.to != nil && !seen[w.to.number] {
				seen[w.to.number] = true
				steps = append(steps, step{w.to, i, w})
			}
		}
	}
	return nil
}
