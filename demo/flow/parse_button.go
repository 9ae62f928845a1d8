package flow

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

func (p *parser) resolveButtons() {
	for _, d := range p.drafts {
		p.buttons(d.screen, nil, source.Entry{Name: "buttons", Value: d.buttons})
	}
}

// buttons reads the buttons of a screen, or the items of a menu.
func (p *parser) buttons(s *Screen, under *Button, e source.Entry) {
	if e.Value == nil {
		return
	}
	if e.Value.Kind != yaml.SequenceNode {
		p.y.Report(e.Value, "wrong-type", fmt.Sprintf("%q must be a list", e.Name), "begin each button with a dash: - {label: …, to: …}")
		return
	}
	for _, n := range e.Value.Content {
		if p.full() {
			return
		}
		if len(p.flow.Buttons) == maxButtons {
			p.y.Report(n, "too-big", fmt.Sprintf("a flow may have %d buttons", maxButtons), "make several flows of it")
			return
		}
		p.button(s, under, n)
	}
}

func (p *parser) button(s *Screen, under *Button, n *yaml.Node) {
	b := &Button{Index: len(p.flow.Buttons), Screen: s, Under: under, Pos: p.pos(n)}
	p.flow.Buttons = append(p.flow.Buttons, b)
	s.Buttons = append(s.Buttons, b)
	before := len(p.y.Problems)
	keys := p.mapping(n, "a button", "label", "role", "items", "when", "submit", "refused", "set",
		"count", "reset", "starts", "to", "send")
	if len(keys) == 0 && len(p.y.Problems) > before {
		return // what it lacks is the lesser mistake
	}
	b.Label = p.requiredText(keys.get("label"), n, "a button")
	if at := keys.get("label").Value; at != nil {
		b.Pos = p.pos(at)
	}
	if under != nil {
		under.Items = append(under.Items, b)
		b.Role = Menu
	}
	b.Role = Role(p.oneOf(keys.get("role"), roleNames[:], int(b.Role)))
	if e := keys.get("items"); e.Value != nil {
		p.menu(b, keys)
		return
	}
	b.When = p.conditions(s, keys.get("when"))
	p.submit(b, keys.get("submit"))
	p.refused(b, keys.get("refused"))
	p.assignments(b, keys.get("set"))
	b.Count = p.counterList(keys.get("count"))
	b.Reset = p.counterList(keys.get("reset"))
	b.Starts = p.timerList(keys.get("starts"))
	if to := keys.get("to"); to.Value != nil {
		b.To = p.branches(s, to)
	} else if !does(keys) {
		p.missing(n, "a button", "to")
	}
	p.send(b, keys.get("send"))
}

// does reports whether a button has an effect without leading anywhere.
func does(k keys) bool {
	return slices.ContainsFunc(k, func(e source.Entry) bool {
		return e.Name == "send" || e.Name == "count" || e.Name == "reset" || e.Name == "starts"
	})
}

// menu reads the items of a button that is a menu and nothing else.
func (p *parser) menu(b *Button, k keys) {
	b.Role = Menu
	for _, e := range k {
		if e.Name != "label" && e.Name != "items" && e.Name != "role" {
			p.y.Report(e.Key, "menu-that-acts", fmt.Sprintf("a button with items is a menu and cannot have %q", e.Name), "give it to one of the items")
		}
	}
	items := k.get("items")
	if b.Under != nil {
		p.y.Report(items.Key, "menu-in-menu", "a menu cannot be an item of another", "make it a menu of its own")
		return
	}
	p.buttons(b.Screen, b, items)
	if len(b.Items) == 0 && items.Value.Kind == yaml.SequenceNode {
		p.y.Report(items.Value, "missing", "this menu has no items", "add one: - {label: …, to: …}")
	}
}

// submit reads which fields are checked: true for all of the screen, or their
// names.
func (p *parser) submit(b *Button, e source.Entry) {
	if e.Value == nil {
		return
	}
	if e.Value.Kind == yaml.ScalarNode {
		if b.Submit = p.y.Bool(e); b.Submit {
			b.Checks = b.Screen.Fields
		}
		return
	}
	b.Submit = true
	for _, name := range p.y.Strings(e) {
		if f := p.fieldOf(b.Screen, e, name); f != nil && !slices.Contains(b.Checks, f) {
			b.Checks = append(b.Checks, f)
		}
	}
}

func (p *parser) refused(b *Button, e source.Entry) {
	keys := p.mapping(e.Value, `"refused"`, "count", "to")
	if e.Value == nil || len(keys) == 0 {
		return
	}
	if !b.Submit {
		p.y.Report(e.Key, "refused-without-submit", "a button that checks nothing is never refused", "add submit: true to the button")
		return
	}
	b.Refused.Count = p.counterList(keys.get("count"))
	if to := keys.get("to"); to.Value != nil {
		b.Refused.To = p.branches(b.Screen, to)
	}
}

func (p *parser) assignments(b *Button, e source.Entry) {
	for _, e := range p.y.Entries(e.Value, `"set"`) {
		slot := p.slot(keyAsValue(e), e.Name)
		name := p.y.String(e)
		if name == "" {
			p.y.Report(e.Key, "missing", fmt.Sprintf("what %s becomes is missing", e.Name), "name a field of this screen")
			continue
		}
		field := p.fieldOf(b.Screen, e, name)
		if slot == nil || field == nil {
			continue
		}
		if !field.Kind.isKept() {
			p.y.Report(e.Value, "not-for-kind", fmt.Sprintf("the record cannot keep a %s", field.Kind),
				"keep a text, a select or a radio")
			continue
		}
		if !slices.Contains(b.Checks, field) {
			p.y.Report(e.Key, "set-without-submit", "the record may only keep what was checked", "add submit: true to the button")
			return
		}
		b.Set = append(b.Set, Assignment{Slot: slot, Field: field, Pos: p.pos(e.Value)})
	}
}

// send resolves the SMS code that a button sends: one of the screen on which
// the reader is then.
func (p *parser) send(b *Button, e source.Entry) {
	name := p.y.String(e)
	if name == "" {
		return
	}
	s := b.Screen
	if len(b.To) > 0 {
		s = b.To[0].Screen
		for _, t := range b.To {
			if t.Screen != s {
				p.y.Report(e.Key, "send-and-part", "a button that sends a code cannot lead to several screens", "send it from the screen that asks for it")
				return
			}
		}
	}
	f := p.fieldOf(s, e, name)
	if f == nil {
		return
	}
	if f.Kind != SMSCode {
		p.y.Report(e.Value, "not-for-kind", fmt.Sprintf("%q is of kind %s; what is sent is an sms-code", f.ID, f.Kind),
			"give the field kind: sms-code, or name the one that has it")
		return
	}
	b.Send = f
	if f.SMS.Sender == nil || f.SMS.Sender.Screen != f.Screen && b.Screen == f.Screen {
		f.SMS.Sender = b
	}
}
