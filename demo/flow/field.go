package flow

import "slices"

// IsRequired reports whether f must be filled in.
func (f *Field) IsRequired() bool {
	return slices.ContainsFunc(f.Checks, func(c Check) bool { return c.Kind == Required })
}

// OptionCount is how many options a choice has; what can be ticked has one.
func (f *Field) OptionCount() int {
	if f.Kind.IsTick() {
		return 1
	}
	return len(f.Options)
}

// Option returns the number of an option, from 1, by what the real service
// calls it; 0 for none.
func (f *Field) Option(name string) int { return 1 + slices.Index(f.OptionNames(), name) }

// OptionNames returns what the real service calls the options.
func (f *Field) OptionNames() []string { return Originals(f.Options) }

// EqualTo returns the field whose value f's must equal, or nil.
func (f *Field) EqualTo() *Field {
	for _, c := range f.Checks {
		if c.Kind == EqualsField {
			return c.Field
		}
	}
	return nil
}

// Comparable reports whether two fields can keep the same value: two texts, or
// two choices with the same options.
func Comparable(a, b *Field) bool {
	return a.Kind.Spec().Holds == b.Kind.Spec().Holds && slices.Equal(a.OptionNames(), b.OptionNames())
}

// HasSample reports whether the persona fills in the field.
func (f *Field) HasSample() bool { return f.Sample != "" || f.SampleChoice != 0 }

// DeriveSamples gives fields without a sample the one that their checks fix:
// that of a field that they must equal, or the value of the record.
func (f *Flow) DeriveSamples() {
	for _, field := range f.Fields {
		from := field
		for range field.Screen.Fields { // more steps would go in a circle
			if from == nil || field.copySample(from) {
				break
			}
			from = from.EqualTo()
		}
		if field.Kind.IsTick() && field.IsRequired() {
			field.SampleChoice = 1
		}
	}
}

// copySample takes the sample of from, which f's must equal, or the value of
// the record that from's must equal.
func (f *Field) copySample(from *Field) bool {
	if from.HasSample() {
		f.Sample, f.SampleChoice = from.Sample, from.SampleChoice
		return true
	}
	for _, c := range from.Checks {
		if c.Kind != EqualsSlot || c.Slot.Null {
			continue
		}
		if f.Kind.IsChoice() {
			f.SampleChoice = f.Option(c.Slot.Value)
		} else {
			f.Sample = c.Slot.Value
		}
		return true
	}
	return false
}

// Field returns the field of that name, or nil.
func (s *Screen) Field(id string) *Field {
	for _, f := range s.Fields {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// Current reports whether b is the tab of the screen that it is on.
func (b *Button) Current() bool {
	return b.Role == Tab && len(b.To) == 1 && b.To[0].Screen == b.Screen
}

// Conditions returns all that a button asks about, beginning with When.
func (b *Button) Conditions() []Condition {
	all := slices.Clone(b.When)
	for _, e := range b.Edges() {
		all = append(all, e.Branch().When...)
	}
	return all
}
