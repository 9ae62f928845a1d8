package wasm

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"rehearse/demo/explore"
	"rehearse/demo/flow"
	"rehearse/demo/flowtest"
	"rehearse/demo/simulate"
)

// scenario is a rehearsal from its beginning, event by event.
type scenario struct {
	Seed   uint32
	Events []simulate.Event
}

// limits bound the states that are visited, the moves that are made in all, and
// the combinations of choices that are tried on one screen.
type limits struct{ states, moves, choices int }

var (
	// many are enough for all that the flows of the site can do.
	many = limits{20_000, 100_000, 200}
	// few are for random flows: they come in numbers, and it does not matter
	// which of their states are seen.
	few = limits{60, 2000, 12}
)

// scenarios returns rehearsals that together make every move in every state:
// they reach every screen, take every branch, and have values on both sides of
// every check, at its bounds too. Where a limit is reached they cover only what
// was seen. They know nothing of package explore, and so check its claims.
func scenarios(f *flow.Flow, l limits) []scenario {
	m := newMap(f, l)
	var all []scenario
	for m.left > 0 {
		s := m.rehearse(uint32(len(all) + 1))
		if len(s.Events) == 0 {
			break // what is left was seen only from where a limit was reached
		}
		all = append(all, s)
	}
	return all
}

// input is what is filled into a field, which may depend on the state.
type input func(simulate.State) simulate.Event

// move is what is done in a state: some fields are filled in, and then something
// happens.
type move struct {
	inputs []input
	last   simulate.Event
	// probe says that the move is made and what it leads to not followed: the
	// values are one of many that do the same.
	probe bool
}

// run makes a move and returns its events.
func (m move) run(machine *simulate.Machine, s simulate.State) (simulate.State, []simulate.Event) {
	var events []simulate.Event
	for _, in := range m.inputs {
		events = append(events, in(s))
		s, _ = machine.Step(s, events[len(events)-1])
	}
	s, _ = machine.Step(s, m.last)
	return s, append(events, m.last)
}

// choose is the input of an option.
func choose(f *flow.Field, choice int) input {
	return func(simulate.State) simulate.Event {
		return simulate.Event{Kind: simulate.Input, Index: f.Index, N: choice}
	}
}

// numbers are numbers of documents, one of which passes for each type.
var numbers = []string{"11010519491231002X", "E12345678", "H12345678", "12345678", "810000180001010019", "900000180001010010"}

// passing is the input that passes the checks of a field, if one does.
func passing(f *flow.Field) input {
	return func(s simulate.State) simulate.Event {
		e := simulate.Event{Kind: simulate.Input, Index: f.Index, N: f.SampleChoice, Text: typed(f.Sample)}
		if f.Kind.IsDrawn() {
			e.Text = s.Fields[f.Index].Shown
		}
		for _, c := range f.Checks {
			switch {
			case !s.Holds(c.When):
			case c.Kind == flow.EqualsField:
				e.Text, e.N = s.Fields[c.Field.Index].Value.Text, s.Fields[c.Field.Index].Value.Choice
			case c.Kind == flow.EqualsSlot:
				e.Text, e.N = s.Slots[c.Slot.Index].Text, s.Slots[c.Slot.Index].Choice
			case c.Kind == flow.IsIDNumber && c.Pattern != "":
				pattern := regexp.MustCompile(`\A(?:` + c.Pattern + `)\z`)
				if i := slices.IndexFunc(numbers, pattern.MatchString); i >= 0 {
					e.Text = typed(numbers[i])
				}
			}
		}
		return e
	}
}

// changed is the input of a text that was changed.
func changed(f *flow.Field, change func([]uint16) []uint16) input {
	return func(s simulate.State) simulate.Event {
		e := passing(f)(s)
		e.Text = change(append([]uint16{}, e.Text...))
		return e
	}
}

func nothing([]uint16) []uint16 { return []uint16{} }

// otherFirst replaces the first unit, otherLast the last one.
func otherFirst(text []uint16) []uint16 {
	if len(text) > 0 {
		text[0] ^= 1
	}
	return text
}

func otherLast(text []uint16) []uint16 {
	if len(text) > 0 {
		text[len(text)-1] ^= 1
	}
	return text
}

