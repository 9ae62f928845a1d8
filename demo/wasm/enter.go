package wasm

import (
	"fmt"
	"slices"

	"rehearse/demo/flow"
)

// enter(screen) goes to a screen: local 1 is the row of a field, 2 its cell.
func (c *compiler) enter() int {
	return c.helper("enter", 1, 0, 2, func(b *code) {
		b.i32Const(0).localGet(0).i32Store16(screenAt)
		if len(c.flow.Fields) > 0 {
			enterFields(c, b)
		}
		for _, s := range c.flow.Screens {
			enterOne(c, b, s)
		}
	})
}

// enterFields clears what the screen's fields do not keep.
func enterFields(c *compiler, b *code) {
	b.i32Const(c.fieldTable).localSet(1).loop()
	b.localGet(1).i32Load16U(rowScreen).localGet(0).op(opI32Eq).if_()
	b.localGet(1).i32Load(rowCell).localTee(2).i32Const(0).i32Store16(0)
	if c.hasTrait(traitForget) {
		b.localGet(1).i32Load16U(rowTraits).i32Const(int(traitForget)).op(opI32And).if_()
		b.localGet(2).addConst(valueAt).localGet(1).i32Load16U(rowCapacity).addConst(1).call(fill(c.module)).end()
	}
	if c.hasTrait(traitDraw) {
		b.localGet(1).i32Load16U(rowTraits).i32Const(int(traitDraw)).op(opI32And).if_()
		c.draw(b.localGet(1))
		b.end()
	}
	b.end()
	b.localGet(1).addConst(rowSize).localTee(1).i32Const(c.fieldTable + rowSize*len(c.flow.Fields)).op(opI32LtU).brIf(0).end()
}

// enterOne emits what happens on one screen only: timers start, and SMS codes
// are as if none had been sent.
func enterOne(c *compiler, b *code, s *flow.Screen) {
	sms := slices.DeleteFunc(slices.Clone(s.Fields), func(f *flow.Field) bool { return f.Kind != flow.SMSCode })
	if len(s.Starts)+len(sms) == 0 {
		return
	}
	b.localGet(0).i32Const(s.Index).op(opI32Eq).if_()
	c.start(b, s.Starts)
	for _, f := range sms {
		b.i32Const(c.layout.fields[f.Index] + valueAt).i32Const(1 + f.Capacity + flow.SMSUnits).call(fill(c.module))
		for _, at := range [...]int{c.layout.timers[f.SMS.Resend.Index], c.layout.timers[f.SMS.Expires.Index], c.layout.counters[f.SMS.Attempts.Index]} {
			b.i32Const(0).i32Const(0).i32Store16(at)
		}
	}
	b.end()
}

// send returns the function that sends an SMS code.
func (c *compiler) send(f *flow.Field) int {
	return c.helper(fmt.Sprint("send ", f.Index), 0, 0, 0, func(b *code) {
		b.i32Const(0).i32Const(0).i32Store16(c.layout.fields[f.Index])
		c.drawn(b.i32Const(c.rowOf(f)), f.Kind)
		c.start(b, []*flow.Timer{f.SMS.Resend, f.SMS.Expires})
		b.i32Const(0).i32Const(0).i32Store16(c.layout.counters[f.SMS.Attempts.Index])
	})
}

// countUp(address, max) adds one to a counter that is not at its maximum.
func countUp(m *module) int {
	return m.helper("countUp", 2, 0, 0, func(b *code) {
		b.localGet(0).localGet(0).i32Load16U(0).localGet(0).i32Load16U(0).localGet(1).op(opI32LtU, opI32Add).i32Store16(0)
	})
}

// rowOf is the address of a field's row.
func (c *compiler) rowOf(f *flow.Field) int { return c.fieldTable + f.Index*rowSize }

// draw draws the captcha whose row is on the stack.
func (c *compiler) draw(b *code) { c.drawn(b, flow.Captcha) }

// drawn draws what fields of a kind show, for the one whose row is on the stack.
func (c *compiler) drawn(b *code, k flow.Kind) {
	d := k.Spec().Drawn
	b.i32Const(c.data([]byte(d.Letters))).i32Const(len(d.Letters)).i32Const(d.Units).call(drawing(c.module))
}

// drawing(row, letters, n, units) draws so many of n letters, and clears what
// was typed: local 4 is an address in the field's cell, 5 the random number, 6
// where the drawing ends.
func drawing(m *module) int {
	return m.helper("drawing", 4, 0, 3, func(b *code) {
		b.localGet(0).i32Load(rowCell).addConst(valueAt).localTee(4)
		b.localGet(0).i32Load16U(rowCapacity).addConst(1).localTee(6).call(fill(m))
		b.localGet(6).i32Const(1).op(opI32Shl).localGet(4).op(opI32Add).localTee(4).localGet(3).i32Const(1).op(opI32Shl, opI32Add).localSet(6)
		b.i32Const(0).i32Load(randomAt).localSet(5)
		b.loop()
		for _, shift := range [...]struct {
			by int
			op byte
		}{{13, opI32Shl}, {17, opI32ShrU}, {5, opI32Shl}} {
			b.localGet(5).localGet(5).i32Const(shift.by).op(shift.op, opI32Xor).localSet(5)
		}
		b.localGet(4).localGet(5).i32Const(8).op(opI32ShrU).localGet(2).op(opI32RemU)
		b.localGet(1).op(opI32Add).i32Load8U(0).i32Store16(0)
		b.localGet(4).addConst(2).localTee(4).localGet(6).op(opI32LtU).brIf(0).end()
		b.i32Const(0).localGet(5).i32Store(randomAt)
	})
}
