package flow

import "fmt"

// ruleBranches: of a button's branches the last is taken where no other is,
// and none stands behind one that is always taken.
func ruleBranches(p *parser) {
	for _, b := range p.flow.Buttons {
		for i, t := range b.To {
			last := i == len(b.To)-1
			if last && len(t.When) > 0 {
				p.problem(t.Pos, "branch-gap", "it is not said where the button leads when none of its conditions holds",
					"end the list with a branch without when: - {to: …}")
			}
			if !last && len(t.When) == 0 {
				p.problem(b.To[i+1].Pos, "branch-hidden", "this branch is never taken: the one before it has no conditions", "remove it, or move the one before it to the end")
				break
			}
			if earlier := implied(b.To[:i], t); earlier != nil && len(t.When) > 0 {
				p.problem(t.Pos, "branch-hidden", fmt.Sprintf("this branch is never taken: whenever its conditions hold, so do those of the branch to %s", earlier.Screen.ID), "remove one of them")
			}
		}
	}
}

// implied returns the first of the earlier branches that is taken whenever t
// would be.
func implied(earlier []Branch, t Branch) *Branch {
	for i := range earlier {
		if holdsFor(earlier[i].When, t.When) {
			return &earlier[i]
		}
	}
	return nil
}

// holdsFor reports whether all of the conditions are among the given ones.
func holdsFor(conditions, given []Condition) bool {
	for _, c := range conditions {
		found := false
		for _, g := range given {
			found = found || g.Field == c.Field && g.Choice == c.Choice
		}
		if !found {
			return false
		}
	}
	return true
}
