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
			found.warn(s.Pos, "unexplained-dead-end", fmt.Sprintf("dead end %s does not say what can be done instead", s.ID), "add text: …")
		}
	}
	return found
}
