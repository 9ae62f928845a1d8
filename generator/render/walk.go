package render

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/language"
	"rehearse/demo/player"
	"rehearse/demo/route"
	"rehearse/demo/source"
	"rehearse/demo/walk"
	"rehearse/generator/markdown"
	"rehearse/generator/site"
)

// Walk implements markdown.Resolver. What keeps a flow from being embedded,
// Rehearsal says.
func (v *resolver) Walk(dest, id string, lists [][]markdown.WalkStep) markdown.Walked {
	target, made, _, err := v.flow(dest)
	if made == nil || made.flow == nil {
		v.note(use{}, err)
		return markdown.Walked{}
	}
	named, _ := namedRoute(made.flow, target)
	walked, problems := walk.Follow(made.flow, v.page.File, walkLists(lists), named)
	if len(walked.Routes) > 0 {
		if v.routes == nil {
			v.routes = make(map[string]*route.Route)
		}
		v.routes[id] = walked.Routes[0]
	}
	var begin bytes.Buffer
	err = player.FromHere(language.Tag(v.page.Lang)).Render(context.Background(), &begin)
	v.note(use{id: id, flow: target.File, stops: walked.Stops, told: walked.Routes}, err)
	return markdown.Walked{Steps: walkedSteps(walked), Problems: problems, Begin: begin.Bytes()}
}

// namedRoute returns the route of a flow that a link names by its fragment, nil for
// none, and what is wrong where there is no such route.
func namedRoute(f *flow.Flow, target site.Target) (*flow.NamedRoute, *diag.Problem) {
	name := strings.TrimPrefix(target.Fragment, "#")
	if name == "" {
		return nil, nil
	}
	var names []string
	for _, n := range f.Routes {
		if n.Name == name {
			return n, nil
		}
		names = append(names, n.Name)
	}
	return nil, &diag.Problem{
		Rule: "unknown-route", Message: fmt.Sprintf("the flow %s has no route %q", f.Name, name),
		Hint: diag.DidYouMean(name, names, "declare it in the flow: routes: {"+name+": {choose: …}}"),
	}
}

// routeOf returns the route that a rehearsal follows: the one that the steps beside it
// tell, or that its link names, or that of the samples.
func (v *resolver) routeOf(made *rehearsal, target site.Target, id string) (*route.Route, *diag.Problem) {
	named, fault := namedRoute(made.flow, target)
	if told := v.routes[id]; told != nil {
		return told, fault
	}
	if named != nil {
		led, _ := route.Named(made.flow, named)
		return led, nil
	}
	return made.samples, fault
}

// Guide is a section of an article that tells steps.
type Guide struct {
	// Name and ID are those of its heading, or where it has none, the page's title
	// and "".
	Name, ID string
	// Flow is the flow file that the section embeds, which may not be there, or "".
	Flow  string
	Lists [][]walk.Step
}

// Guides returns the sections of a page that tell steps.
func (r *Renderer) Guides(p *site.Page) ([]Guide, error) {
	raw, err := source.ReadFile(r.fsys, p.File, site.MaxArticle)
	if err != nil {
		return nil, err
	}
	text, _, ok := source.Text(p.File, raw)
	if !ok {
		return nil, nil
	}
	var guides []Guide
	for _, g := range r.converter.Guides(markdown.Source{File: p.File, Text: text, Body: site.Body(text), Lang: p.Lang}) {
		guide := Guide{Name: cmp.Or(g.Name, p.Title), ID: g.ID, Lists: walkLists(g.Lists)}
		if g.Flow != "" {
			guide.Flow = path.Join(path.Dir(p.File), g.Flow)
		}
		guides = append(guides, guide)
	}
	return guides, nil
}

// walkLists are lists of steps as package walk takes them.
func walkLists(lists [][]markdown.WalkStep) [][]walk.Step {
	all := make([][]walk.Step, len(lists))
	for i, list := range lists {
		all[i] = make([]walk.Step, len(list))
		for j, s := range list {
			step := walk.Step{Line: s.Line, Col: s.Col, Number: s.Number, Words: s.Words, Names: make([]walk.Name, len(s.Controls))}
			for k, c := range s.Controls {
				step.Names[k] = walk.Name{Text: c.Name, Line: c.Line, Col: c.Col, Width: nameWidth(c), Loose: c.Strong, At: c.At}
			}
			all[i][j] = step
		}
	}
	return all
}

// nameWidth is how much of its first line a name takes.
func nameWidth(c markdown.Control) int {
	first, _, broken := strings.Cut(c.Name, "\n")
	width := utf8.RuneCountInString(first)
	switch {
	case c.Strong:
		return width
	case broken:
		return width + 1
	}
	return width + 2 // quotation marks
}

// walkedSteps are the marks by which the player couples steps and rehearsal.
func walkedSteps(walked walk.Walked) []markdown.WalkedStep {
	stops := walked.Stops
	steps := make([]markdown.WalkedStep, len(stops))
	for i, stop := range stops {
		steps[i] = markdown.WalkedStep{Screen: stop.Before.ID, Controls: make([]markdown.WalkedControl, len(stop.Matches))}
		for j, m := range stop.Matches {
			steps[i].Controls[j] = markdown.WalkedControl{ID: controlID(m), Screen: m.Screen.ID}
		}
		if stop.Route == 0 && isAgain(walked.Routes[0], stop) {
			steps[i].Leg = strconv.Itoa(stop.Leg)
		}
	}
	return steps
}

// isAgain reports whether the screen at which a step begins is on the route before it,
// too.
func isAgain(r *route.Route, stop walk.Stop) bool {
	return stop.Leg < len(r.Legs) && r.Legs[stop.Leg].Screen == stop.Before &&
		slices.ContainsFunc(r.Legs[:stop.Leg], func(l route.Leg) bool { return l.Screen == stop.Before })
}

// passing returns the route of a flow on which a place of the article shows a screen:
// that of the rehearsal beside it, or of another one whose steps the article tells,
// with its id; or else that of the samples.
func (v *resolver) passing(made *rehearsal, file string, s *flow.Screen, beside []markdown.Beside) (r *route.Route, id string) {
	for _, b := range beside {
		target, other, _, _ := v.flow(b.Dest) // an error is told where it is embedded
		if other == nil || other.flow == nil || target.File != file {
			continue
		}
		if led, _ := v.routeOf(other, target, b.ID); slices.Contains(led.Screens(), s) {
			return led, b.ID
		}
	}
	for _, u := range v.uses {
		for _, r := range u.told {
			if u.flow == file && slices.Contains(r.Screens(), s) {
				return r, u.id
			}
		}
	}
	return made.samples, ""
}
