package wasm

import (
	"encoding/binary"
	"fmt"
	"strconv"

	"rehearse/demo/flow"
	"rehearse/demo/pattern"
)

// submit returns the function that checks some fields, sets their errors and
// returns whether there is none. Local 0 is an error, 1 all errors.
func (c *compiler) submit(fields []*flow.Field) int {
	name := []byte("submit")
	for _, f := range fields {
		name = strconv.AppendInt(append(name, ' '), int64(f.Index), 10)
	}
	return c.helper(string(name), 0, 1, 2, func(b *code) {
		for _, f := range fields {
			b.i32(0).call(c.check(f)).tee(0).store16(c.layout.fields[f.Index])
			b.get(0).get(1).op(opOr).set(1)
		}
		for _, f := range fields {
			for i, k := range f.Checks {
				c.wrong(b, f, i+1, k.Kind)
			}
		}
		b.get(1).op(opEqz)
	})
}

// wrong emits what else happens where a field has the error of a check.
func (c *compiler) wrong(b *code, f *flow.Field, code int, k flow.CheckKind) {
	if k != flow.IsShown && k != flow.IsCode {
		return
	}
	b.i32(0).load16(c.layout.fields[f.Index]).i32(code).op(opEq).if_()
	if k == flow.IsShown {
		c.draw(b.i32(c.rowOf(f)))
	} else {
		c.count(b, f.SMS.Attempts)
	}
	b.end()
}

// check returns the function that returns the error of a field.
func (c *compiler) check(f *flow.Field) int {
	return c.helper(fmt.Sprint("check ", f.Index), 0, 1, 1, func(b *code) {
		value := c.layout.fields[f.Index] + valueAt
		missing := 0
		for i, k := range f.Checks {
			switch k.Kind {
			case flow.Required:
				missing = i + 1
			case flow.IsSent: // which is the first
				b.i32(0).load16(c.layout.shownAt(f)).op(opEqz).if_().i32(i + 1).ret().end()
			}
		}
		b.i32(0).load16(value).op(opEqz).if_().i32(missing).ret().end()
		for i := range f.Checks {
			if k := &f.Checks[i]; k.Kind != flow.Required && k.Kind != flow.IsSent {
				c.checkOne(b, f, k, i+1)
			}
		}
		b.i32(0)
	})
}

// checkOne returns the error if a check is to be tried and fails.
func (c *compiler) checkOne(b *code, f *flow.Field, k *flow.Check, code int) {
	if len(k.When) > 0 {
		c.conditions(b, k.When)
		b.if_()
		defer b.end()
	}
	c.fails(b, f, k, c.layout.fields[f.Index]+valueAt)
	b.if_().i32(code).ret().end()
}

// fails leaves whether a check fails for the value, not empty, that is there.
func (c *compiler) fails(b *code, f *flow.Field, k *flow.Check, value int) {
	length := func() *code { return b.i32(0).load16(value) }
	switch k.Kind {
	case flow.MinLength:
		length().i32(k.Length).op(opLtU)
	case flow.MaxLength:
		length().i32(k.Length).op(opGtU)
	case flow.Length:
		length().i32(k.Length).op(opNe)
	case flow.Pattern:
		c.patternFails(b, k, value)
	case flow.Contains:
		c.containsFails(b, k, value)
	case flow.Only:
		b.i32(value).call(c.classes()).i32(^maskOfAll(k.Classes)).op(opAnd)
	case flow.EqualsSlot:
		c.differs(b, f, value, c.layout.slots[k.Slot.Index], 1)
	case flow.EqualsField:
		c.differs(b, f, value, c.layout.fields[k.Field.Index]+valueAt, 0)
	case flow.IsIDNumber:
		c.idNumberFails(b, k, value)
	case flow.IsMobile:
		c.mobileFails(b, value)
	case flow.IsShown, flow.IsCode:
		c.drawnFails(b, f, value)
	case flow.HasAttempts:
		b.i32(0).load16(c.layout.counters[f.SMS.Attempts.Index]).i32(f.SMS.Attempts.Max).op(opEq)
	case flow.IsFresh:
		b.i32(0).load16(c.layout.timers[f.SMS.Expires.Index]).op(opEqz)
	}
}

// drawnFails leaves whether a text is not the one that was drawn, of 4 or 6
// units.
func (c *compiler) drawnFails(b *code, f *flow.Field, value int) {
	units, shown := drawnUnits(f.Kind), c.layout.shownAt(f)
	b.i32(0).load16(value).i32(units).op(opNe)
	b.i32(0).load64(value+2).i32(0).load64(shown).op(opEq64, opEqz, opOr)
	if units == flow.SMSUnits {
		b.i32(0).load32(value+10).i32(0).load32(shown+8).op(opNe, opOr)
	}
}

func (c *compiler) idNumberFails(b *code, k *flow.Check, value int) {
	if k.Pattern == "" {
		b.i32(value).call(c.residentID()).op(opEqz)
		return
	}
	c.patternFails(b, k, value)
	b.i32(0).load16(value).i32(flow.ResidentIDUnits).op(opEq)
	b.i32(value).call(c.residentID()).op(opEqz, opAnd, opOr)
}

// differs leaves whether a value and another one are not the same; more is how
// much the other one's length is written too large.
func (c *compiler) differs(b *code, f *flow.Field, value, other, more int) {
	if f.Kind.IsChoice() {
		b.i32(0).load16(value).i32(0).load16(other).op(opNe)
		return
	}
	b.i32(value).i32(other).i32(more).call(c.equal()).op(opEqz)
}

func (c *compiler) mobileFails(b *code, value int) {
	b.i32(0).load16(value).i32(flow.MobileUnits).op(opNe)
	b.i32(value).call(c.classes()).i32(maskDigit).op(opNe, opOr)
	b.i32(0).load16(value+2).i32('1').op(opNe, opOr)
	b.i32(0).load16(value+4).i32('3').op(opLtU, opOr)
}

func (c *compiler) containsFails(b *code, k *flow.Check, value int) {
	b.i32(value).call(c.classes()).set(0)
	for i, class := range k.Classes {
		b.get(0).i32(mask(class)).op(opAnd, opEqz)
		if i > 0 {
			b.op(opOr)
		}
	}
}

// patternFails runs the pattern's table; see match for what is placed.
func (c *compiler) patternFails(b *code, k *flow.Check, value int) {
	t, err := pattern.Compile(k.Pattern)
	if err != nil {
		c.err = fmt.Errorf("pattern %q passed the rules: %w", k.Pattern, err)
		return
	}
	var p []byte
	for _, start := range t.Starts {
		p = binary.LittleEndian.AppendUint16(p, start)
	}
	p = append(p, t.Class...)
	for state, accept := range t.Accept {
		p = append(p, t.Next[state*t.Classes:(state+1)*t.Classes]...)
		if accept {
			p = append(p, 1)
		} else {
			p = append(p, 0)
		}
	}
	b.i32(value).i32(c.place(p)).i32(len(t.Starts)).i32(t.Classes + 1).call(c.match()).op(opEqz)
}

// The bits by which the function classes tells what characters a text has.
const (
	maskDigit = 1 << iota
	maskUpper
	maskLower
	maskSymbol
	maskOther
)

func mask(c flow.Class) int {
	return [...]int{flow.Letter: maskUpper | maskLower, flow.Digit: maskDigit, flow.Upper: maskUpper,
		flow.Lower: maskLower, flow.Symbol: maskSymbol}[c]
}

func maskOfAll(classes []flow.Class) int {
	m := 0
	for _, c := range classes {
		m |= mask(c)
	}
	return m
}
