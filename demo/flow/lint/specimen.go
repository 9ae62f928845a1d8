package lint

import (
	"fmt"
	"slices"
	"strings"

	"rehearse/demo/flow"
)

// specimenMobile is the only mobile number that a flow may name. China sets no
// numbers aside for fiction; this one is a service number of an operator, long
// printed as an example, and belongs to no person.
const specimenMobile = "13800138000"

// specimens: there are no identity and mobile numbers but the specimens.
func specimens(in Input) (found problems) {
	look := func(at flow.Pos, texts ...string) {
		for _, s := range texts {
			found = append(found, realNumbers(at, s)...)
		}
	}
	recorded := map[string]bool{}
	for _, s := range in.Flow.Record {
		look(s.Pos, s.Value)
		recorded[s.Value] = true
	}
	for _, f := range in.Flow.Fields {
		if !recorded[f.Sample] {
			look(f.SamplePos, f.Sample)
		}
	}
	for _, t := range in.Texts {
		look(t.Pos, t.All()...)
	}
	for _, b := range in.Flow.Buttons {
		for _, c := range b.Conditions() {
			look(c.Pos, c.Text)
		}
	}
	return found
}

// realNumbers finds the identity and mobile numbers in s that are no specimens.
func realNumbers(at flow.Pos, s string) (found problems) {
	for len(s) >= flow.MobileUnits {
		n := digitRun(s)
		number := strings.ToUpper(s[:n])
		switch {
		case n == flow.ResidentIDUnits && flow.ValidResidentID(number) && !slices.Contains(flow.Specimens(), number):
			found.add(at, "not-a-specimen", fmt.Sprintf("%s may be somebody's identity number", number),
				"use a published specimen: "+strings.Join(flow.Specimens(), " or "))
		case n == flow.MobileUnits && number[0] == '1' && number[1] >= '3' && number != specimenMobile:
			found.add(at, "not-a-specimen", fmt.Sprintf("%s may be somebody's mobile number", number), "use "+specimenMobile+", which is a service number")
		}
		s = s[max(n, 1):]
	}
	return found
}

// digitRun is the length of the number that s begins with; a final X counts.
func digitRun(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == flow.ResidentIDUnits-1 && n < len(s) && (s[n] == 'X' || s[n] == 'x') {
		n++
	}
	return n
}
