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
			s.unknownOption(s.pos(e.Value), f.Options, name)
		}
		return n, n > 0
	}
}

// unknownOption reports what is none of some options, and none of other words
// that can stand there. Where the options could not be read, that has been
// reported.
func (s *scope) unknownOption(at flow.Pos, options []flow.Text, name string, others ...string) {
	names := flow.Originals(options)
	hint := diag.DidYouMean(name, slices.Concat(names, others), listNames("known: ", names))
	for _, o := range options {
		if slices.Contains(o.All(), name) {
			s.add(at, "unknown-name", fmt.Sprintf("there is no option %q: that is a translation", short(name)),
				"write it as the real service does: "+o.Default)
			return
		}
	}
	if len(options) > 0 {
		s.add(at, "unknown-name", fmt.Sprintf("there is no option %q", short(name)), hint)
	}
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
				when := read(o, "when", conditions{s, screen}.read)
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
