package route

import (
	"slices"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// Told is a press that somebody tells of, with what is to be chosen before it.
type Told struct {
	Button *flow.Button
	// To is where the press is told to lead.
	To *flow.Screen
	// Choose are the options that are named since the press before.
	Choose []Answer
	Steps  Steps
}

// Fault is a press that is told of and does not do what is said of it.
type Fault struct {
	// Told is its number.
	Told int
	// Off are choices that nobody tells of, and that it needs although the samples
	// are others. They do not end the route; the rest does.
	Off []Answer
	// Disabled are the conditions that keep the button from being pressed.
	Disabled []flow.Condition
	// Check is what refuses the press, of Field.
	Field *flow.Field
	Check *flow.Check
	// Leads is where the press leads in fact.
	Leads *flow.Screen
}

// Follow returns the route that somebody tells of; for each press that works, how
// many legs it has then; and where what is told does not work. What is told goes
// before what a named route chooses, nil for none, and that before the samples.
// Where what is told ends, or does not work, the route goes on to an outcome by
// itself; end are the steps that are there.
func Follow(f *flow.Flow, told []Told, n *flow.NamedRoute, end Steps) (r *Route, ends []int, faults []Fault) {
	p := newPlayer(f)
	fixed := fixedBy(n)
	t := p.start()
	for i, one := range told {
		for _, a := range one.Choose {
			fixed[a.Field] = a.Choice
		}
		next, ok := p.press(t, one, fixed)
		if !ok {
			fault := p.diagnose(t.state, one, fixed)
			fault.Told = i
			faults = append(faults, fault)
			break
		}
		var off []Answer
		for k := len(t.legs); k < len(next.legs); k++ {
			next.legs[k].Steps = one.Steps
			for _, a := range next.legs[k].off {
				if option, ok := fixed[a.Field]; !ok || option != a.Choice {
					off = append(off, a)
				}
			}
		}
		if len(off) > 0 {
			faults = append(faults, Fault{Told: i, Off: off})
		}
		t, ends = next, append(ends, len(next.legs))
	}
	reached := len(t.legs)
	whole := p.complete(t, fixed)
	if p.flow.Screens[whole.state.Screen].Outcome == flow.None { // what is told leads nowhere
		whole = p.complete(t, fixedBy(n))
	}
	r = p.route(whole)
	for i := reached; i < len(r.Legs); i++ {
		r.Legs[i].Steps = end
	}
	r.EndSteps = end
	return r, ends, faults
}

// press does what is told, with as few other things as it takes: a code is sent
// first where that is not told.
func (p *player) press(from path, told Told, fixed choices) (path, bool) {
	if t, ok := p.directly(from, told, fixed); ok {
		return t, true
	}
	if slices.ContainsFunc(told.Button.Refused.To, func(b flow.Branch) bool { return b.Screen == told.To }) {
		if t, ok := p.fail(from, told.Button); ok && t.state.Screen == told.To.Index {
			return t, true
		}
	}
	for _, b := range p.flow.Screens[from.state.Screen].Buttons {
		if b == told.Button || len(b.Items) > 0 {
			continue
		}
		if before, ok := p.directly(from, Told{Button: b, To: b.Screen}, fixed); ok {
			if t, ok := p.directly(before, told, fixed); ok {
				return t, true
			}
		}
	}
	return from, false
}

// directly presses a button that leads where it is told to lead, with the choices
// that are nearest to the samples.
func (p *player) directly(from path, told Told, fixed choices) (path, bool) {
	if from.state.Screen != told.Button.Screen.Index {
		return from, false
	}
	best, ok := from, false
	var least cost
	for _, chosen := range combinations(told.Button, fixed) {
		for _, wait := range p.waits(from.state, told.Button) {
			l, after, result := p.try(from.state, told.Button, chosen, wait)
			if result != simulate.Done || l.To != told.To {
				continue
			}
			if c := costOf(l); !ok || c.compare(least) < 0 {
				best, ok, least = from.then(l, after), true, c
			}
		}
	}
	return best, ok
}

// diagnose says why a press does not do what is told.
func (p *player) diagnose(s simulate.State, told Told, fixed choices) Fault {
	var fault Fault
	l, after, result := p.try(s, told.Button, combinations(told.Button, fixed)[0], nil)
	switch result {
	case simulate.NotHere:
		filled := p.filled(s, l)
		for _, c := range told.Button.When {
			if !filled.Holds([]flow.Condition{c}) {
				fault.Disabled = append(fault.Disabled, c)
			}
		}
	case simulate.Done:
		fault.Leads = l.To
	default:
		after, _ = p.machine.Run(s, l.events(s))
		for _, f := range told.Button.Checks {
			if code := after.Fields[f.Index].Error; code > 0 && fault.Check == nil {
				fault.Field, fault.Check = f, &f.Checks[code-1]
			}
		}
	}
	return fault
}

// Side is a screen that a route does not pass, and how one gets there and on.
type Side struct {
	Screen *flow.Screen
	// After is how many legs of the route come before the Way to the screen.
	After int
	Way   []Leg
	// On are the legs from there to End: an outcome, or before that, a screen of the
	// route.
	On  []Leg
	End *flow.Screen
}

// Sides returns the screens beside the route that can be reached, in the order of the
// file.
func (r *Route) Sides() []Side {
	p := newPlayer(r.Flow)
	states, _ := r.Play(p.machine, seed)
	from := make([]path, len(states))
	for i, s := range states {
		from[i] = path{s, r.Legs[:i:i]}
	}
	reached := make([]*path, len(r.Flow.Screens))
	missing := len(reached)
	p.explore(from, nil, func(t path) bool {
		if reached[t.state.Screen] == nil {
			reached[t.state.Screen] = &t
			missing--
		}
		return missing == 0
	})
	on := make([]bool, len(r.Flow.Screens))
	for _, s := range r.Screens() {
		on[s.Index] = true
	}
	var sides []Side
	for i, t := range reached {
		if t == nil || on[i] {
			continue
		}
		side := Side{Screen: r.Flow.Screens[i], End: r.Flow.Screens[i], After: r.shared(t.legs)}
		side.Way = t.legs[side.After:]
		p.left = max(p.left, maxTried/100)
		for _, l := range p.complete(*t, nil).legs[len(t.legs):] {
			side.On, side.End = append(side.On, l), l.To
			if on[l.To.Index] {
				break
			}
		}
		sides = append(sides, side)
	}
	return sides
}

// shared counts the legs with which the route and a way begin alike.
func (r *Route) shared(legs []Leg) int {
	n := 0
	for n < len(legs) && n < len(r.Legs) && legs[n].Button == r.Legs[n].Button && legs[n].To == r.Legs[n].To &&
		slices.Equal(legs[n].Answers, r.Legs[n].Answers) && legs[n].Wait == r.Legs[n].Wait {
		n++
	}
	return n
}
