package flow

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"rehearse/demo/source"
)

// record reads the slots. What their values mean is known only when the
// fields that use them are: see typeSlots.
func (p *parser) record(e source.Entry) {
	for _, e := range p.y.Entries(e.Value, fmt.Sprintf("%q", e.Name)) {
		if p.full() || !p.name(e, "value of the record") {
			continue
		}
		s := &Slot{Name: e.Name, Pos: p.pos(e.Key)}
		before := len(p.y.Problems)
		s.Value = p.y.String(e)
		s.Null = e.Value.ShortTag() == "!!null"
		if s.Value == "" && !s.Null && len(p.y.Problems) == before {
			p.y.Report(e.Value, "empty-value", fmt.Sprintf("record.%s is empty", e.Name),
				"write null for a value that nobody knows")
		}
		if units(s.Value) > maxUnits {
			p.y.Report(e.Value, "too-big", fmt.Sprintf("a value of the record may have %d characters", maxUnits), "shorten it")
		}
		p.addSlot(s)
	}
}

// addSlot adds a value to the record, in place of one of the same name.
func (p *parser) addSlot(s *Slot) {
	if known := p.slots[s.Name]; known != nil {
		s.Index = known.Index
		*known = *s
		return
	}
	if len(p.flow.Record) == maxSlots {
		p.problem(s.Pos, "too-big", fmt.Sprintf("a record may have %d values", maxSlots), "")
		return
	}
	s.Index = len(p.flow.Record)
	p.flow.Record = append(p.flow.Record, s)
	p.slots[s.Name] = s
	p.slotNames = append(p.slotNames, recordPrefix+s.Name)
}

const recordPrefix = "record."

// slot resolves "record.name"; nil where there is no such slot.
func (p *parser) slot(e source.Entry, ref string) *Slot {
	s := p.slots[strings.TrimPrefix(ref, recordPrefix)]
	if s == nil && p.lacking {
		return nil // it may be among what could not be read
	}
	if s == nil || !strings.HasPrefix(ref, recordPrefix) {
		p.unknown(e.Value, "value of the record", ref, p.slotNames)
		return nil
	}
	return s
}

// typeSlots finds out which slots hold choices. All uses of a slot must agree.
func (p *parser) typeSlots() {
	users := make([]*Field, len(p.flow.Record))
	use := func(s *Slot, f *Field, pos Pos) {
		if first := users[s.Index]; first == nil {
			users[s.Index] = f
			p.typeSlot(s, f)
		} else if !sameValues(first, f) {
			p.problem(pos, "mixed-record", fmt.Sprintf("record.%s is used by %q and by %q, whose values differ in kind",
				s.Name, first.ID, f.ID), "give them the same options, or use two values of the record")
		}
	}
	for _, f := range p.flow.Fields {
		for _, c := range f.Checks {
			if c.Kind == EqualsSlot {
				use(c.Slot, f, c.Pos)
			}
		}
	}
	for _, b := range p.flow.Buttons {
		for _, a := range b.Set {
			use(a.Slot, a.Field, a.Pos)
		}
	}
}

// typeSlot makes s hold what f holds.
func (p *parser) typeSlot(s *Slot, f *Field) {
	if !f.Kind.IsChoice() {
		return
	}
	s.Options = f.Options
	if s.Null {
		return
	}
	s.Choice = 1 + optionIndex(f.Options, s.Value)
	if s.Choice == 0 {
		known := optionNames(f.Options)
		p.problem(s.Pos, "unknown-name", fmt.Sprintf("%q, the value of record.%s, is no option of %q", short(s.Value), s.Name, f.ID),
			listNames("options: ", known))
	}
}

// sameValues reports whether two fields can share a slot or be compared.
func sameValues(a, b *Field) bool {
	if !a.Kind.IsChoice() && !b.Kind.IsChoice() {
		return true
	}
	return a.Kind.IsChoice() == b.Kind.IsChoice() &&
		slices.Equal(optionNames(a.Options), optionNames(b.Options))
}

func optionIndex(options []Text, name string) int {
	return slices.IndexFunc(options, func(t Text) bool { return t.Default == name })
}

func optionNames(options []Text) []string {
	names := make([]string, len(options))
	for i, o := range options {
		names[i] = o.Default
	}
	return names
}

// units is the length of s in UTF-16 code units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
