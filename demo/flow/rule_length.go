package flow

import "fmt"

// ruleLengths: the lengths that a field asks for must leave one that passes.
func ruleLengths(p *parser) {
	for _, f := range p.flow.Fields {
		low, high := 0, maxUnits
		if n := f.Kind.fixedUnits(); n > 0 {
			low, high = n, n
		}
		for _, c := range f.Checks {
			switch c.Kind {
			case MinLength:
				low = max(low, c.Length)
			case MaxLength:
				high = min(high, c.Length)
			case Length:
				low, high = max(low, c.Length), min(high, c.Length)
			case Contains:
				low = max(low, fewest(c.Classes))
			default:
				continue
			}
			if low > high {
				p.problem(c.Pos, "conflicting-lengths",
					fmt.Sprintf("nothing that is typed into %s can pass: it needs at least %d and at most %d characters", f.ID, low, high),
					"raise the one or lower the other")
				break
			}
		}
	}
}

// fewest is how many characters are needed to have one of each class.
func fewest(classes []Class) int {
	var has [Symbol + 1]bool
	n := 0
	for _, c := range classes {
		has[c] = true
		n++
	}
	if has[Letter] && (has[Upper] || has[Lower]) {
		n--
	}
	return n
}
