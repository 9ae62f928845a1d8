package flow

import "fmt"

// ruleUnused: what the record knows should matter, and so should what is
// counted and timed. What a persona or another flow knows besides is theirs.
func ruleUnused(p *parser) {
	p.unusedSlots()
	p.unusedClocks()
}

func (p *parser) unusedSlots() {
	used := make([]bool, len(p.flow.Record))
	for _, f := range p.flow.Fields {
		for _, c := range f.Checks {
			if c.Kind == EqualsSlot {
				used[c.Slot.Index] = true
			}
		}
	}
	for _, b := range p.flow.Buttons {
		for _, a := range b.Set {
			used[a.Slot.Index] = true
		}
		for _, c := range b.conditions() {
			if c.Slot != nil {
				used[c.Slot.Index] = true
			}
		}
	}
	for _, s := range p.flow.Record {
		if !used[s.Index] && s.Pos.File == p.flow.File {
			p.warn(s.Pos, "unused", fmt.Sprintf("record.%s is used nowhere", s.Name), "remove it, or let a field have equals: record."+s.Name)
		}
	}
}

// unusedClocks warns of counters and timers that make no difference.
func (p *parser) unusedClocks() {
	asked := map[subject]bool{}
	for _, b := range p.flow.Buttons {
		for _, c := range b.conditions() {
			asked[subject{counter: c.Counter, timer: c.Timer}] = true
		}
	}
	for _, c := range p.flow.Counters {
		if c.Name != "" && !asked[subject{counter: c}] {
			p.warn(c.Pos, "unused", fmt.Sprintf("no condition asks about counter %s, so it limits nothing", c.Name), "remove it, or add a branch with when: {"+c.Name+": max}")
		}
	}
	for _, t := range p.flow.Timers {
		if t.Name != "" && !asked[subject{timer: t}] {
			p.warn(t.Pos, "unused", fmt.Sprintf("no condition asks about timer %s", t.Name), "remove it, or let a button have when: {"+t.Name+": elapsed}")
		}
	}
}

// conditions are all that a button asks about.
func (b *Button) conditions() []Condition {
	all := b.When
	for _, e := range b.Edges() {
		all = append(all[:len(all):len(all)], e.branch().When...)
	}
	return all
}
