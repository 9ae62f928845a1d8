package wasm

import (
	"fmt"
	"slices"

	"rehearse/demo/flow"
)

// fill(address, n) sets n units to 0.
func (c *compiler) fill() int {
	return c.helper("fill", 2, 0, 0, func(b *code) {
		b.block().loop()
		b.get(1).op(opEqz).brIf(1)
		b.increase(1, -1)
		b.unit(0, 1).i32(0).store16(0)
		b.br(0).end().end()
	})
}

// copy(to, from, n) copies n units.
func (c *compiler) copy() int {
	return c.helper("copy", 3, 0, 0, func(b *code) {
		b.block().loop()
		b.get(2).op(opEqz).brIf(1)
		b.increase(2, -1)
		b.unit(0, 2).unit(1, 2).load16(0).store16(0)
		b.br(0).end().end()
	})
}

// row(field) returns the address of a field's row, or 0.
func (c *compiler) row() int {
	return c.helper("row", 1, 1, 0, func(b *code) {
		b.get(0).i32(len(c.flow.Fields)).op(opGeU).if_().i32(0).ret().end()
		b.get(0).mul(rowSize).add(c.fieldTable)
	})
}

// here(field) is row for fields of the current screen, else 0.
func (c *compiler) here() int {
	return c.helper("here", 1, 1, 0, func(b *code) {
		b.get(0).call(c.row()).tee(0).i32(0)
		b.get(0).load16(rowScreen).i32(0).load16(screenAt).op(opEq)
		b.get(0).i32(0).op(opNe, opAnd, opSelect)
	})
}

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
		b.i32(c.rowOf(f)).i32(c.place([]byte(digits))).i32(len(digits)).i32(flow.SMSUnits).call(c.drawing())
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

// alphabet is what captchas show, digits what SMS codes consist of; see package
// simulate.
const (
	alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
	digits   = "0123456789"
)

