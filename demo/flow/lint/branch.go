package lint

import (
	"fmt"
	"slices"

	"rehearse/demo/flow"
)

// branches: one of a button's branches is always taken, and each is in some case.
func branches(in Input) (found problems) {
	for _, b := range in.Flow.Buttons {
		found = append(found, branchList(b, b.To, false)...)
		found = append(found, branchList(b, b.Refused.To, true)...)
	}
	return found
}

func branchList(b *flow.Button, list []flow.Branch, refused bool) problems {
	if found := branchOrder(b, list, refused); len(found) > 0 {
		return found
	}
	return overlaps(list)
}

// branchOrder looks for branches that are never taken, and for cases in which
// none is; after a refused press none is needed.
func branchOrder(b *flow.Button, list []flow.Branch, refused bool) (found problems) {
	reached, gap := outcomesOf(b, list, refused)
	for i, t := range list {
		if i > 0 && len(list[i-1].When) == 0 {
			found.add(t.Pos, "branch-hidden", "this branch is never taken: the one before it has no conditions", "remove it, or move the one before it to the end")
			return found
		}
		if earlier := implied(list[:i], t); earlier != nil && len(t.When) > 0 {
			found.add(t.Pos, "branch-hidden", fmt.Sprintf("this branch is never taken: whenever its conditions hold, so do those of the branch to %s", earlier.Screen.ID), "remove one of them")
		} else if reached != nil && !reached[i] {
			found.add(t.Pos, "branch-hidden", "this branch is never taken: those before it leave nothing to it, or its conditions cannot hold", "remove it")
		}
	}
	if n := len(list); gap && !refused {
		found.add(list[n-1].Pos, "branch-gap", "it is not said where the button leads when none of its conditions holds",
			"end the list with a branch without when: - {to: …}")
	}
	return found
}

// overlaps warns of branches to different screens that can both hold, where
// neither is a special case of the other.
func overlaps(list []flow.Branch) (found problems) {
	for i, t := range list {
		for _, earlier := range list[:i] {
			if t.Screen != earlier.Screen && compatible(t.When, earlier.When) &&
				!holdsFor(t.When, earlier.When) && !holdsFor(earlier.When, t.When) {
				found.warn(t.Pos, "branch-overlap", fmt.Sprintf("the conditions of this branch and of the one to %s can both hold; the earlier one is taken then", earlier.Screen.ID),
					"add to one of them what sets it apart")
			}
		}
	}
	return found
}

// compatible reports whether no condition contradicts another.
func compatible(a, b []flow.Condition) bool {
	for _, c := range a {
		for _, d := range b {
			if subjectOf(c) == subjectOf(d) && wanted(c) != wanted(d) {
				return false
			}
		}
	}
	return true
}

// implied returns the first of the earlier branches that is taken whenever t
// would be.
func implied(earlier []flow.Branch, t flow.Branch) *flow.Branch {
	for i := range earlier {
		if holdsFor(earlier[i].When, t.When) {
			return &earlier[i]
		}
	}
	return nil
}

// holdsFor reports whether all of the conditions are among the given ones.
func holdsFor(conditions, given []flow.Condition) bool {
	return !slices.ContainsFunc(conditions, func(c flow.Condition) bool {
		return !slices.ContainsFunc(given, func(g flow.Condition) bool {
			return subjectOf(g) == subjectOf(c) && wanted(g) == wanted(c)
		})
	})
}

// subject is what a condition asks about.
type subject struct {
	field   *flow.Field
	slot    *flow.Slot
	counter *flow.Counter
	timer   *flow.Timer
}

func subjectOf(c flow.Condition) subject { return subject{c.Field, c.Slot, c.Counter, c.Timer} }

// wanted is the answer that a condition wants.
func wanted(c flow.Condition) int {
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
func outcomesOf(b *flow.Button, list []flow.Branch, refused bool) (reached []bool, gap bool) {
	var domains [][]int
	at := map[subject]int{}
	cases := 1
	for _, t := range list {
		for _, c := range t.When {
			if _, known := at[subjectOf(c)]; known {
				continue
			}
			domain := domainOf(c, b, refused)
			at[subjectOf(c)] = len(domains)
			domains = append(domains, domain)
			if cases *= len(domain); cases > maxCases {
				return nil, len(list[len(list)-1].When) > 0
			}
		}
	}
	reached = make([]bool, len(list))
	answers := answers(list, at)
	values := make([]int, len(domains))
	for n := range cases {
		for i, domain := range domains {
			values[i] = domain[n%len(domain)]
			n /= len(domain)
		}
		if i := firstHolding(answers, values); i >= 0 {
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
func answers(list []flow.Branch, at map[subject]int) [][]answer {
	all := make([][]answer, len(list))
	for i, t := range list {
		for _, c := range t.When {
			all[i] = append(all[i], answer{at[subjectOf(c)], wanted(c)})
		}
	}
	return all
}

// firstHolding returns the number of the branch that is taken, or -1.
func firstHolding(answers [][]answer, values []int) int {
	return slices.IndexFunc(answers, func(all []answer) bool {
		return !slices.ContainsFunc(all, func(a answer) bool { return values[a.subject] != a.value })
	})
}

// domainOf returns the possible answers. A choice that must be made and was
// checked is not open any more.
func domainOf(c flow.Condition, b *flow.Button, refused bool) []int {
	first, last := 0, 1
	if c.Field != nil {
		last = c.Field.OptionCount()
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
