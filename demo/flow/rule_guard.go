package flow

import "fmt"

// ruleGuards: what a condition asks about can change. A value of the record
// that nothing sets, a counter that nothing counts and a timer that nothing
// starts are what they are from the beginning. A screen that several flows
// share may ask all the same: what changes in one need not in another.
func ruleGuards(p *parser) {
	m := p.movers()
	for _, b := range p.flow.Buttons {
		for _, c := range b.conditions() {
			p.constant(c, m)
		}
	}
}

// movers tells what can change, by Index.
type movers struct{ slots, counters, timers []bool }

func (p *parser) movers() movers {
	f := p.flow
	m := movers{make([]bool, len(f.Record)), make([]bool, len(f.Counters)), make([]bool, len(f.Timers))}
	for _, b := range f.Buttons {
		for _, a := range b.Set {
			m.slots[a.Slot.Index] = true
		}
		for _, c := range append(b.Count[:len(b.Count):len(b.Count)], b.Refused.Count...) {
			m.counters[c.Index] = true
		}
		m.start(b.Starts)
	}
	for _, s := range f.Screens {
		m.start(s.Starts)
	}
	return m
}

func (m movers) start(timers []*Timer) {
	for _, t := range timers {
		m.timers[t.Index] = true
	}
}

func (p *parser) constant(c Condition, m movers) {
	switch {
	case c.Pos.File != p.flow.File:
	case c.Slot != nil && !m.slots[c.Slot.Index]:
		p.constantGuard(c, c.Is != c.Slot.Null, fmt.Sprintf("nothing sets record.%s", c.Slot.Name))
	case c.Counter != nil && !m.counters[c.Counter.Index]:
		p.constantGuard(c, !c.Is, fmt.Sprintf("nothing counts %s", c.Counter.Name))
	case c.Timer != nil && !m.timers[c.Timer.Index]:
		p.constantGuard(c, !c.Is, fmt.Sprintf("nothing starts %s", c.Timer.Name))
	}
}

func (p *parser) constantGuard(c Condition, holds bool, why string) {
	if holds {
		p.problem(c.Pos, "always", "this condition always holds: "+why, "remove it, or change what it asks about")
	} else {
		p.problem(c.Pos, "never", "this condition never holds: "+why, "remove what depends on it, or change what it asks about")
	}
}
