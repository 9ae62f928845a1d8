package explore

import (
	"encoding/binary"
	"slices"
	"strings"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// state is one of the states that a reader could tell apart, and how it was
// reached first.
type state struct {
	number int
	screen *flow.Screen
	// full is the whole state on arrival; it is dropped after the visit.
	full simulate.State
	from *state
	by   *move
	// plain says that the record holds nothing that the samples did not put
	// there, so that the samples must pass.
	plain   bool
	visited bool
	next    []*state // those to which moves lead
}

// remembered is what is remembered on a screen beside the record: what the flow
// counts and times, and what belongs to the SMS codes of the screen and of those
// below it. The codes of other screens begin anew when these are entered.
type remembered struct {
	counters []*flow.Counter
	timers   []*flow.Timer
	codes    []*flow.Field
}

func rememberedOn(s *flow.Screen, f *flow.Flow) remembered {
	var r remembered
	for _, c := range f.Counters {
		if c.Name != "" {
			r.counters = append(r.counters, c)
		}
	}
	for _, t := range f.Timers {
		if t.Name != "" {
			r.timers = append(r.timers, t)
		}
	}
	for ; s != nil; s = s.Over {
		for _, field := range s.Fields {
			if sms := field.SMS; sms != nil {
				r.codes = append(r.codes, field)
				r.counters = append(r.counters, sms.Attempts)
				r.timers = append(r.timers, sms.Resend, sms.Expires)
			}
		}
	}
	return r
}

// key tells states apart. It has everything that is in one but what is typed
// and shown.
func (r remembered) key(s simulate.State) string {
	k := make([]byte, 0, 64)
	add := func(n int) { k = binary.LittleEndian.AppendUint16(k, uint16(n)) }
	add(s.Screen)
	for _, v := range s.Slots {
		add(v.Choice)
		add(len(v.Text))
		for _, u := range v.Text {
			add(int(u))
		}
	}
	for _, c := range r.counters {
		add(s.Counters[c.Index])
	}
	for _, t := range r.timers {
		add(s.Timers[t.Index])
	}
	for _, f := range r.codes {
		add(len(s.Fields[f.Index].Shown))
	}
	return string(k)
}

// nextTimer returns the seconds until the next timer runs out, 0 where none
// runs.
func (r remembered) nextTimer(s simulate.State) int {
	next := 0
	for _, t := range r.timers {
		if left := s.Timers[t.Index]; left > 0 && (next == 0 || left < next) {
			next = left
		}
	}
	return next
}

// leadsTo adds a state to the next ones. Most moves come back to where they
// began, and the rest to the state of the move before.
func (s *state) leadsTo(to *state) {
	if to != s && !slices.Contains(s.next, to) {
		s.next = append(s.next, to)
	}
}

// steps describes how to reach a state, by the labels of the controls.
func (s *state) steps() string {
	const most = 8
	var steps []string
	for ; s != nil && s.by != nil; s = s.from {
		steps = append(steps, s.by.String())
	}
	after := "after "
	switch {
	case len(steps) == 0:
		return "at the start"
	case len(steps) > most:
		steps, after = steps[:most], "after … "
	}
	slices.Reverse(steps)
	return after + strings.Join(steps, ", ")
}
