package explore

import (
	"slices"

	"rehearse/demo/flow"
)

// enoughVisits is how many states of a screen are looked at thoroughly: what
// is typed in one is checked as in another. In the others only that is tried
// which changes more than errors, or shows a message for the first time.
const enoughVisits = 2

// failing yields the presses of a button in which one field is filled in
// otherwise: empty, and with what fails each of its checks. In other
// combinations of choices than the first this is done to fields whose checks
// depend on choices.
func (e *explorer) failing(s *state, b *flow.Button, base []fill, first bool, yield func(*move) bool) bool {
	thorough, refused := e.screens[s.screen.Index].visits <= enoughVisits, false
	for _, f := range base {
		if !slices.Contains(b.Checks, f.field) {
			continue
		}
		values := e.others(f.field, s, base)
		all := (first || dependsOnChoices(f.field)) && (thorough || e.isOpen(f.field))
		if v, ok := refusing(f.field, values); ok {
			if !all && !refused && !yield(press(b, replaced(base, fill{f.field, v}))) {
				return false
			}
			refused = true
		}
		var try []value
		switch {
		case all:
			try = values
		case first:
			try = lasting(b, f.field, values)
		}
		for _, v := range try {
			same := followers(f.field, v)
			if !yield(press(b, replaced(base, fill{f.field, v}))) ||
				v.isEmpty() && len(same) > 0 && !yield(press(b, replaced(base, append(same, fill{f.field, v})...))) {
				return false
			}
		}
	}
	return true
}

// others returns what is filled into a field beside what passes, the first
// being nothing at all.
func (e *explorer) others(f *flow.Field, s *state, base []fill) []value {
	var values []value
	switch {
	case f.Kind.IsChoice():
		for choice := range f.OptionCount() + 1 {
			if choice != f.SampleChoice {
				values = append(values, value{choice: choice})
			}
		}
		return values
	case f.Kind.IsDrawn():
		return []value{{}, {shown: true, wrong: true}}
	}
	values = append(values, value{})
	search := e.search(f, s, base)
	for i := range f.Checks {
		text, verdict := search.failing(i)
		if verdict == found {
			values = append(values, value{text: text})
		}
		e.fields[f.Index].unknown[i] = e.fields[f.Index].unknown[i] || verdict == gaveUp
	}
	return values
}

// refusing returns one of a field's values, of which the first is none at all,
// that does not pass. One refusal is as good as another.
func refusing(f *flow.Field, values []value) (value, bool) {
	switch {
	case f.IsRequired() && len(values) > 0:
		return values[0], true
	case !f.Kind.IsChoice() && len(values) > 1:
		return values[1], true
	}
	return value{}, false
}

// lasting are those of a field's values, of which the first is none at all,
// that may change what is remembered: attempts of codes, and the record.
func lasting(b *flow.Button, f *flow.Field, values []value) []value {
	isSet := slices.ContainsFunc(b.Set, func(a flow.Assignment) bool { return a.Field == f })
	switch {
	case f.SMS != nil || isSet && f.Kind.IsChoice():
		return values
	case isSet:
		return values[:min(1, len(values))]
	}
	return nil
}

func dependsOnChoices(f *flow.Field) bool {
	return slices.ContainsFunc(f.Checks, func(c flow.Check) bool { return len(c.When) > 0 })
}

// followers fills the fields that must equal f in the same way.
func followers(f *flow.Field, v value) []fill {
	var with []fill
	for _, other := range f.Screen.Fields {
		if other.EqualTo() == f {
			with = append(with, fill{other, v})
		}
	}
	return with
}