// changes are what is done to a text to see on which side of a check it falls.
func changes() []func([]uint16) []uint16 {
	all := []func([]uint16) []uint16{
		func(text []uint16) []uint16 { return text },
		func(text []uint16) []uint16 { return mapped(text, 'A', 'Z', 'a'-'A') },
		func(text []uint16) []uint16 { return mapped(text, 'a', 'z', 0x10000-('a'-'A')) },
		func(text []uint16) []uint16 { return mapped(text, '!', '~', 0xFEE0) }, // full width
		func(text []uint16) []uint16 {
			return slices.Concat(typed(" \u3000"), text[:min(1, len(text))], typed("-\u200b"), text[min(1, len(text)):], typed("\u00a0"))
		},
		func(text []uint16) []uint16 { return slices.Repeat(append(text, 'x'), 140)[:140] },
	}
	for n := 1; n < 3; n++ {
		all = append(all,
			func(text []uint16) []uint16 { return text[:max(0, len(text)-n)] },
			func(text []uint16) []uint16 { return append(text, slices.Repeat(text[max(0, len(text)-1):], n)...) })
	}
	for _, class := range typed("1aA! 孙") {
		all = append(all,
			func(text []uint16) []uint16 { return append(text, class) },
			func(text []uint16) []uint16 { return slices.Repeat([]uint16{class}, len(text)) },
			func(text []uint16) []uint16 { return append(text[:max(0, len(text)-1)], class) })
	}
	// The characters at which normalisation and classes begin and end, and those
	// beside them: of ASCII, of full width, spaces, hyphens, and what is invisible.
	for _, odd := range []string{
		"x/09:@AZ[`az{!~\x7fx", "x／０９：＠ＡＺ［｀ａｚ｛x", "\tx\bx\nx x!x\u009fx\u00a0x\u00a1x\u2fffx\u3000x\u3001x\u3000",
		"x,-.x\u200fx\u2010x\u2015x\u2016x\u2211\u2212\u2213x\uff0c\uff0d\uff0ex", "x\u200ax\u200bx\u200fx\u2029x\u202ax\u202ex\u202fx",
		"x\u205fx\u2060x\u2064x\u2065x\ufefex\ufeffx\uff00x",
	} {
		all = append(all, func([]uint16) []uint16 { return typed(odd) })
	}
	return all
}

func mapped(text []uint16, first, last, by uint16) []uint16 {
	for i, u := range text {
		if u >= first && u <= last {
			text[i] = u + by
		}
	}
	return text
}

// recalled are the texts that some condition asks the record for where that keeps
// what is in a field, and whether there is such a condition.
func recalled(all *flow.Flow, f *flow.Field) (texts [][]uint16, isAsked bool) {
	kept := map[*flow.Slot]bool{}
	for _, b := range f.Screen.Buttons {
		for _, a := range b.Set {
			kept[a.Slot] = kept[a.Slot] || a.Field == f
		}
	}
	for _, b := range all.Buttons {
		for _, c := range b.Conditions() {
			if c.AsksWhich() && kept[c.Slot] {
				texts, isAsked = append(texts, typed(c.Text)), true
			}
		}
	}
	return texts, isAsked
}

// combinations are the inputs of a screen in all combinations of what a condition
// asks about, the samples first.
func combinations(f *flow.Flow, s *flow.Screen, most int) [][]input {
	var when []flow.Condition
	for _, b := range s.Buttons {
		when = append(when, b.Conditions()...)
	}
	for _, f := range s.Fields {
		for _, c := range f.Checks {
			when = append(when, c.When...)
		}
	}
	base := make([]input, len(s.Fields))
	all := [][]input{base}
	for i, field := range s.Fields {
		base[i] = passing(field)
		texts, isAsked := recalled(f, field)
		var others []input
		if field.Kind.IsChoice() && (isAsked || slices.ContainsFunc(when, func(c flow.Condition) bool { return c.Field == field })) {
			for choice := range field.OptionCount() + 1 {
				others = append(others, choose(field, choice))
			}
		} else if isAsked {
			for _, text := range texts {
				others = append(others, changed(field, func([]uint16) []uint16 { return text }))
			}
		}
		for _, chosen := range all[:len(all):len(all)] {
			for _, in := range others {
				all = append(all, with(chosen, i, in))
			}
		}
	}
	for _, chosen := range all {
		for i, in := range chosen {
			if in == nil {
				chosen[i] = base[i]
			}
		}
	}
	return all[:min(most, len(all))]
}

