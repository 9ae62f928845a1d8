package wasm

// The instructions that are used.
const (
	opBlock      = 0x02
	opLoop       = 0x03
	opIf         = 0x04
	opElse       = 0x05
	opEnd        = 0x0B
	opBr         = 0x0C
	opBrIf       = 0x0D
	opBrTable    = 0x0E
	opReturn     = 0x0F
	opCall       = 0x10
	opSelect     = 0x1B
	opLocalGet   = 0x20
	opLocalSet   = 0x21
	opLocalTee   = 0x22
	opI32Load    = 0x28
	opI64Load    = 0x29
	opI32Load8U  = 0x2D
	opI32Load16U = 0x2F
	opI32Store   = 0x36
	opI32Store16 = 0x3B
	opI32Const   = 0x41
	opI32Eqz     = 0x45
	opI32Eq      = 0x46
	opI32Ne      = 0x47
	opI32LtS     = 0x48
	opI32LtU     = 0x49
	opI32GtU     = 0x4B
	opI32GeU     = 0x4F
	opI64Eq      = 0x51
	opI32Add     = 0x6A
	opI32Sub     = 0x6B
	opI32Mul     = 0x6C
	opI32DivU    = 0x6E
	opI32RemU    = 0x70
	opI32And     = 0x71
	opI32Or      = 0x72
	opI32Xor     = 0x73
	opI32Shl     = 0x74
	opI32ShrU    = 0x76
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

func (c *code) localGet(local int) *code { return c.withUint(opLocalGet, local) }
func (c *code) localSet(local int) *code { return c.withUint(opLocalSet, local) }
func (c *code) localTee(local int) *code { return c.withUint(opLocalTee, local) }
func (c *code) call(fn int) *code        { return c.withUint(opCall, fn) }
func (c *code) br(depth int) *code       { return c.withUint(opBr, depth) }
func (c *code) brIf(depth int) *code     { return c.withUint(opBrIf, depth) }

func (c *code) i32Const(n int) *code {
	c.b = appendInt(append(c.b, opI32Const), int32(n))
	return c
}

func (c *code) memory(op, align byte, offset int) *code {
	c.b = appendUint(append(c.b, op, align), uint32(offset))
	return c
}

func (c *code) i32Load8U(offset int) *code  { return c.memory(opI32Load8U, 0, offset) }
func (c *code) i32Load16U(offset int) *code { return c.memory(opI32Load16U, 1, offset) }
func (c *code) i32Load(offset int) *code    { return c.memory(opI32Load, 1, offset) }
func (c *code) i64Load(offset int) *code    { return c.memory(opI64Load, 1, offset) }
func (c *code) i32Store16(offset int) *code { return c.memory(opI32Store16, 1, offset) }
func (c *code) i32Store(offset int) *code   { return c.memory(opI32Store, 1, offset) }

func (c *code) block() *code   { return c.op(opBlock, typeNone) }
func (c *code) loop() *code    { return c.op(opLoop, typeNone) }
func (c *code) if_() *code     { return c.op(opIf, typeNone) }
func (c *code) ifI32() *code   { return c.op(opIf, typeI32) }
func (c *code) else_() *code   { return c.op(opElse) }
func (c *code) end() *code     { return c.op(opEnd) }
func (c *code) return_() *code { return c.op(opReturn) }

// addConst and mulConst have a constant as their second operand.
func (c *code) addConst(n int) *code {
	if n == 0 {
		return c
	}
	return c.i32Const(n).op(opI32Add)
}
func (c *code) mulConst(n int) *code { return c.i32Const(n).op(opI32Mul) }

// increase adds n to a local.
func (c *code) increase(local, n int) *code { return c.localGet(local).addConst(n).localSet(local) }

// within leaves whether the value on the stack is from first to last.
func (c *code) within(first, last int) *code {
	return c.addConst(-first).i32Const(last - first + 1).op(opI32LtU)
}

// unit leaves the address of unit number i (a local) after base (a local).
func (c *code) unit(base, i int) *code {
	return c.localGet(base).localGet(i).i32Const(1).op(opI32Shl, opI32Add)
}
