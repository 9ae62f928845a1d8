package flow

import "fmt"

// ruleOutcome: an outcome is where a flow ends, so nothing is done there; any
// other screen must have something to press.
func ruleOutcome(p *parser) {
	for _, s := range p.flow.Screens {
		switch {
		case p.unread[s]:
		case s.Outcome == None && len(s.Buttons) == 0:
			p.problem(s.Pos, "no-way-on", fmt.Sprintf("screen %s has no buttons", s.ID),
				"give it buttons, or, if the procedure ends here, outcome: success | dead-end | link")
		case s.Outcome == None && s.Link != "":
			p.problem(s.Pos, "link-without-outcome", fmt.Sprintf("screen %s has a link but is no outcome", s.ID), "add outcome: link")
		case s.Outcome != None && len(s.Fields) > 0:
			p.problem(s.Pos, "outcome-with-fields", fmt.Sprintf("screen %s is an outcome and has fields", s.ID),
				"move the fields to a screen before it, or remove outcome")
		case s.Outcome != None && len(s.Buttons) > 0:
			p.problem(s.Pos, "outcome-with-buttons", fmt.Sprintf("screen %s is an outcome and has buttons", s.ID),
				"remove the buttons, or remove outcome")
		case s.Outcome == DeadEnd && s.Text.IsZero():
			p.warn(s.Pos, "unexplained-dead-end", fmt.Sprintf("dead end %s does not say what can be done instead", s.ID), "add text: …")
		}
	}
}
