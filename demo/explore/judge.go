package explore

import (
	"fmt"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

// judge reports what the exploration did not come to. Where it was not
// complete, or a sample fails, most of that would not be the author's mistake.
func (e *explorer) judge() {
	if e.limit != "" {
		e.report(e.flow.Start.Pos, diag.Warning, "inconclusive",
			fmt.Sprintf("this flow has more states than can be tried: the limit of %s was reached after %d states and %d presses", e.limit, len(e.places), e.pressed),
			"use fewer counters, timers, values of the record and fields of one screen, or make several flows of it")
		return
	}
	if len(e.problems) > 0 {
		return
	}
	excused := e.excused()
	e.judgeScreens(excused)
	e.judgeButtons(excused)
	e.judgeChecks()
	e.judgeTraps()
	e.judgeWalk()
}

// excused marks the screens that are behind a value that nobody knows: it is
// the point of a forgotten password that it does not open the door.
func (e *explorer) excused() []bool {
	excused := make([]bool, len(e.flow.Screens))
	var queue []*flow.Button
	for i, b := range e.buttons {
		if b.forgotten && !b.done {
			queue = append(queue, e.flow.Buttons[i])
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, t := range queue[0].To {
			if !excused[t.Screen.Index] {
				excused[t.Screen.Index] = true
				queue = append(queue, t.Screen.Buttons...)
			}
		}
	}
	return excused
}

func (e *explorer) judgeScreens(excused []bool) {
	for _, s := range e.flow.Screens {
		if e.screens[s.Index] == nil && !excused[s.Index] {
			e.report(s.Pos, diag.Error, "never-shown", fmt.Sprintf("no rehearsal comes to screen %s", s.ID),
				"look at the checks and conditions of the buttons that lead there")
		}
	}
}

// judgeButtons reports buttons that never do anything, and branches that are
// never taken.
func (e *explorer) judgeButtons(excused []bool) {
	for i, b := range e.flow.Buttons {
		seen, at := e.buttons[i], e.screens[b.Screen.Index]
		switch {
		case at == nil || seen.forgotten && !seen.done:
		case !seen.done:
			e.report(b.Pos, diag.Error, "never-pressed",
				fmt.Sprintf("the button “%s” of screen %s never does anything (%s)", b.Label.Default, b.Screen.ID, at.steps()),
				"whatever is filled in, its conditions do not hold or a check fails")
		default:
			e.judgeBranches(b, b.To, seen.taken, excused)
			e.judgeBranches(b, b.Refused.To, seen.diverted, excused)
			e.judgeGuard(b)
		}
	}
}

func (e *explorer) judgeBranches(b *flow.Button, branches []flow.Branch, taken, excused []bool) {
	for i, t := range branches {
		if !taken[i] && !excused[t.Screen.Index] {
			e.report(t.Pos, diag.Warning, "branch-never",
				fmt.Sprintf("the button “%s” never leads to %s by this branch", b.Label.Default, t.Screen.ID),
				"remove it, or mend its conditions or those of the branches before it")
		}
	}
}

// judgeGuard reports conditions that always hold.
func (e *explorer) judgeGuard(b *flow.Button) {
	if len(b.When) > 0 && !e.buttons[b.Index].disabled {
		e.report(b.When[0].Pos, diag.Warning, "always-enabled",
			fmt.Sprintf("the button “%s” of screen %s can always be pressed: whenever the screen is shown, these conditions hold", b.Label.Default, b.Screen.ID),
			"remove when, or mend its conditions")
	}
}

// judgeChecks reports messages that no reader can be shown, and fields that
// nothing checks.
func (e *explorer) judgeChecks() {
	for i, f := range e.flow.Fields {
		if e.screens[f.Screen.Index] == nil {
			continue
		}
		if !e.fields[i].checked {
			e.unchecked(f)
			continue
		}
		for j, c := range f.Checks {
			if e.fields[i].witness[j] != nil || isImplied(f, c) {
				continue
			}
			if e.fields[i].unknown[j] {
				e.report(c.Pos, diag.Warning, "inconclusive",
					fmt.Sprintf("it is too hard to tell whether anything can fail the check %q of field %s", c.Kind, f.ID), "make the checks before it simpler")
				continue
			}
			e.report(c.Pos, diag.Warning, "message-never",
				fmt.Sprintf("nothing that is filled in is ever told “%s”: whatever fails the check %q of field %s fails another one before it, or cannot be filled in", c.Message.Default, c.Kind, f.ID),
				"remove the check, or mend those before it")
		}
	}
}

// isImplied reports whether a check comes with the field and was not written
// by the author: the usual length of a text that a pattern bounds already, the
// attempts of a code in a flow that locks the reader out before.
func isImplied(f *flow.Field, c flow.Check) bool { return c.Pos == f.Pos }

// unchecked reports a field with checks on a screen where nothing tries them.
func (e *explorer) unchecked(f *flow.Field) {
	for _, c := range f.Checks {
		if c.Kind != flow.Required && c.Pos != f.Pos {
			e.report(c.Pos, diag.Warning, "never-checked",
				fmt.Sprintf("nothing ever checks field %s: no button of screen %s that can be pressed does", f.ID, f.Screen.ID),
				"add submit: true to a button")
			return
		}
	}
}

// judgeTraps reports the screens from which, as things are when they are come
// to, nothing leads to an outcome any more.
func (e *explorer) judgeTraps() {
	ends := make([]bool, len(e.places))
	into := make([][]*place, len(e.places))
	var queue []*place
	for _, p := range e.places {
		for _, to := range p.next {
			into[to.number] = append(into[to.number], p)
		}
		if p.screen.Outcome != flow.None {
			ends[p.number] = true
			queue = append(queue, p)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, p := range into[queue[0].number] {
			if !ends[p.number] {
				ends[p.number] = true
				queue = append(queue, p)
			}
		}
	}
	reported := make([]bool, len(e.flow.Screens))
	for _, p := range e.places {
		if !ends[p.number] && !reported[p.screen.Index] {
			reported[p.screen.Index] = true
			e.report(p.screen.Pos, diag.Error, "trapped",
				fmt.Sprintf("from screen %s no outcome can be reached (%s)", p.screen.ID, p.steps()),
				"add a button that leads out, to another way or to a dead end that explains what to do")
		}
	}
}

func (e *explorer) report(at flow.Pos, severity diag.Severity, rule diag.Rule, message, hint string) {
	e.problems = append(e.problems, at.Problem(severity, rule, message, hint))
}
