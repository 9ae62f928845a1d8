package explore

import (
	"fmt"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// mostVisits is how often the route that is shown may pass a screen: codes are
// sent and dialogs closed there, once or twice.
const mostVisits = 4

// followRoute rehearses as the fictional customer would who is shown the route:
// the samples, and on each screen the button that leads on. That must lead to
// success, or, in a flow that knows none, to another outcome.
func (e *explorer) followRoute() {
	s := e.machine.Start(seed)
	visits := make([]int, len(e.flow.Screens))
	var labels []string
	for {
		screen := e.flow.Screens[s.Screen]
		if screen.Outcome != flow.None {
			if screen.Outcome != flow.Success && e.canSucceed() {
				e.astray(screen, fmt.Sprintf("ends at %s and not at success", screen.ID), labels, mustSucceed)
			}
			return
		}
		b := nextButton(screen, s)
		if visits[s.Screen]++; b == nil || visits[s.Screen] > mostVisits {
			e.astray(screen, fmt.Sprintf("goes round in circles at screen %s", screen.ID), labels, mustSucceed)
			return
		}
		labels = append(labels, b.Label.Default)
		var result int
		if s, result = e.machine.Run(s, press(b, samples(screen)).events(s)); result != simulate.Done {
			e.astray(screen, fmt.Sprintf("does not get past screen %s", screen.ID), labels, hintPast(b))
			return
		}
	}
}

// nextButton is what is pressed next: first what sends an SMS code for a field
// of the screen that has received none.
func nextButton(screen *flow.Screen, s simulate.State) *flow.Button {
	for _, f := range screen.Fields {
		if f.SMS != nil && len(s.Fields[f.Index].Shown) == 0 && f.SMS.Sender.Screen == screen {
			return f.SMS.Sender
		}
	}
	return screen.Next
}

// canSucceed reports whether some rehearsal ends in success.
func (e *explorer) canSucceed() bool {
	return slices.ContainsFunc(e.flow.Screens, func(s *flow.Screen) bool {
		return s.Outcome == flow.Success && e.screens[s.Index].first != nil
	})
}

const mustSucceed = "with the samples, the buttons on the shortest route must lead to success"

// hintPast says what would get the customer past a button. A value that the
// record lacks when the flow begins needs a sample once the flow has set it.
func hintPast(b *flow.Button) string {
	for _, f := range b.Checks {
		if f.IsRequired() && sample(f).isEmpty() {
			return fmt.Sprintf("give field %s a sample: what the customer types there by then", f.ID)
		}
	}
	return mustSucceed
}

func (e *explorer) astray(at *flow.Screen, what string, labels []string, hint string) {
	e.report(at.Pos, diag.Error, "walk-astray",
		fmt.Sprintf("the route that readers are shown %s (after “%s”)", what, strings.Join(labels, "”, “")), hint)
}
