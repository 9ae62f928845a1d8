package flow

import "fmt"

// ruleDialog: a dialog lies over an ordinary screen, asks for nothing but a
// press, and is come to from there.
func ruleDialog(p *parser) {
	for _, s := range p.flow.Screens {
		switch {
		case s.Over == nil:
			continue
		case s.Over == s || s.Over.Over != nil || s.Over.Outcome != None:
			p.problem(s.Pos, "dialog-over-nothing", fmt.Sprintf("%s is no screen that a dialog can lie over", s.Over.ID), "let over name a screen that is neither a dialog nor an outcome")
		case s.Outcome != None:
			p.problem(s.Pos, "dialog-outcome", fmt.Sprintf("dialog %s is an outcome", s.ID), "let its button lead to one")
		case len(s.Fields) > 0:
			p.problem(s.Pos, "dialog-with-fields", fmt.Sprintf("dialog %s has fields", s.ID), "make it a screen: remove over")
		}
	}
	if p.flow.Start != nil && p.flow.Start.Over != nil {
		p.problem(p.flow.Start.Pos, "dialog-elsewhere", "a flow cannot begin with a dialog", "let start name the screen below it")
	}
}

// ruleArrivals: only what lies below a dialog, or beside it over the same
// screen, leads to it.
func ruleArrivals(p *parser) {
	for _, b := range p.flow.Buttons {
		for _, e := range b.Edges() {
			to := e.To()
			if over := to.Over; over != nil && b.Screen != over && b.Screen.Over != over {
				p.problem(e.branch().Pos, "dialog-elsewhere", fmt.Sprintf("dialog %s lies over screen %s, and this button is on %s", to.ID, over.ID, b.Screen.ID),
					"lead to "+over.ID+", or give this screen a dialog of its own")
			}
		}
	}
}
