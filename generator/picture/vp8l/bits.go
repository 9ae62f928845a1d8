package vp8l

// bitWriter writes bits, the lowest of each number first.
type bitWriter struct {
	out  []byte
	bits uint64
	n    uint // how many of bits wait
}

// write appends the n lowest bits of v, at most 32.
func (w *bitWriter) write(v uint32, n uint) {
	w.bits |= uint64(v) << w.n
	w.n += n
	for w.n >= 8 {
		w.out = append(w.out, byte(w.bits))
		w.bits >>= 8
		w.n -= 8
	}
}

// len is the number of bytes that the bits so far take.
func (w *bitWriter) len() int { return len(w.out) + int(w.n+7)/8 }

// bytes returns what was written, filled up to whole bytes.
func (w *bitWriter) bytes() []byte {
	if w.n > 0 {
		return append(w.out, byte(w.bits))
	}
	return w.out
}
