package wasm

import "rehearse/demo/flow"

// emitPress: parameter button; local 1 is the screen to enter. Buttons that
// only lead on are told by the table alone; the others have code of their own.
func (c *compiler) emitPress(b *code) {
	const notHere = -1
	buttons := c.flow.Buttons
	b.get(0).i32(len(buttons)).op(opGeU).if_().i32(notHere).ret().end()
	b.get(0).i32(2).op(opShl).load16(c.buttonTable)
	b.i32(0).load16(screenAt).op(opNe).if_().i32(notHere).ret().end()
	b.get(0).i32(2).op(opShl).load16(c.buttonTable + 2).set(1)
	var special []*flow.Button
	for _, button := range buttons {
		if button.Submit || len(button.To) > 1 {
			special = append(special, button)
		}
	}
	if len(special) > 0 {
		c.dispatch(b, special)
	}
	b.get(1).call(c.enter()).i32(1)
}

// dispatch emits the code of the special buttons, each in a block that the
// table of branches leaves at its end: the one of number i begins where block
// i ends.
func (c *compiler) dispatch(b *code, special []*flow.Button) {
	last := len(special) // the block that is left when all is done
	for range last + 1 {
		b.block()
	}
	depth := make([]int, len(c.flow.Buttons))
	for i := range depth {
		depth[i] = last
	}
	for i, button := range special {
		depth[button.Index] = i
	}
	b.get(0).withUint(opBrTable, len(depth))
	for _, d := range append(depth, last) {
		b.b = appendUint(b.b, uint32(d))
	}
	b.end()
	for i, button := range special {
		c.special(b, button)
		b.br(last - 1 - i).end()
	}
}

// special emits what a button does before its screen is entered.
func (c *compiler) special(b *code, button *flow.Button) {
	if button.Submit && len(button.Screen.Fields) > 0 {
		b.call(c.submit(button.Screen)).op(opEqz).if_().i32(0).ret().end()
	}
	if len(button.To) > 1 {
		b.block()
		for _, t := range button.To[:len(button.To)-1] {
			c.conditions(b, t.When)
			b.if_().i32(t.Screen.Index).set(1).br(1).end()
		}
		b.end()
	}
	for _, a := range button.Set {
		c.assign(b, a)
	}
}

// conditions leaves whether all hold.
func (c *compiler) conditions(b *code, when []flow.Condition) {
	for i, w := range when {
		b.i32(0).load16(c.layout.fields[w.Field.Index] + valueAt).i32(w.Choice).op(opEq)
		if i > 0 {
			b.op(opAnd)
		}
	}
}

// assign copies a field into the record. Values that were checked fit.
func (c *compiler) assign(b *code, a flow.Assignment) {
	slot, value := c.layout.slots[a.Slot.Index], c.layout.fields[a.Field.Index]+valueAt
	if a.Slot.Options != nil {
		b.i32(0).i32(0).load16(value).store16(slot)
		return
	}
	b.i32(slot).i32(1 + a.Slot.Capacity).call(c.fill())
	b.i32(0).load16(value).if_()
	b.i32(0).i32(0).load16(value).add(1).store16(slot)
	b.i32(slot + 2).i32(value + 2).i32(0).load16(value).call(c.copy())
	b.end()
}
