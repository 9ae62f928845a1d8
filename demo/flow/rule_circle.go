package flow

import "fmt"

// ruleCircle: a field is not compared with itself by way of others, or else
// nothing would say what its value has to be.
func ruleCircle(p *parser) {
	for _, s := range p.flow.Screens {
		// on is the round in which a way came by a field; each field has one
		// way on, so every way ends or runs into one that is known.
		on := map[*Field]int{}
		for i, f := range s.Fields {
			at := f
			for at != nil && on[at] == 0 {
				on[at] = i + 1
				at = comparedWith(at)
			}
			if at != nil && on[at] == i+1 {
				p.problem(at.Pos, "circle", fmt.Sprintf("%q is compared with itself by way of other fields", at.ID), "let one of them do without equals")
			}
		}
	}
}
