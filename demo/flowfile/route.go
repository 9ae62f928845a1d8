package flowfile

import (
	"fmt"

	"rehearse/demo/flow"
	"rehearse/demo/source"
)

// Limits of named routes; see [Parse].
const (
	maxRoutes = 50
	maxVia    = 20
)

// readRoutes reads the routes that have names of their own.
func readRoutes(s *scope, e source.Entry) {
	for _, e := range s.named(e.Value, `"routes"`, "route") {
		if len(s.flow.Routes) == maxRoutes {
			s.Report(e.Key, "too-big", fmt.Sprintf("a flow may have %d routes with names", maxRoutes), "")
			return
		}
		o := s.object(e.Value, e.Key, "a route", "choose", "via", "to")
		n := &flow.NamedRoute{Name: e.Name, Pos: s.pos(e.Key)}
		n.Choose = read(o, "choose", func(e source.Entry) ([]flow.RouteChoice, bool) { return routeChoices(s, e) })
		n.Via = read(o, "via", func(e source.Entry) ([]*flow.Screen, bool) { return screensIn(s, e) })
		if n.To = read(o, "to", s.screen); n.To != nil && n.To.Outcome == flow.None {
			o.fail(o.get("to").Value, "unknown-value", fmt.Sprintf("a route ends at an outcome, and %s is none", n.To.ID),
				"name the outcome; a screen on the way goes below via")
		}
		if o.sound && len(n.Choose)+len(n.Via) == 0 && n.To == nil {
			o.fail(e.Key, "missing", fmt.Sprintf("it is not said what the route %s chooses", e.Name), "write what is chosen on it: choose: {field: option}")
		}
		if o.sound {
			s.flow.Routes = append(s.flow.Routes, n)
		}
	}
}

// routeChoices reads a mapping from names of fields to options. Fields of several
// screens may have the name: each that has the option is meant.
func routeChoices(s *scope, e source.Entry) (list []flow.RouteChoice, ok bool) {
	entries, ok := s.items(e.Value, `"choose"`)
	for i, e := range entries {
		if i == maxConditions {
			s.Report(e.Key, "too-big", fmt.Sprintf("a route may have %d choices", maxConditions), "")
			return list, false
		}
		c, good := routeChoice(s, e)
		ok = ok && good
		if good && len(c.Fields) > 0 {
			list = append(list, c)
		}
	}
	return list, ok
}

func routeChoice(s *scope, e source.Entry) (c flow.RouteChoice, ok bool) {
	c.Pos = s.pos(e.Value)
	var known *flow.Field
	for _, f := range s.flow.Fields {
		if f.ID != e.Name || !f.Kind.IsChoice() {
			continue
		}
		known = f
		if n := f.Option(e.Value.Value); n > 0 && !f.Kind.IsTick() {
			c.Fields, c.Options = append(c.Fields, f), append(c.Options, n)
		}
	}
	switch {
	case known == nil:
		var names []string
		for _, f := range s.flow.Fields {
			if f.Kind.IsChoice() {
				names = append(names, f.ID)
			}
		}
		s.unknown(e.Key, "choice called", e.Name, names)
		return c, false
	case len(c.Fields) > 0:
		return c, true
	}
	n, ok := conditions{scope: s}.answer(known, e)
	c.Fields, c.Options = []*flow.Field{known}, []int{n}
	return c, ok
}

// screensIn reads the name of a screen, or a list of such names.
func screensIn(s *scope, e source.Entry) (list []*flow.Screen, ok bool) {
	ok = true
	for i, n := range nodes(e.Value) {
		if i == maxVia {
			s.Report(n, "too-big", fmt.Sprintf("a route may name %d screens that it passes", maxVia), "")
			return list, false
		}
		screen, good := s.screen(source.Entry{Name: e.Name, Key: e.Key, Value: n})
		if ok = ok && good; screen != nil {
			list = append(list, screen)
		}
	}
	return list, ok
}
