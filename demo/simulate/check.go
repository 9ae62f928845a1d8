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
		if v.empty() {
			if c.Kind == flow.Required {
				return i + 1
			}
			continue
		}
		if !m.passes(s, f, i, v) {
			return i + 1
		}
	}
	return 0
}

// passes reports whether a value that is not empty passes check i of f.
func (m *Machine) passes(s *State, f *flow.Field, i int, v Value) bool {
	c := &f.Checks[i]
	switch c.Kind {
	case flow.MinLength:
		return len(v.Text) >= c.Length
	case flow.MaxLength:
		return len(v.Text) <= c.Length
	case flow.Length:
		return len(v.Text) == c.Length
	case flow.Pattern:
		return isWellFormed(v.Text) && m.patterns[f.Index][i].MatchString(decode(v.Text))
	case flow.Contains:
		return containsAll(v.Text, c.Classes)
	case flow.Only:
		return !slices.ContainsFunc(v.Text, func(u uint16) bool { return !inAny(u, c.Classes) })
	case flow.EqualsSlot:
		want := s.Slots[c.Slot.Index]
		return !want.empty() && v.equal(want)
	case flow.EqualsField:
		return v.equal(s.Fields[c.Field.Index].Value)
	case flow.IsResidentID:
		return flow.ValidResidentID(decode(v.Text))
	case flow.IsMobile:
		return isMobile(v.Text)
	case flow.IsShown:
		return slices.Equal(v.Text, s.Fields[f.Index].Shown)
	}
	return true
}

func containsAll(text []uint16, classes []flow.Class) bool {
	for _, c := range classes {
		if !slices.ContainsFunc(text, func(u uint16) bool { return inClass(u, c) }) {
			return false
		}
	}
	return true
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