// draw draws the captcha whose row is on the stack.
func (c *compiler) draw(b *code) {
	b.i32(c.place([]byte(alphabet))).i32(len(alphabet)).i32(flow.CaptchaUnits).call(c.drawing())
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

// equal(value, other, more) returns whether two texts are equal, the other's
// length being written more too large. Local 3 is what is left to compare.
func (c *compiler) equal() int {
	return c.helper("equal", 3, 1, 1, func(b *code) {
		b.get(0).load16(0).tee(3).get(2).op(opAdd).get(1).load16(0).op(opNe).if_().i32(0).ret().end()
		b.loop()
		b.get(3).op(opEqz).if_().i32(1).ret().end()
		b.unit(0, 3).load16(0).unit(1, 3).load16(0)
		b.increase(3, -1)
		b.op(opEq).brIf(0).end()
		b.i32(0)
	})
}

// classes(value) returns the classes of a text's characters. Local 1 is what
// is left, 2 the result, 3 a unit.
func (c *compiler) classes() int {
	return c.helper("classes", 1, 1, 3, func(b *code) {
		b.get(0).load16(0).set(1)
		b.block().loop()
		b.get(1).op(opEqz).brIf(1)
		b.unit(0, 1).load16(0).set(3)
		for _, class := range [...]struct{ first, last, mask int }{
			{'0', '9', maskDigit}, {'A', 'Z', maskUpper}, {'a', 'z', maskLower}, {'!', '~', maskSymbol},
		} {
			b.get(3).within(class.first, class.last).ifI32().i32(class.mask).else_()
		}
		b.i32(maskOther).end().end().end().end()
		b.get(2).op(opOr).set(2)
		b.increase(1, -1)
		b.br(0).end().end()
		b.get(2)
	})
}

// match(value, table, n, stride) returns whether a text matches a pattern. The
// table is the first units of n intervals, u16; the class of each, u8; and for
// each state stride bytes: the next state by class and, last, whether the text
// may end. Local 4 is the state, 5 the unit's place, 6 the unit, 7 its
// interval.
func (c *compiler) match() int {
	return c.helper("match", 4, 1, 4, func(b *code) {
		state := func(column func()) {
			b.get(4).get(3).op(opMul).get(1).op(opAdd).get(2).mul(3).op(opAdd)
			column()
			b.op(opAdd).load8(0)
		}
		b.i32(1).set(4)
		b.block().loop()
		b.get(5).get(0).load16(0).op(opGeU).brIf(1)
		b.increase(5, 1)
		b.unit(0, 5).load16(0).set(6)
		b.get(2).set(7)
		b.loop().increase(7, -1).unit(1, 7).load16(0).get(6).op(opGtU).brIf(0).end()
		state(func() { b.get(1).get(2).i32(1).op(opShl, opAdd).get(7).op(opAdd).load8(0) })
		b.set(4)
		b.br(0).end().end()
		state(func() { b.get(3).add(-1) })
	})
}

// normalise(row, n) keeps of n typed units what the field's kind wants. Local
// 2 is the field's value, 3 the units read, 4 the unit, 5 the length, 6 the
// traits.
func (c *compiler) normalise() int {
	return c.helper("normalise", 2, 0, 5, func(b *code) {
		b.get(0).load32(rowCell).add(valueAt).set(2)
		b.get(0).load16(rowTraits).set(6)
		b.get(1).i32(textUnits).get(1).i32(textUnits).op(opLtU, opSelect).set(1)
		b.get(2).get(0).load16(rowCapacity).add(1).call(c.fill())
		b.block().loop()
		b.get(3).get(1).op(opGeU).brIf(1)
		b.get(3).i32(1).op(opShl).load16(c.layout.text).call(c.narrow()).set(4)
		b.increase(3, 1)
		c.drop(b)
		b.get(5).get(0).load16(rowCapacity).op(opGeU).brIf(0)
		b.increase(5, 1)
		b.unit(2, 5).get(4).store16(0)
		b.br(0).end().end()
		c.trim(b)
		b.get(2).get(5).store16(0)
	})
}

// drop leaves out units that the field's kind ignores, going on with the next
// (the loop around), and makes the letters of codes upper case.
func (c *compiler) drop(b *code) {
	if c.hasTrait(traitTrim) {
		b.get(6).i32(int(traitTrim)).op(opAnd).if_()
		b.get(4).call(c.isInvisible()).brIf(1)
		b.get(5).op(opEqz).get(4).call(c.isSpace()).op(opAnd).brIf(1)
		b.end()
	}
	if c.hasTrait(traitCode) {
		b.get(6).i32(int(traitCode)).op(opAnd).if_()
		b.get(4).call(c.isInvisible()).brIf(1)
		b.get(4).call(c.isSpace()).brIf(1)
		b.get(4).call(c.isHyphen()).brIf(1)
		b.get(4).get(4).within('a', 'z').i32(5).op(opShl, opSub).set(4)
		b.end()
	}
}

// trim takes spaces off the end.
func (c *compiler) trim(b *code) {
	if !c.hasTrait(traitTrim) {
		return
	}
	b.get(6).i32(int(traitTrim)).op(opAnd).if_()
	b.block().loop()
	b.get(5).op(opEqz).brIf(1)
	b.unit(2, 5).load16(0).call(c.isSpace()).op(opEqz).brIf(1)
	b.unit(2, 5).i32(0).store16(0)
	b.increase(5, -1)
	b.br(0).end().end()
	b.end()
}

func (c *compiler) hasTrait(t traits) bool {
	return c.has(func(f *flow.Field) bool { return traitsOf(f.Kind)&t != 0 })
}

// narrow(unit) turns a full-width letter or digit into ASCII.
func (c *compiler) narrow() int {
	return c.helper("narrow", 1, 1, 0, func(b *code) {
		const fullWidth = 'Ａ' - 'A'
		b.get(0)
		b.get(0).within('０', '９').get(0).within('Ａ', 'Ｚ').op(opOr).get(0).within('ａ', 'ｚ').op(opOr)
		b.mul(fullWidth).op(opSub)
	})
}

func (c *compiler) isSpace() int {
	return c.isAmong("isSpace", [][2]int{{'\t', '\t'}, {' ', ' '}, {0xA0, 0xA0}, {0x3000, 0x3000}})
}

func (c *compiler) isHyphen() int {
	return c.isAmong("isHyphen", [][2]int{{'-', '-'}, {0xFF0D, 0xFF0D}, {0x2212, 0x2212}, {0x2010, 0x2015}})
}

func (c *compiler) isInvisible() int {
	return c.isAmong("isInvisible", [][2]int{{0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0xFEFF, 0xFEFF}})
}

// isAmong returns the function that returns whether a unit is in a range.
func (c *compiler) isAmong(name string, ranges [][2]int) int {
	return c.helper(name, 1, 1, 0, func(b *code) {
		for i, r := range ranges {
			b.get(0)
			if r[0] == r[1] {
				b.i32(r[0]).op(opEq)
			} else {
				b.within(r[0], r[1])
			}
			if i > 0 {
				b.op(opOr)
			}
		}
	})
}

// residentID(value) returns whether a text is a resident identity number; see
// flow.ValidResidentID. Local 1 is the place, 2 a digit, 3 the weighted sum,
// 4 the date of birth, and then the year, 5 the month.
func (c *compiler) residentID() int {
	return c.helper("residentID", 1, 1, 5, func(b *code) {
		weights := c.place([]byte{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2})
		last := flow.ResidentIDUnits - 1
		b.get(0).load16(0).i32(flow.ResidentIDUnits).op(opNe).if_().i32(0).ret().end()
		b.loop()
		b.unit(0, 1).load16(2).add(-'0').tee(2).i32(10).op(opGeU).if_().i32(0).ret().end()
		b.get(3).get(2).get(1).load8(weights).op(opMul, opAdd).set(3)
		b.get(1).within(6, 13).if_().get(4).mul(10).get(2).op(opAdd).set(4).end()
		b.get(1).add(1).tee(1).i32(last).op(opLtU).brIf(0).end()
		b.get(3).i32(11).op(opRemU).load8(c.place([]byte("10X98765432")))
		b.get(0).load16(2 + 2*last).op(opNe).if_().i32(0).ret().end()
		c.dateOf(b)
	})
}

// dateOf leaves whether local 4 is a date of the Gregorian calendar, written
// as eight digits; locals 2 and 5 are its day and month.
func (c *compiler) dateOf(b *code) {
	days := c.place([]byte{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31})
	b.get(4).i32(100).op(opRemU).add(-1).set(2)
	b.get(4).i32(100).op(opDivU).i32(100).op(opRemU).add(-1).set(5)
	b.get(4).i32(10000).op(opDivU).tee(4).within(1800, 2099).op(opEqz).if_().i32(0).ret().end()
	b.get(5).i32(12).op(opGeU).if_().i32(0).ret().end()
	b.get(2).get(5).load8(days)
	b.get(4).i32(4).op(opRemU, opEqz)
	b.get(4).i32(100).op(opRemU).i32(0).op(opNe).get(4).i32(400).op(opRemU, opEqz, opOr, opAnd)
	b.get(5).i32(1).op(opEq, opAnd, opAdd, opLtU)
}
