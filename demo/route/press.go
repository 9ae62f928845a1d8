package route

import (
	"slices"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// player tries what can be done in a flow.
type player struct {
	flow    *flow.Flow
	machine *simulate.Machine
	// left is how many presses may still be tried: flows of any size are laid out
	// in bounded time.
	left int
}

const (
	// maxTried and maxCopied bound the presses that are tried for a route: by their
	// number, and by the fields that the states have that they lead to.
	maxTried  = 20_000
	maxCopied = 10_000_000
	// maxCombinations bounds the choices that are tried for one button.
	maxCombinations = 200
	// maxVain is how often a press that is refused is repeated until that leads on.
	maxVain = 100
)

func newPlayer(f *flow.Flow) *player {
	return &player{f, simulate.New(f), min(maxTried, maxCopied/(1+len(f.Fields)))}
}

// choices are options that were decided on, by field.
type choices map[*flow.Field]int

// path is how a state was reached.
type path struct {
	state simulate.State
	legs  []Leg
}

func (p *player) start() path { return path{state: p.machine.Start(seed)} }

// go on by one leg.
func (t path) then(l Leg, s simulate.State) path { return path{s, append(slices.Clip(t.legs), l)} }

// try does all that comes before a button and presses it. chosen are the options of
// its fields where these are not the samples; wait has time pass until a timer
// of the button has run out. What is refused is mended, where a value that the
// record has by now would pass.
func (p *player) try(s simulate.State, b *flow.Button, chosen choices, wait *flow.Timer) (Leg, simulate.State, int) {
	p.left--
	l := Leg{Screen: b.Screen, Button: b, To: b.Screen}
	wanted := make(map[*flow.Field]Answer)
	for _, f := range Needs(b) {
		if a, ok := sample(f, s, chosen); ok {
			wanted[f] = a
		}
	}
	for range 1 + len(b.Checks) {
		l.fill(s, wanted)
		l.wait(p.filled(s, l), b, wait)
		after, result := p.machine.Run(s, l.events(s))
		l.To = p.flow.Screens[after.Screen]
		if result != simulate.Refused && result != simulate.Diverted || !mend(wanted, s, after, b, chosen) {
			return l, after, result
		}
	}
	return l, s, simulate.Refused
}

// filled is the state with the answers of a leg.
func (p *player) filled(s simulate.State, l Leg) simulate.State {
	l.Wait = 0
	events := l.events(s)
	filled, _ := p.machine.Run(s, events[:len(events)-1])
	return filled
}

// fill makes the answers those that a state does not have yet.
func (l *Leg) fill(s simulate.State, wanted map[*flow.Field]Answer) {
	l.Answers, l.off = nil, nil
	for _, f := range l.Screen.Fields {
		a, ok := wanted[f]
		if !ok {
			continue
		}
		if !a.isGiven(s) {
			l.Answers = append(l.Answers, a)
		}
		if f.Kind.IsChoice() && hasWord(f) && a.Choice != f.SampleChoice {
			l.off = append(l.off, a)
		}
	}
}

// hasWord reports whether the flow says what is chosen in a field.
func hasWord(f *flow.Field) bool {
	return f.SampleChoice > 0 || f.Kind.IsTick() && f.SamplePos != f.Pos
}

// wait finds out what has to be waited for.
func (l *Leg) wait(s simulate.State, b *flow.Button, timer *flow.Timer) {
	l.Wait, l.Timer = 0, nil
	timers := Timers(b)
	if timer != nil {
		timers = append(timers, timer)
	}
	for _, t := range timers {
		if left := s.Timers[t.Index]; left > l.Wait {
			l.Wait, l.Timer = left, t
		}
	}
}

// Timers are those that must have run out before a button can be pressed.
func Timers(b *flow.Button) []*flow.Timer {
	var timers []*flow.Timer
	if b.Send != nil && b.Send.SMS.Resend != nil {
		timers = append(timers, b.Send.SMS.Resend)
	}
	for _, c := range b.When {
		if c.Timer != nil && !c.Is {
			timers = append(timers, c.Timer)
		}
	}
	return timers
}

// sample is what is filled in where nothing else is decided; false for what is left
// as it is.
func sample(f *flow.Field, s simulate.State, chosen choices) (Answer, bool) {
	a := Answer{Field: f}
	switch option, ok := chosen[f]; {
	case f.Kind.IsDrawn():
		a.Shown = true
		return a, len(s.Fields[f.Index].Shown) > 0
	case f.Kind.IsChoice():
		if a.Choice = f.SampleChoice; ok {
			a.Choice = option
		}
		return a, ok || a.Choice > 0 || f.Kind.IsTick()
	}
	a.Text = f.Sample
	return a, a.Text != ""
}

// mend gives the fields that failed a check what would pass it, and reports
// whether there was any to give.
func mend(wanted map[*flow.Field]Answer, s, after simulate.State, b *flow.Button, chosen choices) bool {
	mended := false
	for _, f := range b.Checks {
		code := after.Fields[f.Index].Error
		if code == 0 || f.Kind.IsDrawn() {
			continue
		}
		a := Answer{Field: f}
		switch c := f.Checks[code-1]; {
		case c.Slot != nil:
			a.Choice, a.Text = s.Slots[c.Slot.Index].Choice, decode(s.Slots[c.Slot.Index].Text)
		case c.Field != nil:
			a.Choice, a.Text = wanted[c.Field].Choice, wanted[c.Field].Text
		case f.Kind.IsTick() && c.Kind == flow.Required:
			a.Choice = 1
		case f.Kind.IsChoice() && c.Kind == flow.Required:
			a.Choice = 1
		default: // an empty field that must equal something fails for being empty
			a.Text = equal(f, s, wanted)
		}
		if _, fixed := chosen[f]; !fixed && a != wanted[f] && (a.Choice > 0 || a.Text != "") {
			wanted[f], mended = a, true
		}
	}
	return mended
}

// equal is the text that a field must equal, or "".
func equal(f *flow.Field, s simulate.State, wanted map[*flow.Field]Answer) string {
	for _, c := range f.Checks {
		switch {
		case c.Kind == flow.EqualsSlot:
			return decode(s.Slots[c.Slot.Index].Text)
		case c.Kind == flow.EqualsField:
			return wanted[c.Field].Text
		}
	}
	return ""
}

// Needs returns the fields that have to be filled in before a button is pressed:
// those that it checks, keeps, or is led by, in the order of the screen.
func Needs(b *flow.Button) []*flow.Field {
	needed := make(map[*flow.Field]bool)
	for _, a := range b.Set {
		needed[a.Field] = true
	}
	if b.Submit {
		for _, f := range b.Checks {
			needed[f] = true
		}
	}
	for _, f := range asked(b) {
		needed[f] = true
	}
	return slices.DeleteFunc(slices.Clone(b.Screen.Fields), func(f *flow.Field) bool { return !needed[f] })
}

// asked returns the choices that conditions ask about, of a button or of its checks,
// and those that it keeps.
func asked(b *flow.Button) []*flow.Field {
	when := b.Conditions()
	for _, f := range b.Checks {
		for _, c := range f.Checks {
			when = append(when, c.When...)
		}
	}
	var fields []*flow.Field
	for _, c := range when {
		if c.Field != nil && !slices.Contains(fields, c.Field) {
			fields = append(fields, c.Field)
		}
	}
	for _, a := range b.Set { // what is kept may matter later
		if a.Field.Kind.IsChoice() && !slices.Contains(fields, a.Field) {
			fields = append(fields, a.Field)
		}
	}
	slices.SortFunc(fields, func(a, b *flow.Field) int { return a.Index - b.Index })
	return fields
}

// combinations returns what may be chosen for a button: first the samples, then
// what is nearest to them. What is fixed stays.
func combinations(b *flow.Button, fixed choices) []choices {
	base := make(choices)
	for _, f := range b.Screen.Fields {
		if option, ok := fixed[f]; ok {
			base[f] = option
		}
	}
	all := []choices{base}
	for _, f := range asked(b) {
		if _, ok := fixed[f]; ok {
			continue
		}
		for _, before := range all[:len(all):len(all)] {
			for option := least(f); option <= f.OptionCount(); option++ {
				if option != f.SampleChoice && len(all) < maxCombinations {
					all = append(all, before.with(f, option))
				}
			}
		}
	}
	return all
}

// with returns the choices with another one.
func (c choices) with(f *flow.Field, option int) choices {
	more := make(choices, len(c)+1)
	for field, n := range c {
		more[field] = n
	}
	more[f] = option
	return more
}

// least is the first option of a field: what can be ticked can also be left.
func least(f *flow.Field) int {
	if f.Kind.IsTick() {
		return 0
	}
	return 1
}

// fail presses a button with mistakes until that leads elsewhere, and returns the
// legs of it.
func (p *player) fail(from path, b *flow.Button) (path, bool) {
	for range maxVain {
		l := Leg{Screen: b.Screen, Button: b, Refused: true, Answers: wrong(b, from.state)}
		p.left--
		after, result := p.machine.Run(from.state, l.events(from.state))
		l.To = p.flow.Screens[after.Screen]
		if from = from.then(l, after); result != simulate.Refused {
			return from, result == simulate.Diverted
		}
	}
	return from, false
}

// wrong is how a button is pressed with mistakes: its fields are left empty, or if
// that is no mistake in any of them, filled in with what is not the sample.
func wrong(b *flow.Button, s simulate.State) []Answer {
	var answers []Answer
	for _, f := range b.Checks {
		if !f.IsRequired() && !f.Kind.IsChoice() && f.Kind.Spec().Drawn == nil && len(f.Checks) > 0 {
			answers = append(answers, Answer{Field: f, Text: "?"})
		} else if a := (Answer{Field: f}); !a.isGiven(s) {
			answers = append(answers, a)
		}
	}
	return answers
}
