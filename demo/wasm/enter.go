package wasm

import (
	"fmt"
	"slices"

	"rehearse/demo/flow"
)

// enter(screen) goes to a screen: local 1 is the row of a field, 2 its cell.
func (c *compiler) enter() int {
	return c.helper("enter", 1, 0, 2, func(b *code) {
		b.i32(0).get(0).store16(screenAt)
		if len(c.flow.Fields) > 0 {
			c.enterFields(b)
		}
		for _, s := range c.flow.Screens {
			c.enterOne(b, s)
		}
	})
}

// enterFields clears what the screen's fields do not keep.
func (c *compiler) enterFields(b *code) {
	b.i32(c.fieldTable).set(1).loop()
	b.get(1).load16(rowScreen).get(0).op(opEq).if_()
	b.get(1).load32(rowCell).tee(2).i32(0).store16(0)
	if c.hasTrait(traitForget) {
		b.get(1).load16(rowTraits).i32(int(traitForget)).op(opAnd).if_()
		b.get(2).add(valueAt).get(1).load16(rowCapacity).add(1).call(c.fill()).end()
	}
	if c.hasTrait(traitDraw) {
		b.get(1).load16(rowTraits).i32(int(traitDraw)).op(opAnd).if_()
		c.draw(b.get(1))
		b.end()
	}
	b.end()
	b.get(1).add(rowSize).tee(1).i32(c.fieldTable + rowSize*len(c.flow.Fields)).op(opLtU).brIf(0).end()
}

// enterOne emits what happens on one screen only: timers start, and SMS codes
// are as if none had been sent.
func (c *compiler) enterOne(b *code, s *flow.Screen) {
	sms := slices.DeleteFunc(slices.Clone(s.Fields), func(f *flow.Field) bool { return f.Kind != flow.SMSCode })
	if len(s.Starts)+len(sms) == 0 {
		return
	}
	b.get(0).i32(s.Index).op(opEq).if_()
	c.start(b, s.Starts)
	for _, f := range sms {
		b.i32(c.layout.fields[f.Index] + valueAt).i32(1 + f.Capacity + flow.SMSUnits).call(c.fill())
		for _, at := range [...]int{c.layout.timers[f.SMS.Resend.Index], c.layout.timers[f.SMS.Expires.Index], c.layout.counters[f.SMS.Attempts.Index]} {
			b.i32(0).i32(0).store16(at)
		}
	}
	b.end()
}

// send returns the function that sends an SMS code.
func (c *compiler) send(f *flow.Field) int {
	return c.helper(fmt.Sprint("send ", f.Index), 0, 0, 0, func(b *code) {
		b.i32(0).i32(0).store16(c.layout.fields[f.Index])
		c.drawn(b.i32(c.rowOf(f)), f.Kind)
		c.start(b, []*flow.Timer{f.SMS.Resend, f.SMS.Expires})
		b.i32(0).i32(0).store16(c.layout.counters[f.SMS.Attempts.Index])
	})
}

// countUp(address, max) adds one to a counter that is not at its maximum.
func (c *compiler) countUp() int {
	return c.helper("countUp", 2, 0, 0, func(b *code) {
		b.get(0).get(0).load16(0).get(0).load16(0).get(1).op(opLtU, opAdd).store16(0)
	})
}

// rowOf is the address of a field's row.
func (c *compiler) rowOf(f *flow.Field) int { return c.fieldTable + f.Index*rowSize }

// draw draws the captcha whose row is on the stack.
func (c *compiler) draw(b *code) { c.drawn(b, flow.Captcha) }

// drawn draws what fields of a kind show, for the one whose row is on the stack.
func (c *compiler) drawn(b *code, k flow.Kind) {
	d := k.Spec().Drawn
	b.i32(c.place([]byte(d.Letters))).i32(len(d.Letters)).i32(d.Units).call(c.drawing())
}

// drawing(row, letters, n, units) draws so many of n letters, and clears what
// was typed: local 4 is the place in the field's cell, 5 the random number, 6
// where the drawing ends.
func (c *compiler) drawing() int {
	return c.helper("drawing", 4, 0, 3, func(b *code) {
		b.get(0).load32(rowCell).add(valueAt).tee(4)
		b.get(0).load16(rowCapacity).add(1).tee(6).call(c.fill())
		b.get(6).i32(1).op(opShl).get(4).op(opAdd).tee(4).get(3).i32(1).op(opShl, opAdd).set(6)
		b.i32(0).load32(randomAt).set(5)
		b.loop()
		for _, shift := range [...]struct {
			by int
			op byte
		}{{13, opShl}, {17, opShrU}, {5, opShl}} {
			b.get(5).get(5).i32(shift.by).op(shift.op, opXor).set(5)
		}
		b.get(4).get(5).i32(8).op(opShrU).get(2).op(opRemU)
		b.get(1).op(opAdd).load8(0).store16(0)
		b.get(4).add(2).tee(4).get(6).op(opLtU).brIf(0).end()
		b.i32(0).get(5).store32(randomAt)
	})
}
