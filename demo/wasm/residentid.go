package wasm

import "rehearse/demo/flow"

// residentID(value) returns whether a text is a resident identity number; see
// flow.ValidResidentID. Local 1 is the position, 2 a digit, 3 the weighted sum,
// 4 the date of birth, and then the year, 5 the month.
func residentID(m *module) int {
	return m.helper("residentID", 1, 1, 5, func(b *code) {
		weights := m.data([]byte{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2})
		last := flow.ResidentIDUnits - 1
		b.localGet(0).i32Load16U(0).i32Const(flow.ResidentIDUnits).op(opI32Ne).if_().i32Const(0).return_().end()
		b.loop()
		b.unit(0, 1).i32Load16U(2).addConst(-'0').localTee(2).i32Const(10).op(opI32GeU).if_().i32Const(0).return_().end()
		b.localGet(3).localGet(2).localGet(1).i32Load8U(weights).op(opI32Mul, opI32Add).localSet(3)
		b.localGet(1).within(6, 13).if_().localGet(4).mulConst(10).localGet(2).op(opI32Add).localSet(4).end()
		b.localGet(1).addConst(1).localTee(1).i32Const(last).op(opI32LtU).brIf(0).end()
		b.localGet(3).i32Const(11).op(opI32RemU).i32Load8U(m.data([]byte("10X98765432")))
		b.localGet(0).i32Load16U(2 + 2*last).op(opI32Ne).if_().i32Const(0).return_().end()
		dateOf(m, b)
	})
}

// dateOf leaves whether local 4 is a date of the Gregorian calendar, written
// as eight digits; locals 2 and 5 are its day and month.
func dateOf(m *module, b *code) {
	days := m.data([]byte{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31})
	b.localGet(4).i32Const(100).op(opI32RemU).addConst(-1).localSet(2)
	b.localGet(4).i32Const(100).op(opI32DivU).i32Const(100).op(opI32RemU).addConst(-1).localSet(5)
	b.localGet(4).i32Const(10000).op(opI32DivU).localTee(4).within(1800, 2099).op(opI32Eqz).if_().i32Const(0).return_().end()
	b.localGet(5).i32Const(12).op(opI32GeU).if_().i32Const(0).return_().end()
	b.localGet(2).localGet(5).i32Load8U(days)
	b.localGet(4).i32Const(4).op(opI32RemU, opI32Eqz)
	b.localGet(4).i32Const(100).op(opI32RemU).i32Const(0).op(opI32Ne).localGet(4).i32Const(400).op(opI32RemU, opI32Eqz, opI32Or, opI32And)
	b.localGet(5).i32Const(1).op(opI32Eq, opI32And, opI32Add, opI32LtU)
}
