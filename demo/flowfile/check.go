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

// checks reads the checks of a field, in the order in which they are tried: is
// there a value, is it of its kind, of the right length, of the right
// characters, the right one.
func (s *scope) checks(d draft) {
	f, spec := d.field, d.field.Kind.Spec()
	own := spec.Checks
	if d.has("type") || d.has("types") {
		own = s.documentChecks(d)
	}
	required := !spec.Optional || f.Group != nil
	if d.has("required") {
		required = read(d.object, "required", d.truth)
	}
	f.Checks = append(f.Checks, spec.Before...)
	if required {
		f.Checks = append(f.Checks, flow.Check{Kind: flow.Required})
	}
	f.Checks = append(f.Checks, own...)
	for i := range f.Checks {
		f.Checks[i].Pos = f.Pos
	}
	d.lengthCheck("minlength", flow.MinLength)
	d.lengthCheck("maxlength", flow.MaxLength)
	d.lengthCheck("length", flow.Length)
	d.classCheck("only", flow.Only)
	d.classCheck("contains", flow.Contains)
	d.someClassesCheck()
	if pattern := read(d.object, "pattern", d.word); pattern != "" {
		d.addCheck("pattern", flow.Check{Kind: flow.Pattern, Pattern: pattern})
	}
	if c, ok := s.equalsCheck(d); ok {
		d.addCheck("equals", c)
	}
	s.messages(d)
	f.BoundLength()
}

