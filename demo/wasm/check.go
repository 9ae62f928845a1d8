package wasm

import (
	"encoding/binary"
	"fmt"
	"strconv"

	"rehearse/demo/flow"
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
			b.i32Const(0).call(c.check(f)).localTee(0).i32Store16(c.layout.fields[f.Index])
			b.localGet(0).localGet(1).op(opI32Or).localSet(1)
		}
		for _, f := range fields {
			for i, k := range f.Checks {
				c.wrong(b, f, i+1, k.Kind)
			}
		}
		b.localGet(1).op(opI32Eqz)
	})
}

// wrong emits what else happens where a field has the error of a check.
func (c *compiler) wrong(b *code, f *flow.Field, code int, k flow.CheckKind) {
	if k != flow.IsShown && k != flow.IsCode {
		return
	}
	b.i32Const(0).i32Load16U(c.layout.fields[f.Index]).i32Const(code).op(opI32Eq).if_()
	if k == flow.IsShown {
		c.draw(b.i32Const(c.rowOf(f)))
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
				b.i32Const(0).i32Load16U(c.layout.shownAt(f)).op(opI32Eqz).if_().i32Const(i + 1).return_().end()
			}
		}
		b.i32Const(0).i32Load16U(value).op(opI32Eqz).if_().i32Const(missing).return_().end()
		for i := range f.Checks {
			if k := &f.Checks[i]; k.Kind != flow.Required && k.Kind != flow.IsSent {
				c.checkOne(b, f, k, i+1)
			}
		}
		b.i32Const(0)
	})
}

// checkOne returns the error if a check is to be tried and fails.
func (c *compiler) checkOne(b *code, f *flow.Field, k *flow.Check, code int) {
	if len(k.When) > 0 {
		conditions(c, b, k.When)
		b.if_()
		defer b.end()
	}
	c.fails(b, f, k, c.layout.fields[f.Index]+valueAt)
	b.if_().i32Const(code).return_().end()
}

// fails leaves whether a check fails for the value, not empty, that is there.
func (c *compiler) fails(b *code, f *flow.Field, k *flow.Check, value int) {
	length := func() *code { return b.i32Const(0).i32Load16U(value) }
	switch k.Kind {
	case flow.MinLength:
		length().i32Const(k.Length).op(opI32LtU)
	case flow.MaxLength:
		length().i32Const(k.Length).op(opI32GtU)
	case flow.Length:
		length().i32Const(k.Length).op(opI32Ne)
	case flow.Pattern:
		patternFails(c, b, k, value)
	case flow.Contains:
		containsFails(c.module, b, k, value)
	case flow.ContainsSome:
		containsTooFew(c.module, b, k, value)
	case flow.Only:
		b.i32Const(value).call(classes(c.module)).i32Const(^maskOfAll(k.Classes)).op(opI32And)
	case flow.EqualsSlot:
		differs(c, b, f, value, c.layout.slots[k.Slot.Index], 1)
	case flow.EqualsField:
		differs(c, b, f, value, c.layout.fields[k.Field.Index]+valueAt, 0)
	case flow.IsIDNumber:
		idNumberFails(c, b, k, value)
	case flow.IsMobile:
		mobileFails(c.module, b, value)
	case flow.IsShown, flow.IsCode:
		drawnFails(c, b, f, value)
	case flow.HasAttempts:
		b.i32Const(0).i32Load16U(c.layout.counters[f.SMS.Attempts.Index]).i32Const(f.SMS.Attempts.Max).op(opI32Eq)
	case flow.IsFresh:
		b.i32Const(0).i32Load16U(c.layout.timers[f.SMS.Expires.Index]).op(opI32Eqz)
	}
}

// drawnFails leaves whether a text is not the one that was drawn, of 4 or 6
// units.
func drawnFails(c *compiler, b *code, f *flow.Field, value int) {
	units, shown := drawnUnits(f.Kind), c.layout.shownAt(f)
	b.i32Const(0).i32Load16U(value).i32Const(units).op(opI32Ne)
	b.i32Const(0).i64Load(value+2).i32Const(0).i64Load(shown).op(opI64Eq, opI32Eqz, opI32Or)
	if units == flow.SMSUnits {
		b.i32Const(0).i32Load(value+10).i32Const(0).i32Load(shown+8).op(opI32Ne, opI32Or)
	}
}

func idNumberFails(c *compiler, b *code, k *flow.Check, value int) {
	if k.Pattern == "" {
		b.i32Const(value).call(residentID(c.module)).op(opI32Eqz)
		return
	}
	patternFails(c, b, k, value)
	b.i32Const(0).i32Load16U(value).i32Const(flow.ResidentIDUnits).op(opI32Eq)
	b.i32Const(value).call(residentID(c.module)).op(opI32Eqz, opI32And, opI32Or)
}

// differs leaves whether a value and another one are not the same; more is how
// much the other one's length is written too large.
func differs(c *compiler, b *code, f *flow.Field, value, other, more int) {
	if f.Kind.IsChoice() {
		b.i32Const(0).i32Load16U(value).i32Const(0).i32Load16U(other).op(opI32Ne)
		return
	}
	b.i32Const(value).i32Const(other).i32Const(more).call(equal(c.module)).op(opI32Eqz)
}

func mobileFails(m *module, b *code, value int) {
	b.i32Const(0).i32Load16U(value).i32Const(flow.MobileUnits).op(opI32Ne)
	b.i32Const(value).call(classes(m)).i32Const(maskDigit).op(opI32Ne, opI32Or)
	b.i32Const(0).i32Load16U(value+2).i32Const('1').op(opI32Ne, opI32Or)
	b.i32Const(0).i32Load16U(value+4).i32Const('3').op(opI32LtU, opI32Or)
}

func containsFails(m *module, b *code, k *flow.Check, value int) {
	b.i32Const(value).call(classes(m)).localSet(0)
	for i, class := range k.Classes {
		b.localGet(0).i32Const(mask(class)).op(opI32And, opI32Eqz)
		if i > 0 {
			b.op(opI32Or)
		}
	}
}

// containsTooFew counts the classes that are there.
func containsTooFew(m *module, b *code, k *flow.Check, value int) {
	b.i32Const(value).call(classes(m)).localSet(0).i32Const(0)
	for _, class := range k.Classes {
		b.localGet(0).i32Const(mask(class)).op(opI32And).i32Const(0).op(opI32Ne, opI32Add)
	}
	b.i32Const(k.AtLeast).op(opI32LtU)
}

// patternFails runs the pattern's table; see match for its form.
func patternFails(c *compiler, b *code, k *flow.Check, value int) {
	t := c.patterns[k.Pattern]
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
	b.i32Const(value).i32Const(c.data(p)).i32Const(len(t.Starts)).i32Const(t.Classes + 1).call(match(c.module)).op(opI32Eqz)
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
