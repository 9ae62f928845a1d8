package explore

import (
	"fmt"
	"slices"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/route"
)

// routes reports what is wrong with the routes of the flow: that of the samples,
// which must lead to success where anything does, and those that have names.
func (e *explorer) routes() {
	r := route.Samples(e.flow)
	switch off := r.Off(); {
	case r.End.Outcome != flow.Success && e.canSucceed():
		e.report(r.End.Pos, diag.Error, "walk-astray",
			fmt.Sprintf("the samples lead to screen %s and not to success", r.End.ID), e.pastHint())
	case len(off) > 0:
		f := off[0].Field
		e.report(f.SamplePos, diag.Error, "walk-astray",
			fmt.Sprintf("with the sample of field %s, %s, the way does not lead to %s", f.ID, option(route.Answer{Field: f, Choice: f.SampleChoice}), r.End.ID),
			option(off[0])+" leads there")
	}
	for _, n := range e.flow.Routes {
		if r, ok := route.Named(e.flow, n); !ok {
			e.report(n.Pos, diag.Error, "route-lost",
				fmt.Sprintf("there is no route %s: with what it chooses, the way ends at %s, or does not pass what it names", n.Name, r.End.ID),
				"look at what it chooses and where it is to lead")
		}
	}
}

// option says what is chosen.
func option(a route.Answer) string {
	switch {
	case !a.Field.Kind.IsTick():
		return fmt.Sprintf("“%s”", a.Field.Options[a.Choice-1].Default)
	case a.Choice > 0:
		return "ticked"
	}
	return "not ticked"
}

// canSucceed reports whether some rehearsal ends in success.
func (e *explorer) canSucceed() bool {
	return slices.ContainsFunc(e.flow.Screens, func(s *flow.Screen) bool {
		return s.Outcome == flow.Success && e.screens[s.Index].first != nil
	})
}

// pastHint says what would get the customer on. A value that the record lacks when
// the flow begins may need a sample.
func (e *explorer) pastHint() string {
	for _, f := range e.flow.Fields {
		if f.IsRequired() && sample(f).isEmpty() {
			return fmt.Sprintf("give field %s a sample: what the customer types there by then", f.ID)
		}
	}
	return "whoever fills in the samples must come to success"
}
