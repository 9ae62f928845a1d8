package flow

import (
	"fmt"
	"slices"
)

// ruleBranches: of a button's branches there is always one to take, and none
// that the ones before it leave nothing to.
func ruleBranches(p *parser) {
	for _, b := range p.flow.Buttons {
		if p.branchOrder(b, b.To, false) {
			p.overlaps(b.To)
		}
		if p.branchOrder(b, b.Refused.To, true) {
			p.overlaps(b.Refused.To)
		}
	}
}

// branchOrder looks at one list of branches; a refused press needs none. It
// reports whether each is taken in some case.
func (p *parser) branchOrder(b *Button, list []Branch, refused bool) bool {
	before := len(p.y.Problems)
	reached, gap := outcomesOf(b, list, refused)
	for i, t := range list {
		if i > 0 && len(list[i-1].When) == 0 {
			p.problem(t.Pos, "branch-hidden", "this branch is never taken: the one before it has no conditions", "remove it, or move the one before it to the end")
			return false
		}
		if earlier := implied(list[:i], t); earlier != nil && len(t.When) > 0 {
			p.problem(t.Pos, "branch-hidden", fmt.Sprintf("this branch is never taken: whenever its conditions hold, so do those of the branch to %s", earlier.Screen.ID), "remove one of them")
		} else if reached != nil && !reached[i] {
			p.problem(t.Pos, "branch-hidden", "this branch is never taken: those before it leave nothing to it, or its conditions cannot hold", "remove it")
		}
	}
	if n := len(list); gap && !refused {
		p.problem(list[n-1].Pos, "branch-gap", "it is not said where the button leads when none of its conditions holds",
			"end the list with a branch without when: - {to: …}")
	}
	return len(p.y.Problems) == before
}

// overlaps warns of branches to different screens that can both hold, where
// neither is a special case of the other.
func (p *parser) overlaps(list []Branch) {
	for i, t := range list {
		for _, earlier := range list[:i] {
			if t.Screen != earlier.Screen && compatible(t.When, earlier.When) &&
				!holdsFor(t.When, earlier.When) && !holdsFor(earlier.When, t.When) {
				p.warn(t.Pos, "branch-overlap", fmt.Sprintf("the conditions of this branch and of the one to %s can both hold; the earlier one is taken then", earlier.Screen.ID),
					"add to one of them what sets it apart")
			}
		}
	}
}

// compatible reports whether no condition contradicts another.
func compatible(a, b []Condition) bool {
	for _, c := range a {
		for _, d := range b {
			if c.subject() == d.subject() && c.value() != d.value() {
				return false
			}
		}
	}
	return true
}

// implied returns the first of the earlier branches that is taken whenever t
// would be.
func implied(earlier []Branch, t Branch) *Branch {
	for i := range earlier {
		if holdsFor(earlier[i].When, t.When) {
			return &earlier[i]
		}
	}
	return nil
}

// holdsFor reports whether all of the conditions are among the given ones.
func holdsFor(conditions, given []Condition) bool {
	for _, c := range conditions {
		found := false
		for _, g := range given {
			found = found || g.subject() == c.subject() && g.value() == c.value()
		}
		if !found {
			return false
		}
	}
	return true
}

// subject is what a condition asks about.
type subject struct {
	field   *Field
	slot    *Slot
	counter *Counter
	timer   *Timer
}

func (c Condition) subject() subject { return subject{c.Field, c.Slot, c.Counter, c.Timer} }

// value is the answer that a condition wants.
func (c Condition) value() int {
	if c.Field != nil {
		return c.Choice
	}
	if c.Is {
		return 1
	}
	return 0
}

// maxCases is how many cases of a list of branches are tried. Where there are
// more, the last branch has to do without conditions.
const maxCases = 500

// outcomesOf tries every case that the conditions of a list distinguish, and
// returns which branches are taken in any, and whether none is in some. With
// too many cases nothing is known: reached is nil.
func outcomesOf(b *Button, list []Branch, refused bool) (reached []bool, gap bool) {
	var domains [][]int
	at := map[subject]int{}
	cases := 1
	for _, t := range list {
		for _, c := range t.When {
			if _, known := at[c.subject()]; known {
				continue
			}
			domain := c.domain(b, refused)
			at[c.subject()] = len(domains)
			domains = append(domains, domain)
			if cases *= len(domain); cases > maxCases {
				return nil, len(list[len(list)-1].When) > 0
			}
		}
	}
	reached = make([]bool, len(list))
	wanted := answers(list, at)
	values := make([]int, len(domains))
	for n := range cases {
		for i, domain := range domains {
			values[i] = domain[n%len(domain)]
			n /= len(domain)
		}
		if i := firstHolding(wanted, values); i >= 0 {
			reached[i] = true
		} else {
			gap = true
		}
	}
	return reached, gap && len(list) > 0
}

// answer is what a condition wants of the subject with a number.
type answer struct{ subject, value int }

// answers returns what each branch wants.
func answers(list []Branch, at map[subject]int) [][]answer {
	wanted := make([][]answer, len(list))
	for i, t := range list {
		for _, c := range t.When {
			wanted[i] = append(wanted[i], answer{at[c.subject()], c.value()})
		}
	}
	return wanted
}

// firstHolding returns the number of the branch that is taken, or -1.
func firstHolding(wanted [][]answer, values []int) int {
	return slices.IndexFunc(wanted, func(all []answer) bool {
		return !slices.ContainsFunc(all, func(a answer) bool { return values[a.subject] != a.value })
	})
}

// domain returns the answers that can be. A choice that was checked and has
// to be made is not open any more.
func (c Condition) domain(b *Button, refused bool) []int {
	first, last := 0, 1
	if f := c.Field; f != nil && !f.Kind.IsTick() {
		last = len(f.Options)
	}
	if c.Field != nil && !refused && c.Field.IsRequired() && slices.Contains(b.Checks, c.Field) {
		first = 1
	}
	domain := make([]int, 0, last-first+1)
	for v := first; v <= last; v++ {
		domain = append(domain, v)
	}
	return domain
}
