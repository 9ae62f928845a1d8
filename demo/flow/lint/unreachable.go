package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

// reachable: every screen can be reached from the start.
func reachable(in Input) (found problems) {
	reached := make([]bool, len(in.Flow.Screens))
	for _, v := range flow.BreadthFirst([]*flow.Screen{in.Flow.Start}, (*flow.Screen).Edges, flow.Edge.To) {
		reached[v.Node.Index] = true
	}
	for _, s := range in.Flow.Screens {
		if !reached[s.Index] {
			found.add(s.Pos, "unreachable", fmt.Sprintf("no button leads to screen %s", s.ID), "add a button with to: "+s.ID+", or remove the screen")
		}
	}
	return found
}
