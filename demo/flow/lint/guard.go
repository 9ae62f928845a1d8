package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

// guards: what a condition asks about can change. A value of the record that
// nothing sets, a counter that nothing counts and a timer that nothing starts
// stay as they are at the start. A screen that several flows share may ask all
// the same: what changes in one need not in another.
func guards(in Input) (found problems) {
	changes := changing(in.Flow)
	for _, b := range in.Flow.Buttons {
		for _, c := range b.Conditions() {
			if c.Pos.File != in.Flow.File || c.Field != nil || changes[subjectOf(c)] {
				continue
			}
			holds, why := !c.Is, ""
			switch {
			case c.Slot != nil:
				holds, why = c.Is != c.Slot.Null, "nothing sets record."+c.Slot.Name
			case c.Counter != nil:
				why = "nothing counts " + c.Counter.Name
			case c.Timer != nil:
				why = "nothing starts " + c.Timer.Name
			}
			if holds {
				found.add(c.Pos, "always", fmt.Sprintf("this condition always holds: %s", why), "remove it, or change what it asks about")
			} else {
				found.add(c.Pos, "never", fmt.Sprintf("this condition never holds: %s", why), "remove what depends on it, or change what it asks about")
			}
		}
	}
	return found
}

// changing returns the values of the record, counters and timers that something
// changes.
func changing(f *flow.Flow) map[subject]bool {
	changes := map[subject]bool{}
	start := func(timers []*flow.Timer) {
		for _, t := range timers {
			changes[subject{timer: t}] = true
		}
	}
	for _, b := range f.Buttons {
		for _, a := range b.Set {
			changes[subject{slot: a.Slot}] = true
		}
		for _, list := range [...][]*flow.Counter{b.Count, b.Refused.Count} {
			for _, c := range list {
				changes[subject{counter: c}] = true
			}
		}
		start(b.Starts)
	}
	for _, s := range f.Screens {
		start(s.Starts)
	}
	return changes
}
