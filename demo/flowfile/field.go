package flowfile

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/source"
)

// Limits of fields; see [Parse].
const (
	maxFields  = 1000 // in all
	maxOptions = 100
)

// The usual properties of an SMS code. One message a minute is what providers
// commonly allow; the others are only plausible.
const (
	usualResend   = 60
	usualExpiry   = 300
	usualAttempts = 5
)

// checklist is the kind of field that becomes several.
const checklist = "checklist"

// draft is a field of which the checks are still to be read.
type draft struct {
	*object
	field *flow.Field
}

// fieldKeys returns what may be said of a field, checks included.
func fieldKeys() []string {
	keys := []string{"label", "hint", "kind", "options", "sample", "message", "messages",
		"required", "minlength", "maxlength", "length", "pattern", "contains", "classes", "only", "equals"}
	for _, k := range flow.Kinds() {
		keys = append(keys, k.Spec().Keys...)
	}
	return keys
}

// declareField reads what a field is, without what it says of other things.
func (s *scope) declareField(screen *flow.Screen, e source.Entry) []draft {
	if len(s.flow.Fields) >= maxFields {
		s.tooMany(s.pos(e.Key), "fields", "more", maxFields)
		return nil
	}
	o := s.object(e.Value, e.Key, "field "+e.Name, fieldKeys()...)
	kinds := append(namesOf(flow.Kinds()), checklist)
	kind := read(o, "kind", func(e source.Entry) (int, bool) {
		if e.Value != nil && slices.Contains([]string{"number", "integer", "digits", "numeric"}, e.Value.Value) {
			s.Report(e.Value, "unknown-value", fmt.Sprintf("%q is no kind", e.Value.Value), "write kind: text, and only: digit")
			return -1, false
		}
		return o.index(e, kinds)
	})
	if kind == len(kinds)-1 {
		return s.declareChecklist(screen, e, o)
	}
	f := &flow.Field{Screen: screen, ID: e.Name, Pos: s.pos(e.Key), Kind: flow.Kind(max(0, kind))}
	f.Label = o.needText("label")
	f.Hint = read(o, "hint", o.text)
	for _, k := range flow.Kinds() {
		for _, key := range k.Spec().Keys {
			if e := o.get(key); e.Key != nil && k != f.Kind {
				o.fail(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s cannot have %q", f.Kind, key), "remove it, or choose the kind that has it")
			}
		}
	}
	if f.Kind.Spec().Holds == flow.Chosen {
		for _, option := range o.options(f.Kind.String()) {
			f.Options = append(f.Options, option.Text)
		}
	} else if e := o.get("options"); e.Value != nil {
		o.fail(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s has no options", f.Kind), "kind: select, radio and checklist have")
	}
	if f.Kind == flow.SMSCode {
		f.SMS = &flow.SMS{
			Resend:   s.addTimer("", e.Key, read(o, "resend", o.seconds(usualResend))),
			Expires:  s.addTimer("", e.Key, read(o, "expires", o.seconds(usualExpiry))),
			Attempts: s.addCounter("", e.Key, read(o, "attempts", s.count(usualAttempts))),
		}
	}
	s.addField(f)
	return []draft{{o, f}}
}

func (s *scope) addField(f *flow.Field) {
	f.SamplePos = f.Pos
	f.Index = len(s.flow.Fields)
	s.flow.Fields = append(s.flow.Fields, f)
	f.Screen.Fields = append(f.Screen.Fields, f)
}

// declareChecklist makes a checkbox of each option.
func (s *scope) declareChecklist(screen *flow.Screen, e source.Entry, o *object) []draft {
	g := &flow.Group{ID: e.Name, Pos: s.pos(e.Key), Label: o.needText("label"), Hint: read(o, "hint", o.text)}
	var rest []source.Entry
	for _, e := range o.entries {
		switch e.Name {
		case "label", "hint", "kind", "options":
		case "required":
			rest = append(rest, e)
		default:
			o.fail(e.Key, "not-for-kind", fmt.Sprintf("a checklist cannot have %q", e.Name), "use several fields of kind checkbox")
		}
	}
	var drafts []draft
	for i, option := range o.options(checklist) {
		f := &flow.Field{Screen: screen, ID: fmt.Sprintf("%s.%d", e.Name, i+1), Pos: s.pos(option.node), Kind: flow.Checkbox, Label: option.Text, Group: g}
		s.addField(f)
		drafts = append(drafts, draft{&object{document: s.document, entries: rest, sound: true}, f})
	}
	return drafts
}

// option is one of a list to choose from.
type option struct {
	flow.Text
	node *yaml.Node
}

// options reads the options of a field of some kind.
func (o *object) options(kind string) (list []option) {
	e := o.get("options")
	switch {
	case e.Value == nil:
		o.fail(o.at, "missing", fmt.Sprintf("a %s needs %q", kind, "options"), "add a line: options: …")
		return nil
	case e.Value.Kind != yaml.SequenceNode:
		o.fail(e.Value, "wrong-type", `"options" must be a list`, "write [first, second]")
		return nil
	case len(e.Value.Content) == 0:
		o.fail(e.Value, "missing", "there is no option to choose", "write [first, second]")
	case len(e.Value.Content) == 1 && e.Value.Style&yaml.FlowStyle != 0:
		o.fullWidth(e.Value.Content[0])
	}
	for _, n := range e.Value.Content {
		if len(list) == maxOptions {
			o.fail(n, "too-big", fmt.Sprintf("a field may have %d options", maxOptions), "keep those that matter to the procedure")
			return list
		}
		t, ok := o.plainText(source.Entry{Name: "options", Key: e.Key, Value: n})
		if o.sound = o.sound && ok; ok && t.IsZero() {
			o.fail(n, "missing", `every option needs "options"`, "add a line: options: …")
		}
		if slices.ContainsFunc(list, func(o option) bool { return o.Default == t.Default }) {
			o.fail(n, "duplicate-option", fmt.Sprintf("the option %q is there twice", short(t.Default)), "keep one of them")
		}
		list = append(list, option{t, n})
	}
	return list
}

// fullWidth warns of a list in brackets whose commas are those of Chinese texts,
// which separate nothing in YAML.
func (d *document) fullWidth(n *yaml.Node) {
	parts := strings.FieldsFunc(n.Value, func(r rune) bool { return r == '，' || r == '、' })
	if len(parts) > 1 && n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 {
		d.Problems = append(d.Problems, d.pos(n).Problem(diag.Warning, "one-for-several", fmt.Sprintf("full-width commas do not separate options: %q is one", short(n.Value)),
			"write ["+strings.Join(parts, ", ")+"], with commas and spaces of the English keyboard; or quotation marks, if it is one"))
	}
}

// sample reads what the persona fills in.
func (s *scope) sample(d draft) {
	e, f := d.get("sample"), d.field
	if e.Value == nil {
		return
	}
	switch why := f.Kind.Spec().NoSample; {
	case why != "":
		d.fail(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s needs no sample", f.Kind), why)
	case f.Kind.IsTick():
		if ticked, ok := d.truth(e); ticked {
			f.SampleChoice = 1
		} else if !ok {
			d.sound = false
		} else if f.IsRequired() {
			d.fail(e.Value, "sample-fails", fmt.Sprintf("the sample leaves field %s unticked, which is required", f.ID),
				"write sample: true, or required: false")
		}
	case isRecordName(e.Value.Value):
		s.sampleOfRecord(d)
	case f.Kind.IsChoice():
		f.SampleChoice = read(d.object, "sample", s.optionOf(f))
	default:
		f.Sample = read(d.object, "sample", d.word)
	}
	f.SamplePos = s.pos(e.Value)
}

// isRecordName reports whether a text names a value of the record, and is no
// text that merely begins so.
func isRecordName(text string) bool {
	name, ok := strings.CutPrefix(text, recordPrefix)
	return ok && isName(name)
}

// sampleOfRecord reads a sample that is a value of the record, as it is at the
// beginning of the flow. Where it is null then, keptSamples says what it is.
func (s *scope) sampleOfRecord(d draft) {
	e, f := d.get("sample"), d.field
	slot := read(d.object, "sample", s.slot)
	f.SampleOf = slot
	switch {
	case slot == nil:
		d.sound = false
	case slot.Null:
	case !f.Kind.IsChoice():
		f.Sample = slot.Value
	default:
		if f.SampleChoice = f.Option(slot.Value); f.SampleChoice == 0 && len(f.Options) > 0 {
			d.sound = false
			s.unknown(e.Value, "option", slot.Value, f.OptionNames())
		}
	}
}

// keptSamples gives fields whose sample is a value that the record does not have at
// the beginning what the samples put there.
func keptSamples(s *scope) {
	for _, f := range s.flow.Fields {
		slot := f.SampleOf
		if slot == nil || !slot.Null {
			continue
		}
		var kept *flow.Field
		for _, b := range s.flow.Buttons {
			for _, a := range b.Set {
				if a.Slot == slot && a.Field != f && a.Field.HasSample() && kept == nil {
					kept = a.Field
				}
			}
		}
		switch name := recordPrefix + slot.Name; {
		case kept == nil:
			s.add(f.SamplePos, "missing", name+" has no value that could be a sample", "write what is typed or chosen: sample: …")
		case !flow.Comparable(f, kept):
			s.add(f.SamplePos, "mixed-record", fmt.Sprintf("%s is set from %q, whose values differ from those of %q in kind", name, kept.ID, f.ID), "write what is typed or chosen: sample: …")
		default:
			f.Sample, f.SampleChoice = kept.Sample, kept.SampleChoice
		}
	}
	s.flow.DeriveSamples()
}
