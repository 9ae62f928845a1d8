package wasm

import "rehearse/demo/flow"

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
