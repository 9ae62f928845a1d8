package flowfile

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/flow"
	"rehearse/demo/source"
)

// Limits of the record and the clocks; see [Parse].
const (
	maxSlots = 200
	// maxClocks bounds counters, and timers, with those of SMS codes.
	maxClocks = 200
	// maxCount and maxSeconds bound what a counter or a timer counts, so that what
	// can happen is finite and small.
	maxCount   = 1000
	maxSeconds = 3600
)

// record reads values of the record. What they mean is known only when the
// fields that use them are: see typeSlots.
func (s *scope) record(e source.Entry) {
	for _, e := range s.named(e.Value, fmt.Sprintf("%q", e.Name), "value of the record") {
		value, ok := s.word(e)
		slot := &flow.Slot{Name: e.Name, Pos: s.pos(e.Key), Value: value, Null: isNull(e.Value)}
		if ok && value == "" && !slot.Null {
			s.Report(e.Value, "empty-value", fmt.Sprintf("record.%s is empty", e.Name),
				"write null for a value that nobody knows")
		}
		if flow.Units(value) > flow.MaxUnits {
			s.Report(e.Value, "too-big", fmt.Sprintf("a value of the record may have %d characters", flow.MaxUnits), "shorten it")
		}
		s.addSlot(slot)
	}
}

// addSlot adds a value to the record, in place of one of the same name.
func (s *scope) addSlot(slot *flow.Slot) {
	if known := s.slots[slot.Name]; known != nil {
		slot.Index = known.Index
		*known = *slot
		return
	}
	if len(s.flow.Record) == maxSlots {
		s.tooMany(slot.Pos, "values in its record", "more", maxSlots)
		return
	}
	slot.Index = len(s.flow.Record)
	s.flow.Record = append(s.flow.Record, slot)
	s.slots[slot.Name] = slot
}

// typeSlots finds out which values of the record are choices. All uses of one
// must agree.
func (s *scope) typeSlots() {
	users := map[*flow.Slot]*flow.Field{}
	use := func(slot *flow.Slot, f *flow.Field, pos flow.Pos) {
		if first := users[slot]; first == nil {
			users[slot] = f
			s.typeSlot(slot, f)
		} else if !flow.Comparable(first, f) {
			s.add(pos, "mixed-record", fmt.Sprintf("record.%s is used by %q and by %q, whose values differ in kind",
				slot.Name, first.ID, f.ID), "give them the same options, or use two values of the record")
		}
	}
	for _, f := range s.flow.Fields {
		for _, c := range f.Checks {
			if c.Kind == flow.EqualsSlot {
				use(c.Slot, f, c.Pos)
			}
		}
	}
	for _, b := range s.flow.Buttons {
		for _, a := range b.Set {
			use(a.Slot, a.Field, a.Pos)
		}
	}
}

// typeSlot makes a value of the record what f holds.
func (s *scope) typeSlot(slot *flow.Slot, f *flow.Field) {
	if !f.Kind.IsChoice() {
		return
	}
	if slot.Options = f.Options; f.Kind.IsTick() {
		slot.Options = []flow.Text{f.Label}
	}
	if slot.Null {
		return
	}
	names := flow.Originals(slot.Options)
	if slot.Choice = 1 + slices.Index(names, slot.Value); slot.Choice == 0 {
		s.add(slot.Pos, "unknown-name", fmt.Sprintf("%q, the value of record.%s, is no option of %q", short(slot.Value), slot.Name, f.ID),
			listNames("options: ", names))
	}
}

// count returns what reads how far something counts.
func (s *scope) count(otherwise int) func(source.Entry) (int, bool) {
	return s.whole(otherwise, maxCount, "bad-count", "say how often: %s: 5")
}

func (s *scope) declareCounters(e source.Entry) {
	for _, e := range s.named(e.Value, `"counters"`, "counter") {
		o := s.object(e.Value, e.Key, "counter "+e.Name, "max")
		if o.sound && !o.has("max") {
			o.fail(e.Key, "missing", fmt.Sprintf("counter %s has no bound", e.Name), "write {max: 5}")
		}
		s.counters[e.Name] = s.addCounter(e.Name, e.Key, read(o, "max", s.count(1)))
	}
}

func (s *scope) declareTimers(e source.Entry) {
	for _, e := range s.named(e.Value, `"timers"`, "timer") {
		seconds, _ := s.seconds(1)(e)
		s.timers[e.Name] = s.addTimer(e.Name, e.Key, seconds)
	}
}

func (s *scope) addCounter(name string, at *yaml.Node, most int) *flow.Counter {
	c := &flow.Counter{Index: len(s.flow.Counters), Name: name, Pos: s.pos(at), Max: most}
	if c.Index == maxClocks {
		s.tooMany(c.Pos, "counters, those of SMS codes included,", "more", maxClocks)
		return c
	}
	s.flow.Counters = append(s.flow.Counters, c)
	return c
}

func (s *scope) addTimer(name string, at *yaml.Node, seconds int) *flow.Timer {
	t := &flow.Timer{Index: len(s.flow.Timers), Name: name, Pos: s.pos(at), Seconds: seconds}
	if t.Index == maxClocks {
		s.tooMany(t.Pos, "timers, those of SMS codes included,", "more", maxClocks)
		return t
	}
	s.flow.Timers = append(s.flow.Timers, t)
	return t
}
