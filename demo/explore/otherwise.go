package explore

import (
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
)

// enoughVisits is how many places of a screen are looked at thoroughly: what
// is typed in one is checked as in another. In the others only that is tried
// which changes more than errors, or shows a message for the first time.
const enoughVisits = 2

// otherwise yields the presses of a button in which one field is filled in
// otherwise: empty, and with what fails each of its checks; and, for
// scenarios, with what lies near the bounds. In other ways to choose than the
// first this is done to fields whose checks depend on choices.
func (e *explorer) otherwise(p *place, b *flow.Button, base []fill, first bool, yield func(*move) bool) bool {
	thorough, refused := e.visits[p.screen.Index] <= enoughVisits, false
	for _, f := range base {
		if !slices.Contains(b.Checks, f.field) {
			continue
		}
		values := e.others(f.field, p, base)
		if (first || dependsOnChoices(f.field)) && (thorough || e.isOpen(f.field)) {
			if !with(b, base, f.field, values, false, yield) || !with(b, base, f.field, e.probes(f.field, p, base), true, yield) {
				return false
			}
			_, ok := refusing(f.field, values)
			refused = refused || ok
			continue
		}
		if v, ok := refusing(f.field, values); ok && !refused {
			refused = true
			if !yield(&move{button: b, fills: replaced(base, fill{f.field, v})}) {
				return false
			}
		}
		if first && !with(b, base, f.field, lasting(b, f.field, values), false, yield) {
			return false
		}
	}
	return true
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

// with yields the presses in which a field has each of the values. Those that
// should pass, and nothing at all, are also filled into what must equal it.
func with(b *flow.Button, base []fill, f *flow.Field, values []value, probe bool, yield func(*move) bool) bool {
	for _, v := range values {
		same := followers(f, v)
		if !probe && !yield(&move{button: b, fills: replaced(base, fill{f, v})}) {
			return false
		}
		if (probe || v.isEmpty() && len(same) > 0) && !yield(&move{button: b, fills: replaced(base, append(same, fill{f, v})...), probe: probe}) {
			return false
		}
	}
	return true
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

// isOpen reports whether a message of a field was not shown yet.
func (e *explorer) isOpen(f *flow.Field) bool {
	for i, c := range f.Checks {
		if e.fields[f.Index].witness[i] == nil && !isImplied(f, c) {
			return true
		}
	}
	return false
}

func dependsOnChoices(f *flow.Field) bool {
	return slices.ContainsFunc(f.Checks, func(c flow.Check) bool { return len(c.When) > 0 })
}

// followers fills the fields that must equal f in the same way.
func followers(f *flow.Field, v value) []fill {
	var with []fill
	for _, other := range f.Screen.Fields {
		for _, c := range other.Checks {
			if c.Kind == flow.EqualsField && c.Field == f {
				with = append(with, fill{other, v})
			}
		}
	}
	return with
}

// others returns what is filled into a field beside what passes, the first
// being nothing at all; probes returns what scenarios try in addition.
func (e *explorer) others(f *flow.Field, p *place, base []fill) []value {
	if f.Kind.IsChoice() {
		var values []value
		for choice := range f.OptionCount() + 1 {
			if choice != f.SampleChoice {
				values = append(values, value{choice: choice})
			}
		}
		return values
	}
	values := []value{{}}
	if f.Kind.IsDrawn() {
		return append(values, value{shown: true, change: otherFirst})
	}
	goal := e.search(f, p, base)
	for i := range f.Checks {
		text, verdict := goal.failing(i)
		if verdict == found {
			values = append(values, value{text: text})
		}
		e.fields[f.Index].unknown[i] = e.fields[f.Index].unknown[i] || verdict == gaveUp
	}
	return values
}

func (e *explorer) probes(f *flow.Field, p *place, base []fill) []value {
	if !e.record || f.Kind.IsChoice() {
		return nil
	}
	var values []value
	for c := otherFirst; c <= repeated; c++ {
		v := sample(f)
		v.change = c
		values = append(values, v)
	}
	for _, text := range oddTexts {
		values = append(values, value{text: utf16.Encode([]rune(text))})
	}
	if !f.Kind.IsDrawn() {
		for _, text := range e.search(f, p, base).near() {
			values = append(values, value{text: text})
		}
	}
	return values
}

// oddTexts are of the characters at which normalisation and classes begin and
// end, and of those beside them: of ASCII, of full width, spaces, hyphens, and
// what is invisible.
var oddTexts = [...]string{
	"x/09:@AZ[`az{!~\x7fx",
	"x／０９：＠ＡＺ［｀ａｚ｛x",
	"\tx\bx\nx x!x\u009fx\u00a0x\u00a1x\u2fffx\u3000x\u3001x\u3000",
	"x,-.x\u200fx\u2010x\u2015x\u2016x\u2211\u2212\u2213x\uff0c\uff0d\uff0ex",
	"x\u200ax\u200bx\u200fx\u2029x\u202ax\u202ex\u202fx",
	"x\u205fx\u2060x\u2064x\u2065x\ufefex\ufeffx\uff00x",
}
