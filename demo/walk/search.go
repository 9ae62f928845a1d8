package walk

import (
	"slices"

	"rehearse/demo/flow"
)

// What corrections cost. Those that are reported cost a hundred and more; the
// small numbers only decide between readings that are all right.
const (
	costTitle    = 1   // a title rather than a control of the same name
	costProse    = 2   // what a screen says
	costAhead    = 3   // the title of the next screen
	costEmphasis = 4   // strong text that names nothing here
	costRefusal  = 5   // a press that is refused and leads elsewhere for that
	costSample   = 10  // a branch that the samples do not take
	costDisabled = 50  // a button that cannot be pressed with what is chosen
	costTypo     = 90  // a name that is nearly one of the flow
	costUnknown  = 100 // a name that the flow does not know
	costUnnamed  = 300 // a button that is pressed and not named
	costMisplace = 400 // a control that is not there
	costEarly    = 400 // steps that end before an outcome
)

// maxCells bounds the search: the names of a section times the screens.
const maxCells = 1 << 18

const unreached = 1 << 30

// script is the names of an article's steps with what they can stand for.
type script struct {
	*glossary
	steps []Step
	// first is, for each step, the token that it begins with, and places is where it
	// stands.
	first  []int
	places []place
	tokens []token
}

// place is where a step stands: in which list, its printed number, and that of the
// last step of the list.
type place struct{ list, number, of int }

// token is a name, or the beginning of a list after the first one.
type token struct {
	*Name      // nil at the beginning of a list
	step   int // the step that it is in
	things []thing
	// typo says that the flow has no such name, and things are those of the
	// label that is meant by it.
	typo bool
}

func newScript(f *flow.Flow, lists [][]Step) *script {
	s := &script{glossary: newGlossary(f)}
	for i, list := range lists {
		if i > 0 && len(list) > 0 && len(s.steps) > 0 {
			s.tokens = append(s.tokens, token{step: len(s.steps)})
		}
		for j, step := range list {
			s.first = append(s.first, len(s.tokens))
			s.places = append(s.places, place{i, numberOf(list, j), numberOf(list, len(list)-1)})
			for j := range step.Names {
				s.tokens = append(s.tokens, s.token(&step.Names[j], len(s.steps)))
			}
			s.steps = append(s.steps, step)
		}
	}
	return s
}

// numberOf is the printed number of a step.
func numberOf(list []Step, i int) int {
	if n := list[i].Number; n > 0 {
		return n
	}
	return i + 1
}

func (s *script) token(name *Name, step int) token {
	t := token{Name: name, step: step}
	t.things = s.lookup(normal(name.Text))
	if len(t.things) == 0 && !name.Loose {
		if meant := s.suggest(name.Text); meant != "" {
			t.typo, t.things = true, s.things[normal(meant)]
		}
	}
	return t
}

// eventKind is what happens in a walk through a flow.
type eventKind int

const (
	// used: a name is pressed, filled in or read.
	used eventKind = iota
	// passed: a name is of no use here.
	passed
	// unnamed: a button is pressed that is not named before the token.
	unnamed
	// resumed and restarted: another list goes on, or begins anew.
	resumed
	restarted
)

// event is one thing that happens in a walk, at a token or before it.
type event struct {
	kind     eventKind
	token    int
	from, to *flow.Screen
	thing    thing        // what was used
	button   *flow.Button // what was pressed unnamed
}

// cell is the end of the cheapest known walk to a screen at a token.
type cell struct {
	cost int
	last event
}

// search returns the cheapest walk through the flow, as events. Names are read
// one after the other; with each is kept, for every screen, the cheapest walk
// that ends there.
func (s *script) search() []event {
	width := len(s.flow.Screens)
	cells := make([]cell, (len(s.tokens)+1)*width)
	for i := range cells {
		cells[i].cost = unreached
	}
	cells[s.flow.Start.Index].cost = 0
	for i := range s.tokens {
		row := cells[i*width : (i+1)*width]
		s.spread(i, row)
		s.advance(i, row, cells[(i+1)*width:(i+2)*width])
	}
	last := cells[len(s.tokens)*width:]
	s.spread(len(s.tokens), last)
	return s.trace(cells, s.cheapestEnd(last))
}

