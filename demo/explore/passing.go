package explore

import (
	"fmt"
	"slices"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// passing returns what passes the checks of a screen: what is given, and where
// that fails, another value if there is any. What conditions ask about stays as
// it is. Where samples are given, in a plain state, one that fails
// is a mistake.
func (e *explorer) passing(s *state, fills []fill, given bool) []fill {
	for _, b := range s.screen.Buttons {
		if !b.Submit {
			continue
		}
		for round := range 3 { // a field may have to equal one that was mended before
			after, result := e.machine.Run(s.full, press(b, fills).events(s.full))
			if result == simulate.Done || result == simulate.NotHere {
				break
			}
			for _, f := range b.Checks {
				code := after.Fields[f.Index].Error
				if code == 0 {
					continue
				}
				if round == 0 && given && s.plain {
					e.sampleFails(s, f, f.Checks[code-1])
				}
				if !e.isFixed(f, fills) {
					fills = e.mend(s, b, fills, f)
				}
			}
		}
	}
	return fills
}

// isFixed reports whether what is filled into a field was chosen because of what
// conditions ask about it.
func (e *explorer) isFixed(f *flow.Field, fills []fill) bool {
	isAsked := func(a asked) bool { return a.field == f }
	return slices.ContainsFunc(e.screens[f.Screen.Index].asked, isAsked) && (f.Kind.IsChoice() || !valueOf(fills, f).isSample(f))
}

// mend gives a field that failed a check a value that passes. Where there is
// none because nobody knows it, it takes that down.
func (e *explorer) mend(s *state, b *flow.Button, fills []fill, f *flow.Field) []fill {
	switch {
	case f.Kind.IsDrawn():
	case equalsNothing(f, s.full):
		e.buttons[b.Index].forgotten = true
	case f.Kind.IsChoice():
		return replaced(fills, fill{f, value{choice: wantedChoice(f, s, fills)}})
	default:
		if text, verdict := e.search(f, s, fills).find(passesAll); verdict == found {
			return replaced(fills, fill{f, value{text: text}})
		}
	}
	return fills
}

// equalsNothing reports whether a field must equal a value that is not known.
func equalsNothing(f *flow.Field, s simulate.State) bool {
	return slices.ContainsFunc(f.Checks, func(c flow.Check) bool {
		return c.Kind == flow.EqualsSlot && len(s.Slots[c.Slot.Index].Text) == 0 && s.Slots[c.Slot.Index].Choice == 0
	})
}

// sampleFails reports a sample that does not pass a check, once for each field.
// Where there is no sample, it is the record that lacks the value.
func (e *explorer) sampleFails(s *state, f *flow.Field, c flow.Check) {
	if f.Kind.IsDrawn() || !f.HasSample() || e.fields[f.Index].sampleFails {
		return
	}
	e.fields[f.Index].sampleFails = true
	typed := f.Sample
	if f.SampleChoice > 0 && f.Options != nil {
		typed = f.Options[f.SampleChoice-1].Default
	}
	e.report(f.SamplePos, diag.Error, "sample-fails",
		fmt.Sprintf("the sample of field %s, %q, does not pass its check %q (%s)", f.ID, typed, c.Kind, s.steps()),
		"readers who fill in the sample are told: "+c.Message.For("en"))
}

// wantedChoice is the option that passes the checks of a choice.
func wantedChoice(f *flow.Field, s *state, fills []fill) int {
	for _, c := range f.Checks {
		switch c.Kind {
		case flow.EqualsSlot:
			return s.full.Slots[c.Slot.Index].Choice
		case flow.EqualsField:
			return valueOf(fills, c.Field).choice
		}
	}
	return 1
}

// wantedText is the text that a field must equal in a state. It is nil where
// the field need not equal any, and empty where it must and nothing does.
func wantedText(f *flow.Field, s *state, fills []fill) []uint16 {
	for _, c := range f.Checks {
		switch c.Kind {
		case flow.EqualsSlot:
			return append([]uint16{}, s.full.Slots[c.Slot.Index].Text...)
		case flow.EqualsField:
			return append([]uint16{}, simulate.Normalise(c.Field, valueOf(fills, c.Field).text)...)
		}
	}
	return nil
}

// search prepares the search for texts to fill into a field in a state.
func (e *explorer) search(f *flow.Field, s *state, fills []fill) search {
	var checks []int
	for i := range f.Checks {
		if applies(&f.Checks[i], fills) {
			checks = append(checks, i)
		}
	}
	seen := &e.fields[f.Index]
	i := slices.IndexFunc(seen.readings, func(r *reading) bool { return slices.Equal(r.checks, checks) })
	if i < 0 {
		i = len(seen.readings)
		seen.readings = append(seen.readings, newReading(f, checks, e.textsAsked(f)))
	}
	return search{seen.readings[i], wantedText(f, s, fills), &e.searched}
}

// textsAsked returns the texts that conditions ask about where a field was kept.
func (e *explorer) textsAsked(f *flow.Field) [][]uint16 {
	for _, a := range e.screens[f.Screen.Index].asked {
		if a.field == f {
			return a.texts[:min(maxAsked, len(a.texts))]
		}
	}
	return nil
}

// applies reports whether a check is tried with what is chosen.
func applies(c *flow.Check, fills []fill) bool {
	return !slices.ContainsFunc(c.When, func(w flow.Condition) bool {
		return w.Field != nil && valueOf(fills, w.Field).choice != w.Choice
	})
}
