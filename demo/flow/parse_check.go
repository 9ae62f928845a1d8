package flow

import (
	"fmt"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// checks reads the checks of a field, in the order in which they are tried:
// is there a value, is it of its kind, of the right length, of the right
// characters, the right one.
func (p *parser) checks(d fieldDraft) {
	f, k := d.field, d.keys
	at := p.pos(d.node)
	if f.Kind == SMSCode {
		f.Checks = append(f.Checks, Check{Kind: IsSent, Pos: at})
	}
	if p.isRequired(f, k.get("required")) {
		f.Checks = append(f.Checks, Check{Kind: Required, Pos: at})
	}
	p.idChecks(f, k, at)
	switch f.Kind {
	case Mobile:
		f.Checks = append(f.Checks, Check{Kind: IsMobile, Pos: at})
	case Captcha:
		f.Checks = append(f.Checks, Check{Kind: IsShown, Pos: at})
	case SMSCode:
		f.Checks = append(f.Checks, Check{Kind: HasAttempts, Pos: at}, Check{Kind: IsFresh, Pos: at}, Check{Kind: IsCode, Pos: at})
	}
	p.lengthCheck(f, k.get("minlength"), MinLength)
	p.lengthCheck(f, k.get("maxlength"), MaxLength)
	p.lengthCheck(f, k.get("length"), Length)
	p.classCheck(f, k.get("only"), Only)
	p.classCheck(f, k.get("contains"), Contains)
	p.patternCheck(f, k.get("pattern"))
	p.equalsCheck(f, k.get("equals"))
	p.messages(f, k)
	if f.isUnbounded() {
		c := Check{Kind: MaxLength, Length: usualUnits, Pos: at}
		c.Message = usualMessage(f, c)
		f.Checks = append(f.Checks, c)
	}
}

// isRequired says that fields must be filled in unless the flow says not;
// checkboxes that stand alone only where it does.
func (p *parser) isRequired(f *Field, e source.Entry) bool {
	if e.Value == nil {
		return f.Kind != Checkbox || f.Group != nil
	}
	return p.y.Bool(e)
}

// isKept reports whether a value can be kept in the record and compared.
func (k Kind) isKept() bool { return !k.IsDrawn() && !k.IsTick() }

// whatItHas says which checks a kind has instead of those that are for texts.
func (k Kind) whatItHas() string {
	switch {
	case k.IsDrawn():
		return "remove it: what is right is what the field itself shows"
	case k.IsTick():
		return "remove it: it is done or not, and required says whether it must be"
	}
	return "remove it: a choice can have required and equals"
}

// addCheck adds a check that the author wrote, where the kind can have it.
func (p *parser) addCheck(f *Field, e source.Entry, c Check) {
	textOnly := c.Kind != EqualsField && c.Kind != EqualsSlot
	if !f.Kind.isKept() || f.Kind.IsChoice() && textOnly {
		p.y.Report(e.Key, "not-for-kind", fmt.Sprintf("a field of kind %s cannot have %q", f.Kind, e.Name), f.Kind.whatItHas())
		return
	}
	c.Pos = p.pos(e.Value)
	f.Checks = append(f.Checks, c)
}

func (p *parser) lengthCheck(f *Field, e source.Entry, kind CheckKind) {
	if e.Value == nil {
		return
	}
	before := len(p.y.Problems)
	n := p.y.Int(e)
	if len(p.y.Problems) > before {
		return
	}
	if n < 1 || n > maxUnits {
		p.y.Report(e.Value, "bad-length", fmt.Sprintf("%q must be from 1 to %d", e.Name, maxUnits), "count characters: "+e.Name+": 8")
		return
	}
	p.addCheck(f, e, Check{Kind: kind, Length: n})
}

func (p *parser) classCheck(f *Field, e source.Entry, kind CheckKind) {
	if e.Value == nil {
		return
	}
	before := len(p.y.Problems)
	var classes []Class
	for _, name := range p.y.Strings(e) {
		i := slices.Index(classNames[:], name)
		if i < 0 {
			p.y.Report(e.Value, "unknown-value", fmt.Sprintf("%q is no class of characters", short(name)),
				diag.DidYouMean(name, classNames[:], "one of: "+strings.Join(classNames[:], ", ")))
			continue
		}
		if !slices.Contains(classes, Class(i)) {
			classes = append(classes, Class(i))
		}
	}
	if len(classes) > 0 {
		p.addCheck(f, e, Check{Kind: kind, Classes: classes})
	} else if len(p.y.Problems) == before {
		p.y.Report(e.Key, "missing", fmt.Sprintf("%q names no class of characters", e.Name), "write [letter, digit]")
	}
}

func (p *parser) patternCheck(f *Field, e source.Entry) {
	if s := p.y.String(e); s != "" {
		p.addCheck(f, e, Check{Kind: Pattern, Pattern: s})
	}
}

func (p *parser) equalsCheck(f *Field, e source.Entry) {
	ref := p.y.String(e)
	if ref == "" {
		return
	}
	if strings.HasPrefix(ref, recordPrefix) {
		if s := p.slot(e, ref); s != nil {
			p.addCheck(f, e, Check{Kind: EqualsSlot, Slot: s})
		}
		return
	}
	if _, isSlot := p.slots[ref]; isSlot && f.Screen.field(ref) == nil {
		p.unknown(e.Value, "field on screen "+f.Screen.ID+" called", ref, append(f.Screen.fieldIDs(), recordPrefix+ref))
		return
	}
	other := p.fieldOf(f.Screen, e, ref)
	switch {
	case other == nil:
	case other == f:
		p.y.Report(e.Value, "never-differs", fmt.Sprintf("%q is compared with itself", f.ID), "name another field of the screen, or record.…")
	case !other.Kind.isKept() || !sameValues(f, other):
		p.y.Report(e.Value, "not-for-kind", fmt.Sprintf("%q cannot be compared with %q, whose values differ in kind", f.ID, other.ID),
			"compare two texts, or two choices with the same options")
	default:
		p.addCheck(f, e, Check{Kind: EqualsField, Field: other})
	}
}

// fieldOf resolves the name of a field on the same screen.
func (p *parser) fieldOf(s *Screen, e source.Entry, name string) *Field {
	if f := s.field(name); f != nil {
		return f
	}
	p.unknown(e.Value, "field on screen "+s.ID+" called", name, s.fieldIDs())
	return nil
}
