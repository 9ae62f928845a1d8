package wasm

import "rehearse/demo/flow"

// fill(address, n) sets n units to 0.
func fill(m *module) int {
	return m.helper("fill", 2, 0, 0, func(b *code) {
		b.block().loop()
		b.localGet(1).op(opI32Eqz).brIf(1)
		b.increase(1, -1)
		b.unit(0, 1).i32Const(0).i32Store16(0)
		b.br(0).end().end()
	})
}

// copy(to, from, n) copies n units.
func copyUnits(m *module) int {
	return m.helper("copy", 3, 0, 0, func(b *code) {
		b.block().loop()
		b.localGet(2).op(opI32Eqz).brIf(1)
		b.increase(2, -1)
		b.unit(0, 2).unit(1, 2).i32Load16U(0).i32Store16(0)
		b.br(0).end().end()
	})
}

// row(field) returns the address of a field's row, or 0.
func (c *compiler) row() int {
	return c.helper("row", 1, 1, 0, func(b *code) {
		b.localGet(0).i32Const(len(c.flow.Fields)).op(opI32GeU).if_().i32Const(0).return_().end()
		b.localGet(0).mulConst(rowSize).addConst(c.fieldTable)
	})
}

// here(field) is row for fields of the current screen, else 0.
func (c *compiler) here() int {
	return c.helper("here", 1, 1, 0, func(b *code) {
		b.localGet(0).call(c.row()).localTee(0).i32Const(0)
		b.localGet(0).i32Load16U(rowScreen).i32Const(0).i32Load16U(screenAt).op(opI32Eq)
		b.localGet(0).i32Const(0).op(opI32Ne, opI32And, opSelect)
	})
}

// equal(value, other, more) returns whether two texts are equal, the other's
// length being written more too large. Local 3 is what is left to compare.
func equal(m *module) int {
	return m.helper("equal", 3, 1, 1, func(b *code) {
		b.localGet(0).i32Load16U(0).localTee(3).localGet(2).op(opI32Add).localGet(1).i32Load16U(0).op(opI32Ne).if_().i32Const(0).return_().end()
		b.loop()
		b.localGet(3).op(opI32Eqz).if_().i32Const(1).return_().end()
		b.unit(0, 3).i32Load16U(0).unit(1, 3).i32Load16U(0)
		b.increase(3, -1)
		b.op(opI32Eq).brIf(0).end()
		b.i32Const(0)
	})
}

// classes(value) returns the classes of a text's characters. Local 1 is what
// is left, 2 the result, 3 a unit.
func classes(m *module) int {
	return m.helper("classes", 1, 1, 3, func(b *code) {
		b.localGet(0).i32Load16U(0).localSet(1)
		b.block().loop()
		b.localGet(1).op(opI32Eqz).brIf(1)
		b.unit(0, 1).i32Load16U(0).localSet(3)
		for _, class := range [...]struct{ first, last, mask int }{
			{'0', '9', maskDigit}, {'A', 'Z', maskUpper}, {'a', 'z', maskLower}, {'!', '~', maskSymbol},
		} {
			b.localGet(3).within(class.first, class.last).ifI32().i32Const(class.mask).else_()
		}
		b.i32Const(maskOther).end().end().end().end()
		b.localGet(2).op(opI32Or).localSet(2)
		b.increase(1, -1)
		b.br(0).end().end()
		b.localGet(2)
	})
}

// match(value, table, n, stride) returns whether a text matches a pattern. The
// table is the first units of n intervals, u16; the class of each, u8; and for
// each state stride bytes: the next state by class and, last, whether the text
// may end. Local 4 is the state, 5 the unit's number, 6 the unit, 7 its
// interval.
func match(m *module) int {
	return m.helper("match", 4, 1, 4, func(b *code) {
		state := func(column func()) {
			b.localGet(4).localGet(3).op(opI32Mul).localGet(1).op(opI32Add).localGet(2).mulConst(3).op(opI32Add)
			column()
			b.op(opI32Add).i32Load8U(0)
		}
		b.i32Const(1).localSet(4)
		b.block().loop()
		b.localGet(5).localGet(0).i32Load16U(0).op(opI32GeU).brIf(1)
		b.increase(5, 1)
		b.unit(0, 5).i32Load16U(0).localSet(6)
		b.localGet(2).localSet(7)
		b.loop().increase(7, -1).unit(1, 7).i32Load16U(0).localGet(6).op(opI32GtU).brIf(0).end()
		state(func() {
			b.localGet(1).localGet(2).i32Const(1).op(opI32Shl, opI32Add).localGet(7).op(opI32Add).i32Load8U(0)
		})
		b.localSet(4)
		b.br(0).end().end()
		state(func() { b.localGet(3).addConst(-1) })
	})
}

