package flowfile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/source"
)

const recordPrefix = "record."

// scope is what names can refer to.
type scope struct {
	*document
	flow     *flow.Flow
	screens  map[string]*flow.Screen
	slots    map[string]*flow.Slot
	counters map[string]*flow.Counter
	timers   map[string]*flow.Timer
	// lacksRecord says that the record lacks what was to be taken from elsewhere.
	lacksRecord bool
}

// screen reads the name of a screen; it is nil where there is no name.
func (s *scope) screen(e source.Entry) (*flow.Screen, bool) {
	name, ok := s.word(e)
	if name == "" {
		return nil, ok
	}
	found := s.screens[name]
	if found == nil {
		s.unknown(e.Value, "screen", name, s.screenNames())
	}
	return found, found != nil
}

func (s *scope) screenNames() []string {
	names := make([]string, len(s.flow.Screens))
	for i, screen := range s.flow.Screens {
		names[i] = screen.ID
	}
	return names
}

// slotNames returns how fields refer to the values of the record.
func (s *scope) slotNames() []string {
	names := make([]string, len(s.flow.Record))
	for i, slot := range s.flow.Record {
		names[i] = recordPrefix + slot.Name
	}
	return names
}

// slot reads "record.name". It is nil, and nothing is wrong, where the name may
// be among what could not be read.
func (s *scope) slot(e source.Entry) (*flow.Slot, bool) {
	ref := e.Value.Value
	slot := s.slots[strings.TrimPrefix(ref, recordPrefix)]
	if slot == nil && s.lacksRecord {
		return nil, true
	}
	if slot == nil || !strings.HasPrefix(ref, recordPrefix) {
		s.unknown(e.Value, "value of the record", ref, s.slotNames())
		return nil, false
	}
	return slot, true
}

// fieldOn returns what reads the name of a field of a screen; it is nil where
// there is no name.
func (s *scope) fieldOn(screen *flow.Screen) func(source.Entry) (*flow.Field, bool) {
	return func(e source.Entry) (*flow.Field, bool) {
		name, ok := s.word(e)
		if name == "" {
			return nil, ok
		}
		f := screen.Field(name)
		if f == nil {
			s.unknown(e.Value, "field on screen "+screen.ID+" called", name, fieldNames(screen.Fields))
		}
		return f, f != nil
	}
}

func fieldNames(fields []*flow.Field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.ID
	}
	return names
}

// countersIn and timersIn read a name or a list of names.
func (s *scope) countersIn(e source.Entry) ([]*flow.Counter, bool) {
	return resolve(s.document, e, s.counters, "counter")
}

func (s *scope) timersIn(e source.Entry) ([]*flow.Timer, bool) {
	return resolve(s.document, e, s.timers, "timer")
}

// resolve reads names, each of which may be there once.
func resolve[T any](d *document, e source.Entry, known map[string]*T, what string) (list []*T, ok bool) {
	ok = true
	for _, n := range nodes(e.Value) {
		name, good := d.word(source.Entry{Name: e.Name, Key: e.Key, Value: n})
		found := known[name]
		switch {
		case name == "":
			ok = ok && good
			continue
		case found == nil:
			d.unknown(n, what, name, sortedNames(known))
		case slices.Contains(list, found):
			d.Report(n, "duplicate-name", fmt.Sprintf("%q is there twice", name), "keep one of them")
		default:
			list = append(list, found)
			continue
		}
		ok = false
	}
	return list, ok
}

func sortedNames[T any](known map[string]*T) []string { return slices.Sorted(maps.Keys(known)) }

// optionOf returns what reads an option of a field: its number, from 1, or 0
// for none.
func (s *scope) optionOf(f *flow.Field) func(source.Entry) (int, bool) {
	return func(e source.Entry) (int, bool) {
		name, ok := s.word(e)
		if name == "" {
			return 0, ok
		}
		n := f.Option(name)
		if n == 0 {
			s.unknownOption(e, f, name)
		}
		return n, n > 0
	}
}

// unknownOption reports an option that a field does not have. Where its options
// could not be read, that has been reported.
func (s *scope) unknownOption(e source.Entry, f *flow.Field, name string) {
	for _, o := range f.Options {
		if slices.Contains(o.All(), name) {
			s.Report(e.Value, "unknown-name", fmt.Sprintf("there is no option %q: that is a translation", short(name)),
				fmt.Sprintf("write it as the real service does: %s", o.Default))
			return
		}
	}
	if len(f.Options) > 0 {
		s.unknown(e.Value, "option", name, f.OptionNames())
	}
}

// conditionsOn returns what reads a mapping from what is asked about, on a
// screen, to the answer.
func (s *scope) conditionsOn(screen *flow.Screen) func(source.Entry) ([]flow.Condition, bool) {
	return func(e source.Entry) (when []flow.Condition, ok bool) {
		list, ok := s.items(e.Value, `"when"`)
		for i, e := range list {
			if i == maxConditions {
				s.Report(e.Key, "too-big", fmt.Sprintf("there may be %d conditions", maxConditions), "divide them over several screens")
				return when, false
			}
			c, good := s.condition(screen, e)
			if good && c != (flow.Condition{}) {
				c.Pos = s.pos(e.Value)
				when = append(when, c)
			}
			ok = ok && good
		}
		return when, ok
	}
}

