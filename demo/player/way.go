package player

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rehearse/demo/flow"
	"rehearse/demo/route"
)

// visit is when the route passes a screen: the legs that follow each other there.
type visit struct {
	// first is the number of the first leg; that of the end is the number of legs.
	first int
	legs  []route.Leg
	// steps are those of the article, or else the number of the visit.
	steps route.Steps
}

// visits returns the visits of a screen.
func (b *board) visits(s *flow.Screen) []visit {
	var visits []visit
	number, legs := 0, b.Route.Legs
	for i := 0; i < len(legs); {
		run := here(legs[i].Screen, legs[i:])
		number++
		if legs[i].Screen == s {
			steps := route.Steps{First: run[0].Steps.First, Last: run[len(run)-1].Steps.Last, Of: run[0].Steps.Of}
			visits = append(visits, visit{i, run, steps})
			if !b.isTold() {
				visits[len(visits)-1].steps = route.Steps{First: number, Last: number}
			}
		}
		i += len(run)
	}
	if b.Route.End == s {
		end := visit{first: len(legs), steps: b.Route.EndSteps}
		if !b.isTold() {
			end.steps = route.Steps{First: number + 1, Last: number + 1}
		}
		visits = append(visits, end)
	}
	return visits
}

// here returns the legs at the beginning that are on a screen.
func here(s *flow.Screen, legs []route.Leg) []route.Leg {
	n := slices.IndexFunc(legs, func(l route.Leg) bool { return l.Screen != s })
	if n < 0 {
		return legs
	}
	return legs[:n]
}

// isTold reports whether the steps of an article tell the route.
func (b *board) isTold() bool { return b.Route.EndSteps.Of > 0 }

// steps is how many steps there are.
func (b *board) steps() int {
	if b.isTold() {
		return b.Route.EndSteps.Of
	}
	visits := b.visits(b.Route.End)
	return visits[len(visits)-1].steps.Last
}

// of is how many steps there are where a visit is: lists are numbered each by
// itself.
func (b *board) of(v visit) int {
	if b.isTold() {
		return v.steps.Of
	}
	return b.steps()
}

// place says where on the route a visit is.
func (b *board) place(v visit) string {
	if v.steps.First == v.steps.Last {
		return numbered(b.words.place, v.steps.Last, b.of(v))
	}
	return numbered(b.places, v.steps.First, v.steps.Last, b.of(v))
}

// answer remembers what legs fill in.
func (b *board) answer(legs []route.Leg) {
	for _, l := range legs {
		if l.Refused {
			continue
		}
		for _, a := range l.Answers {
			if _, ok := b.answers[a.Field]; !ok {
				b.answers[a.Field], b.choices[a.Field] = a, a.Choice
			} else if b.choices[a.Field] != a.Choice {
				b.choices[a.Field] = 0
			}
		}
	}
}

// legs are what the reader is led to do on a screen: on the route when that passes
// it first, or on the way on from beside it.
func (f frame) legs() []route.Leg {
	switch {
	case len(f.visits) > 0:
		return f.visits[0].legs
	case f.side != nil:
		return here(f.Screen, f.side.On)
	}
	return nil
}

// next is the button that leads on; nil where nothing does.
func (f frame) next() *flow.Button {
	if legs := f.legs(); len(legs) > 0 {
		return legs[len(legs)-1].Button
	}
	return nil
}

// way is what is done to get to a screen, as the player reads it.
func (b *board) way(f frame) string {
	switch {
	case len(f.visits) > 0:
		return strings.Join(b.events(b.Route.Legs[:f.visits[0].first]), " ")
	case f.side != nil:
		return strings.Join(b.events(slices.Concat(b.Route.Legs[:f.side.After], f.side.Way)), " ")
	}
	return ""
}

// route is the route as the player reads it: its legs, and the screen at the end.
func (b *board) route() string {
	legs := make([]string, 0, len(b.Route.Legs)+1)
	for i := range b.Route.Legs {
		legs = append(legs, b.leg(b.Route.Legs[i:i+1]))
	}
	return strings.Join(append(legs, strconv.Itoa(b.Route.End.Index)), " ")
}

// leg is what is done on one screen, as the player reads it.
func (b *board) leg(legs []route.Leg) string {
	return strings.Join(append([]string{strconv.Itoa(legs[0].Screen.Index)}, b.events(legs)...), ",")
}