func with(inputs []input, i int, in input) []input {
	inputs = slices.Clone(inputs)
	inputs[i] = in
	return inputs
}

// moves are all that is done on a screen. Texts are looked at closely only where
// that is asked for: what is typed in one state is checked as in another.
func moves(f *flow.Flow, s *flow.Screen, closely bool, choices int) []move {
	var all []move
	for n, base := range combinations(f, s, choices) {
		for _, b := range s.Buttons {
			press := simulate.Event{Kind: simulate.Press, Index: b.Index}
			all = append(all, move{inputs: base, last: press})
			for i, f := range s.Fields {
				depends := slices.ContainsFunc(f.Checks, func(c flow.Check) bool { return len(c.When) > 0 })
				switch {
				case !slices.Contains(b.Checks, f) || n > 0 && !depends:
				case f.Kind.IsChoice():
					for choice := range f.OptionCount() + 1 {
						all = append(all, move{inputs: with(base, i, choose(f, choice)), last: press})
					}
				default:
					all = append(all, move{inputs: with(base, i, changed(f, nothing)), last: press},
						move{inputs: with(base, i, changed(f, otherFirst)), last: press, probe: !f.Kind.IsDrawn()},
						move{inputs: with(base, i, changed(f, otherLast)), last: press, probe: true})
					for _, change := range changes() {
						if closely {
							all = append(all, move{inputs: with(base, i, changed(f, change)), last: press, probe: true})
						}
					}
				}
			}
		}
	}
	for _, f := range s.Fields {
		all = append(all, move{last: simulate.Event{Kind: simulate.Refresh, Index: f.Index}})
	}
	return all
}

// place is a state, up to what is typed and drawn, and the ways out of it.
type place struct {
	number int
	state  simulate.State
	ways   []way
	taken  int // of the ways
}

// way is a move and the place to which it leads; nil where that is not followed.
type way struct {
	move move
	to   *place
}

// places is the graph of a flow's places.
type places struct {
	flow    *flow.Flow
	machine *simulate.Machine
	all     []*place
	byKey   map[string]*place
	left    int // ways that were not taken
}

func newMap(f *flow.Flow, l limits) *places {
	m := &places{flow: f, machine: simulate.New(f), byKey: map[string]*place{}}
	m.arrive(m.machine.Start(1), l)
	visits := make([]int, len(f.Screens))
	for i := 0; i < len(m.all) && m.left < l.moves; i++ {
		p := m.all[i]
		visits[p.state.Screen]++
		list := moves(f, f.Screens[p.state.Screen], visits[p.state.Screen] == 1, l.choices)
		if left := slices.DeleteFunc(m.known(p.state).Timers, func(n int) bool { return n == 0 }); len(left) > 0 {
			list = append(list, move{last: simulate.Event{Kind: simulate.Tick, N: slices.Min(left)}})
		}
		for _, way := range list[:min(len(list), l.moves-m.left)] {
			after, _ := way.run(m.machine, p.state)
			m.follow(p, way, after, l)
		}
	}
	return m
}

func (m *places) follow(p *place, made move, after simulate.State, l limits) {
	var to *place
	if !made.probe {
		if to = m.arrive(after, l); to == nil {
			return
		}
	}
	p.ways = append(p.ways, way{made, to})
	m.left++
}

// arrive returns the place of a state, nil where there are too many.
func (m *places) arrive(s simulate.State, l limits) *place {
	key := m.key(s)
	if m.byKey[key] == nil && len(m.all) < l.states {
		m.byKey[key] = &place{number: len(m.all), state: s}
		m.all = append(m.all, m.byKey[key])
	}
	return m.byKey[key]
}

// known is a state without what is typed and drawn, and without the SMS codes of
// screens that are not shown.
func (m *places) known(s simulate.State) simulate.State {
	s.Random, s.Fields = 0, make([]simulate.Field, len(s.Fields))
	s.Counters, s.Timers = slices.Clone(s.Counters), slices.Clone(s.Timers)
	for _, f := range m.flow.Fields {
		if f.SMS != nil && f.Screen.Index != s.Screen && m.flow.Screens[s.Screen].Over != f.Screen {
			s.Counters[f.SMS.Attempts.Index], s.Timers[f.SMS.Resend.Index], s.Timers[f.SMS.Expires.Index] = 0, 0, 0
		}
	}
	return s
}

