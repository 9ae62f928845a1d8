package flow

// layOut finds the way from every screen to an outcome: to success by the
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
	for _, f := range e.Button.Checks {
		if f.Sample == "" && f.SampleChoice == 0 && !f.Kind.IsDrawn() && f.IsRequired() {
			return false
		}
	}
	return true
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
