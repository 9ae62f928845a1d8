package flowfile

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/flow"
	"rehearse/demo/source"
)

// Limits of buttons; see [Parse]. Rules compare branches in pairs and in
// combinations.
const (
	maxButtons    = 2000 // in all
	maxBranches   = 100  // of one button
	maxConditions = 20   // of one branch
)

// buttons reads the buttons of a screen, or the items of a menu, and reports
// whether nothing is wrong with them.
func (s *scope) buttons(screen *flow.Screen, under *flow.Button, e source.Entry) bool {
	if e.Value == nil {
		return true
	}
	if e.Value.Kind != yaml.SequenceNode {
		s.Report(e.Value, "wrong-type", fmt.Sprintf("%q must be a list", e.Name), "begin each button with a dash: - {label: …, to: …}")
		return false
	}
	ok := true
	for _, n := range e.Value.Content {
		if s.isFull() {
			return false
		}
		if len(s.flow.Buttons) == maxButtons {
			s.tooMany(s.pos(n), "buttons", "more", maxButtons)
			return false
		}
		ok = s.button(screen, under, n) && ok
	}
	return ok
}

func (s *scope) button(screen *flow.Screen, under *flow.Button, n *yaml.Node) bool {
	b := &flow.Button{Index: len(s.flow.Buttons), Screen: screen, Under: under, Pos: s.pos(n)}
	s.flow.Buttons = append(s.flow.Buttons, b)
	screen.Buttons = append(screen.Buttons, b)
	o := s.object(n, n, "a button", "label", "role", "items", "when", "submit", "refused", "set",
		"count", "reset", "starts", "to", "send")
	if len(o.entries) == 0 && !o.sound {
		return false // what it lacks is the lesser mistake
	}
	b.Label = o.needText("label")
	if o.has("label") {
		b.Pos = s.pos(o.get("label").Value)
	}
	if under != nil {
		under.Items = append(under.Items, b)
		b.Role = flow.Menu
	}
	b.Role = read(o, "role", oneOf(o.document, b.Role, flow.PushButton, flow.Link, flow.Tab, flow.Menu))
	if o.has("items") {
		return s.menu(b, o)
	}
	b.When = read(o, "when", conditions{s, screen}.read)
	s.submit(b, o)
	s.refused(b, o)
	s.assignments(b, o)
	b.Count = read(o, "count", s.countersIn)
	b.Reset = read(o, "reset", s.countersIn)
	b.Starts = read(o, "starts", s.timersIn)
	if o.has("to") {
		b.To = read(o, "to", s.branchesFrom(screen))
	} else if !slices.ContainsFunc([]string{"send", "count", "reset", "starts"}, o.has) {
		o.lacks("to")
	}
	s.send(b, o)
	return o.sound
}

// menu reads the items of a button that is a menu and nothing else.
func (s *scope) menu(b *flow.Button, o *object) bool {
	b.Role = flow.Menu
	for _, e := range o.entries {
		if e.Name != "label" && e.Name != "items" && e.Name != "role" {
			o.fail(e.Key, "menu-that-acts", fmt.Sprintf("a button with items is a menu and cannot have %q", e.Name), "give it to one of the items")
		}
	}
	items := o.get("items")
	if b.Under != nil {
		o.fail(items.Key, "menu-in-menu", "a menu cannot be an item of another", "make it a menu of its own")
		return false
	}
	ok := s.buttons(b.Screen, b, items)
	if len(b.Items) == 0 && items.Value.Kind == yaml.SequenceNode {
		o.fail(items.Value, "missing", "this menu has no items", "add one: - {label: …, to: …}")
	}
	return ok && o.sound
}

// submit reads which fields are checked: true for all of the screen, or their
// names.
func (s *scope) submit(b *flow.Button, o *object) {
	e := o.get("submit")
	switch {
	case e.Value == nil:
	case e.Value.Kind == yaml.ScalarNode:
		if b.Submit = read(o, "submit", o.truth); b.Submit {
			b.Checks = b.Screen.Fields
		}
	default:
		b.Submit = true
		for _, n := range nodes(e.Value) {
			f, ok := s.fieldOn(b.Screen)(source.Entry{Name: e.Name, Key: e.Key, Value: n})
			if o.sound = o.sound && ok; f != nil && !slices.Contains(b.Checks, f) {
				b.Checks = append(b.Checks, f)
			}
		}
	}
}

func (s *scope) refused(b *flow.Button, o *object) {
	e := o.get("refused")
	refusal := s.object(e.Value, e.Key, `"refused"`, "count", "to")
	if len(refusal.entries) > 0 && !b.Submit {
		o.fail(e.Key, "refused-without-submit", "a button that checks nothing is never refused", "add submit: true to the button")
		return
	}
	b.Refused.Count = read(refusal, "count", s.countersIn)
	if refusal.has("to") {
		b.Refused.To = read(refusal, "to", s.branchesFrom(b.Screen))
	}
	o.sound = o.sound && refusal.sound
}

func (s *scope) assignments(b *flow.Button, o *object) {
	list, ok := s.items(o.get("set").Value, `"set"`)
	o.sound = o.sound && ok
	for _, e := range list {
		slot, ok := s.slot(keyAsValue(e))
		field, good := s.fieldOn(b.Screen)(e)
		o.sound = o.sound && ok && good
		switch {
		case field == nil && good:
			o.fail(e.Key, "missing", fmt.Sprintf("what %s becomes is missing", e.Name), "name a field of this screen")
		case slot == nil || field == nil:
		case !field.Kind.IsKept() && !field.Kind.IsTick():
			o.fail(e.Value, "not-for-kind", fmt.Sprintf("the record cannot keep a %s", field.Kind), "keep a text, a select, a radio or a checkbox")
		case !slices.Contains(b.Checks, field):
			o.fail(e.Key, "set-without-submit", "the record may only keep what was checked", "add submit: true to the button")
			return
		default:
			b.Set = append(b.Set, flow.Assignment{Slot: slot, Field: field, Pos: s.pos(e.Value)})
		}
	}
}

// send resolves the SMS code that a button sends: one of the screen on which
// the reader is then.
func (s *scope) send(b *flow.Button, o *object) {
	e := o.get("send")
	if isNull(e.Value) {
		return
	}
	screen := b.Screen
	for i, t := range b.To {
		if i > 0 && t.Screen != screen {
			o.fail(e.Key, "send-and-part", "a button that sends a code cannot lead to several screens", "send it from the screen that asks for it")
			return
		}
		screen = t.Screen
	}
	f := read(o, "send", s.fieldOn(screen))
	if f == nil {
		return
	}
	if f.Kind != flow.SMSCode {
		o.fail(e.Value, "not-for-kind", fmt.Sprintf("%q is of kind %s; what is sent is an sms-code", f.ID, f.Kind),
			"give the field kind: sms-code, or name the one that has it")
		return
	}
	b.Send = f
	if f.SMS.Sender == nil || f.SMS.Sender.Screen != f.Screen && b.Screen == f.Screen {
		f.SMS.Sender = b
	}
}
