package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

// names: what conditions ask about by a bare name has that name alone.
func names(in Input) (found problems) {
	counters, timers := map[string]bool{}, map[string]bool{}
	for _, c := range in.Flow.Counters {
		counters[c.Name] = c.Name != ""
	}
	for _, t := range in.Flow.Timers {
		timers[t.Name] = t.Name != ""
	}
	look := func(others map[string]bool, name, other string, at flow.Pos) {
		if others[name] {
			found.add(at, "ambiguous-name", fmt.Sprintf("%q is also the name of %s", name, other), "conditions could mean either; rename one of them")
		}
	}
	for _, t := range in.Flow.Timers {
		look(counters, t.Name, "a counter", t.Pos)
	}
	for _, f := range in.Flow.Fields {
		look(counters, f.ID, "a counter", f.Pos)
		look(timers, f.ID, "a timer", f.Pos)
	}
	return found
}
