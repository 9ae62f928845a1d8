package flow

import "fmt"

// ruleUnreachable: every screen can be reached from the start.
func ruleUnreachable(p *parser) {
	reached := make([]bool, len(p.flow.Screens))
	for _, v := range BreadthFirst([]*Screen{p.flow.Start}, (*Screen).Edges, Edge.To) {
		reached[v.Node.Index] = true
	}
	for _, s := range p.flow.Screens {
		if !reached[s.Index] {
			p.problem(s.Pos, "unreachable", fmt.Sprintf("no button leads to screen %s", s.ID), "add a button with to: "+s.ID+", or remove the screen")
		}
	}
}