// condition reads one condition; it is zero where it asks about what could not
// be read.
func (s *scope) condition(screen *flow.Screen, e source.Entry) (c flow.Condition, ok bool) {
	switch {
	case strings.HasPrefix(e.Name, recordPrefix):
		slot, known := s.slot(keyAsValue(e))
		is, ok := s.asked(e)
		if slot == nil {
			return c, known && ok
		}
		return flow.Condition{Slot: slot, Is: is}, ok
	case s.counters[e.Name] != nil:
		is, ok := s.either("max", "below-max")(e)
		return flow.Condition{Counter: s.counters[e.Name], Is: is}, ok
	case s.timers[e.Name] != nil:
		is, ok := s.either("running", "elapsed")(e)
		return flow.Condition{Timer: s.timers[e.Name], Is: is}, ok
	}
	f := screen.Field(e.Name)
	if f == nil {
		names := slices.Concat(choiceNames(screen), sortedNames(s.counters), sortedNames(s.timers), s.slotNames())
		if at := slices.IndexFunc(s.flow.Fields, func(f *flow.Field) bool { return f.ID == e.Name }); at >= 0 {
			there := s.flow.Fields[at].Screen.ID
			s.Report(e.Key, "unknown-name", fmt.Sprintf("%q is a field of screen %s; conditions ask about fields of their own screen", short(e.Name), there),
				fmt.Sprintf("let a button of %s lead to a screen of its own for each answer; what comes later can ask only whether the record has a value", there))
			return c, false
		}
		s.Report(e.Key, "unknown-name", fmt.Sprintf("nothing that conditions can ask about is called %q", short(e.Name)),
			diag.DidYouMean(e.Name, names, listNames("known: ", names)))
		return c, false
	}
	choice, ok := s.answer(f, e)
	return flow.Condition{Field: f, Choice: choice}, ok
}

// asked reads what a condition asks about a value of the record.
func (s *scope) asked(e source.Entry) (isSet, ok bool) {
	if e.Value.Value == "set" || e.Value.Value == "unset" || diag.Suggest(e.Value.Value, []string{"set", "unset"}) != "" {
		return s.either("set", "unset")(e)
	}
	s.Report(e.Value, "unknown-value", fmt.Sprintf("conditions ask whether %s has a value, not which", short(e.Name)),
		fmt.Sprintf("write {%s: set} or {%s: unset}; for which of several, branch on the screen where it is chosen", short(e.Name), short(e.Name)))
	return false, false
}

// answer reads the answer to a question about a choice.
func (s *scope) answer(f *flow.Field, e source.Entry) (int, bool) {
	switch f.Kind.Spec().Holds {
	case flow.Ticked:
		done, ok := s.truth(e)
		if done {
			return 1, ok
		}
		return 0, ok
	case flow.Chosen:
		n, ok := s.optionOf(f)(e)
		return n, ok && n > 0
	}
	s.Report(e.Key, "not-for-kind", fmt.Sprintf("%q is of kind %s; conditions ask about choices", f.ID, f.Kind),
		"what is typed the field itself checks; ask about a select, a radio or a checkbox")
	return 0, false
}

// choiceNames are the fields that conditions can ask about.
func choiceNames(screen *flow.Screen) []string {
	return fieldNames(slices.DeleteFunc(slices.Clone(screen.Fields), func(f *flow.Field) bool { return !f.Kind.IsChoice() }))
}

// branchesFrom returns what reads where something on a screen leads: one screen,
// or a list of screens with conditions.
func (s *scope) branchesFrom(screen *flow.Screen) func(source.Entry) ([]flow.Branch, bool) {
	return func(e source.Entry) (list []flow.Branch, ok bool) {
		if e.Value.Kind != yaml.SequenceNode {
			return s.branch(nil, e, nil)
		}
		ok = len(e.Value.Content) > 0
		if !ok {
			s.Report(e.Value, "missing", "this list of branches is empty", "name the screen: to: …")
		}
		for i, n := range e.Value.Content {
			if i == maxBranches {
				s.Report(n, "too-big", fmt.Sprintf("a button may have %d branches", maxBranches), "make several screens of it")
				return list, false
			}
			o := s.object(n, n, "a branch", "when", "to")
			if to := o.get("to"); to.Value != nil {
				when := read(o, "when", s.conditionsOn(screen))
				var good bool
				list, good = s.branch(list, to, when)
				ok = ok && good
			} else {
				o.lacks("to")
			}
			ok = ok && o.sound
		}
		return list, ok
	}
}

func (s *scope) branch(list []flow.Branch, to source.Entry, when []flow.Condition) ([]flow.Branch, bool) {
	screen, ok := s.screen(to)
	if screen == nil {
		if ok {
			s.Report(to.Value, "missing", "it is not said where this leads", "name the screen: to: …")
		}
		return list, false
	}
	return append(list, flow.Branch{When: when, Screen: screen, Pos: s.pos(to.Value)}), true
}
