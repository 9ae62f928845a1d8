package flow

import "fmt"

// ruleUnreachable: every screen can be come to from the start.
func ruleUnreachable(p *parser) {
	seen := make([]bool, len(p.flow.Screens))
	seen[p.flow.Start.Index] = true
	for queue := []*Screen{p.flow.Start}; len(queue) > 0; queue = queue[1:] {
		for _, b := range queue[0].Buttons {
			for _, t := range b.ways() {
				if !seen[t.Screen.Index] {
					seen[t.Screen.Index] = true
					queue = append(queue, t.Screen)
				}
			}
		}
	}
	for _, s := range p.flow.Screens {
		if !seen[s.Index] {
			p.problem(s.Pos, "unreachable", fmt.Sprintf("no button leads to screen %s", s.ID), "add a button with to: "+s.ID+", or remove the screen")
		}
	}
}
