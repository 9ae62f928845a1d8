package simulate

import (
	"slices"

	"rehearse/demo/flow"
)

// Run returns the state after events, and the result of the last of them. It
// is Step for several, without the copies in between.
func (m *Machine) Run(s State, events []Event) (State, int) {
	s = s.clone()
	result := Done
	for _, e := range events {
		result = m.apply(&s, e)
	}
	return s, result
}

// Branch returns the number of the branch that a button takes in a state, or
// -1 where none of its conditions holds.
func (m *Machine) Branch(s State, b *flow.Button) int {
	return slices.IndexFunc(b.To, func(t flow.Branch) bool { return s.Holds(t.When) })
}

// Normalise returns what is kept of a text that is typed into a field.
func Normalise(f *flow.Field, typed []uint16) []uint16 { return normalise(f, typed) }
