package flow

import "fmt"

// ruleNames: what conditions ask about by a bare name has that name alone.
func ruleNames(p *parser) {
	for _, t := range p.flow.Timers {
		if t.Name != "" && p.counters[t.Name] != nil {
			p.ambiguous(t.Pos, t.Name, "a counter")
		}
	}
	for _, f := range p.flow.Fields {
		if p.counters[f.ID] != nil {
			p.ambiguous(f.Pos, f.ID, "a counter")
		}
		if p.timers[f.ID] != nil {
			p.ambiguous(f.Pos, f.ID, "a timer")
		}
	}
}

func (p *parser) ambiguous(at Pos, name, other string) {
	p.problem(at, "ambiguous-name", fmt.Sprintf("%q is also the name of %s", name, other), "conditions could mean either; rename one of them")
}
