package render

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

// Led is a flow file, and the screens on a route through it that a page shows. Told
// says that steps tell it.
type Led struct {
	Flow    string
	Screens []string
	Told    bool
}

// led are the routes that a use shows.
func (u use) led() []Led {
	var led []Led
	for _, r := range u.told {
		led = append(led, Led{u.flow, ids(r.Screens()), true})
	}
	if u.view != nil {
		led = append(led, Led{u.view.Flow.File, ids(u.view.Route.Screens()), false})
	}
	return led
}

func ids(screens []*flow.Screen) []string {
	names := make([]string, len(screens))
	for i, s := range screens {
		names[i] = s.ID
	}
	return names
}

// CheckTold reports ways to success that no text tells of, of flows of which some
// text tells a way: once for each flow, over all pages that embed it.
func (r *Renderer) CheckTold(led []Led) ([]diag.Problem, error) {
	passed, told := make(map[string][]string), make(map[string]bool)
	for _, l := range led {
		passed[l.Flow] = append(passed[l.Flow], l.Screens...)
		told[l.Flow] = told[l.Flow] || l.Told
	}
	var problems []diag.Problem
	for _, file := range flowFiles(r.index) {
		if !told[file] {
			continue
		}
		made, err := r.rehearsals.get(file)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if err != nil || made.flow == nil {
			continue
		}
		if e, ok := untold(made.flow, passed[file]); ok {
			problems = append(problems, e.Branch().Pos.Problem(diag.Note, "untold-way",
				fmt.Sprintf("“%s” also leads to success over screen %s, and no steps tell of that way", e.Button.Label.Default, e.To().ID),
				"tell of it in a section of its own, with a rehearsal; or give it a name below routes, and link to it"))
		}
	}
	return problems, nil
}

// untold returns the first press that leads from screens that are told of to another
// one, and from there to success without coming back.
func untold(f *flow.Flow, passed []string) (flow.Edge, bool) {
	for _, b := range f.Buttons {
		for _, e := range b.Edges() {
			if e.Refused || !slices.Contains(passed, e.From().ID) || slices.Contains(passed, e.To().ID) {
				continue
			}
			on := func(s *flow.Screen) []flow.Edge {
				return slices.DeleteFunc(s.Edges(), func(next flow.Edge) bool { return next.Refused || next.To() == e.From() })
			}
			for _, v := range flow.BreadthFirst([]*flow.Screen{e.To()}, on, flow.Edge.To) {
				if v.Node.Outcome == flow.Success {
					return e, true
				}
			}
		}
	}
	return flow.Edge{}, false
}
