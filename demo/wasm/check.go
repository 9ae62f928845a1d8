package wasm

import (
	"encoding/binary"
	"fmt"

	"rehearse/demo/flow"
	"rehearse/demo/pattern"
)

// submit returns the function that checks the fields of a screen, sets their
// errors and returns whether there is none. Local 0 is an error, 1 all errors.
func (c *compiler) submit(s *flow.Screen) int {
	return c.helper(fmt.Sprint("submit ", s.Index), 0, 1, 2, func(b *code) {
		for _, f := range s.Fields {
			b.i32(0).call(c.check(f)).tee(0).store16(c.layout.fields[f.Index])
			b.get(0).get(1).op(opOr).set(1)
		}
		for _, f := range s.Fields {
			for i, k := range f.Checks {
				if k.Kind == flow.IsShown {
					b.i32(0).load16(c.layout.fields[f.Index]).i32(i + 1).op(opEq)
					b.if_().i32(c.fieldTable + f.Index*rowSize).call(c.draw()).end()
				}
			}
		}
		b.get(1).op(opEqz)
	})
}

// check returns the function that returns the error of a field.
func (c *compiler) check(f *flow.Field) int {
	return c.helper(fmt.Sprint("check ", f.Index), 0, 1, 1, func(b *code) {
		value := c.layout.fields[f.Index] + valueAt
		missing := 0
		for i, k := range f.Checks {
			if k.Kind == flow.Required {
				missing = i + 1
			}
		}
		b.i32(0).load16(value).op(opEqz).if_().i32(missing).ret().end()
		for i := range f.Checks {
			if f.Checks[i].Kind != flow.Required {
				c.fails(b, f, &f.Checks[i], value)
				b.if_().i32(i + 1).ret().end()
			}
		}
		b.i32(0)
	})
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
	case flow.IsResidentID:
		b.i32(value).call(c.residentID()).op(opEqz)
	case flow.IsMobile:
		c.mobileFails(b, value)
	case flow.IsShown:
		length().i32(flow.CaptchaUnits).op(opNe)
		b.i32(0).load64(value+2).i32(0).load64(value+2+2*f.Capacity).op(opEq64, opEqz, opOr)
	}
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
