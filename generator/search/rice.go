package search

import "math/bits"

// Lists of pages are coded as Rice codes of their gaps, which comes near to
// the least number of bits that a random list can have. A Rice code is the quotient of the
// gap by 2^k in unary (zeros, then a one), then the remainder in k bits, all
// from the lowest bit of a byte upwards. A gap is the number of pages skipped. The
// length of a list tells k.

// riceParameter returns k for n > 0 of total pages: the least that makes 2^k
// more than a third of the mean gap, which is about the optimum for gaps of a
// geometric distribution.
func riceParameter(n, total int) uint {
	return uint(bits.Len(uint(total / (3 * n))))
}

// bitWriter appends bits to bytes.
type bitWriter struct {
	buf     []byte
	pending uint64
	n       uint
}

// put appends the low width bits of v, the others of which are 0; width is at
// most 32.
func (w *bitWriter) put(v uint64, width uint) {
	w.pending |= v << w.n
	w.n += width
	if w.n >= 32 {
		w.buf = append(w.buf, byte(w.pending), byte(w.pending>>8), byte(w.pending>>16), byte(w.pending>>24))
		w.pending >>= 32
		w.n -= 32
	}
}

// finish fills the last byte up with zeros.
func (w *bitWriter) finish() []byte {
	for ; w.n > 0; w.n -= min(w.n, 8) {
		w.buf = append(w.buf, byte(w.pending))
		w.pending >>= 8
	}
	return w.buf
}

// rice appends one gap.
func (w *bitWriter) rice(gap uint32, k uint) {
	quotient := uint(gap >> k)
	remainder := uint64(gap & (1<<k - 1))
	if quotient+1+k <= 32 {
		w.put((remainder<<1|1)<<quotient, quotient+1+k)
		return
	}
	for ; quotient >= 32; quotient -= 32 {
		w.put(0, 32)
	}
	w.put(1<<quotient, quotient+1)
	w.put(remainder, k)
}

// appendList appends the code of an ascending list of pages out of total.
func appendList(buf []byte, list []uint32, total int) []byte {
	if len(list) == 0 {
		return buf
	}
	k := riceParameter(len(list), total)
	w := bitWriter{buf: buf}
	next := uint32(0)
	for _, page := range list {
		w.rice(page-next, k)
		next = page + 1
	}
	return w.finish()
}

// pageSet is a set of pages as a bitmap.
type pageSet []uint64

func newPageSet(pages int) pageSet { return make(pageSet, (pages+63)/64) }

func (s pageSet) add(page uint32) { s[page/64] |= 1 << (page % 64) }

// drain appends the members to list, ascending, and empties the set.
func (s pageSet) drain(list []uint32) []uint32 {
	for i, word := range s {
		for ; word != 0; word &= word - 1 {
			list = append(list, uint32(i*64+bits.TrailingZeros64(word)))
		}
		s[i] = 0
	}
	return list
}
