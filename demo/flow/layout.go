package flow

// layOut finds the way from every screen to an outcome: to success by the
// fewest buttons, and where success cannot be reached, to any other outcome.
// A button that the samples do not get past is a way of last resort.
func (f *Flow) layOut() {
	into := f.arrows()
	success := func(s *Screen) bool { return s.Outcome == Success }
	end := func(s *Screen) bool { return s.Outcome != None || s.Next != nil }
	f.pointBack(into, success, passable)
	f.pointBack(into, end, passable)
	f.pointBack(into, end, func(a arrow) bool { return !a.refused })
	f.pointBack(into, end, func(arrow) bool { return true })
}

// passable reports whether the samples get past what the button checks.
func passable(a arrow) bool {
	if a.refused {
		return false
	}
	for _, f := range a.button.Checks {
		if f.Sample == "" && f.SampleChoice == 0 && !f.Kind.IsDrawn() && f.IsRequired() {
			return false
		}
	}
	return true
}

// arrow is one way to come to a screen.
type arrow struct {
	from    *Screen
	button  *Button
	refused bool // the way of a refusal
}

// arrows returns, for each screen, the ways in, in the order of the file.
func (f *Flow) arrows() [][]arrow {
	into := make([][]arrow, len(f.Screens))
	for _, b := range f.Buttons {
		for _, t := range b.To {
			into[t.Screen.Index] = append(into[t.Screen.Index], arrow{b.Screen, b, false})
		}
		for _, t := range b.Refused.To {
			into[t.Screen.Index] = append(into[t.Screen.Index], arrow{b.Screen, b, true})
		}
	}
	return into
}

// pointBack sets Next of the screens from which a goal can be reached by
// buttons that may be used, nearest to a goal first.
func (f *Flow) pointBack(into [][]arrow, goal func(*Screen) bool, usable func(arrow) bool) {
	var queue []*Screen
	for _, s := range f.Screens {
		if goal(s) {
			queue = append(queue, s)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		to := queue[0]
		for _, a := range into[to.Index] {
			if a.from.Next == nil && a.from.Outcome == None && usable(a) {
				a.from.Next, a.from.after = a.button, to
				queue = append(queue, a.from)
			}
		}
	}
}
