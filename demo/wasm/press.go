package wasm

import (
	"encoding/binary"
	"unicode/utf16"

	"rehearse/demo/flow"
)

// The results of press; see the package comment.
const (
	resultNotHere  = -1
	resultRefused  = 0
	resultDone     = 1
	resultDiverted = 2
)

// emitEnabled: parameter button.
func (c *compiler) emitEnabled(b *code) {
	b.localGet(0).i32Const(len(c.flow.Buttons)).op(opI32GeU).if_().i32Const(0).return_().end()
	b.localGet(0).i32Const(2).op(opI32Shl).i32Load16U(c.buttonTable)
	b.i32Const(0).i32Load16U(screenAt).op(opI32Ne).if_().i32Const(0).return_().end()
	for _, button := range c.flow.Buttons {
		when := button.When
		if button.Send != nil {
			when = append(when[:len(when):len(when)], flow.Condition{Timer: button.Send.SMS.Resend})
		}
		if len(when) > 0 {
			b.localGet(0).i32Const(button.Index).op(opI32Eq).if_()
			conditions(c, b, when)
			b.return_().end()
		}
	}
	b.i32Const(1)
}

// emitPress: parameter button. The table alone is enough for buttons that only lead
// on; the others have code of their own.
func (c *compiler) emitPress(b *code) {
	b.localGet(0).call(c.known["enabled"]).op(opI32Eqz).if_().i32Const(resultNotHere).return_().end()
	var special []*flow.Button
	for _, button := range c.flow.Buttons {
		if isSpecial(button) {
			special = append(special, button)
		}
	}
	if len(special) > 0 {
		c.dispatch(b, special)
	}
	b.localGet(0).i32Const(2).op(opI32Shl).i32Load16U(c.buttonTable + 2).call(c.enter()).i32Const(resultDone)
}

// isSpecial reports whether a button does more than enter a screen.
func isSpecial(b *flow.Button) bool {
	return b.Submit || len(b.To) != 1 || closes(b, b.To[0].Screen) || b.Send != nil ||
		len(b.Count)+len(b.Reset)+len(b.Starts) > 0
}

// closes reports whether a button closes a dialog, going to the screen below.
func closes(b *flow.Button, to *flow.Screen) bool { return b.Screen.Over == to }

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
	b.localGet(0).withUint(opBrTable, len(depth))
	for _, d := range append(depth, last) {
		b.b = appendUint(b.b, uint32(d))
	}
	b.end()
	for i, button := range special {
		c.special(b, button)
		b.br(last - 1 - i).end()
	}
}

// special emits what a button does. It ends with the result, or falls through
// where nothing is left but to enter the usual screen.
func (c *compiler) special(b *code, button *flow.Button) {
	if len(button.Checks) > 0 {
		b.call(c.submit(button.Checks)).op(opI32Eqz).if_()
		refuse(c, b, button)
		b.end()
	}
	for _, a := range button.Set {
		assign(c, b, a)
	}
	for _, counter := range button.Count {
		c.count(b, counter)
	}
	for _, counter := range button.Reset {
		b.i32Const(0).i32Const(0).i32Store16(c.layout.counters[counter.Index])
	}
	c.start(b, button.Starts)
	lead(c, b, button)
}

// lead emits where a button leads, and the sending of its code.
func lead(c *compiler, b *code, button *flow.Button) {
	last := len(button.To) - 1
	for i, t := range button.To {
		if i < last {
			conditions(c, b, t.When)
			b.if_()
		} else if button.Send == nil && !closes(button, t.Screen) {
			return
		}
		if closes(button, t.Screen) {
			b.i32Const(0).i32Const(t.Screen.Index).i32Store16(screenAt)
		} else {
			b.i32Const(t.Screen.Index).call(c.enter())
		}
		c.sent(b, button)
		b.i32Const(resultDone).return_()
		if i < last {
			b.end()
		}
	}
	if last < 0 {
		c.sent(b, button)
		b.i32Const(resultDone).return_()
	}
}

// refuse emits what happens when a check fails, up to the result.
func refuse(c *compiler, b *code, button *flow.Button) {
	for _, counter := range button.Refused.Count {
		c.count(b, counter)
	}
	for _, t := range button.Refused.To {
		conditions(c, b, t.When)
		b.if_().i32Const(t.Screen.Index).call(c.enter()).i32Const(resultDiverted).return_().end()
	}
	b.i32Const(resultRefused).return_()
}

// conditions leaves whether all hold.
func conditions(c *compiler, b *code, when []flow.Condition) {
	if len(when) == 0 {
		b.i32Const(1)
	}
	for i, w := range when {
		condition(c, b, w)
		if i > 0 {
			b.op(opI32And)
		}
	}
}

func condition(c *compiler, b *code, w flow.Condition) {
	if w.Text != "" {
		b.i32Const(c.text(w.Text)).i32Const(c.layout.slots[w.Slot.Index]).i32Const(1).call(equal(c.module))
		return
	}
	b.i32Const(0)
	holds, contrary := byte(opI32Eq), byte(opI32Ne)
	switch {
	case w.Field != nil:
		b.i32Load16U(c.layout.fields[w.Field.Index] + valueAt).i32Const(w.Choice).op(opI32Eq)
		return
	case w.AsksWhich():
		b.i32Load16U(c.layout.slots[w.Slot.Index]).i32Const(w.Choice)
	case w.Slot != nil: // 0 is no value
		b.i32Load16U(c.layout.slots[w.Slot.Index]).i32Const(0)
		holds, contrary = contrary, holds
	case w.Counter != nil:
		b.i32Load16U(c.layout.counters[w.Counter.Index]).i32Const(w.Counter.Max)
	case w.Timer != nil:
		b.i32Load16U(c.layout.timers[w.Timer.Index]).i32Const(0)
		holds, contrary = contrary, holds
	}
	if w.Is {
		b.op(holds)
	} else {
		b.op(contrary)
	}
}

// text returns the address of a constant text, written as the values of fields are.
func (c *compiler) text(s string) int {
	units := utf16.Encode([]rune(s))
	p := binary.LittleEndian.AppendUint16(nil, uint16(len(units)))
	for _, u := range units {
		p = binary.LittleEndian.AppendUint16(p, u)
	}
	return c.data(p)
}

// count adds one to a counter.
func (c *compiler) count(b *code, counter *flow.Counter) {
	b.i32Const(c.layout.counters[counter.Index]).i32Const(counter.Max).call(countUp(c.module))
}

func (c *compiler) start(b *code, timers []*flow.Timer) {
	for _, t := range timers {
		b.i32Const(0).i32Const(t.Seconds).i32Store16(c.layout.timers[t.Index])
	}
}

// sent emits the sending of a button's code, if it has one.
func (c *compiler) sent(b *code, button *flow.Button) {
	if button.Send != nil {
		b.call(c.send(button.Send))
	}
}

// assign copies a field into the record. Values that were checked fit.
func assign(c *compiler, b *code, a flow.Assignment) {
	slot, value := c.layout.slots[a.Slot.Index], c.layout.fields[a.Field.Index]+valueAt
	if a.Slot.Options != nil {
		b.i32Const(0).i32Const(0).i32Load16U(value).i32Store16(slot)
		return
	}
	b.i32Const(slot).i32Const(1 + a.Slot.Capacity).call(fill(c.module))
	b.i32Const(0).i32Load16U(value).if_()
	b.i32Const(0).i32Const(0).i32Load16U(value).addConst(1).i32Store16(slot)
	b.i32Const(slot + 2).i32Const(value + 2).i32Const(0).i32Load16U(value).call(copyUnits(c.module))
	b.end()
}