// normalise(row, n) keeps of n typed units what the field's kind wants. Local
// 2 is the field's value, 3 the units read, 4 the unit, 5 the length, 6 the
// traits.
func (c *compiler) normalise() int {
	return c.helper("normalise", 2, 0, 5, func(b *code) {
		b.localGet(0).i32Load(rowCell).addConst(valueAt).localSet(2)
		b.localGet(0).i32Load16U(rowTraits).localSet(6)
		b.localGet(1).i32Const(textUnits).localGet(1).i32Const(textUnits).op(opI32LtU, opSelect).localSet(1)
		b.localGet(2).localGet(0).i32Load16U(rowCapacity).addConst(1).call(fill(c.module))
		b.block().loop()
		b.localGet(3).localGet(1).op(opI32GeU).brIf(1)
		b.localGet(3).i32Const(1).op(opI32Shl).i32Load16U(c.layout.text).call(narrow(c.module)).localSet(4)
		b.increase(3, 1)
		c.drop(b)
		b.localGet(5).localGet(0).i32Load16U(rowCapacity).op(opI32GeU).brIf(0)
		b.increase(5, 1)
		b.unit(2, 5).localGet(4).i32Store16(0)
		b.br(0).end().end()
		c.trim(b)
		b.localGet(2).localGet(5).i32Store16(0)
	})
}

// drop leaves out units that the field's kind ignores, going on with the next
// (the loop around), and makes the letters of codes upper case.
func (c *compiler) drop(b *code) {
	if c.hasTrait(traitTrim) {
		b.localGet(6).i32Const(int(traitTrim)).op(opI32And).if_()
		b.localGet(4).call(isInvisible(c.module)).brIf(1)
		b.localGet(5).op(opI32Eqz).localGet(4).call(isSpace(c.module)).op(opI32And).brIf(1)
		b.end()
	}
	if c.hasTrait(traitCode) {
		b.localGet(6).i32Const(int(traitCode)).op(opI32And).if_()
		b.localGet(4).call(isInvisible(c.module)).brIf(1)
		b.localGet(4).call(isSpace(c.module)).brIf(1)
		b.localGet(4).call(isHyphen(c.module)).brIf(1)
		b.localGet(4).localGet(4).within('a', 'z').i32Const(5).op(opI32Shl, opI32Sub).localSet(4)
		b.end()
	}
}

// trim takes spaces off the end.
func (c *compiler) trim(b *code) {
	if !c.hasTrait(traitTrim) {
		return
	}
	b.localGet(6).i32Const(int(traitTrim)).op(opI32And).if_()
	b.block().loop()
	b.localGet(5).op(opI32Eqz).brIf(1)
	b.unit(2, 5).i32Load16U(0).call(isSpace(c.module)).op(opI32Eqz).brIf(1)
	b.unit(2, 5).i32Const(0).i32Store16(0)
	b.increase(5, -1)
	b.br(0).end().end()
	b.end()
}

func (c *compiler) hasTrait(t traits) bool {
	return c.has(func(f *flow.Field) bool { return traitsOf(f.Kind)&t != 0 })
}

// narrow(unit) turns a full-width letter or digit into ASCII.
func narrow(m *module) int {
	return m.helper("narrow", 1, 1, 0, func(b *code) {
		const fullWidth = 'Ａ' - 'A'
		b.localGet(0)
		b.localGet(0).within('０', '９').localGet(0).within('Ａ', 'Ｚ').op(opI32Or).localGet(0).within('ａ', 'ｚ').op(opI32Or)
		b.mulConst(fullWidth).op(opI32Sub)
	})
}

func isSpace(m *module) int {
	return isAmong(m, "isSpace", [][2]int{{'\t', '\t'}, {' ', ' '}, {0xA0, 0xA0}, {0x3000, 0x3000}})
}

func isHyphen(m *module) int {
	return isAmong(m, "isHyphen", [][2]int{{'-', '-'}, {0xFF0D, 0xFF0D}, {0x2212, 0x2212}, {0x2010, 0x2015}})
}

func isInvisible(m *module) int {
	return isAmong(m, "isInvisible", [][2]int{{0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0xFEFF, 0xFEFF}})
}

// isAmong returns the function that returns whether a unit is in a range.
func isAmong(m *module, name string, ranges [][2]int) int {
	return m.helper(name, 1, 1, 0, func(b *code) {
		for i, r := range ranges {
			b.localGet(0)
			if r[0] == r[1] {
				b.i32Const(r[0]).op(opI32Eq)
			} else {
				b.within(r[0], r[1])
			}
			if i > 0 {
				b.op(opI32Or)
			}
		}
	})
}
