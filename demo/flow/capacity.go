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

// limits are the lengths of the longest texts that fields let pass and that
// slots come to hold.
type limits struct{ field, slot []int }

// settleCapacities decides how much is kept of each text. Fields that must
// equal a slot, and slots that are set from fields, depend on each other; the
// limits only grow, so going round until nothing changes ends.
func (f *Flow) settleCapacities() {
	l := limits{make([]int, len(f.Fields)), make([]int, len(f.Record))}
	for _, s := range f.Record {
		l.slot[s.Index] = Units(s.Value)
	}
	for _, f := range f.Fields {
		l.field[f.Index] = f.ownLimit()
	}
	for l.grow(f) {
	}
	for _, s := range f.Record {
		if s.Capacity = l.slot[s.Index]; s.Options != nil {
			s.Capacity = 0
		}
	}
	for _, f := range f.Fields {
		if !f.Kind.IsChoice() {
			f.Capacity = max(l.field[f.Index]+1, leastCapacity)
		}
	}
}

// grow goes round once and reports whether a limit grew.
func (l limits) grow(f *Flow) bool {
	grown := false
	raise := func(limit *int, to int) {
		if to > *limit {
			*limit, grown = to, true
		}
	}
	for _, f := range f.Fields {
		if f.ownLimit() > 0 {
			continue
		}
		for _, c := range f.Checks {
			switch c.Kind {
			case EqualsSlot:
				raise(&l.field[f.Index], l.slot[c.Slot.Index])
			case EqualsField:
				raise(&l.field[f.Index], l.field[c.Field.Index])
			}
		}
	}
	for _, b := range f.Buttons {
		for _, a := range b.Set {
			raise(&l.slot[a.Slot.Index], l.field[a.Field.Index])
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