// improve takes a walk to e.to if it is the cheapest known. Of two that cost the
// same, the one that goes wrong later is better: where a button is named once
// too often, it is the second time that is of no use.
func improve(row []cell, cost int, e event) bool {
	c := &row[e.to.Index]
	isLater := cost == c.cost && e.kind == passed && c.last.kind == used
	if cost >= c.cost && !isLater {
		return false
	}
	c.cost, c.last = cost, e
	return true
}

// spread presses buttons that are not named, as often as it takes.
func (s *script) spread(i int, row []cell) {
	var queue []*flow.Screen
	for n, screen := range s.flow.Screens {
		if row[n].cost < unreached {
			queue = append(queue, screen)
		}
	}
	var room [8]target
	for ; len(queue) > 0; queue = queue[1:] {
		from := queue[0]
		cost := row[from.Index].cost + costUnnamed
		for _, b := range from.Buttons {
			for _, t := range s.targets(room[:0], i, b) {
				e := event{kind: unnamed, token: i, from: from, to: t.screen, button: b}
				if !t.refused && improve(row, cost+t.cost, e) {
					queue = append(queue, t.screen)
				}
			}
		}
	}
}

// advance reads token i: row are the walks before it, next those after it.
func (s *script) advance(i int, row, next []cell) {
	t := &s.tokens[i]
	for n, from := range s.flow.Screens {
		cost := row[n].cost
		if cost == unreached {
			continue
		}
		if t.Name == nil {
			s.turnPage(i, from, cost, next)
			continue
		}
		improve(next, cost+t.costToPass(), event{kind: passed, token: i, from: from, to: from})
		if t.typo {
			cost += costTypo
		}
		for _, thing := range t.things {
			s.use(i, thing, from, cost, next)
		}
	}
}

// turnPage begins another list of steps.
func (s *script) turnPage(i int, from *flow.Screen, cost int, next []cell) {
	again := event{kind: restarted, token: i, from: from, to: s.flow.Start}
	if from.Outcome != flow.None {
		improve(next, cost, again)
		return
	}
	improve(next, cost, event{kind: resumed, token: i, from: from, to: from})
	improve(next, cost+costEarly, again)
}

// costToPass is what it costs to make nothing of a name.
func (t *token) costToPass() int {
	switch {
	case t.Loose:
		return costEmphasis
	case len(t.things) == 0 || t.typo:
		return costUnknown
	}
	return costMisplace
}

// use reads a name as a thing, if that is possible on a screen.
func (s *script) use(i int, t thing, from *flow.Screen, cost int, next []cell) {
	e := event{kind: used, token: i, from: from, to: from, thing: t}
	if t.screen != from {
		if !t.isControl() && (t.screen == nil || leads(from, t.screen)) {
			improve(next, cost+costAhead, e)
		}
		return
	}
	switch t.kind {
	case button:
		var room [8]target
		for _, to := range s.targets(room[:0], i, t.button) {
			e.to = to.screen
			improve(next, cost+to.cost, e)
		}
	case title:
		improve(next, cost+costTitle, e)
	case prose:
		improve(next, cost+costProse, e)
	default:
		improve(next, cost, e)
	}
}

// leads reports whether a button leads from one screen to another.
func leads(from, to *flow.Screen) bool {
	return slices.ContainsFunc(accepted(from), func(e flow.Edge) bool { return e.To() == to })
}

// cheapestEnd returns the screen on which the steps end.
func (s *script) cheapestEnd(row []cell) *flow.Screen {
	best, cost := s.flow.Start, unreached
	for n, screen := range s.flow.Screens {
		c := row[n].cost
		if screen.Outcome == flow.None {
			c += costEarly
		}
		if c < cost {
			best, cost = screen, c
		}
	}
	return best
}

