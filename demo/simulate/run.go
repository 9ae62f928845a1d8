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

// Branch returns the number of the branch that pressing b in s takes, among
// b.To where the result is Done, and among b.Refused.To where it is not; -1
// where it takes none.
func (s State) Branch(b *flow.Button, result int) int {
	s = s.clone()
	branches := b.To
	if result == Done {
		s.carryOut(b)
	} else {
		s.count(b.Refused.Count)
		branches = b.Refused.To
	}
	return slices.IndexFunc(branches, func(t flow.Branch) bool { return s.Holds(t.When) })
}
