package explore

import (
	"iter"
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// moves are all that is tried in a state: with every combination of choices
// that the conditions of the screen tell apart, every button with what passes;
// then with one field after the other filled in otherwise; then what happens
// without a button. Each is made when the one before it was tried: together
// they would take the memory of all fields, as often as there are of them.
func (e *explorer) moves(s *state) iter.Seq[*move] {
	return func(yield func(*move) bool) {
		if !e.presses(s, yield) {
			return
		}
		for _, f := range s.screen.Fields { // captchas are drawn anew
			if drawn := f.Kind.Spec().Drawn; drawn != nil && !drawn.Sent &&
				!yield(&move{last: simulate.Event{Kind: simulate.Refresh, Index: f.Index}}) {
				return
			}
		}
		if seconds := e.screens[s.screen.Index].nextTimer(s.full); seconds > 0 {
			yield(&move{last: simulate.Event{Kind: simulate.Tick, N: seconds}})
		}
	}
}

// presses are the moves with a button. Like all that yields, it reports whether
// to go on.
func (e *explorer) presses(s *state, yield func(*move) bool) bool {
	e.screens[s.screen.Index].visits++
	for i, chosen := range e.combinations(s) {
		base := e.passing(s, chosen, i == 0)
		for j, b := range s.screen.Buttons {
			var fills []fill
			if j == 0 || b.Submit || len(e.screens[s.screen.Index].asked) > 0 {
				fills = base
			}
			if (i == 0 || len(fills) > 0) && !yield(press(b, fills)) ||
				b.Submit && !e.failing(s, b, base, i == 0, yield) {
				return false
			}
		}
	}
	return true
}

// asked is a field of which a condition asks what is in it, at once or when the
// record has kept it.
type asked struct {
	field *flow.Field
	// texts are those that are asked about; nil for choices, of which all options
	// are tried.
	texts [][]uint16
}

// askedOn returns the fields of a screen that conditions ask about: those of its
// buttons and its checks, and those of other screens about what is kept here.
func askedOn(s *flow.Screen, kept map[*flow.Slot][]string) []asked {
	var list []asked
	add := func(f *flow.Field, texts []string) {
		i := slices.IndexFunc(list, func(a asked) bool { return a.field == f })
		if i < 0 {
			i, list = len(list), append(list, asked{field: f})
		}
		for _, text := range texts {
			units := utf16.Encode([]rune(text))
			if !f.Kind.IsChoice() && !slices.ContainsFunc(list[i].texts, func(t []uint16) bool { return slices.Equal(t, units) }) {
				list[i].texts = append(list[i].texts, units)
			}
		}
	}
	for _, c := range conditionsOn(s) {
		if c.Field != nil {
			add(c.Field, nil)
		}
	}
	for _, b := range s.Buttons {
		for _, a := range b.Set {
			if texts, ok := kept[a.Slot]; ok {
				add(a.Field, texts)
			}
		}
	}
	return list
}

// conditionsOn returns the conditions of a screen's checks and buttons.
func conditionsOn(s *flow.Screen) []flow.Condition {
	var when []flow.Condition
	for _, f := range s.Fields {
		for _, c := range f.Checks {
			when = append(when, c.When...)
		}
	}
	for _, b := range s.Buttons {
		when = append(when, b.Conditions()...)
	}
	return when
}

// maxTexts is of how many texts of one value of the record conditions may ask; so
// many cannot be tried anyway.
const maxTexts = 300

// askedOfRecord returns the values of the record of which some condition asks
// which they are, or of a choice, whether there is any, and the texts that are asked
// about.
func askedOfRecord(f *flow.Flow) map[*flow.Slot][]string {
	kept := map[*flow.Slot][]string{}
	seen := map[flow.Condition]bool{}
	for _, b := range f.Buttons {
		for _, c := range b.Conditions() {
			key := flow.Condition{Slot: c.Slot, Text: c.Text}
			asks := c.AsksWhich() || c.Slot != nil && c.Slot.Options != nil
			if asks && !seen[key] && len(kept[c.Slot]) < maxTexts {
				seen[key] = true
				kept[c.Slot] = append(kept[c.Slot], c.Text)
			}
		}
	}
	return kept
}

// combinations returns the samples of a screen, and then all other combinations
// of what conditions tell apart.
func (e *explorer) combinations(s *state) [][]fill {
	all := [][]fill{samples(s.screen)}
	for _, a := range e.screens[s.screen.Index].asked {
		others := e.alternatives(s, a)
		for _, chosen := range all[:len(all):len(all)] {
			for _, v := range others {
				all = append(all, replaced(chosen, fill{a.field, v}))
			}
		}
		if len(all) > e.limits.Choices {
			e.limit = "combinations of choices on screen " + s.screen.ID
			return all[:1]
		}
	}
	return all
}

// alternatives returns what is filled in beside the sample so that conditions
// come out otherwise: every option and none; or every text that is asked about,
// and, where the sample is one of them, another one.
func (e *explorer) alternatives(s *state, a asked) (values []value) {
	if a.field.Kind.IsChoice() {
		for choice := range a.field.OptionCount() + 1 {
			values = append(values, value{choice: choice})
		}
	}
	for _, text := range a.texts {
		values = append(values, value{text: text})
	}
	different := slices.DeleteFunc(values, func(v value) bool { return v.isSample(a.field) })
	if len(a.texts) > 0 && len(different) < len(values) {
		if text, verdict := e.search(a.field, s, samples(s.screen)).find(passesUnasked); verdict == found {
			return append(different, value{text: text})
		}
	}
	return different
}
