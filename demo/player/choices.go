package player

import (
	"slices"
	"strconv"
	"strings"

	"rehearse/demo/flow"
)

// maxTried bounds how many combinations of choices are tried for a branch.
const maxTried = 10_000

// choices are options of fields, in the order of the fields.
type choices []choice

type choice struct {
	field  *flow.Field
	option int
}

// String is the choices as the player reads them: "3:1 4:2".
func (c choices) String() string {
	pairs := make([]string, len(c))
	for i, one := range c {
		pairs[i] = strconv.Itoa(one.field.Index) + ":" + strconv.Itoa(one.option)
	}
	return strings.Join(pairs, " ")
}

// choicesFor finds what to choose so that of some branches the n-th is taken,
// the first whose conditions hold. What is no choice of the reader's is taken
// to be as that branch needs it. It is nil where nothing need be chosen, and
// where nothing will do.
func choicesFor(branches []flow.Branch, n int) choices {
	var fields []*flow.Field
	for _, b := range branches[:n+1] {
		for _, c := range b.When {
			if c.Field != nil && !slices.Contains(fields, c.Field) {
				fields = append(fields, c.Field)
			}
		}
	}
	slices.SortFunc(fields, func(a, b *flow.Field) int { return a.Index - b.Index })
	samples, tried := make(choices, len(fields)), make(choices, len(fields))
	for i, f := range fields {
		samples[i] = choice{f, f.SampleChoice}
		tried[i] = choice{f, least(f)}
	}
	if takes(branches, n, samples) { // one that needs no other answers is best
		return samples
	}
	for range maxTried {
		if takes(branches, n, tried) {
			return tried
		}
		if !tried.next() {
			break
		}
	}
	return nil
}

// least is the first option of a field: what can be ticked can also be left.
func least(f *flow.Field) int {
	if f.Kind.IsTick() {
		return 0
	}
	return 1
}

// next goes on to the next combination, and reports whether there is one.
func (c choices) next() bool {
	for i := range c {
		if c[i].option < max(1, len(c[i].field.Options)) {
			c[i].option++
			return true
		}
		c[i].option = least(c[i].field)
	}
	return false
}

// takes reports whether by the choices the n-th branch is the first whose
// conditions hold. An earlier one that asks for something else as well is not
// counted on.
func takes(branches []flow.Branch, n int, c choices) bool {
	for i, b := range branches[:n+1] {
		isOpen, isChosen := false, true
		for _, condition := range b.When {
			if condition.Field == nil {
				isOpen = true
			} else {
				isChosen = isChosen && slices.Contains(c, choice{condition.Field, condition.Choice})
			}
		}
		if isChosen && (i == n || !isOpen) {
			return i == n
		}
	}
	return false
}
