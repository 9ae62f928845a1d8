package flow

import "fmt"

// ruleWayOut: from every screen an outcome can be reached.
func ruleWayOut(p *parser) {
	if !hasOutcome(p.flow) {
		p.problem(p.flow.Start.Pos, "no-outcome", "this flow has no outcome", "mark the last screen with outcome: success")
		return
	}
	var outcomes []*Screen
	for _, s := range p.flow.Screens {
		if s.Outcome != None {
			outcomes = append(outcomes, s)
		}
	}
	into := p.flow.Arrivals()
	ends := make([]bool, len(p.flow.Screens))
	for _, v := range BreadthFirst(outcomes, func(s *Screen) []Edge { return into[s.Index] }, Edge.From) {
		ends[v.Node.Index] = true
	}
	for _, s := range p.flow.Screens {
		if !ends[s.Index] && len(s.Buttons) > 0 {
			p.problem(s.Pos, "no-way-out", fmt.Sprintf("no outcome can be reached from screen %s", s.ID), "let one of its buttons lead to an outcome, or to a screen on the way to one")
		}
	}
}

func hasOutcome(f *Flow) bool {
	for _, s := range f.Screens {
		if s.Outcome != None {
			return true
		}
	}
	return false
}
