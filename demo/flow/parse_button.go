package flow

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

func (p *parser) resolveButtons() {
	for _, d := range p.drafts {
		if d.buttons == nil {
			continue
		}
		if d.buttons.Kind != yaml.SequenceNode {
			p.y.Report(d.buttons, "wrong-type", `"buttons" must be a list`, "begin each button with a dash: - {label: …, to: …}")
			continue
		}
		for _, n := range d.buttons.Content {
			if p.full() {
				return
			}
			if len(p.flow.Buttons) == maxButtons {
				p.y.Report(n, "too-big", fmt.Sprintf("a flow may have %d buttons", maxButtons), "make several flows of it")
				return
			}
			p.button(d.screen, n)
		}
	}
}

func (p *parser) button(s *Screen, n *yaml.Node) {
	b := &Button{Index: len(p.flow.Buttons), Screen: s, Pos: p.pos(n)}
	p.flow.Buttons = append(p.flow.Buttons, b)
	s.Buttons = append(s.Buttons, b)
	before := len(p.y.Problems)
	keys := p.mapping(n, "a button", "label", "role", "submit", "set", "to")
	if len(keys) == 0 && len(p.y.Problems) > before {
		return // what it lacks is the lesser mistake
	}
	b.Label = p.requiredText(keys.get("label"), n, "a button")
	if at := keys.get("label").Value; at != nil {
		b.Pos = p.pos(at)
	}
	b.Role = Role(p.oneOf(keys.get("role"), roleNames[:], int(PushButton)))
	b.Submit = p.y.Bool(keys.get("submit"))
	p.assignments(b, keys.get("set"))
	p.branches(b, keys.get("to"), n)
}

func (p *parser) assignments(b *Button, e source.Entry) {
	for _, e := range p.y.Entries(e.Value, `"set"`) {
		slot := p.slot(source.Entry{Name: e.Name, Key: e.Key, Value: e.Key}, e.Name)
		name := p.y.String(e)
		if name == "" {
			p.y.Report(e.Key, "missing", fmt.Sprintf("what %s becomes is missing", e.Name), "name a field of this screen")
			continue
		}
		field := p.fieldOf(b.Screen, e, name)
		if slot == nil || field == nil {
			continue
		}
		if field.Kind == Captcha || field.Kind == Checkbox {
			p.y.Report(e.Value, "not-for-kind", fmt.Sprintf("the record cannot keep a %s", field.Kind), "")
			continue
		}
		if !b.Submit {
			p.y.Report(e.Key, "set-without-submit", "the record may only keep what was checked", "add submit: true to the button")
			return
		}
		b.Set = append(b.Set, Assignment{Slot: slot, Field: field, Pos: p.pos(e.Value)})
	}
}

// branches reads where a button leads: one screen, or a list of screens with
// conditions.
func (p *parser) branches(b *Button, e source.Entry, at *yaml.Node) {
	if e.Value == nil {
		p.missing(at, "a button", "to")
		return
	}
	if e.Value.Kind != yaml.SequenceNode {
		p.branch(b, e, nil)
		return
	}
	if len(e.Value.Content) == 0 {
		p.y.Report(e.Value, "missing", "this list of branches is empty", "name the screen: to: …")
	}
	for _, n := range e.Value.Content {
		keys := p.mapping(n, "a branch", "when", "to")
		to := keys.get("to")
		if to.Value == nil {
			p.missing(n, "a branch", "to")
			continue
		}
		p.branch(b, to, p.conditions(b.Screen, keys.get("when")))
	}
}

func (p *parser) branch(b *Button, to source.Entry, when []Condition) {
	before := len(p.y.Problems)
	name := p.y.String(to)
	if name == "" {
		if len(p.y.Problems) == before {
			p.y.Report(to.Value, "missing", "it is not said where the button leads", "name the screen: to: …")
		}
		return
	}
	s := p.screens[name]
	if s == nil {
		p.unknown(to.Value, "screen", name, p.screenNames)
		return
	}
	b.To = append(b.To, Branch{When: when, Screen: s, Pos: p.pos(to.Value)})
}

func (p *parser) conditions(s *Screen, e source.Entry) []Condition {
	var when []Condition
	for _, e := range p.y.Entries(e.Value, `"when"`) {
		f := p.fieldOf(s, source.Entry{Name: e.Name, Key: e.Key, Value: e.Key}, e.Name)
		name := p.y.String(e)
		if f == nil || name == "" {
			continue
		}
		if f.Kind != Select && f.Kind != Radio {
			p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("%q is of kind %s; conditions ask for the option of a select or radio", f.ID, f.Kind), "")
			continue
		}
		choice := 1 + optionIndex(f.Options, name)
		if choice == 0 {
			p.unknown(e.Value, "option", name, optionNames(f.Options))
			continue
		}
		when = append(when, Condition{Field: f, Choice: choice, Pos: p.pos(e.Value)})
	}
	return when
}
