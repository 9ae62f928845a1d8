package explore

import (
	"fmt"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// coverage is what scenarios came to.
type coverage struct {
	screens  []bool
	branches map[string]bool
	failed   map[string]bool // by field and check
	passed   []bool          // fields that were filled in and passed
}

func cover(f *flow.Flow, scenarios []Scenario) coverage {
	c := coverage{make([]bool, len(f.Screens)), map[string]bool{}, map[string]bool{}, make([]bool, len(f.Fields))}
	m := simulate.New(f)
	for _, s := range scenarios {
		state := m.Start(s.Seed)
		c.screens[state.Screen] = true
		for _, event := range s.Events {
			before := state
			var result int
			state, result = m.Step(state, event)
			c.screens[state.Screen] = true
			if event.Kind == simulate.Press {
				c.press(f.Buttons[event.Index], before, state, result)
			}
		}
	}
	return c
}

func (c coverage) press(b *flow.Button, before, after simulate.State, result int) {
	if result == simulate.Done {
		c.branches[fmt.Sprint(b.Index, before.Branch(b, result))] = true
	}
	for _, f := range b.Checks {
		if code := after.Fields[f.Index].Error; result == simulate.Refused && code > 0 {
			c.failed[fmt.Sprint(f.Index, code-1)] = true
		} else if result == simulate.Done {
			c.passed[f.Index] = true
		}
	}
}

// TestScenariosCover: what an exploration says of a flow, its scenarios show.
func TestScenariosCover(t *testing.T) {
	for _, f := range site(t) {
		r := Explore(f, Limits{})
		scenarios := Scenarios(f, Limits{})
		c := cover(f, scenarios)
		events := 0
		for _, s := range scenarios {
			events += len(s.Events)
		}
		t.Logf("%s: %d scenarios, %d events", f.Name, len(scenarios), events)
		e := newExplorer(f, Limits{})
		e.explore()
		for i, s := range f.Screens {
			if c.screens[i] != (e.screens[i] != nil) {
				t.Errorf("%s: screen %s: %v", f.Name, s.ID, c.screens[i])
			}
		}
		for i, b := range f.Buttons {
			for j, taken := range e.buttons[i].taken {
				if taken && !c.branches[fmt.Sprint(i, j)] {
					t.Errorf("%s: branch %d of “%s” is not taken", f.Name, j, b.Label.Default)
				}
			}
			for _, field := range b.Checks {
				if e.buttons[i].done && !c.passed[field.Index] {
					t.Errorf("%s: field %s never passes", f.Name, field.ID)
				}
			}
		}
		for _, w := range r.Witnesses {
			if !c.failed[fmt.Sprint(w.Field.Index, w.Check)] {
				t.Errorf("%s: nothing fails %q of field %s", f.Name, w.Field.Checks[w.Check].Kind, w.Field.ID)
			}
		}
	}
}
