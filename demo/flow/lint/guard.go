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
				holds, why = holdsAtStart(c), "nothing sets record."+c.Slot.Name
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

// holdsAtStart reports whether what is asked of a slot is so as a flow begins.
func holdsAtStart(c flow.Condition) bool {
	if c.AsksWhich() {
		return c.Choice != 0 && c.Choice == c.Slot.Choice || c.Text != "" && c.Text == c.Slot.Value
	}
	return c.Is != c.Slot.Null
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

// unused: what the record knows should matter, and so should what is counted
// and timed. What a persona or another flow knows besides is theirs.
func unused(in Input) (found problems) {
	asked := map[subject]bool{}
	for _, f := range in.Flow.Fields {
		asked[subject{slot: f.SampleOf}] = true
		for _, c := range f.Checks {
			asked[subject{slot: c.Slot}] = true
		}
	}
	for _, s := range in.Flow.Named() {
		asked[subject{slot: s}] = true
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
