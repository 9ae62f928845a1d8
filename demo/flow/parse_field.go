package flow

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// fieldKeys is what may be said of a field, checks included.
var fieldKeys = [...]string{"label", "hint", "kind", "options", "sample", "message", "messages",
	"required", "minlength", "maxlength", "length", "pattern", "contains", "only", "equals"}

func (p *parser) declareField(s *Screen, e source.Entry) fieldDraft {
	f := &Field{Index: len(p.flow.Fields), ID: e.Name, Screen: s, Pos: p.pos(e.Key)}
	p.flow.Fields = append(p.flow.Fields, f)
	s.Fields = append(s.Fields, f)
	before := len(p.y.Problems)
	keys := p.mapping(e.Value, "field "+e.Name, fieldKeys[:]...)
	f.Label = p.requiredText(keys.get("label"), e.Key, "field "+e.Name)
	f.Hint = p.text(keys.get("hint"))
	f.Kind = Kind(p.oneOf(keys.get("kind"), kindNames[:], int(PlainText)))
	p.options(f, keys.get("options"), e.Key)
	p.doubtful[f] = len(p.y.Problems) > before
	return fieldDraft{field: f, node: e.Key, keys: keys}
}

func (p *parser) options(f *Field, e source.Entry, at *yaml.Node) {
	wanted := f.Kind == Select || f.Kind == Radio
	switch {
	case e.Value == nil && wanted:
		p.missing(at, fmt.Sprintf("a %s", f.Kind), "options")
		return
	case e.Value == nil:
		return
	case !wanted:
		p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s has no options", f.Kind), "kind: select and kind: radio have")
		return
	case e.Value.Kind != yaml.SequenceNode:
		p.y.Report(e.Value, "wrong-type", `"options" must be a list`, "write [first, second]")
		return
	}
	for _, n := range e.Value.Content {
		if len(f.Options) == maxOptions {
			p.y.Report(n, "too-big", fmt.Sprintf("a field may have %d options", maxOptions), "")
			return
		}
		t := p.requiredText(source.Entry{Name: "options", Key: e.Key, Value: n}, n, "every option")
		if optionIndex(f.Options, t.Default) >= 0 {
			p.y.Report(n, "duplicate-option", fmt.Sprintf("the option %q is there twice", short(t.Default)), "keep one of them")
		}
		f.Options = append(f.Options, t)
	}
	if len(f.Options) == 0 {
		p.y.Report(e.Value, "missing", "there is no option to choose", "write [first, second]")
	}
}

// resolveFields reads what fields say of other things.
func (p *parser) resolveFields() {
	for _, d := range p.drafts {
		for _, f := range d.fields {
			if p.full() {
				return
			}
			before := len(p.y.Problems)
			p.checks(f)
			p.sample(f.field, f.keys.get("sample"))
			p.doubtful[f.field] = p.doubtful[f.field] || len(p.y.Problems) > before
		}
	}
	p.deriveSamples()
}

func (p *parser) sample(f *Field, e source.Entry) {
	if e.Value == nil {
		return
	}
	switch {
	case f.Kind == Captcha:
		p.y.Report(e.Key, "not-for-kind", "a captcha needs no sample", "what to type is what it shows")
	case f.Kind == Checkbox:
		if p.y.Bool(e) {
			f.SampleChoice = 1
		}
	case f.Kind.IsChoice():
		name := p.y.String(e)
		if f.SampleChoice = 1 + optionIndex(f.Options, name); f.SampleChoice == 0 && name != "" {
			p.unknown(e.Value, "option", name, optionNames(f.Options))
		}
	default:
		f.Sample = p.y.String(e)
	}
}

// deriveSamples gives fields without a sample the one that their checks fix.
func (p *parser) deriveSamples() {
	for _, f := range p.flow.Fields {
		from := f
		for range f.Screen.Fields { // more steps would go in a circle
			if from == nil || copySample(f, from) {
				break
			}
			from = comparedWith(from)
		}
	}
}

// copySample takes the sample of from, which f's must equal, or the value of
// the record that from's must equal.
func copySample(f, from *Field) bool {
	if from.Sample != "" || from.SampleChoice != 0 {
		f.Sample, f.SampleChoice = from.Sample, from.SampleChoice
		return true
	}
	for _, c := range from.Checks {
		if c.Kind != EqualsSlot || c.Slot.Null {
			continue
		}
		if f.Kind.IsChoice() {
			f.SampleChoice = 1 + optionIndex(f.Options, c.Slot.Value)
		} else {
			f.Sample = c.Slot.Value
		}
		return true
	}
	if f.Kind == Checkbox && f.IsRequired() {
		f.SampleChoice = 1
	}
	return false
}

// comparedWith is the field whose value f's must equal, or nil.
func comparedWith(f *Field) *Field {
	for _, c := range f.Checks {
		if c.Kind == EqualsField {
			return c.Field
		}
	}
	return nil
}
