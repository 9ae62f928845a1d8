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

// way is a move and the place to which it leads.
type way struct {
	move *move
	to   *place
}

// key tells places apart.
func (e *explorer) key(s simulate.State) string {
	k := binary.LittleEndian.AppendUint16(nil, uint16(s.Screen))
	for _, v := range s.Slots {
		k = binary.LittleEndian.AppendUint16(k, uint16(v.Choice))
		k = binary.LittleEndian.AppendUint16(k, uint16(len(v.Text)))
		for _, u := range v.Text {
			k = binary.LittleEndian.AppendUint16(k, u)
		}
	}
	return string(k)
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
