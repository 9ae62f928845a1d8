package lint

import (
	"fmt"
	"slices"

	"rehearse/demo/flow"
)

// lengths: the lengths that a field asks for must leave one that passes.
func lengths(in Input) (found problems) {
	for _, f := range in.Flow.Fields {
		low, high := f.Kind.Spec().Units, flow.MaxUnits
		if low > 0 {
			high = low
		}
		for _, c := range f.Checks {
			switch c.Kind {
			case flow.MinLength:
				low = max(low, c.Length)
			case flow.MaxLength:
				high = min(high, c.Length)
			case flow.Length:
				low, high = max(low, c.Length), min(high, c.Length)
			case flow.Contains:
				low = max(low, fewest(c.Classes, len(c.Classes)))
			case flow.ContainsSome:
				low = max(low, fewest(c.Classes, c.AtLeast))
			default:
				continue
			}
			if low > high {
				found.add(c.Pos, "conflicting-lengths",
					fmt.Sprintf("nothing that is typed into %s can pass: it needs at least %d and at most %d characters", f.ID, low, high),
					"raise the one or lower the other")
				break
			}
		}
	}
	return found
}

// fewest is how many characters are needed to have n of some classes.
func fewest(classes []flow.Class, n int) int {
	if n > 1 && slices.Contains(classes, flow.Letter) && (slices.Contains(classes, flow.Upper) || slices.Contains(classes, flow.Lower)) {
		n--
	}
	return n
}

// circles: a field is not compared with itself by way of others, or nothing
// would fix its value.
func circles(in Input) (found problems) {
	for _, s := range in.Flow.Screens {
		// round is the one in which a field was passed; each field is compared
		// with one other at most, so every round ends.
		round := map[*flow.Field]int{}
		for i, f := range s.Fields {
			at := f
			for at != nil && round[at] == 0 {
				round[at] = i + 1
				at = at.EqualTo()
			}
			if at != nil && round[at] == i+1 {
				found.add(at.Pos, "circle", fmt.Sprintf("%q is compared with itself by way of other fields", at.ID), "let one of them do without equals")
			}
		}
	}
	return found
}

// samples: every field that must be filled in has a sample, unless nothing can
// fit because the record has no value.
func samples(in Input) (found problems) {
	for _, f := range in.Flow.Fields {
		if f.HasSample() || f.SampleOf != nil || !f.IsRequired() || f.Kind.IsDrawn() || isForgotten(f) || in.LacksRecord || in.Doubtful[f] {
			continue
		}
		if other := f.EqualTo(); other != nil && in.Doubtful[other] {
			continue // what it must equal is what was mistyped
		}
		found.add(f.Pos, "missing-sample", fmt.Sprintf("field %s has no sample", f.ID),
			"add sample: what the fictional customer types, or equals: record.…")
	}
	return found
}

// isForgotten reports whether a field wants a value that the record lacks, if
// only by a mistake that has been reported.
func isForgotten(f *flow.Field) bool {
	return slices.ContainsFunc(f.Checks, func(c flow.Check) bool {
		s := c.Slot
		return c.Kind == flow.EqualsSlot && (s.Null || s.Value == "" || s.Options != nil && s.Choice == 0)
	})
}

// sent: for every SMS code there is a button that sends it.
func sent(in Input) (found problems) {
	for _, f := range in.Flow.Fields {
		if f.Kind == flow.SMSCode && f.SMS.Sender == nil {
			found.add(f.Pos, "never-sent", fmt.Sprintf("no button sends %s", f.ID), "add a button with send: "+f.ID)
		}
	}
	return found
}
