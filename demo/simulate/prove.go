package simulate

import (
	"encoding/binary"
	"fmt"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

// Limits of an exploration. Where one is reached, that is said.
const (
	maxStates  = 20_000 // pairs of a screen and a record
	maxChoices = 200    // ways to choose on one screen
)

// Prove rehearses a flow in every way that matters: on each screen, with each
// record with which it can be come to, it fills in the samples and presses
// every button, with every choice that a condition asks about. It reports
// samples that do not pass, and screens and branches that are never come to.
// Where a field has no sample, because the record lacks the value, the way
// past it is not held to be open.
func Prove(f *flow.Flow) []diag.Problem {
	e := &explorer{
		machine: New(f), flow: f,
		known:   map[string]bool{},
		visited: make([]bool, len(f.Screens)),
		failed:  make([]bool, len(f.Fields)),
		excused: make([]bool, len(f.Screens)),
		taken:   make([][]bool, len(f.Buttons)),
	}
	for i, b := range f.Buttons {
		e.taken[i] = make([]bool, len(b.To))
	}
	e.add(e.machine.Start(1), &place{})
	for i := 0; i < len(e.queue) && !e.limited; i++ {
		e.visit(e.queue[i])
	}
	e.conclude()
	return diag.Sort(e.problems)
}

// place is a screen and a record with which it can be come to, and how. What
// was typed on other screens makes no difference, so it is not kept.
type place struct {
	screen *flow.Screen
	slots  []Value
	before *place
	button *flow.Button // pressed before
}

// steps tells how to come to a place.
func (p *place) steps() string {
	var labels []string
	for ; p != nil && p.button != nil; p = p.before {
		labels = append(labels, "“"+p.button.Label.Default+"”")
	}
	if len(labels) == 0 {
		return "at the start"
	}
	const most = 8
	var b strings.Builder
	b.WriteString("after ")
	if len(labels) > most {
		labels = labels[:most]
		b.WriteString("… ")
	}
	for i := len(labels) - 1; i >= 0; i-- {
		b.WriteString(labels[i])
		if i > 0 {
			b.WriteString(", ")
		}
	}
	return b.String()
}

type explorer struct {
	machine *Machine
	flow    *flow.Flow
	queue   []*place
	known   map[string]bool // keys of the places in queue
	visited []bool          // screens
	failed  []bool          // fields that were reported
	// excused are screens behind a value that nobody knows.
	excused  []bool
	taken    [][]bool // branches, by button
	limited  bool
	problems []diag.Problem
}

// add queues the place of a state unless its screen was come to with the same
// record.
func (e *explorer) add(s State, p *place) {
	key := binary.LittleEndian.AppendUint16(nil, uint16(s.Screen))
	for _, v := range s.Slots {
		key = binary.LittleEndian.AppendUint16(key, uint16(v.Choice))
		key = binary.LittleEndian.AppendUint16(key, uint16(len(v.Text)))
		for _, u := range v.Text {
			key = binary.LittleEndian.AppendUint16(key, u)
		}
	}
	if e.known[string(key)] {
		return
	}
	e.known[string(key)] = true
	e.visited[s.Screen] = true
	p.screen, p.slots = e.flow.Screens[s.Screen], s.Slots
	e.queue = append(e.queue, p)
	e.limited = e.limited || len(e.queue) >= maxStates
}

func (e *explorer) visit(p *place) {
	s := State{Random: 1, Slots: p.slots, Fields: make([]Field, len(e.flow.Fields))}
	s.enter(p.screen)
	e.fill(&s, p.screen)
	for _, b := range p.screen.Buttons {
		e.press(p, b, s, true)
	}
	for _, choices := range e.choices(p.screen) {
		for _, c := range choices {
			e.machine.apply(&s, Event{Kind: Input, Index: c.Field.Index, N: c.Choice})
		}
		for _, b := range p.screen.Buttons {
			if len(b.To) > 1 {
				e.press(p, b, s, false)
			}
		}
	}
}

// fill types the samples, and what captchas show.
func (e *explorer) fill(s *State, screen *flow.Screen) {
	for _, f := range screen.Fields {
		event := Event{Kind: Input, Index: f.Index, Text: encode(f.Sample), N: f.SampleChoice}
		if f.Kind == flow.Captcha {
			event.Text = s.Fields[f.Index].Shown
		}
		e.machine.apply(s, event)
	}
}

// press presses a button; samples says that s has nothing but samples, which
// must pass.
func (e *explorer) press(p *place, b *flow.Button, s State, samples bool) {
	after, result := e.machine.Step(s, Event{Kind: Press, Index: b.Index})
	if result == Done {
		e.take(b, s)
		e.add(after, &place{before: p, button: b})
		return
	}
	forgotten := true
	for _, f := range b.Screen.Fields {
		code := after.Fields[f.Index].Error
		if code == 0 {
			continue
		}
		if noSample := f.Sample == "" && f.SampleChoice == 0 && f.Kind != flow.Captcha; noSample {
			continue
		}
		forgotten = false
		if samples {
			e.fails(f, f.Checks[code-1], p)
		}
	}
	if forgotten {
		e.excuse(b)
	}
}

func (e *explorer) take(b *flow.Button, s State) {
	for i, t := range b.To {
		if s.holds(t.When) {
			e.taken[b.Index][i] = true
			return
		}
	}
}

// excuse marks the screens to which a button leads, and those behind them.
func (e *explorer) excuse(b *flow.Button) {
	queue := []*flow.Button{b}
	for ; len(queue) > 0; queue = queue[1:] {
		for _, t := range queue[0].To {
			if !e.excused[t.Screen.Index] {
				e.excused[t.Screen.Index] = true
				queue = append(queue, t.Screen.Buttons...)
			}
		}
	}
}

// choices returns every way to choose where conditions ask for a choice.
func (e *explorer) choices(screen *flow.Screen) [][]flow.Condition {
	asked := map[*flow.Field]bool{}
	for _, b := range screen.Buttons {
		for _, t := range b.To {
			for _, c := range t.When {
				asked[c.Field] = true
			}
		}
	}
	ways := [][]flow.Condition{nil}
	for _, f := range screen.Fields {
		if !asked[f] {
			continue
		}
		var more [][]flow.Condition
		for _, way := range ways {
			for choice := range len(f.Options) + 1 {
				more = append(more, append(way[:len(way):len(way)], flow.Condition{Field: f, Choice: choice}))
			}
		}
		if ways = more; len(ways) > maxChoices {
			e.limited = true
			return ways[:maxChoices]
		}
	}
	if len(asked) == 0 {
		return nil
	}
	return ways
}

func (e *explorer) fails(f *flow.Field, c flow.Check, p *place) {
	if e.failed[f.Index] {
		return
	}
	e.failed[f.Index] = true
	typed := f.Sample
	if f.SampleChoice > 0 && f.Options != nil {
		typed = f.Options[f.SampleChoice-1].Default
	}
	e.report(f.Pos, diag.Error, "sample-fails",
		fmt.Sprintf("the sample of field %s, %q, does not pass its check %q (%s)", f.ID, typed, c.Kind, p.steps()),
		"readers who fill in the sample are told: "+c.Message.Default)
}

// conclude reports what was never come to.
func (e *explorer) conclude() {
	if e.limited {
		e.report(e.flow.Start.Pos, diag.Warning, "inconclusive",
			fmt.Sprintf("this flow has too many states to try them all; %d were tried", len(e.queue)), "use fewer values of the record, or several flows")
		return
	}
	if len(e.problems) > 0 {
		return // what lies behind a failing sample is not the next mistake
	}
	for _, s := range e.flow.Screens {
		if !e.visited[s.Index] && !e.excused[s.Index] {
			e.report(s.Pos, diag.Error, "never-shown", fmt.Sprintf("no rehearsal comes to screen %s", s.ID), "look at the checks and conditions of the buttons that lead there")
		}
	}
	for _, b := range e.flow.Buttons {
		if !e.visited[b.Screen.Index] || e.excused[b.Screen.Index] {
			continue
		}
		for i, t := range b.To {
			if !e.taken[b.Index][i] && !e.excused[t.Screen.Index] {
				e.report(t.Pos, diag.Warning, "branch-never", fmt.Sprintf("the button “%s” never leads to %s by this branch", b.Label.Default, t.Screen.ID), "remove it, or mend its conditions")
			}
		}
	}
}

func (e *explorer) report(at flow.Pos, severity diag.Severity, rule, message, hint string) {
	e.problems = append(e.problems, diag.Problem{
		File: e.flow.File, Line: at.Line, Col: at.Col, Width: at.Width,
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	})
}
