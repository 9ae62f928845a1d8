package explore

import (
	"fmt"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// mostVisits is how often the way that is shown may come by a screen: codes
// are sent and dialogs closed there, once or twice.
const mostVisits = 4

// judgeWalk rehearses as the fictional customer would who is shown the way:
// the samples, and on each screen the button that leads on. That must come to
// success, or, in a flow that knows none, to another outcome.
func (e *explorer) judgeWalk() {
	s := e.machine.Start(seed)
	visits := make([]int, len(e.flow.Screens))
	var labels []string
	for {
		screen := e.flow.Screens[s.Screen]
		if screen.Outcome != flow.None {
			e.judgeEnd(screen, labels)
			return
		}
		b := nextButton(screen, s)
		if visits[s.Screen]++; b == nil || visits[s.Screen] > mostVisits {
			e.astray(screen, fmt.Sprintf("goes round in circles at screen %s", screen.ID), labels, mustSucceed)
			return
		}
		m := &move{button: b}
		for _, f := range screen.Fields {
			m.fills = append(m.fills, fill{f, sample(f)})
		}
		var result int
		s, result = e.machine.Run(s, append(m.fill(s), m.last()))
		if result != simulate.Done {
			e.astray(screen, fmt.Sprintf("does not get past screen %s", screen.ID), append(labels, b.Label.Default), hintPast(b))
			return
		}
		labels = append(labels, b.Label.Default)
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

func (e *explorer) judgeEnd(screen *flow.Screen, labels []string) {
	if screen.Outcome == flow.Success {
		return
	}
	for _, s := range e.flow.Screens {
		if s.Outcome == flow.Success && e.screens[s.Index] != nil {
			e.astray(screen, fmt.Sprintf("ends at %s and not at success", screen.ID), labels, mustSucceed)
			return
		}
	}
}

const mustSucceed = "with the samples, the buttons on the shortest way must lead to success"

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
		fmt.Sprintf("the way that readers are shown %s (after “%s”)", what, strings.Join(labels, "”, “")),
		hint)
}
