package flow

import "slices"

// Settle completes a flow that keeps all rules: how much is kept of each text,
// and the path from each screen to an outcome.
func (f *Flow) Settle() {
	f.settleCapacities()
	f.layOut()
}

// layOut finds the path from every screen to an outcome: to success by the
// fewest buttons, and where success cannot be reached, to any other outcome.
// A button that the samples do not get past is a last resort.
func (f *Flow) layOut() {
	into := f.Arrivals()
	success := func(s *Screen) bool { return s.Outcome == Success }
	end := func(s *Screen) bool { return s.Outcome != None || s.Next != nil }
	f.pointBack(into, success, passable)
	f.pointBack(into, end, passable)
	f.pointBack(into, end, func(e Edge) bool { return !e.Refused })
	f.pointBack(into, end, func(Edge) bool { return true })
}

// passable reports whether the samples get past what the button checks.
func passable(e Edge) bool {
	if e.Refused {
		return false
	}
	return !slices.ContainsFunc(e.Button.Checks, func(f *Field) bool {
		return !f.HasSample() && !f.Kind.IsDrawn() && f.IsRequired()
	})
}

// pointBack sets Next of the screens from which a goal can be reached by
// usable edges.
func (f *Flow) pointBack(into [][]Edge, goal func(*Screen) bool, usable func(Edge) bool) {
	var goals []*Screen
	for _, s := range f.Screens {
		if goal(s) {
			goals = append(goals, s)
		}
	}
	back := func(s *Screen) []Edge {
		var edges []Edge
		for _, e := range into[s.Index] {
			if from := e.From(); from.Next == nil && from.Outcome == None && usable(e) {
				edges = append(edges, e)
			}
		}
		return edges
	}
	for _, v := range BreadthFirst(goals, back, Edge.From) {
		if v.Before >= 0 {
			v.Node.Next, v.Node.after = v.Edge.Button, v.Edge.To()
		}
	}
}

// After returns where Next leads, by the branch that is nearest to the outcome;
// nil for outcomes.
func (s *Screen) After() *Screen { return s.after }

// ReadingOrder returns all screens for reading: first those on the path that
// Screen.Next shows from the start, then the others in the order of the file.
func (f *Flow) ReadingOrder() []*Screen {
	seen := make([]bool, len(f.Screens))
	order := make([]*Screen, 0, len(f.Screens))
	for s := f.Start; s != nil && !seen[s.Index]; s = s.After() {
		seen[s.Index] = true
		order = append(order, s)
	}
	for _, s := range f.Screens {
		if !seen[s.Index] {
			order = append(order, s)
		}
	}
	return order
}
