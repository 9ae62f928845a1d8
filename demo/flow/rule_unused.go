package flow

import "fmt"

// ruleUnused: what the record knows should matter.
func ruleUnused(p *parser) {
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
	}
	for _, s := range p.flow.Record {
		if !used[s.Index] {
			p.warn(s.Pos, "unused", fmt.Sprintf("record.%s is used nowhere", s.Name), "remove it, or let a field have equals: record."+s.Name)
		}
	}
}
