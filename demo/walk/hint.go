package walk

import (
	"slices"
	"strings"

	"rehearse/demo/flow"
)

func quote(s string) string { return "“" + strings.Join(strings.Fields(s), " ") + "”" }

func quoted(t flow.Text) string { return quote(t.Default) }

// screen names a screen in a message: two screens may have the same title.
func screen(s *flow.Screen) string {
	what := "the screen "
	if s.Outcome != flow.None {
		what = "the outcome "
	}
	if s.Title.IsZero() {
		return what + s.ID
	}
	return what + quoted(s.Title) + " (" + s.ID + ")"
}

// maxListed is how many labels a message lists.
const maxListed = 6

func list(labels []string, separator string) string {
	if len(labels) > maxListed {
		labels = append(labels[:maxListed:maxListed], "…")
	}
	return strings.Join(labels, separator)
}

// offer says what could be named on a screen.
func (s *script) offer(on *flow.Screen) string {
	var labels []string
	for _, f := range on.Fields {
		labels = append(labels, quoted(f.Label))
		for _, o := range f.Options {
			labels = append(labels, quoted(o))
		}
	}
	for _, b := range on.Buttons {
		labels = append(labels, quoted(b.Label))
	}
	if len(labels) == 0 {
		return "the steps have reached " + screen(on) + "; quotation marks are for what the screens show"
	}
	return screen(on) + " has " + list(labels, ", ")
}

// whereIs says where a thing is that a name stands for, and how to get there.
func (r *reporter) whereIs(t token, from *flow.Screen) string {
	for _, thing := range t.things {
		// What has been pressed already is not named too late, but once more.
		if by, ok := r.left[thing.screen]; ok && by != quote(t.Text) {
			return "it is on " + screen(thing.screen) + ": name it before " + by
		}
	}
	for _, thing := range t.things {
		if labels := labelsTo(from, thing.screen); labels != nil {
			return "it is on " + screen(thing.screen) + ", to which " + list(labels, ", then ") + " leads"
		}
	}
	return "it is on " + screen(t.things[0].screen) + ", to which nothing leads from here"
}

// labelsTo returns the labels of the fewest buttons that lead from one screen to
// another; nil where none do.
func labelsTo(from, to *flow.Screen) []string {
	visits := flow.BreadthFirst([]*flow.Screen{from}, accepted, flow.Edge.To)
	i := slices.IndexFunc(visits, func(v flow.Visit[*flow.Screen, flow.Edge]) bool { return v.Node == to })
	if i < 0 {
		return nil
	}
	var labels []string
	for ; visits[i].Before >= 0; i = visits[i].Before {
		labels = append(labels, quoted(visits[i].Edge.Button.Label))
	}
	slices.Reverse(labels)
	return labels
}

// accepted returns the ways out of a screen by presses that are not refused.
func accepted(s *flow.Screen) []flow.Edge {
	return slices.DeleteFunc(s.Edges(), func(e flow.Edge) bool { return e.Refused })
}
