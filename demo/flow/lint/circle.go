package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

// circles: a field is not compared with itself by way of others, or nothing
// would say what its value has to be.
func circles(in Input) (found problems) {
	for _, s := range in.Flow.Screens {
		// round is the one in which a field was passed; each field is compared
		// with one other at most, so every round ends.
		round := map[*flow.Field]int{}
		for i, f := range s.Fields {
			at := f
			for at != nil && round[at] == 0 {
				round[at] = i + 1
				at = at.EqualTo()
			}
			if at != nil && round[at] == i+1 {
				found.add(at.Pos, "circle", fmt.Sprintf("%q is compared with itself by way of other fields", at.ID), "let one of them do without equals")
			}
		}
	}
	return found
}
