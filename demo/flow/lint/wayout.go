package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

// ways: an outcome can be reached from every screen.
func ways(in Input) (found problems) {
	var ends []*flow.Screen
	for _, s := range in.Flow.Screens {
		if s.Outcome != flow.None {
			ends = append(ends, s)
		}
	}
	if len(ends) == 0 {
		found.add(in.Flow.Start.Pos, "no-outcome", "this flow has no outcome", "mark the last screen with outcome: success")
		return found
	}
	into := in.Flow.Arrivals()
	leads := make([]bool, len(in.Flow.Screens))
	for _, v := range flow.BreadthFirst(ends, func(s *flow.Screen) []flow.Edge { return into[s.Index] }, flow.Edge.From) {
		leads[v.Node.Index] = true
	}
	for _, s := range in.Flow.Screens {
		if !leads[s.Index] && len(s.Buttons) > 0 {
			found.add(s.Pos, "no-way-out", fmt.Sprintf("no outcome can be reached from screen %s", s.ID), "let one of its buttons lead to an outcome, or to a screen on the way to one")
		}
	}
	return found
}
