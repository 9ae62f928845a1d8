package simulate

import (
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
)

// check returns the error of a field: 0, or 1 + the first check that fails.
func (m *Machine) check(s *State, f *flow.Field) int {
	v := s.Fields[f.Index].Value
	for i, c := range f.Checks {
		if !s.Holds(c.When) || v.empty() && !c.Kind.Spec().OnEmpty {
			continue
		}
		if !m.passes(s, f, i, v) {
			return i + 1
		}
	}
	return 0
}

// passes reports whether a value passes check i of f.
func (m *Machine) passes(s *State, f *flow.Field, i int, v Value) bool {
	c := &f.Checks[i]
	switch c.Kind {
	case flow.Required:
		return !v.empty()
	case flow.MinLength:
		return len(v.Text) >= c.Length
	case flow.MaxLength:
		return len(v.Text) <= c.Length
	case flow.Length:
		return len(v.Text) == c.Length
	case flow.Pattern:
		return isWellFormed(v.Text) && m.patterns[f.Index][i].MatchString(decode(v.Text))
	case flow.Contains:
		return containsSome(v.Text, c.Classes, len(c.Classes))
	case flow.ContainsSome:
		return containsSome(v.Text, c.Classes, c.AtLeast)
	case flow.Only:
		return !slices.ContainsFunc(v.Text, func(u uint16) bool { return !inAny(u, c.Classes) })
	case flow.EqualsSlot:
		want := s.Slots[c.Slot.Index]
		return !want.empty() && v.equal(want)
	case flow.EqualsField:
		return v.equal(s.Fields[c.Field.Index].Value)
	case flow.IsIDNumber:
		return m.passesID(f, i, v.Text)
	case flow.IsMobile:
		return isMobile(v.Text)
	case flow.IsShown, flow.IsCode:
		return slices.Equal(v.Text, s.Fields[f.Index].Shown)
	case flow.IsSent:
		return len(s.Fields[f.Index].Shown) > 0
	case flow.HasAttempts:
		return s.Counters[f.SMS.Attempts.Index] < f.SMS.Attempts.Max
	case flow.IsFresh:
		return s.Timers[f.SMS.Expires.Index] > 0
	}
	return true
}

// passesID reports whether a text passes check i of f, for numbers of identity
// documents.
func (m *Machine) passesID(f *flow.Field, i int, text []uint16) bool {
	re := m.patterns[f.Index][i]
	if re != nil && !(isWellFormed(text) && re.MatchString(decode(text))) {
		return false
	}
	return re != nil && len(text) != flow.ResidentIDUnits || flow.ValidResidentID(decode(text))
}

// containsSome reports whether a text has characters of at least n classes.
func containsSome(text []uint16, classes []flow.Class, n int) bool {
	for _, c := range classes {
		if slices.ContainsFunc(text, func(u uint16) bool { return inClass(u, c) }) {
			n--
		}
	}
	return n <= 0
}

func inAny(u uint16, classes []flow.Class) bool {
	return slices.ContainsFunc(classes, func(c flow.Class) bool { return inClass(u, c) })
}

func inClass(u uint16, c flow.Class) bool {
	digit := u >= '0' && u <= '9'
	upper := u >= 'A' && u <= 'Z'
	lower := u >= 'a' && u <= 'z'
	switch c {
	case flow.Digit:
		return digit
	case flow.Upper:
		return upper
	case flow.Lower:
		return lower
	case flow.Letter:
		return upper || lower
	}
	return u > ' ' && u < 0x7F && !digit && !upper && !lower
}

func isMobile(text []uint16) bool {
	return len(text) == flow.MobileUnits && text[0] == '1' && text[1] >= '3' &&
		!slices.ContainsFunc(text, func(u uint16) bool { return !inClass(u, flow.Digit) })
}

// isWellFormed reports whether every surrogate has its other half.
func isWellFormed(text []uint16) bool {
	return slices.Equal(utf16.Encode(utf16.Decode(text)), text)
}

func encode(s string) []uint16    { return utf16.Encode([]rune(s)) }
func decode(text []uint16) string { return string(utf16.Decode(text)) }
