package flow

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// conditions reads a mapping from what is asked about to the answer.
func (p *parser) conditions(s *Screen, e source.Entry) []Condition {
	var when []Condition
	for i, e := range p.y.Entries(e.Value, `"when"`) {
		if i == maxConditions {
			p.y.Report(e.Key, "too-big", fmt.Sprintf("there may be %d conditions", maxConditions), "divide them over several screens")
			break
		}
		c := Condition{Pos: p.pos(e.Value)}
		ok := false
		switch {
		case strings.HasPrefix(e.Name, recordPrefix):
			c.Slot = p.slot(keyAsValue(e), e.Name)
			c.Is, ok = p.either(e, "set", "unset")
			ok = ok && c.Slot != nil
		case p.counters[e.Name] != nil:
			c.Counter = p.counters[e.Name]
			c.Is, ok = p.either(e, "max", "below-max")
		case p.timers[e.Name] != nil:
			c.Timer = p.timers[e.Name]
			c.Is, ok = p.either(e, "running", "elapsed")
		default:
			ok = p.fieldCondition(s, e, &c)
		}
		if ok {
			when = append(when, c)
		}
	}
	return when
}

// keyAsValue lets a key be read, and reported, as values are.
func keyAsValue(e source.Entry) source.Entry {
	return source.Entry{Name: e.Name, Key: e.Key, Value: e.Key}
}

// either reads one of two words: whether it is the first, and whether it is
// one of them.
func (p *parser) either(e source.Entry, yes, no string) (is, ok bool) {
	s := e.Value.Value
	if e.Value.Kind != yaml.ScalarNode || s != yes && s != no {
		p.y.Report(e.Value, "unknown-value", fmt.Sprintf("%s is either %s or %s", e.Name, yes, no),
			diag.DidYouMean(s, []string{yes, no}, fmt.Sprintf("write {%s: %s}", e.Name, yes)))
		return false, false
	}
	return s == yes, true
}

// fieldCondition reads a condition about a choice of the screen.
func (p *parser) fieldCondition(s *Screen, e source.Entry, c *Condition) bool {
	f := s.field(e.Name)
	if f == nil {
		names := slices.Concat(s.choiceIDs(), sortedNames(p.counters), sortedNames(p.timers), p.slotNames)
		p.y.Report(e.Key, "unknown-name", fmt.Sprintf("nothing that conditions can ask about is called %q", short(e.Name)),
			diag.DidYouMean(e.Name, names, listNames("known: ", names)))
		return false
	}
	c.Field = f
	switch {
	case f.Kind.IsTick():
		before := len(p.y.Problems)
		if p.y.Bool(e) {
			c.Choice = 1
		}
		return len(p.y.Problems) == before
	case f.Kind != Select && f.Kind != Radio:
		p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("%q is of kind %s; conditions ask about choices", f.ID, f.Kind),
			"what is typed the field itself checks; ask about a select, a radio or a checkbox")
		return false
	}
	name := p.y.String(e)
	c.Choice = 1 + optionIndex(f.Options, name)
	if c.Choice == 0 && name != "" {
		p.unknownOption(e.Value, f, name)
	}
	return c.Choice > 0
}

func (s *Screen) field(id string) *Field {
	for _, f := range s.Fields {
		if f.ID == id {
			return f
		}
	}
	return nil
}

// choiceIDs are the names of the fields that conditions can ask about.
func (s *Screen) choiceIDs() []string {
	var ids []string
	for _, f := range s.Fields {
		if f.Kind.IsChoice() {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func (s *Screen) fieldIDs() []string {
	ids := make([]string, len(s.Fields))
	for i, f := range s.Fields {
		ids[i] = f.ID
	}
	return ids
}

// branches reads where something leads: one screen, or a list of screens with
// conditions.
func (p *parser) branches(s *Screen, e source.Entry) []Branch {
	if e.Value.Kind != yaml.SequenceNode {
		return p.branch(nil, e, nil)
	}
	if len(e.Value.Content) == 0 {
		p.y.Report(e.Value, "missing", "this list of branches is empty", "name the screen: to: …")
	}
	var list []Branch
	for i, n := range e.Value.Content {
		if i == maxBranches {
			p.y.Report(n, "too-big", fmt.Sprintf("a button may have %d branches", maxBranches), "make several screens of it")
			break
		}
		keys := p.mapping(n, "a branch", "when", "to")
		to := keys.get("to")
		if to.Value == nil {
			p.missing(n, "a branch", "to")
			continue
		}
		list = p.branch(list, to, p.conditions(s, keys.get("when")))
	}
	return list
}

func (p *parser) branch(list []Branch, to source.Entry, when []Condition) []Branch {
	before := len(p.y.Problems)
	name := p.y.String(to)
	if name == "" {
		if len(p.y.Problems) == before {
			p.y.Report(to.Value, "missing", "it is not said where this leads", "name the screen: to: …")
		}
		return list
	}
	s := p.screens[name]
	if s == nil {
		p.unknown(to.Value, "screen", name, p.screenNames)
		return list
	}
	return append(list, Branch{When: when, Screen: s, Pos: p.pos(to.Value)})
}
