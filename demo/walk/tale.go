package walk

import (
	"fmt"
	"slices"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/route"
)

// tale is what lists of steps tell, from the start of the flow until a list begins
// anew, and the route that it is.
type tale struct {
	told   []route.Told
	tokens []int // of each press that is told
	steps  []int
	// before is, for each step, how many presses are told before it.
	before []int
	end    route.Steps
	route  *route.Route
	// ends is, for each press that works, with how many legs it is done.
	ends   []int
	faults []route.Fault
}

// tales returns what the events of a walk tell.
func (s *script) tales(events []event) []*tale {
	t := &tale{}
	all := []*tale{t}
	var choose []route.Answer
	step := 0
	begin := func(token int) { // the steps up to that of a token
		for step < len(s.steps) && s.first[step] <= token {
			t.steps, t.before = append(t.steps, step), append(t.before, len(t.told))
			step++
		}
	}
	for _, e := range events {
		if e.kind == restarted {
			begin(e.token - 1)
			t, choose = &tale{}, nil
			all = append(all, t)
			continue
		}
		begin(e.token)
		b := e.button
		if e.kind == used {
			b = e.thing.button
			switch {
			case e.thing.kind == option:
				choose = append(choose, route.Answer{Field: e.thing.field, Choice: e.thing.option})
			case e.thing.kind == field && e.thing.field.Kind.IsTick():
				choose = append(choose, route.Answer{Field: e.thing.field, Choice: 1})
			}
		}
		if b == nil || len(b.Items) > 0 {
			continue
		}
		t.told = append(t.told, route.Told{Button: b, To: e.to, Choose: choose})
		t.tokens, choose = append(t.tokens, e.token), nil
	}
	begin(len(s.tokens))
	for _, t := range all {
		s.number(t)
	}
	return all
}

// number says which steps each press is in.
func (s *script) number(t *tale) {
	t.end = s.stepsBetween(t.steps, len(t.steps)-1, len(t.steps)-1)
	for i, step := range t.steps {
		if t.before[i] == len(t.told) && len(t.told) > 0 {
			t.end = s.stepsBetween(t.steps, slices.Index(t.steps, step), len(t.steps)-1)
			break
		}
	}
	for k := range t.told {
		last := 0
		for i, step := range t.steps {
			if s.first[step] <= t.tokens[k] {
				last = i
			}
		}
		first := last
		for first > 0 && t.before[first-1] == k {
			first--
		}
		t.told[k].Steps = s.stepsBetween(t.steps, first, last)
	}
}

// stepsBetween are the printed numbers of steps of one list.
func (s *script) stepsBetween(steps []int, first, last int) route.Steps {
	if last < 0 {
		return route.Steps{}
	}
	from, to := s.places[steps[first]], s.places[steps[last]]
	if from.list != to.list {
		from = to
	}
	return route.Steps{First: from.number, Last: to.number, Of: to.of}
}

// legAt returns the leg of the route at which the i-th step of the tale begins.
func (t *tale) legAt(i int) int {
	if n := min(t.before[i], len(t.ends)); n > 0 {
		return t.ends[n-1]
	}
	return 0
}

// done is how many legs of the route are told.
func (t *tale) done() int {
	if len(t.ends) == 0 {
		return 0
	}
	return t.ends[len(t.ends)-1]
}

// astray reports what the steps tell and the flow does not do.
func (r *reporter) astray(t *tale) {
	for _, f := range t.faults {
		token, told := t.tokens[f.Told], t.told[f.Told]
		label := quoted(told.Button.Label)
		switch {
		case len(f.Off) > 0:
			a := f.Off[0]
			r.at(token, diag.Warning, "steps-sample",
				fmt.Sprintf("%s leads to %s only with %s, which the steps do not say; the sample is %s", label, screen(told.To),
					answer(a.Field, a.Choice), answer(a.Field, a.Field.SampleChoice)),
				"name the option before it, or mend the sample")
		case len(f.Disabled) > 0:
			var needs []string
			for _, c := range f.Disabled {
				needs = append(needs, needed(c))
			}
			r.at(token, diag.Error, "step-disabled",
				fmt.Sprintf("%s cannot be pressed then: it needs %s", label, list(needs, " and ")),
				"let the steps do that first, or mend the button's when")
		case f.Check != nil:
			r.at(token, diag.Error, "steps-astray",
				fmt.Sprintf("%s is refused here: %s fails the check %q", label, quoted(f.Field.Label), f.Check.Kind),
				"readers are told: "+flow.WithoutValues(f.Check.Message.For("en")))
		case f.Leads != nil:
			r.at(token, diag.Error, "steps-astray",
				fmt.Sprintf("%s leads to %s here, and the steps go on at %s", label, screen(f.Leads), screen(told.To)),
				"name what is to be chosen before it, or mend the flow")
		default:
			r.at(token, diag.Error, "step-disabled", label+" cannot be pressed then", "look at what the steps do before it")
		}
	}
}

// answer says what is chosen in a field.
func answer(f *flow.Field, choice int) string {
	switch {
	case f.Kind.IsTick() && choice == 1:
		return quoted(f.Label) + " ticked"
	case f.Kind.IsTick():
		return quoted(f.Label) + " not ticked"
	case choice > 0 && choice <= len(f.Options):
		return quoted(f.Options[choice-1]) + " in " + quoted(f.Label)
	}
	return "none in " + quoted(f.Label)
}

// needed says what a condition asks for.
func needed(c flow.Condition) string {
	is := func(yes, no string) string {
		if c.Is {
			return yes
		}
		return no
	}
	switch {
	case c.AsksWhich() && c.Choice > 0:
		return "record." + c.Slot.Name + " to be " + quoted(c.Slot.Options[c.Choice-1])
	case c.AsksWhich():
		return "record." + c.Slot.Name + " to be " + quote(c.Text)
	case c.Slot != nil:
		return "record." + c.Slot.Name + is(" to have a value", " to have none")
	case c.Counter != nil:
		return "the counter " + c.Counter.Name + is(" to be at its maximum", " to be below its maximum")
	case c.Timer != nil:
		return "the timer " + c.Timer.Name + is(" to run", " not to run")
	}
	return answer(c.Field, c.Choice)
}
