package lint

import (
	"fmt"
	"slices"

	"rehearse/demo/flow"
)

// lengths: the lengths that a field asks for must leave one that passes.
func lengths(in Input) (found problems) {
	for _, f := range in.Flow.Fields {
		low, high := f.Kind.Spec().Units, flow.MaxUnits
		if low > 0 {
			high = low
		}
		for _, c := range f.Checks {
			switch c.Kind {
			case flow.MinLength:
				low = max(low, c.Length)
			case flow.MaxLength:
				high = min(high, c.Length)
			case flow.Length:
				low, high = max(low, c.Length), min(high, c.Length)
			case flow.Contains:
				low = max(low, fewest(c.Classes))
			default:
				continue
			}
			if low > high {
				found.add(c.Pos, "conflicting-lengths",
					fmt.Sprintf("nothing that is typed into %s can pass: it needs at least %d and at most %d characters", f.ID, low, high),
					"raise the one or lower the other")
				break
			}
		}
	}
	return found
}

// fewest is how many characters are needed to have one of each class.
func fewest(classes []flow.Class) int {
	n := len(classes)
	if slices.Contains(classes, flow.Letter) && (slices.Contains(classes, flow.Upper) || slices.Contains(classes, flow.Lower)) {
		n--
	}
	return n
}
