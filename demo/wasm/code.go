package wasm

// The instructions that are used.
const (
	opBlock    = 0x02
	opLoop     = 0x03
	opIf       = 0x04
	opElse     = 0x05
	opEnd      = 0x0B
	opBr       = 0x0C
	opBrIf     = 0x0D
	opBrTable  = 0x0E
	opReturn   = 0x0F
	opCall     = 0x10
	opSelect   = 0x1B
	opLocalGet = 0x20
	opLocalSet = 0x21
	opLocalTee = 0x22
	opLoad32   = 0x28
	opLoad64   = 0x29
	opLoad8    = 0x2D
	opLoad16   = 0x2F
	opStore32  = 0x36
	opStore16  = 0x3B
	opI32Const = 0x41
	opEqz      = 0x45
	opEq       = 0x46
	opNe       = 0x47
	opLtS      = 0x48
	opLtU      = 0x49
	opGtU      = 0x4B
	opGeU      = 0x4F
	opEq64     = 0x51
	opAdd      = 0x6A
	opSub      = 0x6B
	opMul      = 0x6C
	opDivU     = 0x6E
	opRemU     = 0x70
	opAnd      = 0x71
	opOr       = 0x72
	opXor      = 0x73
	opShl      = 0x74
	opShrU     = 0x76
)

// code is the body of a function under construction. Its methods append one
// instruction each and return it, so that code reads in the order in which it
// runs. Memory is read and written at the address on the stack plus a fixed
// offset.
type code struct{ b []byte }

func (c *code) op(ops ...byte) *code { c.b = append(c.b, ops...); return c }

func (c *code) withUint(op byte, n int) *code {
	c.b = appendUint(append(c.b, op), uint32(n))
	return c
}

func (c *code) get(local int) *code { return c.withUint(opLocalGet, local) }
func (c *code) set(local int) *code { return c.withUint(opLocalSet, local) }
func (c *code) tee(local int) *code { return c.withUint(opLocalTee, local) }
func (c *code) call(fn int) *code   { return c.withUint(opCall, fn) }
func (c *code) br(depth int) *code  { return c.withUint(opBr, depth) }
func (c *code) brIf(depth int) *code {
	return c.withUint(opBrIf, depth)
}

func (c *code) i32(n int) *code {
	c.b = appendInt(append(c.b, opI32Const), int32(n))
	return c
}

func (c *code) memory(op, align byte, offset int) *code {
	c.b = appendUint(append(c.b, op, align), uint32(offset))
	return c
}

func (c *code) load8(offset int) *code   { return c.memory(opLoad8, 0, offset) }
func (c *code) load16(offset int) *code  { return c.memory(opLoad16, 1, offset) }
func (c *code) load32(offset int) *code  { return c.memory(opLoad32, 1, offset) }
func (c *code) load64(offset int) *code  { return c.memory(opLoad64, 1, offset) }
func (c *code) store16(offset int) *code { return c.memory(opStore16, 1, offset) }
func (c *code) store32(offset int) *code { return c.memory(opStore32, 1, offset) }

func (c *code) block() *code { return c.op(opBlock, typeNone) }
func (c *code) loop() *code  { return c.op(opLoop, typeNone) }
func (c *code) if_() *code   { return c.op(opIf, typeNone) }
func (c *code) ifI32() *code { return c.op(opIf, typeI32) }
func (c *code) else_() *code { return c.op(opElse) }
func (c *code) end() *code   { return c.op(opEnd) }
func (c *code) ret() *code   { return c.op(opReturn) }

// add and the like have a constant as their second operand.
func (c *code) add(n int) *code {
	if n == 0 {
		return c
	}
	return c.i32(n).op(opAdd)
}
func (c *code) mul(n int) *code { return c.i32(n).op(opMul) }

// increase adds n to a local.
func (c *code) increase(local, n int) *code { return c.get(local).add(n).set(local) }

// within leaves whether the value on the stack is from first to last.
func (c *code) within(first, last int) *code {
	return c.add(-first).i32(last - first + 1).op(opLtU)
}

// unit leaves the address of unit number i (a local) after base (a local).
func (c *code) unit(base, i int) *code {
	return c.get(base).get(i).i32(1).op(opShl, opAdd)
}
