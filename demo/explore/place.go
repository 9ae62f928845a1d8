package explore

import (
	"encoding/binary"
	"strings"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// place is one of the states that a reader could tell apart, and how it was
// first come to.
type place struct {
	number int
	screen *flow.Screen
	// state is that on arrival; it is dropped when the place was visited.
	state  simulate.State
	before *place
	by     *move
	// plain says that the record holds nothing that the samples did not put
	// there, so that the samples must pass.
	plain   bool
	visited bool
	// next are the places to which moves lead, ways the moves with them where
	// they are recorded.
	next []*place
	ways []way
}

// way is a move and the place to which it leads; nil where that is not
// followed.
type way struct {
	move *move
	to   *place
}

// key tells places apart. It has everything in a state but what is typed and
// shown, and what belongs to SMS codes of other screens: it begins anew when
// these are entered.
func (e *explorer) key(s simulate.State) string {
	k := make([]byte, 0, 64)
	add := func(n int) { k = binary.LittleEndian.AppendUint16(k, uint16(n)) }
	add(s.Screen)
	for _, v := range s.Slots {
		add(v.Choice)
		add(len(v.Text))
		for _, u := range v.Text {
			add(int(u))
		}
	}
	screen := e.flow.Screens[s.Screen]
	for i, c := range e.flow.Counters {
		if c.Name != "" {
			add(s.Counters[i])
		}
	}
	for i, t := range e.flow.Timers {
		if t.Name != "" {
			add(s.Timers[i])
		}
	}
	for ; screen != nil; screen = screen.Over {
		for _, f := range screen.Fields {
			if f.SMS != nil {
				add(len(s.Fields[f.Index].Shown))
				add(s.Counters[f.SMS.Attempts.Index])
				add(s.Timers[f.SMS.Resend.Index])
				add(s.Timers[f.SMS.Expires.Index])
			}
		}
	}
	return string(k)
}

// nextTimer returns the seconds until the next timer runs out that matters in
// a place, 0 where none runs.
func (e *explorer) nextTimer(p *place) int {
	next := 0
	look := func(t *flow.Timer) {
		if left := p.state.Timers[t.Index]; left > 0 && (next == 0 || left < next) {
			next = left
		}
	}
	for _, t := range e.flow.Timers {
		if t.Name != "" {
			look(t)
		}
	}
	for screen := p.screen; screen != nil; screen = screen.Over {
		for _, f := range screen.Fields {
			if f.SMS != nil {
				look(f.SMS.Resend)
				look(f.SMS.Expires)
			}
		}
	}
	return next
}

// arrive takes note of a state that a move from a place leads to.
func (e *explorer) arrive(s simulate.State, from *place, by *move, plain bool) {
	key := e.key(s)
	p := e.byKey[key]
	switch {
	case p == nil && len(e.places) == e.limits.Places:
		e.limit = "places"
		return
	case p == nil:
		p = &place{number: len(e.places), screen: e.flow.Screens[s.Screen], state: s, before: from, by: by, plain: plain}
		e.places, e.byKey[key] = append(e.places, p), p
		e.queue(p)
	case plain && !p.plain && !p.visited:
		p.plain, p.before, p.by, p.state = true, from, by, s
		e.queue(p)
	}
	if e.screens[s.Screen] == nil {
		e.screens[s.Screen] = p
	}
	if from != nil {
		from.leadsTo(p)
		if e.record {
			from.ways = append(from.ways, way{by, p})
		}
	}
}

func (e *explorer) queue(p *place) {
	if p.plain {
		e.plain = append(e.plain, p)
	} else {
		e.odd = append(e.odd, p)
	}
}

// leadsTo adds a place to the next ones. Most moves come back to where they
// began, and the rest to the place of the move before.
func (p *place) leadsTo(to *place) {
	if to == p {
		return
	}
	for _, known := range p.next {
		if known == to {
			return
		}
	}
	p.next = append(p.next, to)
}

// steps tells how to come to a place, by the labels of the controls.
func (p *place) steps() string {
	const most = 8
	var steps []string
	for ; p != nil && p.by != nil; p = p.before {
		steps = append(steps, p.by.String())
	}
	if len(steps) == 0 {
		return "at the start"
	}
	var b strings.Builder
	b.WriteString("after ")
	if len(steps) > most {
		steps = steps[:most]
		b.WriteString("… ")
	}
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
		if i > 0 {
			b.WriteString(", ")
		}
	}
	return b.String()
}
