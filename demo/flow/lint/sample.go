package lint

import (
	"fmt"
	"slices"

	"rehearse/demo/flow"
)

// samples: a reader can always have a field filled in, except where the point is
// that nothing fits, because the record has no value.
func samples(in Input) (found problems) {
	for _, f := range in.Flow.Fields {
		if f.HasSample() || !f.IsRequired() || f.Kind.IsDrawn() || isForgotten(f) || in.LacksRecord || in.Doubtful[f] {
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
