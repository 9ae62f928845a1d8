package flow

import "fmt"

// ruleWayOut: from every screen an outcome can be reached.
func ruleWayOut(p *parser) {
	if !hasOutcome(p.flow) {
		p.problem(p.flow.Start.Pos, "no-outcome", "this flow has no outcome", "mark the last screen with outcome: success")
		return
	}
	ends := make([]bool, len(p.flow.Screens))
	var queue []*Screen
	for _, s := range p.flow.Screens {
		if s.Outcome != None {
			ends[s.Index] = true
			queue = append(queue, s)
		}
	}
	for into := p.flow.arrows(); len(queue) > 0; queue = queue[1:] {
		for _, a := range into[queue[0].Index] {
			if !ends[a.from.Index] {
				ends[a.from.Index] = true
				queue = append(queue, a.from)
			}
		}
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
