package simulate

import "rehearse/demo/flow"

// Enabled reports whether a button is on the screen and can be pressed.
func (s State) Enabled(b *flow.Button) bool {
	if b.Screen.Index != s.Screen || !s.Holds(b.When) {
		return false
	}
	return b.Send == nil || s.Timers[b.Send.SMS.Resend.Index] == 0
}

func (m *Machine) press(s *State, b *flow.Button) int {
	if !s.Enabled(b) {
		return NotHere
	}
	if b.Submit && !m.submit(s, b) {
		return s.refuse(b)
	}
	s.carryOut(b)
	if t := s.firstOf(b.To); t != nil {
		s.leave(b.Screen, t.Screen)
	}
	if b.Send != nil {
		s.send(b.Send)
	}
	return Done
}

// carryOut does what a button does before it leads anywhere.
func (s *State) carryOut(b *flow.Button) {
	for _, a := range b.Set {
		s.Slots[a.Slot.Index] = s.Fields[a.Field.Index].Value
	}
	s.count(b.Count)
	for _, c := range b.Reset {
		s.Counters[c.Index] = 0
	}
	s.start(b.Starts)
}

// refuse is what happens when a button's checks fail, beside the errors.
func (s *State) refuse(b *flow.Button) int {
	s.count(b.Refused.Count)
	if t := s.firstOf(b.Refused.To); t != nil {
		s.enter(t.Screen)
		return Diverted
	}
	return Refused
}

func (s *State) count(counters []*flow.Counter) {
	for _, c := range counters {
		s.Counters[c.Index] = min(s.Counters[c.Index]+1, c.Max)
	}
}

func (s *State) start(timers []*flow.Timer) {
	for _, t := range timers {
		s.Timers[t.Index] = t.Seconds
	}
}

// submit checks the fields of a button and reports whether all pass.
func (m *Machine) submit(s *State, b *flow.Button) bool {
	ok := true
	for _, f := range b.Checks {
		s.Fields[f.Index].Error = m.check(s, f)
		ok = ok && s.Fields[f.Index].Error == 0
	}
	if ok {
		return true
	}
	for _, f := range b.Checks {
		if e := s.Fields[f.Index].Error; e > 0 {
			s.wrong(f, f.Checks[e-1].Kind)
		}
	}
	return false
}

// wrong is what else happens where a check fails.
func (s *State) wrong(f *flow.Field, k flow.CheckKind) {
	switch k {
	case flow.IsShown:
		s.draw(f)
	case flow.IsCode:
		s.count([]*flow.Counter{f.SMS.Attempts})
	}
}

// firstOf returns the first branch whose conditions hold, or nil.
func (s State) firstOf(list []flow.Branch) *flow.Branch {
	for i := range list {
		if s.Holds(list[i].When) {
			return &list[i]
		}
	}
	return nil
}

// Holds reports whether all of the conditions hold.
func (s State) Holds(when []flow.Condition) bool {
	for _, c := range when {
		if !s.holds(c) {
			return false
		}
	}
	return true
}

func (s State) holds(c flow.Condition) bool {
	switch {
	case c.AsksWhich():
		return s.Slots[c.Slot.Index].equal(Value{Text: encode(c.Text), Choice: c.Choice})
	case c.Slot != nil:
		return c.Is == s.Has(c.Slot)
	case c.Counter != nil:
		return c.Is == (s.Counters[c.Counter.Index] == c.Counter.Max)
	case c.Timer != nil:
		return c.Is == (s.Timers[c.Timer.Index] > 0)
	}
	return s.Fields[c.Field.Index].Value.Choice == c.Choice
}
