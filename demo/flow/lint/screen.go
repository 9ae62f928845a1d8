package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

// outcomes: an outcome is where a flow ends, so nothing is done there; any
// other screen must have something to press.
func outcomes(in Input) (found problems) {
	for _, s := range in.Flow.Screens {
		switch {
		case in.Doubtful[s]:
		case s.Outcome == flow.None && len(s.Buttons) == 0:
			found.add(s.Pos, "no-way-on", fmt.Sprintf("screen %s has no buttons", s.ID),
				"give it buttons, or, if the procedure ends here, outcome: success | dead-end | link")
		case s.Outcome == flow.None && s.Link != "":
			found.add(s.Pos, "link-without-outcome", fmt.Sprintf("screen %s has a link but is no outcome", s.ID), "add outcome: link")
		case s.Outcome != flow.None && len(s.Fields) > 0:
			found.add(s.Pos, "outcome-with-fields", fmt.Sprintf("screen %s is an outcome and has fields", s.ID),
				"move the fields to a screen before it, or remove outcome")
		case s.Outcome != flow.None && len(s.Buttons) > 0:
			found.add(s.Pos, "outcome-with-buttons", fmt.Sprintf("screen %s is an outcome and has buttons", s.ID),
				"remove the buttons, or remove outcome")
		case s.Outcome == flow.DeadEnd && s.Text.IsZero():
			found.warn(s.Pos, "unexplained-dead-end", fmt.Sprintf("dead end %s has no text below its title that says what can be done instead", s.ID),
				"write both: title: what is not possible here, and text: what to do instead; a text alone is shown as the title")
		}
	}
	return found
}

// dialogs: a dialog lies over an ordinary screen and asks for nothing but a press.
func dialogs(in Input) (found problems) {
	for _, s := range in.Flow.Screens {
		switch {
		case s.Over == nil:
			continue
		case s.Over == s || s.Over.Over != nil || s.Over.Outcome != flow.None:
			found.add(s.Pos, "dialog-over-nothing", fmt.Sprintf("%s is no screen that a dialog can lie over", s.Over.ID), "let over name a screen that is neither a dialog nor an outcome")
		case s.Outcome != flow.None:
			found.add(s.Pos, "dialog-outcome", fmt.Sprintf("dialog %s is an outcome", s.ID), "let its button lead to one")
		case len(s.Fields) > 0:
			found.add(s.Pos, "dialog-with-fields", fmt.Sprintf("dialog %s has fields", s.ID), "make it a screen: remove over")
		}
	}
	if in.Flow.Start != nil && in.Flow.Start.Over != nil {
		found.add(in.Flow.Start.Pos, "dialog-elsewhere", "a flow cannot begin with a dialog", "let start name the screen below it")
	}
	return found
}

// arrivals: only what lies below a dialog, or beside it over the same
// screen, leads to it.
func arrivals(in Input) (found problems) {
	for _, b := range in.Flow.Buttons {
		for _, e := range b.Edges() {
			to := e.To()
			if over := to.Over; over != nil && b.Screen != over && b.Screen.Over != over {
				found.add(e.Branch().Pos, "dialog-elsewhere", fmt.Sprintf("dialog %s lies over screen %s, and this button is on %s", to.ID, over.ID, b.Screen.ID),
					"lead to "+over.ID+", or give this screen a dialog of its own")
			}
		}
	}
	return found
}

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
