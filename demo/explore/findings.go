package explore

import (
	"fmt"
	"slices"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

// conclude reports what the exploration did not reach. Where it was not
// complete, or a sample fails, most of that would not be the author's mistake.
func (e *explorer) conclude() {
	switch {
	case e.limit != "":
		e.report(e.flow.Start.Pos, diag.Warning, "inconclusive",
			fmt.Sprintf("this flow has more states than can be tried: the limit of %s was reached after %d states and %d presses", e.limit, len(e.states), e.pressed),
			"use fewer counters, timers, values of the record and fields of one screen, or make several flows of it")
	case len(e.problems) == 0:
		excused := e.excused()
		e.neverShown(excused)
		e.buttonsAndBranches(excused)
		e.fieldsAndMessages()
		e.valuesInTexts()
		e.trapped()
		e.routes()
	}
}

// excused marks the screens that are behind a value that nobody knows: it is
// the point of a forgotten password that it does not open the door.
func (e *explorer) excused() []bool {
	var behind []*flow.Screen
	for i, b := range e.flow.Buttons {
		for _, t := range b.To {
			if e.buttons[i].forgotten && !e.buttons[i].done {
				behind = append(behind, t.Screen)
			}
		}
	}
	done := func(s *flow.Screen) []flow.Edge {
		return slices.DeleteFunc(s.Edges(), func(e flow.Edge) bool { return e.Refused })
	}
	excused := make([]bool, len(e.flow.Screens))
	for _, v := range flow.BreadthFirst(behind, done, flow.Edge.To) {
		excused[v.Node.Index] = true
	}
	return excused
}

func (e *explorer) neverShown(excused []bool) {
	for _, s := range e.flow.Screens {
		if e.screens[s.Index].first == nil && !excused[s.Index] {
			e.report(s.Pos, diag.Error, "never-shown", fmt.Sprintf("no rehearsal reaches screen %s", s.ID),
				"look at the checks and conditions of the buttons that lead there")
		}
	}
}

// buttonsAndBranches reports buttons that never do anything, branches that are
// never taken, and conditions that always hold.
func (e *explorer) buttonsAndBranches(excused []bool) {
	for i, b := range e.flow.Buttons {
		seen, at := e.buttons[i], e.screens[b.Screen.Index].first
		switch {
		case at == nil || seen.forgotten && !seen.done:
		case !seen.done:
			e.report(b.Pos, diag.Error, "never-pressed",
				fmt.Sprintf("the button “%s” of screen %s never does anything (%s)", b.Label.Default, b.Screen.ID, at.steps()),
				"whatever is filled in, its conditions do not hold or a check fails")
		default:
			for _, edge := range b.Edges() {
				taken, t := seen.taken, edge.Branch()
				if edge.Refused {
					taken = seen.diverted
				}
				if !taken[edge.Number] && !excused[t.Screen.Index] {
					e.report(t.Pos, diag.Warning, "branch-never",
						fmt.Sprintf("the button “%s” never leads to %s by this branch", b.Label.Default, t.Screen.ID),
						"remove it, or mend its conditions or those of the branches before it")
				}
			}
			if len(b.When) > 0 && !seen.disabled {
				e.report(b.When[0].Pos, diag.Warning, "always-enabled",
					fmt.Sprintf("the button “%s” of screen %s can always be pressed: whenever the screen is shown, these conditions hold", b.Label.Default, b.Screen.ID),
					"remove when, or mend its conditions")
			}
		}
	}
}

// fieldsAndMessages reports messages that no reader can be shown, and fields
// with checks that nothing tries.
func (e *explorer) fieldsAndMessages() {
	for i, f := range e.flow.Fields {
		seen := e.fields[i]
		for j, c := range f.Checks {
			switch {
			case e.screens[f.Screen.Index].first == nil || seen.failed[j] != nil || isImplied(f, c):
				continue
			case !seen.checked && c.Kind == flow.Required:
				continue
			case !seen.checked:
				e.report(c.Pos, diag.Warning, "never-checked",
					fmt.Sprintf("nothing ever checks field %s: no button of screen %s that can be pressed does", f.ID, f.Screen.ID),
					"add submit: true to a button")
			case seen.unknown[j]:
				e.report(c.Pos, diag.Warning, "inconclusive",
					fmt.Sprintf("it is too hard to tell whether anything can fail the check %q of field %s", c.Kind, f.ID), "make the checks before it simpler")
			default:
				e.report(c.Pos, diag.Warning, "message-never",
					fmt.Sprintf("nothing that is filled in is ever answered with “%s”: whatever fails the check %q of field %s fails another one before it, or cannot be filled in", c.Message.Default, c.Kind, f.ID),
					"remove the check, or mend those before it")
			}
			if !seen.checked {
				break
			}
		}
	}
}

// valuesInTexts reports texts with values that are never there.
func (e *explorer) valuesInTexts() {
	for i, s := range e.flow.Screens {
		for j, slot := range e.screens[i].named {
			if e.screens[i].first != nil && !e.screens[i].known[j] {
				e.report(s.Pos, diag.Warning, "value-never",
					fmt.Sprintf("a text of screen %s names record.%s, which never has a value there", s.ID, slot.Name),
					fmt.Sprintf("let a button before it keep one: set: {record.%s: …}", slot.Name))
			}
		}
	}
}

// trapped reports the screens from which, as things are on arrival, nothing
// leads to an outcome any more.
func (e *explorer) trapped() {
	into := make([][]*state, len(e.states))
	var ends []*state
	for _, s := range e.states {
		for _, to := range s.next {
			into[to.number] = append(into[to.number], s)
		}
		if s.screen.Outcome != flow.None {
			ends = append(ends, s)
		}
	}
	free := make([]bool, len(e.states))
	before := func(s *state) []*state { return into[s.number] }
	for _, v := range flow.BreadthFirst(ends, before, func(s *state) *state { return s }) {
		free[v.Node.number] = true
	}
	reported := make([]bool, len(e.flow.Screens))
	for _, s := range e.states {
		if !free[s.number] && !reported[s.screen.Index] {
			reported[s.screen.Index] = true
			e.report(s.screen.Pos, diag.Error, "trapped",
				fmt.Sprintf("from screen %s no outcome can be reached (%s)", s.screen.ID, s.steps()),
				"add a button that leads out, to another screen or to a dead end that explains what to do")
		}
	}
}
