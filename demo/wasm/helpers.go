package wasm

import "rehearse/demo/flow"

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
