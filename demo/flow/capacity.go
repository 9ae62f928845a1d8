package flow

import "unicode/utf16"

const (
	// MaxUnits is the longest text that can pass; with the one unit more that
	// tells a longer one, it fits the smallest exchange buffer.
	MaxUnits = 127
	// usualUnits bounds texts whose flow does not say how long they may be.
	usualUnits = 64
	// leastCapacity keeps a text that is much too long recognisable to the
	// reader who typed it.
	leastCapacity = 32
)

// ownLimit is the longest text that passes the checks of f by their lengths,
// or 0 where they do not say.
func (f *Field) ownLimit() int {
	limit := f.Kind.Spec().Units
	for _, c := range f.Checks {
		if (c.Kind == MaxLength || c.Kind == Length) && (limit == 0 || c.Length < limit) {
			limit = c.Length
		}
	}
	return limit
}

// BoundLength gives a text a check of its length where nothing says how long it
// may be, neither a length nor a value that it must equal: what is cut off must
// not pass.
func (f *Field) BoundLength() {
	if f.Kind.IsChoice() || f.ownLimit() > 0 {
		return
	}
	for _, c := range f.Checks {
		if c.Kind == EqualsSlot || c.Kind == EqualsField {
			return
		}
	}
	c := Check{Kind: MaxLength, Length: usualUnits, Pos: f.Pos}
	c.Message = UsualMessage(f, c)
	f.Checks = append(f.Checks, c)
}

// Settle decides how much is kept of each text: the longest that a
// field lets pass and that a slot comes to hold. Fields that must equal a slot,
// and slots that are set from fields, depend on each other; the limits only grow,
// so going round until nothing changes ends.
func (f *Flow) Settle() {
	limit := make([]int, len(f.Fields))
	for _, s := range f.Record {
		s.Capacity = Units(s.Value)
	}
	for _, field := range f.Fields {
		limit[field.Index] = field.ownLimit()
	}
	for f.raise(limit) {
	}
	for _, s := range f.Record {
		if s.Options != nil {
			s.Capacity = 0
		}
	}
	for _, field := range f.Fields {
		if !field.Kind.IsChoice() {
			field.Capacity = max(limit[field.Index]+1, leastCapacity)
		}
	}
}

// raise goes round once and reports whether a limit grew.
func (f *Flow) raise(limit []int) (grown bool) {
	raise := func(n *int, to int) {
		if to > *n {
			*n, grown = to, true
		}
	}
	for _, field := range f.Fields {
		if field.ownLimit() > 0 {
			continue
		}
		for _, c := range field.Checks {
			switch c.Kind {
			case EqualsSlot:
				raise(&limit[field.Index], c.Slot.Capacity)
			case EqualsField:
				raise(&limit[field.Index], limit[c.Field.Index])
			}
		}
	}
	for _, b := range f.Buttons {
		for _, a := range b.Set {
			raise(&a.Slot.Capacity, limit[a.Field.Index])
		}
	}
	return grown
}

// Units returns the length of s in UTF-16 code units.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