// events is what is done on legs, as the player reads it: "f3" gives field 3 its
// sample, or what it shows, "f3:2" option 2, which decides, and "f3=abc" a text; "w10" waits for 10
// seconds; "b7" presses button 7, and "x7" does so although that is refused.
func (b *board) events(legs []route.Leg) []string {
	var parts []string
	for _, l := range legs {
		for _, a := range l.Answers {
			part := "f" + strconv.Itoa(a.Field.Index)
			switch {
			case a.Field.Kind.IsChoice() && (a.Choice != b.choice(a.Field) || slices.Contains(decisive(l), a)):
				part += ":" + strconv.Itoa(a.Choice)
			case !a.Field.Kind.IsChoice() && !a.Shown && (a.Text == "" || a.Text != b.text(a.Field)):
				part += "=" + strings.NewReplacer(":", "%3A", "=", "%3D", ",", "%2C").Replace(url.PathEscape(a.Text))
			}
			parts = append(parts, part)
		}
		if l.Wait > 0 {
			parts = append(parts, "w"+strconv.Itoa(l.Wait))
		}
		press := "b"
		if l.Refused {
			press = "x"
		}
		parts = append(parts, press+strconv.Itoa(l.Button.Index))
	}
	return parts
}

// decisive are the choices of a leg that decide where it leads, or may later.
func decisive(l route.Leg) []route.Answer {
	return slices.DeleteFunc(slices.Clone(l.Answers), func(a route.Answer) bool {
		asks := func(c flow.Condition) bool { return c.Field == a.Field }
		keeps := func(s flow.Assignment) bool { return s.Field == a.Field }
		return a.Field.Kind.IsTick() || a.Choice == 0 ||
			!slices.ContainsFunc(l.Button.Conditions(), asks) && !slices.ContainsFunc(l.Button.Set, keeps)
	})
}

// decisive are the choices of a leg to be told of: not those of readers who are
// asked about themselves.
func (b *board) decisive(l route.Leg) []route.Answer {
	if !b.canSucceed() {
		return nil
	}
	return decisive(l)
}

// refusals counts the legs at the beginning that are the same refused press.
func refusals(legs []route.Leg) int {
	n := 0
	for n < len(legs) && legs[n].Refused {
		n++
	}
	return n
}

// leads is where a screen beside the route leads: an outcome, or a screen of the
// route; nil where it leads nowhere but to dead ends.
func (f frame) leads() *flow.Screen {
	if f.side == nil || f.side.End == f.Screen || f.side.End.Outcome != flow.None && f.side.End.Outcome != flow.Success {
		return nil
	}
	return f.side.End
}

// beside says what it means to be at a screen beside the route.
func (b *board) beside(f frame) string {
	switch {
	case !b.canSucceed():
		return b.ownCase
	case f.side != nil && refusals(f.side.Way) > 0:
		return b.setback
	case f.Outcome == flow.DeadEnd, f.Outcome == flow.None && f.leads() == nil:
		return b.noWay
	}
	return b.aside
}

// reason is what a condition of a button asks for, in words about a field or an
// option, or about nothing.
type reason struct {
	words around
	field flow.Text
}

// reasons are why a button cannot be pressed as long as it cannot.
func (b *board) reasons(button *flow.Button) []reason {
	var reasons []reason
	if button.Send != nil {
		reasons = append(reasons, reason{words: b.whyTime})
	}
	for _, c := range button.When {
		r := reason{words: b.whyState}
		switch f := c.Field; {
		case f != nil && f.Kind == flow.Face:
			r = reason{b.whyFace, f.Label}
		case f != nil && f.Kind.IsTick() && c.Choice == 0:
			r = reason{b.whyUntick, f.Label}
		case f != nil && f.Kind.IsTick():
			r = reason{b.whyTick, f.Label}
		case f != nil:
			r = reason{b.whyChoose, f.Options[c.Choice-1]}
		case c.Timer != nil && !c.Is:
			r.words = b.whyTime
		case c.Timer != nil:
			r.words = b.whyLate
		case c.Counter != nil && !c.Is:
			r.words = b.whyOften
		}
		reasons = append(reasons, r)
	}
	return reasons
}

// nameOf is what a screen is called where it is spoken of: its title, or that of the
// flow, where it has none or what it says depends on the record.
func (b *board) nameOf(s *flow.Screen) flow.Text {
	if s.Title.IsZero() || strings.Contains(s.Title.Default, "{") {
		return b.Flow.Title
	}
	return s.Title
}
