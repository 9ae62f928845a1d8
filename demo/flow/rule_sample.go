package flow

import "fmt"

// ruleSamples: a reader can always have a field filled in, except where the
// point is that nothing fits, because the record has no value.
func ruleSamples(p *parser) {
	for _, f := range p.flow.Fields {
		if f.Sample != "" || f.SampleChoice != 0 || f.Kind.IsDrawn() || forgotten(f) || p.doubtful[f] {
			continue
		}
		if other := comparedWith(f); other != nil && p.doubtful[other] {
			continue // what it must equal is what was mistyped
		}
		if f.IsRequired() && !p.lacking {
			p.problem(f.Pos, "missing-sample", fmt.Sprintf("field %s has no sample", f.ID),
				"add sample: what the fictional customer types, or equals: record.…")
		}
	}
}

// forgotten reports whether a field wants a value that the record lacks, be it
// by a mistake, of which the author has been told.
func forgotten(f *Field) bool {
	for _, c := range f.Checks {
		if s := c.Slot; c.Kind == EqualsSlot && (s.Null || s.Value == "" || s.Options != nil && s.Choice == 0) {
			return true
		}
	}
	return false
}
