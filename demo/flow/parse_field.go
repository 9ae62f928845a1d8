package flow

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// fieldKeys is what may be said of a field, checks included.
var fieldKeys = [...]string{"label", "hint", "kind", "options", "sample", "message", "messages",
	"required", "minlength", "maxlength", "length", "pattern", "contains", "only", "equals",
	"type", "types", "resend", "expires", "attempts"}

// checklist is the kind of field that becomes several.
const checklist = "checklist"

func (p *parser) declareField(s *Screen, e source.Entry) []fieldDraft {
	if len(p.flow.Fields) >= maxFields {
		p.y.Report(e.Key, "too-big", fmt.Sprintf("a flow may have %d fields", maxFields), "make several flows of it")
		return nil
	}
	before := len(p.y.Problems)
	keys := p.mapping(e.Value, "field "+e.Name, fieldKeys[:]...)
	kind := p.oneOf(keys.get("kind"), append(kindNames[:len(kindNames):len(kindNames)], checklist), int(PlainText))
	if kind == len(kindNames) {
		return p.declareChecklist(s, e, keys)
	}
	f := &Field{Screen: s, ID: e.Name, Pos: p.pos(e.Key), Kind: Kind(kind)}
	f.Label = p.requiredText(keys.get("label"), e.Key, "field "+e.Name)
	f.Hint = p.text(keys.get("hint"))
	p.options(f, keys.get("options"), e.Key)
	p.sms(f, keys, e.Key)
	p.addField(f)
	p.doubtful[f] = len(p.y.Problems) > before
	return []fieldDraft{{field: f, node: e.Key, keys: keys}}
}

func (p *parser) addField(f *Field) {
	f.SamplePos = f.Pos
	f.Index = len(p.flow.Fields)
	p.flow.Fields = append(p.flow.Fields, f)
	f.Screen.Fields = append(f.Screen.Fields, f)
}

// declareChecklist makes a checkbox of each option.
func (p *parser) declareChecklist(s *Screen, e source.Entry, k keys) []fieldDraft {
	g := &Group{ID: e.Name, Pos: p.pos(e.Key), Hint: p.text(k.get("hint"))}
	g.Label = p.requiredText(k.get("label"), e.Key, "field "+e.Name)
	var rest keys
	for _, e := range k {
		switch e.Name {
		case "label", "hint", "kind", "options":
		case "required":
			rest = append(rest, e)
		default:
			p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("a checklist cannot have %q", e.Name), "use several fields of kind checkbox")
		}
	}
	list := p.optionTexts(k.get("options"), e.Key, checklist)
	var drafts []fieldDraft
	for i, t := range list {
		f := &Field{Screen: s, ID: fmt.Sprintf("%s.%d", e.Name, i+1), Pos: t.at, Kind: Checkbox, Label: t.Text, Group: g}
		p.addField(f)
		drafts = append(drafts, fieldDraft{field: f, node: t.node, keys: rest})
	}
	return drafts
}

func (p *parser) options(f *Field, e source.Entry, at *yaml.Node) {
	if f.Kind != Select && f.Kind != Radio {
		if e.Value != nil {
			p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s has no options", f.Kind), "kind: select, radio and checklist have")
		}
		return
	}
	for _, o := range p.optionTexts(e, at, f.Kind.String()) {
		f.Options = append(f.Options, o.Text)
	}
}

// option is one of a list to choose from.
type option struct {
	Text
	node *yaml.Node
	at   Pos
}

// optionTexts reads the options of a field that is declared at a node.
func (p *parser) optionTexts(e source.Entry, at *yaml.Node, kind string) []option {
	if e.Value == nil {
		p.missing(at, "a "+kind, "options")
		return nil
	}
	if e.Value.Kind != yaml.SequenceNode {
		p.y.Report(e.Value, "wrong-type", `"options" must be a list`, "write [first, second]")
		return nil
	}
	var list []option
	for _, n := range e.Value.Content {
		if len(list) == maxOptions {
			p.y.Report(n, "too-big", fmt.Sprintf("a field may have %d options", maxOptions), "keep those that matter to the procedure")
			return list
		}
		t := p.requiredText(source.Entry{Name: "options", Key: e.Key, Value: n}, n, "every option")
		if slices.ContainsFunc(list, func(o option) bool { return o.Default == t.Default }) {
			p.y.Report(n, "duplicate-option", fmt.Sprintf("the option %q is there twice", short(t.Default)), "keep one of them")
		}
		list = append(list, option{Text: t, node: n, at: p.pos(n)})
	}
	if len(list) == 0 {
		p.y.Report(e.Value, "missing", "there is no option to choose", "write [first, second]")
	}
	return list
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
	case f.Kind.IsDrawn():
		p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s needs no sample", f.Kind), "what to type is what it shows")
	case f.Kind == Face:
		p.y.Report(e.Key, "not-for-kind", "a face check needs no sample", "there is nothing to it but performing it")
	case f.Kind == Checkbox:
		p.sampleTick(f, e)
	case f.Kind.IsChoice():
		name := p.y.String(e)
		if f.SampleChoice = 1 + optionIndex(f.Options, name); f.SampleChoice == 0 && name != "" {
			p.unknownOption(e.Value, f, name)
		}
	default:
		f.Sample = p.y.String(e)
	}
	f.SamplePos = p.pos(e.Value)
}

// sampleTick reads whether the persona ticks a box.
func (p *parser) sampleTick(f *Field, e source.Entry) {
	before := len(p.y.Problems)
	switch {
	case p.y.Bool(e):
		f.SampleChoice = 1
	case f.IsRequired() && len(p.y.Problems) == before:
		p.y.Report(e.Value, "sample-fails", fmt.Sprintf("the sample leaves field %s unticked, which is required", f.ID),
			"write sample: true, or required: false")
	}
}

// unknownOption reports an option that a field does not have. Where its options
// could not be read, the author has been told.
func (p *parser) unknownOption(at *yaml.Node, f *Field, name string) {
	if len(f.Options) == 0 {
		return
	}
	for _, o := range f.Options {
		if slices.Contains(o.All(), name) {
			p.y.Report(at, "unknown-name", fmt.Sprintf("there is no option %q: that is a translation", short(name)),
				fmt.Sprintf("write it as the real service does: %s", o.Default))
			return
		}
	}
	p.unknown(at, "option", name, optionNames(f.Options))
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
	if f.Kind.IsTick() && f.IsRequired() {
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