// trace returns the events that led to the end, the first one first.
func (s *script) trace(cells []cell, end *flow.Screen) []event {
	var events []event
	width := len(s.flow.Screens)
	for i := len(s.tokens); ; {
		e := cells[i*width+end.Index].last
		if e.from == nil {
			break // the start
		}
		events = append(events, e)
		end, i = e.from, e.token
	}
	slices.Reverse(events)
	return events
}

// target is a screen that a press can lead to.
type target struct {
	screen  *flow.Screen
	cost    int
	refused bool
}

// targets appends the screens to which a button can lead when it is pressed
// at token i, given the options that were named before.
func (s *script) targets(list []target, i int, b *flow.Button) []target {
	like := target{}
	if s.holds(i, b.When) == no { // which the route will find
		like.cost = costDisabled
	}
	list = s.branches(list, i, b.To, like)
	if len(b.To) == 0 {
		like.screen = b.Screen
		list = append(list, like)
	}
	return s.branches(list, i, b.Refused.To, target{cost: like.cost + costRefusal, refused: true})
}

func (s *script) branches(list []target, i int, to []flow.Branch, like target) []target {
	sampled := false // whether the samples take a branch
	for _, branch := range to {
		t := like
		t.screen = branch.Screen
		if sampled || s.isAgainst(i, branch.When) {
			t.cost += costSample
		}
		switch s.holds(i, branch.When) {
		case maybe:
			list = append(list, t)
			sampled = sampled || t.cost == like.cost && !slices.ContainsFunc(branch.When, func(c flow.Condition) bool { return c.Field == nil && !c.AsksWhich() })
		case yes:
			return append(list, t)
		}
	}
	return list
}

// isAgainst reports whether a choice that the steps leave open would have to be
// another than the sample, or the record have another value than these put there.
func (s *script) isAgainst(i int, when []flow.Condition) bool {
	return slices.ContainsFunc(when, func(c flow.Condition) bool {
		if c.AsksWhich() {
			choice, text := s.kept(i, c.Slot)
			return c.Choice > 0 && c.Choice != choice || c.Text != "" && c.Text != text
		}
		return c.Field != nil && c.Field.SampleChoice > 0 && c.Field.SampleChoice != c.Choice && s.chosen(i, c.Field) == 0
	})
}

// kept is what the record has at token i of what the steps chose, or the samples
// where they left it open; and if nothing sets it, what it began with.
func (s *script) kept(i int, slot *flow.Slot) (choice int, text string) {
	for _, f := range s.setters[slot] {
		if n := s.chosen(i, f); n > 0 {
			return n, ""
		}
	}
	if list := s.setters[slot]; len(list) > 0 {
		return list[0].SampleChoice, list[0].Sample
	}
	return slot.Choice, slot.Value
}

// truth is whether conditions hold.
type truth int

const (
	no truth = iota
	maybe
	yes
)

// holds says whether conditions hold at token i. What the steps did not choose
// may be anything.
func (s *script) holds(i int, when []flow.Condition) truth {
	t := yes
	for _, c := range when {
		chosen := 0
		if c.Field != nil {
			chosen = s.chosen(i, c.Field)
		}
		switch {
		case chosen == 0:
			t = maybe
		case chosen != c.Choice:
			return no
		}
	}
	return t
}

// chosen returns the option of a field that was named last before token i, in
// the same list, and 1 for a box that was named; 0 for none.
func (s *script) chosen(i int, f *flow.Field) int {
	for i--; i >= 0 && s.tokens[i].Name != nil; i-- {
		for _, t := range s.tokens[i].things {
			switch {
			case t.field != f:
			case t.kind == option:
				return t.option
			case f.Kind.IsTick():
				return 1
			}
		}
	}
	return 0
}
