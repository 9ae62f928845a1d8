package lint

import (
	"fmt"

	"rehearse/demo/flow"
)

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
