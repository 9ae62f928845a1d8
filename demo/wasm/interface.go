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

func (c *compiler) exported() []exported {
	list := []exported{
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
	if len(c.flow.Named()) > 0 {
		list = append(list, exported{"recorded", signature{1, 1}, 1, c.emitRecorded})
	}
	return list
}

// emitInterface emits the exported functions, which are the first of the
// module, and all that they need.
func (c *compiler) emitInterface() {
	list := c.exported()
	for _, e := range list {
		c.define(e.name, e.signature.params, e.signature.results)
		c.exports = append(c.exports, e.name)
	}
	for i, e := range list {
		c.body(i, e.locals, e.emit)
	}
}

// emitRestart: all zeros, then the seed, the record and the first screen.
func (c *compiler) emitRestart(b *code) {
	b.i32Const(0).i32Const(c.layout.stateSize / 2).call(fill(c.module))
	b.i32Const(0)
	b.localGet(0).i32Const(-0x61C88647).op(opI32Xor).localTee(0) // 0x9E3779B9
	b.localGet(0).op(opI32Eqz, opI32Add).i32Store(randomAt)
	if record := c.record(); len(record) > 0 {
		b.i32Const(slotsAt).i32Const(c.data(record)).i32Const(len(record) / 2).call(copyUnits(c.module))
	}
	b.i32Const(c.flow.Start.Index).call(c.enter())
}

// emitInput: parameters field, n; local 2 is the field's row.
func (c *compiler) emitInput(b *code) {
	if len(c.flow.Fields) == 0 {
		return
	}
	b.localGet(0).call(c.here()).localTee(2).op(opI32Eqz).if_().return_().end()
	b.localGet(2).i32Load(rowCell).i32Const(0).i32Store16(0)
	b.localGet(2).i32Load16U(rowCapacity).op(opI32Eqz).if_()
	b.localGet(2).i32Load(rowCell)
	b.i32Const(0).localGet(1).localGet(1).localGet(2).i32Load16U(rowOptions).op(opI32GtU, opSelect).i32Store16(valueAt)
	b.return_().end()
	if c.has(func(f *flow.Field) bool { return !f.Kind.IsChoice() }) {
		b.localGet(2).localGet(1).call(c.normalise())
	}
}

// emitRefresh: parameter field; local 1 is its row.
func (c *compiler) emitRefresh(b *code) {
	if !c.hasTrait(traitDraw) {
		return
	}
	b.localGet(0).call(c.here()).localTee(1).op(opI32Eqz).if_().return_().end()
	b.localGet(1).i32Load16U(rowTraits).i32Const(int(traitDraw)).op(opI32And).if_()
	c.draw(b.localGet(1))
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
	b.localGet(0).i32Const(1).op(opI32LtS).if_().return_().end()
	b.i32Const(first).localSet(1).loop()
	b.localGet(1)
	b.localGet(1).i32Load16U(0).localTee(2).localGet(0).op(opI32Sub).i32Const(0)
	b.localGet(2).localGet(0).op(opI32GtU, opSelect).i32Store16(0)
	b.localGet(1).addConst(2).localTee(1).i32Const(first + 2*n).op(opI32LtU).brIf(0).end()
}

// emitLeft: parameter timer.
func (c *compiler) emitLeft(b *code) {
	n := len(c.layout.timers)
	if n == 0 {
		b.i32Const(0)
		return
	}
	b.localGet(0).i32Const(n).op(opI32GeU).if_().i32Const(0).return_().end()
	b.localGet(0).i32Const(1).op(opI32Shl).i32Load16U(c.layout.timers[0])
}

func (c *compiler) emitScreen(b *code) { b.i32Const(0).i32Load16U(screenAt) }

// emitError: parameter field; local 1 is its row.
func (c *compiler) emitError(b *code) {
	if len(c.flow.Fields) == 0 {
		b.i32Const(0)
		return
	}
	b.localGet(0).call(c.row()).localTee(1).op(opI32Eqz).if_().i32Const(0).return_().end()
	b.localGet(1).i32Load(rowCell).i32Load16U(0)
}

// emitValue: parameter field; locals 1 and 2 are its row and its value.
func (c *compiler) emitValue(b *code) {
	if len(c.flow.Fields) == 0 {
		b.i32Const(0)
		return
	}
	b.localGet(0).call(c.row()).localTee(1).op(opI32Eqz).if_().i32Const(0).return_().end()
	b.localGet(1).i32Load(rowCell).i32Load16U(valueAt).localSet(2)
	b.localGet(1).i32Load16U(rowCapacity).if_()
	b.i32Const(c.layout.text).localGet(1).i32Load(rowCell).addConst(unitsAt).localGet(2).call(copyUnits(c.module)).end()
	b.localGet(2)
}

// emitShown: parameter field; local 1 is its row, 2 where its drawing is. What
// was not drawn or sent yet is zeros.
func (c *compiler) emitShown(b *code) {
	drawn := traitDraw | traitSent
	if !c.hasTrait(drawn) {
		b.i32Const(0)
		return
	}
	units := func() {
		b.i32Const(flow.SMSUnits).i32Const(flow.CaptchaUnits).localGet(1).i32Load16U(rowTraits).i32Const(int(traitSent)).op(opI32And, opSelect)
	}
	b.localGet(0).call(c.row()).localTee(1).op(opI32Eqz).if_().i32Const(0).return_().end()
	b.localGet(1).i32Load16U(rowTraits).i32Const(int(drawn)).op(opI32And, opI32Eqz).if_().i32Const(0).return_().end()
	b.localGet(1).i32Load(rowCell).addConst(unitsAt)
	b.localGet(1).i32Load16U(rowCapacity).i32Const(1).op(opI32Shl, opI32Add).localTee(2)
	b.i32Load16U(0).op(opI32Eqz).if_().i32Const(0).return_().end()
	b.i32Const(c.layout.text).localGet(2)
	units()
	b.call(copyUnits(c.module))
	units()
}

// emitRecorded: parameter slot; local 1 is the length of a text.
func (c *compiler) emitRecorded(b *code) {
	for _, slot := range c.flow.Named() {
		at := c.layout.slots[slot.Index]
		b.localGet(0).i32Const(slot.Index).op(opI32Eq).if_()
		b.i32Const(0).i32Load16U(at)
		if slot.Options == nil {
			b.localTee(1).op(opI32Eqz).if_().i32Const(0).return_().end()
			b.i32Const(c.layout.text).i32Const(at + 2).localGet(1).addConst(-1).localTee(1).call(copyUnits(c.module))
			b.localGet(1)
		}
		b.return_().end()
	}
	b.i32Const(0)
}

// has reports whether any field is so.
func (c *compiler) has(so func(*flow.Field) bool) bool {
	return slices.ContainsFunc(c.flow.Fields, so)
}
