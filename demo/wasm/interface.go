package wasm

import (
	"slices"

	"rehearse/demo/flow"
)

// ABIVersion is the version of the interface that the package comment
// describes, exported by modules as abi_version.
const ABIVersion = 1

// exported is a function of the interface.
type exported struct {
	name      string
	signature signature
	locals    int
	emit      func(*code)
}

func (c *compiler) exports() []exported {
	return []exported{
		{"restart", signature{1, 0}, 0, c.emitRestart},
		{"input", signature{2, 0}, 1, c.emitInput},
		{"press", signature{1, 1}, 0, c.emitPress},
		{"refresh", signature{1, 0}, 1, c.emitRefresh},
		{"tick", signature{1, 0}, 2, c.emitTick},
		{"screen", signature{0, 1}, 0, c.emitScreen},
		{"enabled", signature{1, 1}, 0, c.emitEnabled},
		{"left", signature{1, 1}, 0, c.emitLeft},
		{"error", signature{1, 1}, 1, c.emitError},
		{"value", signature{1, 1}, 2, c.emitValue},
		{"shown", signature{1, 1}, 2, c.emitShown},
	}
}

// emitInterface emits the exported functions, which are the first of the
// module, and all that they need.
func (c *compiler) emitInterface() {
	for _, e := range c.exports() {
		c.define(e.name, e.signature.params, e.signature.results)
	}
	for i, e := range c.exports() {
		c.body(i, e.locals, e.emit)
	}
}

// emitRestart: all zeros, then the seed, the record and the first screen.
func (c *compiler) emitRestart(b *code) {
	b.i32(0).i32(c.layout.stateSize / 2).call(c.fill())
	b.i32(0)
	b.get(0).i32(-0x61C88647).op(opXor).tee(0) // 0x9E3779B9
	b.get(0).op(opEqz, opAdd).store32(randomAt)
	if record := c.record(); len(record) > 0 {
		b.i32(slotsAt).i32(c.place(record)).i32(len(record) / 2).call(c.copy())
	}
	b.i32(c.flow.Start.Index).call(c.enter())
}

// emitInput: parameters field, n; local 2 is the field's row.
func (c *compiler) emitInput(b *code) {
	if len(c.flow.Fields) == 0 {
		return
	}
	b.get(0).call(c.here()).tee(2).op(opEqz).if_().ret().end()
	b.get(2).load32(rowCell).i32(0).store16(0)
	b.get(2).load16(rowCapacity).op(opEqz).if_()
	b.get(2).load32(rowCell)
	b.i32(0).get(1).get(1).get(2).load16(rowOptions).op(opGtU, opSelect).store16(valueAt)
	b.ret().end()
	if c.has(func(f *flow.Field) bool { return !f.Kind.IsChoice() }) {
		b.get(2).get(1).call(c.normalise())
	}
}

// emitRefresh: parameter field; local 1 is its row.
func (c *compiler) emitRefresh(b *code) {
	if !c.hasTrait(traitDraw) {
		return
	}
	b.get(0).call(c.here()).tee(1).op(opEqz).if_().ret().end()
	b.get(1).load16(rowTraits).i32(int(traitDraw)).op(opAnd).if_()
	c.draw(b.get(1))
	b.end()
}

// emitTick: parameter seconds; local 1 is the address of a timer, 2 what it
// has left.
func (c *compiler) emitTick(b *code) {
	n := len(c.layout.timers)
	if n == 0 {
		return
	}
	first := c.layout.timers[0]
	b.get(0).i32(1).op(opLtS).if_().ret().end()
	b.i32(first).set(1).loop()
	b.get(1)
	b.get(1).load16(0).tee(2).get(0).op(opSub).i32(0)
	b.get(2).get(0).op(opGtU, opSelect).store16(0)
	b.get(1).add(2).tee(1).i32(first + 2*n).op(opLtU).brIf(0).end()
}

// emitLeft: parameter timer.
func (c *compiler) emitLeft(b *code) {
	n := len(c.layout.timers)
	if n == 0 {
		b.i32(0)
		return
	}
	b.get(0).i32(n).op(opGeU).if_().i32(0).ret().end()
	b.get(0).i32(1).op(opShl).load16(c.layout.timers[0])
}

func (c *compiler) emitScreen(b *code) { b.i32(0).load16(screenAt) }

// emitError: parameter field; local 1 is its row.
func (c *compiler) emitError(b *code) {
	if len(c.flow.Fields) == 0 {
		b.i32(0)
		return
	}
	b.get(0).call(c.row()).tee(1).op(opEqz).if_().i32(0).ret().end()
	b.get(1).load32(rowCell).load16(0)
}

// emitValue: parameter field; locals 1 and 2 are its row and its value.
func (c *compiler) emitValue(b *code) {
	if len(c.flow.Fields) == 0 {
		b.i32(0)
		return
	}
	b.get(0).call(c.row()).tee(1).op(opEqz).if_().i32(0).ret().end()
	b.get(1).load32(rowCell).load16(valueAt).set(2)
	b.get(1).load16(rowCapacity).if_()
	b.i32(c.layout.text).get(1).load32(rowCell).add(unitsAt).get(2).call(c.copy()).end()
	b.get(2)
}

// emitShown: parameter field; local 1 is its row, 2 where its drawing is. What
// was not drawn or sent yet is zeros.
func (c *compiler) emitShown(b *code) {
	drawn := traitDraw | traitSent
	if !c.hasTrait(drawn) {
		b.i32(0)
		return
	}
	units := func() {
		b.i32(flow.SMSUnits).i32(flow.CaptchaUnits).get(1).load16(rowTraits).i32(int(traitSent)).op(opAnd, opSelect)
	}
	b.get(0).call(c.row()).tee(1).op(opEqz).if_().i32(0).ret().end()
	b.get(1).load16(rowTraits).i32(int(drawn)).op(opAnd, opEqz).if_().i32(0).ret().end()
	b.get(1).load32(rowCell).add(unitsAt)
	b.get(1).load16(rowCapacity).i32(1).op(opShl, opAdd).tee(2)
	b.load16(0).op(opEqz).if_().i32(0).ret().end()
	b.i32(c.layout.text).get(2)
	units()
	b.call(c.copy())
	units()
}

// has reports whether any field is so.
func (c *compiler) has(so func(*flow.Field) bool) bool {
	return slices.ContainsFunc(c.flow.Fields, so)
}
