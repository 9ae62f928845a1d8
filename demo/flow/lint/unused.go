package lint

import (
	"fmt"
)

// unused: what the record knows should matter, and so should what is counted
// and timed. What a persona or another flow knows besides is theirs.
func unused(in Input) (found problems) {
	asked := map[subject]bool{}
	for _, f := range in.Flow.Fields {
		for _, c := range f.Checks {
			asked[subject{slot: c.Slot}] = true
		}
	}
	for _, b := range in.Flow.Buttons {
		for _, a := range b.Set {
			asked[subject{slot: a.Slot}] = true
		}
		for _, c := range b.Conditions() {
			asked[subjectOf(c)] = true
		}
	}
	for _, s := range in.Flow.Record {
		if !asked[subject{slot: s}] && s.Pos.File == in.Flow.File {
			found.warn(s.Pos, "unused", fmt.Sprintf("record.%s is used nowhere", s.Name), "remove it, or let a field have equals: record."+s.Name)
		}
	}
	for _, c := range in.Flow.Counters {
		if c.Name != "" && !asked[subject{counter: c}] {
			found.warn(c.Pos, "unused", fmt.Sprintf("no condition asks about counter %s, so it limits nothing", c.Name), "remove it, or add a branch with when: {"+c.Name+": max}")
		}
	}
	for _, t := range in.Flow.Timers {
		if t.Name != "" && !asked[subject{timer: t}] {
			found.warn(t.Pos, "unused", fmt.Sprintf("no condition asks about timer %s", t.Name), "remove it, or let a button have when: {"+t.Name+": elapsed}")
		}
	}
	return found
}
