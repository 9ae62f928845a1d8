package explore

import (
	"fmt"
	"slices"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// passing returns what passes the checks of a screen: what is given, and where
// that fails, another value if there is any. Choices that conditions ask about
// stay as they are. Where samples are given, in a plain place, one that fails
// is a mistake.
func (e *explorer) passing(p *place, fills []fill, asked []*flow.Field, samples bool) []fill {
	for _, b := range p.screen.Buttons {
		if !b.Submit {
			continue
		}
		for round := range 3 { // a field may have to equal one that was mended before
			m := move{fills: fills, button: b}
			after, result := e.machine.Run(p.state, append(m.fill(p.state), m.last()))
			if result == simulate.Done || result == simulate.NotHere {
				break
			}
			for _, f := range b.Checks {
				code := after.Fields[f.Index].Error
				if code == 0 {
					continue
				}
				if round == 0 && samples && p.plain {
					e.sampleFails(p, f, code-1)
				}
				if !slices.Contains(asked, f) {
					fills = e.mend(p, b, fills, f)
				}
			}
		}
	}
	return fills
}

// mend gives a field that failed a check a value that passes. Where there is
// none because nobody knows it, it takes that down.
func (e *explorer) mend(p *place, b *flow.Button, fills []fill, f *flow.Field) []fill {
	switch {
	case f.Kind.IsDrawn():
	case equalsNothing(f, p.state):
		e.buttons[b.Index].forgotten = true
	case f.Kind.IsChoice():
		return replaced(fills, fill{f, value{choice: e.wantedChoice(f, p, fills)}})
	default:
		if text, verdict := e.search(f, p, fills).passing(); verdict == found {
			return replaced(fills, fill{f, value{text: text}})
		}
	}
	return fills
}

// equalsNothing reports whether a field must equal a value that is not known.
func equalsNothing(f *flow.Field, s simulate.State) bool {
	return slices.ContainsFunc(f.Checks, func(c flow.Check) bool {
		return c.Kind == flow.EqualsSlot && isNull(s.Slots[c.Slot.Index])
	})
}

func isNull(v simulate.Value) bool { return len(v.Text) == 0 && v.Choice == 0 }

// sampleFails reports a sample that does not pass, once for each field. Where
// there is no sample, it is the record that lacks the value.
func (e *explorer) sampleFails(p *place, f *flow.Field, check int) {
	if f.Kind.IsDrawn() || sample(f).isEmpty() || e.fields[f.Index].sampleFails {
		return
	}
	e.fields[f.Index].sampleFails = true
	typed := f.Sample
	if f.SampleChoice > 0 && f.Options != nil {
		typed = f.Options[f.SampleChoice-1].Default
	}
	c := f.Checks[check]
	e.report(f.SamplePos, diag.Error, "sample-fails",
		fmt.Sprintf("the sample of field %s, %q, does not pass its check %q (%s)", f.ID, typed, c.Kind, p.steps()),
		"readers who fill in the sample are told: "+c.Message.For("en"))
}

// wantedChoice is the option that passes the checks of a choice.
func (e *explorer) wantedChoice(f *flow.Field, p *place, fills []fill) int {
	for _, c := range f.Checks {
		switch c.Kind {
		case flow.EqualsSlot:
			return p.state.Slots[c.Slot.Index].Choice
		case flow.EqualsField:
			return valueOf(fills, c.Field).choice
		}
	}
	return 1
}

// wantedText is the text that a field must equal in a place. It is nil where
// the field need not equal any, and empty where it must and nothing does.
func (e *explorer) wantedText(f *flow.Field, p *place, fills []fill) []uint16 {
	for _, c := range f.Checks {
		switch c.Kind {
		case flow.EqualsSlot:
			return append([]uint16{}, p.state.Slots[c.Slot.Index].Text...)
		case flow.EqualsField:
			return append([]uint16{}, simulate.Normalise(c.Field, valueOf(fills, c.Field).text)...)
		}
	}
	return nil
}

func valueOf(fills []fill, f *flow.Field) value {
	for _, fill := range fills {
		if fill.field == f {
			return fill.value
		}
	}
	return value{}
}

// search prepares the search for texts to fill into a field in a place.
func (e *explorer) search(f *flow.Field, p *place, fills []fill) search {
	var checks []int
	for i := range f.Checks {
		if applies(&f.Checks[i], fills) {
			checks = append(checks, i)
		}
	}
	seen := &e.fields[f.Index]
	for _, r := range seen.readings {
		if slices.Equal(r.checks, checks) {
			return search{r, e.wantedText(f, p, fills), &e.searched}
		}
	}
	r := newReading(f, checks)
	seen.readings = append(seen.readings, r)
	return search{r, e.wantedText(f, p, fills), &e.searched}
}

// applies reports whether a check is tried with what is chosen.
func applies(c *flow.Check, fills []fill) bool {
	return !slices.ContainsFunc(c.When, func(w flow.Condition) bool {
		return w.Field != nil && valueOf(fills, w.Field).choice != w.Choice
	})
}