func (m *places) key(s simulate.State) string {
	key := m.machine.Bytes(m.known(s))
	for screen := m.flow.Screens[s.Screen]; screen != nil; screen = screen.Over {
		for _, f := range screen.Fields {
			if f.SMS != nil {
				key = append(key, byte(len(s.Fields[f.Index].Shown)))
			}
		}
	}
	return string(key)
}

// maxEvents is how long a scenario becomes: one that fails should be short
// enough to look at, and many begin anew.
const maxEvents = 2000

// rehearse goes from the start by ways not yet taken where there are any, and
// else to the nearest place that has some, until none can be reached.
func (m *places) rehearse(seed uint32) scenario {
	s := scenario{Seed: seed}
	state, at := m.machine.Start(seed), m.all[0]
	for at != nil && len(s.Events) < maxEvents { // a probe may lead where nothing goes on
		route := m.route(at)
		if len(route) == 0 {
			break
		}
		for _, way := range route {
			var events []simulate.Event
			state, events = way.move.run(m.machine, state)
			s.Events = append(s.Events, events...)
		}
		at = m.byKey[m.key(state)]
	}
	return s
}

// route returns the shortest way to a way that was not taken, and that way.
func (m *places) route(from *place) []way {
	leading := func(p *place) []way {
		return slices.DeleteFunc(slices.Clone(p.ways), func(w way) bool { return w.to == nil })
	}
	if from.taken < len(from.ways) { // as usual
		leading = func(*place) []way { return nil }
	}
	visits := flow.BreadthFirst([]*place{from}, leading, func(w way) *place { return w.to })
	for i, v := range visits {
		if v.Node.taken == len(v.Node.ways) {
			continue
		}
		route := []way{v.Node.ways[v.Node.taken]}
		v.Node.taken++
		m.left--
		for ; visits[i].Before >= 0; i = visits[i].Before {
			route = append(route, visits[i].Edge)
		}
		slices.Reverse(route)
		return route
	}
	return nil
}

// TestScenariosCover: of the flows of the site, with which the proof finds no
// fault, scenarios reach every screen, take every branch and fail every check that
// an author wrote.
func TestScenariosCover(t *testing.T) {
	for _, f := range flowtest.All(t) {
		if p := explore.Explore(f, explore.Limits{}).Problems; len(p) > 0 {
			t.Fatalf("%s: %v", f.Name, p)
		}
		seen := covered(f, scenarios(f, many))
		for _, s := range f.Screens {
			if !seen[s] {
				t.Errorf("%s: screen %s is not reached", f.Name, s.ID)
			}
		}
		for _, b := range f.Buttons {
			unknown := slices.ContainsFunc(b.Checks, func(f *flow.Field) bool { // a forgotten password
				return !f.HasSample() && !f.Kind.IsDrawn() && f.IsRequired()
			})
			for _, e := range b.Edges() {
				if !seen[e] && (e.Refused || !unknown) {
					t.Errorf("%s: branch %d of “%s” is not taken", f.Name, e.Number, b.Label.Default)
				}
			}
		}
		for _, field := range f.Fields {
			for i, c := range field.Checks {
				if name := fmt.Sprint(field.Index, " ", i); c.Pos != field.Pos && !seen[name] {
					t.Errorf("%s: nothing fails %q of field %s", f.Name, c.Kind, field.ID)
				}
			}
		}
	}
}

// covered returns the screens that scenarios reach, the edges that they take, and
// the checks that fail in them, by the numbers of field and check.
func covered(f *flow.Flow, list []scenario) map[any]bool {
	seen := map[any]bool{}
	m := simulate.New(f)
	for _, s := range list {
		state := m.Start(s.Seed)
		seen[f.Screens[state.Screen]] = true
		for _, event := range s.Events {
			before := state
			var result int
			state, result = m.Step(state, event)
			seen[f.Screens[state.Screen]] = true
			if event.Kind != simulate.Press || event.Index < 0 || event.Index >= len(f.Buttons) {
				continue
			}
			b := f.Buttons[event.Index]
			if result == simulate.Done || result == simulate.Diverted {
				seen[flow.Edge{Button: b, Number: before.Branch(b, result), Refused: result == simulate.Diverted}] = true
			}
			for _, field := range b.Checks {
				if code := state.Fields[field.Index].Error; result == simulate.Refused && code > 0 {
					seen[fmt.Sprint(field.Index, " ", code-1)] = true
				}
			}
		}
	}
	return seen
}
