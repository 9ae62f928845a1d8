// Package route is the way that readers are led through a flow.
//
// A route is a walk from the start of a flow to an outcome, with everything that is
// chosen, typed and waited for on the way. Whatever shows a way shows a route: the
// storyboard, the coach, the film, the samples, a test, print, screenshots. Which
// route that is, depends on what stands around the flow:
//
//   - [Samples] is the route of the persona: what the samples lead to, and where
//     they leave something open, the shortest way to success.
//   - [Named] is one that the flow itself names, by what is chosen on it.
//   - [Follow] is one that others tell: the steps of an article.
//
// Every route is played by package simulate while it is made, so that one that
// does not work cannot exist. Where nothing leads to an outcome, a route ends
// before one.
package route

import (
	"fmt"
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// Route is a walk through a flow.
type Route struct {
	Flow *flow.Flow
	Legs []Leg
	// End is the screen to which the last leg leads: an outcome, if any can be
	// reached.
	End *flow.Screen
	// EndSteps are the steps of the article that are at the end.
	EndSteps Steps
}

// Leg is what is done on a screen until a button is pressed.
type Leg struct {
	Screen *flow.Screen
	// Answers are what is filled in first, in the order of the fields. A field that
	// has its answer already is not among them.
	Answers []Answer
	// Wait is how many seconds have to pass then, and Timer what is waited for; nil
	// where nothing is.
	Wait  int
	Timer *flow.Timer
	// Button is pressed, and To is the screen that is shown then.
	Button *flow.Button
	To     *flow.Screen
	// Refused says that the press fails a check, as it is meant to.
	Refused bool
	Steps   Steps
	// off are the choices that are not those of the samples.
	off []Answer
}

// Steps are the numbers, as they are printed, of the first and the last step of an
// article that are done on a leg, and of the last step there is; all are 0 where
// there is no article.
type Steps struct{ First, Last, Of int }

// Answer is what a field is filled in with: an option of a choice, or 1 for a box
// that is ticked and 0 for one that is not; or what the field shows; or a text.
type Answer struct {
	Field  *flow.Field
	Choice int
	Shown  bool
	Text   string
}

// event is what giving the answer amounts to in a state.
func (a Answer) event(s simulate.State) simulate.Event {
	e := simulate.Event{Kind: simulate.Input, Index: a.Field.Index, N: a.Choice}
	switch {
	case a.Shown:
		e.Text = s.Fields[a.Field.Index].Shown
	case !a.Field.Kind.IsChoice():
		e.Text = utf16.Encode([]rune(a.Text))
	}
	return e
}

// isGiven reports whether a field has this answer already.
func (a Answer) isGiven(s simulate.State) bool {
	e, v := a.event(s), s.Fields[a.Field.Index].Value
	if a.Field.Kind.IsChoice() {
		return v.Choice == a.Choice
	}
	return slices.Equal(v.Text, simulate.Normalise(a.Field, e.Text))
}

// events are what a leg amounts to in a state; the press is the last.
func (l Leg) events(s simulate.State) []simulate.Event {
	events := make([]simulate.Event, 0, len(l.Answers)+2)
	for _, a := range l.Answers {
		events = append(events, a.event(s))
	}
	if l.Wait > 0 {
		events = append(events, simulate.Event{Kind: simulate.Tick, N: l.Wait})
	}
	return append(events, simulate.Event{Kind: simulate.Press, Index: l.Button.Index})
}

// result is what the press of a leg must return.
func (l Leg) result() int {
	switch {
	case !l.Refused:
		return simulate.Done
	case l.To == l.Screen:
		return simulate.Refused
	}
	return simulate.Diverted
}

// seed is where the drawing of captchas begins; a route is the same for all.
const seed = 1

// Play plays the route, and returns the states at the beginning of each leg and at
// the end. It is an error if a press does not do what the route says.
func (r *Route) Play(m *simulate.Machine, seed uint32) ([]simulate.State, error) {
	states := []simulate.State{m.Start(seed)}
	for i, l := range r.Legs {
		at := states[i]
		if at.Screen != l.Screen.Index {
			return states, fmt.Errorf("leg %d begins at screen %s, not %s", i+1, r.Flow.Screens[at.Screen].ID, l.Screen.ID)
		}
		after, result := m.Run(at, l.events(at))
		if result != l.result() || after.Screen != l.To.Index {
			return states, fmt.Errorf("leg %d: pressing “%s” on %s returns %d and leads to %s, not %s",
				i+1, l.Button.Label.Default, l.Screen.ID, result, r.Flow.Screens[after.Screen].ID, l.To.ID)
		}
		states = append(states, after)
	}
	if last := states[len(states)-1].Screen; last != r.End.Index {
		return states, fmt.Errorf("the route ends at %s, not %s", r.Flow.Screens[last].ID, r.End.ID)
	}
	return states, nil
}

// Screens returns the screens of the route in the order in which they are first
// shown, the end included.
func (r *Route) Screens() []*flow.Screen {
	seen := make([]bool, len(r.Flow.Screens))
	var screens []*flow.Screen
	add := func(s *flow.Screen) {
		if !seen[s.Index] {
			seen[s.Index] = true
			screens = append(screens, s)
		}
	}
	for _, l := range r.Legs {
		add(l.Screen)
	}
	add(r.End)
	return screens
}

// ReadingOrder returns all screens: those of the route, then the others in the
// order of the file.
func (r *Route) ReadingOrder() []*flow.Screen {
	order := r.Screens()
	for _, s := range r.Flow.Screens {
		if !slices.Contains(order, s) {
			order = append(order, s)
		}
	}
	return order
}

// Off returns the choices of the route that are not those of the samples, where a
// sample says something.
func (r *Route) Off() []Answer {
	var off []Answer
	for _, l := range r.Legs {
		off = append(off, l.off...)
	}
	return off
}

// Final returns the values of the record at the end, by Slot.Index: texts, and ""
// for none.
func (r *Route) Final() []string {
	m := simulate.New(r.Flow)
	states, err := r.Play(m, seed)
	if err != nil {
		return nil
	}
	values := make([]string, len(r.Flow.Record))
	for i, slot := range r.Flow.Record {
		v := states[len(states)-1].Slots[i]
		if values[i] = string(utf16.Decode(v.Text)); v.Choice > 0 && v.Choice <= len(slot.Options) {
			values[i] = slot.Options[v.Choice-1].Default
		}
	}
	return values
}

// Samples returns the route of the persona.
func Samples(f *flow.Flow) *Route {
	p := newPlayer(f)
	return p.route(p.complete(p.start(), nil))
}

// Named returns a route that the flow names, and whether it leads to where it is
// said to lead: what is chosen on it can be chosen, and nothing but the samples is
// needed beside it.
func Named(f *flow.Flow, n *flow.NamedRoute) (*Route, bool) {
	p := newPlayer(f)
	fixed := fixedBy(n)
	path, ok := p.start(), true
	for _, s := range n.Via {
		var found bool
		if path, found = p.search(path, fixed, at(s)); !found {
			ok = false
		}
	}
	if n.To != nil {
		var found bool
		path, found = p.search(path, fixed, at(n.To))
		ok = ok && found
	}
	r := p.route(p.complete(path, fixed))
	return r, ok && r.End.Outcome != flow.None && r.choosesAll(n)
}

// fixedBy are the choices of a named route, nil for none.
func fixedBy(n *flow.NamedRoute) choices {
	fixed := make(choices)
	if n == nil {
		return fixed
	}
	for _, c := range n.Choose {
		for i, f := range c.Fields {
			fixed[f] = c.Options[i]
		}
	}
	return fixed
}

// choosesAll reports whether everything that a named route chooses is chosen.
func (r *Route) choosesAll(n *flow.NamedRoute) bool {
	chosen := func(f *flow.Field, option int) bool {
		return slices.ContainsFunc(r.Legs, func(l Leg) bool {
			return slices.ContainsFunc(l.Answers, func(a Answer) bool { return a.Field == f && a.Choice == option })
		})
	}
	for _, c := range n.Choose {
		i := 0
		for i < len(c.Fields) && !chosen(c.Fields[i], c.Options[i]) {
			i++
		}
		if i == len(c.Fields) {
			return false
		}
	}
	return true
}
