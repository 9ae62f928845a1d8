package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rehearse/demo/flow"
)

// branches: one of a button's branches is always taken, and each is in some case.
func branches(in Input) (found problems) {
	for _, b := range in.Flow.Buttons {
		found = append(found, branchList(in.Flow, b, b.To, false)...)
		found = append(found, branchList(in.Flow, b, b.Refused.To, true)...)
	}
	return found
}

func branchList(f *flow.Flow, b *flow.Button, list []flow.Branch, refused bool) problems {
	if found := branchOrder(f, b, list, refused); len(found) > 0 {
		return found
	}
	return overlaps(list)
}

// branchOrder looks for branches that are never taken, and for cases in which
// none is; after a refused press none is needed.
func branchOrder(f *flow.Flow, b *flow.Button, list []flow.Branch, refused bool) (found problems) {
	reached, gap, missing := outcomesOf(f, b, list, refused)
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
		found.add(list[n-1].Pos, "branch-gap", "it is not said where the button leads "+cmp.Or(missing, "when none of its conditions holds"),
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
		if slices.ContainsFunc(b, func(d flow.Condition) bool { return contradict(c, d) }) {
			return false
		}
	}
	return true
}

func contradict(c, d flow.Condition) bool {
	isWhich := c.Field != nil || c.AsksWhich() && d.AsksWhich()
	return subjectOf(c) == subjectOf(d) && (c.Is != d.Is || isWhich && !sameValue(c, d))
}

// follows reports whether c holds whenever g does: that a slot has a value does
// when it has a certain one.
func follows(c, g flow.Condition) bool {
	isAny := c.Slot != nil && !c.AsksWhich()
	return subjectOf(c) == subjectOf(g) && c.Is == g.Is && (isAny || sameValue(c, g))
}

func sameValue(c, d flow.Condition) bool { return c.Choice == d.Choice && c.Text == d.Text }

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

// holdsFor reports whether all of the conditions hold whenever the given ones do.
func holdsFor(conditions, given []flow.Condition) bool {
	return !slices.ContainsFunc(conditions, func(c flow.Condition) bool {
		return !slices.ContainsFunc(given, func(g flow.Condition) bool { return follows(c, g) })
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

// maxCases is how many cases of a list of branches are tried. Where there are
// more, the last branch has to do without conditions.
const maxCases = 500

// outcomesOf tries every case that the conditions of a list distinguish, and
// returns which branches are taken in any, and whether none is in some, the first of
// which it describes. With too many cases nothing is known: reached is nil.
func outcomesOf(f *flow.Flow, b *flow.Button, list []flow.Branch, refused bool) (reached []bool, gap bool, missing string) {
	var domains []domain
	at := map[subject]int{}
	for _, t := range list {
		for _, c := range t.When {
			i, known := at[subjectOf(c)]
			if !known {
				i, at[subjectOf(c)] = len(domains), len(domains)
				domains = append(domains, newDomain(f, c, b, refused))
			}
			domains[i].note(c)
		}
	}
	cases := 1
	for i := range domains {
		if cases *= domains[i].size(); cases > maxCases {
			return nil, len(list[len(list)-1].When) > 0, ""
		}
	}
	reached = make([]bool, len(list))
	values := make([]int, len(domains))
	for n := range cases {
		for i := range domains {
			values[i] = domains[i].first() + n%domains[i].size()
			n /= domains[i].size()
		}
		i := slices.IndexFunc(list, func(t flow.Branch) bool {
			return !slices.ContainsFunc(t.When, func(c flow.Condition) bool {
				i := at[subjectOf(c)]
				return !domains[i].holds(c, values[i])
			})
		})
		switch {
		case i >= 0:
			reached[i] = true
		case !gap:
			gap, missing = true, describe(domains, values)
		}
	}
	return reached, gap && len(list) > 0, missing
}

// describe names a case: "with {way: desk, lock: running}".
func describe(domains []domain, values []int) string {
	var answers []string
	for i, d := range domains {
		answers = append(answers, d.describe(values[i]))
	}
	if len(answers) == 0 {
		return ""
	}
	return "with {" + short(strings.Join(answers, ", ")) + "}"
}

// domain is what a list of conditions can find in its subject: numbers up to
// last. Of a choice, that is its option, or 0 for none; of a text, one of those
// that are asked about, from 1, another one, which is the last, or 0 for none;
// of anything else 1 for yes and 0 for no.
type domain struct {
	about flow.Condition
	last  int
	texts []string
	// isMade says that 0 is out of the question where all conditions ask which.
	isMade  bool
	asksAny bool
}

// newDomain returns the domain of what c asks about. A choice that must be made
// and was checked is not open any more.
func newDomain(f *flow.Flow, c flow.Condition, b *flow.Button, refused bool) domain {
	switch {
	case c.Field != nil:
		return domain{about: c, last: c.Field.OptionCount(), isMade: !refused && c.Field.IsRequired() && slices.Contains(b.Checks, c.Field)}
	case c.Slot != nil:
		return domain{about: c, last: max(1, len(c.Slot.Options)), isMade: isAlwaysSet(f, c.Slot)}
	}
	return domain{about: c, last: 1}
}

// note takes in a condition that asks about the domain.
func (d *domain) note(c flow.Condition) {
	d.asksAny = d.asksAny || c.Slot != nil && !c.AsksWhich()
	if c.Text != "" && !slices.Contains(d.texts, c.Text) {
		d.texts = append(d.texts, c.Text)
		d.last++
	}
}

// describe names a value of the domain as conditions do.
func (d *domain) describe(value int) string {
	pick := func(no, yes string) string { return [...]string{no, yes}[min(value, 1)] }
	option := func(options []flow.Text, none string) string {
		return append([]string{none}, flow.Originals(options)...)[value]
	}
	switch c := d.about; {
	case c.Field != nil && c.Field.Kind.IsTick():
		return c.Field.ID + ": " + pick("false", "true")
	case c.Field != nil:
		return c.Field.ID + ": " + option(c.Field.Options, "nothing")
	case c.Counter != nil:
		return c.Counter.Name + ": " + pick("below-max", "max")
	case c.Timer != nil:
		return c.Timer.Name + ": " + pick("elapsed", "running")
	case c.Slot.Options != nil:
		return "record." + c.Slot.Name + ": " + option(c.Slot.Options, "unset")
	case value > 0 && value <= len(d.texts):
		return "record." + c.Slot.Name + ": " + d.texts[value-1]
	case len(d.texts) > 0 && value > 0:
		return "record." + c.Slot.Name + ": another text"
	}
	return "record." + d.about.Slot.Name + ": " + pick("unset", "set")
}

func (d *domain) first() int {
	if d.isMade && !d.asksAny {
		return 1
	}
	return 0
}

func (d *domain) size() int { return d.last - d.first() + 1 }

// holds reports whether c holds for a value of the domain.
func (d *domain) holds(c flow.Condition, value int) bool {
	switch {
	case c.Text != "":
		return value == 1+slices.Index(d.texts, c.Text)
	case c.Field != nil || c.AsksWhich():
		return value == c.Choice
	}
	return c.Is == (value != 0)
}

// isAlwaysSet reports whether a slot has a value from the beginning and nothing
// takes it away.
func isAlwaysSet(f *flow.Flow, slot *flow.Slot) bool {
	if slot.Null {
		return false
	}
	for _, b := range f.Buttons {
		for _, a := range b.Set {
			if a.Slot == slot && !a.Field.IsRequired() {
				return false
			}
		}
	}
	return true
}
