package wasm

// This file writes the binary format of WebAssembly 1.0, by appending; see
// chapter 5 of its specification, https://www.w3.org/TR/wasm-core-1/.

// The sections that a module of ours has, in the order that they must have.
const (
	sectionType     = 1
	sectionFunction = 3
	sectionMemory   = 5
	sectionGlobal   = 6
	sectionExport   = 7
	sectionCode     = 10
	sectionData     = 11
)

// Kinds of exports.
const (
	exportFunction = 0
	exportMemory   = 2
	exportGlobal   = 3
)

const (
	typeI32      = 0x7F
	typeFunction = 0x60
	typeNone     = 0x40 // of a block without result
)

// header is the magic number and version 1 of the format.
const header = "\x00asm\x01\x00\x00\x00"

// pageSize is the unit of memory.
const pageSize = 1 << 16

// appendUint appends n in LEB128.
func appendUint(b []byte, n uint32) []byte {
	for n >= 0x80 {
		b = append(b, byte(n)|0x80)
		n >>= 7
	}
	return append(b, byte(n))
}

// appendInt appends n in signed LEB128.
func appendInt(b []byte, n int32) []byte {
	for n < -0x40 || n >= 0x40 {
		b = append(b, byte(n)&0x7F|0x80)
		n >>= 7
	}
	return append(b, byte(n)&0x7F)
}

// appendBytes appends p with its length.
func appendBytes(b, p []byte) []byte {
	return append(appendUint(b, uint32(len(p))), p...)
}

// appendSection appends a section that is a vector of n entries.
func appendSection(b []byte, id byte, n int, entries []byte) []byte {
	if n == 0 {
		return b
	}
	count := appendUint(nil, uint32(n))
	b = append(b, id)
	b = appendUint(b, uint32(len(count)+len(entries)))
	return append(append(b, count...), entries...)
}

// appendExport appends the entry of an export.
func appendExport(b []byte, name string, kind byte, index int) []byte {
	b = append(appendBytes(b, []byte(name)), kind)
	return appendUint(b, uint32(index))
}

// appendGlobal appends the entry of a constant i32 global.
func appendGlobal(b []byte, value int) []byte {
	b = append(b, typeI32, 0, opI32Const)
	return append(appendInt(b, int32(value)), opEnd)
}

// signature is the type of a function: all values are i32.
type signature struct{ params, results int }

// appendSignature appends the entry of a function type.
func appendSignature(b []byte, s signature) []byte {
	b = append(b, typeFunction)
	for _, n := range [...]int{s.params, s.results} {
		b = appendUint(b, uint32(n))
		for range n {
			b = append(b, typeI32)
		}
	}
	return b
}