// addCheck adds a check that the author wrote, where the kind can have it.
func (d draft) addCheck(key string, c flow.Check) {
	e, k := d.get(key), d.field.Kind
	isEquality := c.Kind == flow.EqualsField || c.Kind == flow.EqualsSlot
	if k.IsKept() && (isEquality || !k.IsChoice()) {
		c.Pos = d.pos(e.Value)
		d.field.Checks = append(d.field.Checks, c)
		return
	}
	hint := "remove it: a choice can have required and equals"
	if k.IsDrawn() {
		hint = "remove it: what is right is what the field itself shows"
	} else if k.IsTick() {
		hint = "remove it: it is done or not, and required says whether it must be"
	}
	d.fail(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s cannot have %q", k, key), hint)
}

func (d draft) lengthCheck(key string, kind flow.CheckKind) {
	if n := read(d.object, key, d.whole(0, flow.MaxUnits, "bad-length", "count characters: %s: 8")); n > 0 {
		d.addCheck(key, flow.Check{Kind: kind, Length: n})
	}
}

func (d draft) classCheck(key string, kind flow.CheckKind) {
	e := d.get(key)
	if e.Value == nil {
		return
	}
	if e.Value.Kind == yaml.ScalarNode && e.Value.ShortTag() == "!!int" {
		d.fail(e.Value, "wrong-type", fmt.Sprintf("%q must name classes of characters, not how many", key),
			fmt.Sprintf("write those that are meant: %s; or classes: %s, for so many of them, whichever", strings.Join(classNames(), ", "), e.Value.Value))
		return
	}
	if classes := d.classes(e); len(classes) > 0 {
		d.addCheck(key, flow.Check{Kind: kind, Classes: classes})
	}
}

func classNames() []string {
	return namesOf([]flow.Class{flow.Letter, flow.Digit, flow.Upper, flow.Lower, flow.Symbol})
}

// classes reads the names of classes, of which there must be one.
func (d draft) classes(e source.Entry) (classes []flow.Class) {
	known := classNames()
	names, ok := d.words(e)
	for _, name := range names {
		i := slices.Index(known, name)
		if i < 0 {
			ok = false
			d.Report(e.Value, "unknown-value", fmt.Sprintf("%q is no class of characters", short(name)),
				diag.DidYouMean(name, known, "one of: "+strings.Join(known, ", ")))
		} else if !slices.Contains(classes, flow.Class(i)) {
			classes = append(classes, flow.Class(i))
		}
	}
	if len(classes) == 0 && ok {
		d.Report(e.Key, "missing", fmt.Sprintf("%q names no class of characters", e.Name), "write [letter, digit]")
		ok = false
	}
	d.sound = d.sound && ok
	return classes
}

// someClassesCheck reads of how many classes there must be characters: a number,
// or a number and the classes that count.
func (d draft) someClassesCheck() {
	e := d.get("classes")
	if e.Value == nil {
		return
	}
	c := flow.Check{Kind: flow.ContainsSome, Classes: []flow.Class{flow.Upper, flow.Lower, flow.Digit, flow.Symbol}}
	count := e
	if e.Value.Kind == yaml.MappingNode {
		o := d.object.object(e.Value, e.Key, `"classes"`, "min", "of")
		count = o.get("min")
		if count.Value == nil && o.sound {
			o.lacks("min")
		}
		if of := o.get("of"); of.Value != nil {
			c.Classes = d.classes(of)
		}
		d.sound = d.sound && o.sound
	} else if e.Value.Kind != yaml.ScalarNode || e.Value.ShortTag() != "!!int" {
		d.fail(e.Value, "wrong-type", `"classes" must be a number: of how many classes there must be characters`,
			"write classes: 2, or classes: {min: 2, of: [letter, digit, symbol]}; contains: […] wants all of those that it names")
		return
	}
	n, ok := d.whole(0, max(1, len(c.Classes)), "bad-count", "say how many classes: %s: 2")(count)
	if c.AtLeast = n; n > 0 && len(c.Classes) > 0 {
		d.addCheck("classes", c)
	}
	d.sound = d.sound && ok
}

// equalsCheck reads what the value must equal; false where nothing, or nothing
// that it could.
func (s *scope) equalsCheck(d draft) (c flow.Check, ok bool) {
	e, f := d.get("equals"), d.field
	ref := read(d.object, "equals", d.word)
	if strings.HasPrefix(ref, recordPrefix) {
		slot := read(d.object, "equals", s.slot)
		return flow.Check{Kind: flow.EqualsSlot, Slot: slot}, slot != nil
	}
	if ref == "" {
		return c, false
	}
	if f.Screen.Field(ref) == nil {
		d.sound = false
		others := slices.DeleteFunc(fieldNames(f.Screen.Fields), func(name string) bool { return name == f.ID })
		s.unknown(e.Value, "field on screen "+f.Screen.ID+" called", ref, append(others, s.slotNames()...))
		return c, false
	}
	other := read(d.object, "equals", s.fieldOn(f.Screen))
	switch {
	case other == nil:
		return c, false
	case other == f:
		d.fail(e.Value, "never-differs", fmt.Sprintf("%q is compared with itself", f.ID), "name another field of the screen, or record.…")
	case !other.Kind.IsKept() || !flow.Comparable(f, other):
		d.fail(e.Value, "not-for-kind", fmt.Sprintf("%q cannot be compared with %q, whose values differ in kind", f.ID, other.ID),
			"compare two texts, or two choices with the same options")
	default:
		return flow.Check{Kind: flow.EqualsField, Field: other}, true
	}
	return c, false
}

// documentChecks returns the checks of an identity number: one for each type of
// document that can be chosen.
func (s *scope) documentChecks(d draft) []flow.Check {
	if d.field.Kind != flow.ResidentID {
		return d.field.Kind.Spec().Checks // which has been reported
	}
	for _, key := range [...]string{"type", "types"} {
		if !d.has(key) {
			one := d.get("type")
			if one.Key == nil {
				one = d.get("types")
			}
			d.fail(one.Key, "missing", `"type" and "types" go together`,
				"write type: the field to choose in, and types: {its option: resident-id, …}")
			return nil
		}
	}
	of, types := d.get("type"), d.get("types")
	chooser := read(d.object, "type", s.fieldOn(d.field.Screen))
	if chooser == nil {
		return nil
	}
	if chooser.Kind.Spec().Holds != flow.Chosen {
		d.fail(of.Value, "not-for-kind", fmt.Sprintf("%q is of kind %s; a type is chosen in a select or radio", chooser.ID, chooser.Kind),
			"give that field kind: select, and the types as its options")
		return nil
	}
	var checks []flow.Check
	found := s.documentTypes(d, chooser)
	for i, option := range chooser.Options {
		document, ok := found[i+1]
		if !ok {
			d.fail(types.Key, "type-gap", fmt.Sprintf("it is not said what a number looks like for %q", short(option.Default)),
				"add it: one of "+listNames("", namesOf(flow.Documents())))
			continue
		}
		c := document.Check()
		c.When = []flow.Condition{{Field: chooser, Choice: i + 1, Pos: d.field.Pos}}
		checks = append(checks, c)
	}
	return checks
}

// documentTypes returns the type of document of each option, by its number.
func (s *scope) documentTypes(d draft, chooser *flow.Field) map[int]flow.Document {
	found := map[int]flow.Document{}
	list, ok := s.items(d.get("types").Value, `"types"`)
	for _, e := range list {
		i := chooser.Option(e.Name)
		if i == 0 {
			ok = false
			s.Report(e.Key, "unknown-name", fmt.Sprintf("%q is no option of %q", short(e.Name), chooser.ID),
				diag.DidYouMean(e.Name, chooser.OptionNames(), listNames("options: ", chooser.OptionNames())))
			continue
		}
		document, good := oneOf(s.document, flow.Documents()[0], flow.Documents()...)(
			source.Entry{Name: "type of document", Key: e.Key, Value: e.Value})
		found[i], ok = document, ok && good
	}
	d.sound = d.sound && ok
	return found
}

// messages settles what each check of a field tells the reader: what the author
// wrote for that check ("messages"), or for all but Required ("message"), or the
// usual words.
func (s *scope) messages(d draft) {
	f := d.field
	common := read(d.object, "message", d.text)
	known := make([]string, len(f.Checks))
	for i := range f.Checks {
		c := &f.Checks[i]
		known[i] = c.Kind.String()
		if c.Message = flow.UsualMessage(f, *c); c.Kind != flow.Required && !common.IsZero() {
			c.Message = common
		}
	}
	list, ok := s.items(d.get("messages").Value, `"messages"`)
	for _, e := range list {
		if !slices.Contains(known, e.Name) {
			ok = false
			s.Report(e.Key, "unknown-name", fmt.Sprintf("field %s has no check %q", f.ID, short(e.Name)),
				diag.DidYouMean(e.Name, known, listNames("its checks: ", known)))
			continue
		}
		t, good := d.text(e)
		ok = ok && good
		for i := range f.Checks {
			if known[i] == e.Name && !t.IsZero() {
				f.Checks[i].Message = t
			}
		}
	}
	d.sound = d.sound && ok
}
