package vp8l

import (
	"cmp"
	"math/bits"
	"slices"
)

// maxLength is the longest code of a symbol, maxMetaLength that of the codes
// in which lengths are written (RFC 9649, 3.7.2.1).
const maxLength, maxMetaLength = 15, 7

// code is a prefix code: for each symbol its length and its bits, the first
// to be written lowest. A code of a single symbol takes no bits at all.
type code struct {
	lengths []uint8
	bits    []uint16
}

func (w *bitWriter) symbol(c *code, s int) { w.write(uint32(c.bits[s]), uint(c.lengths[s])) }

// leaf is a symbol or, in the tree, what several have been joined to.
type leaf struct {
	count       int
	symbol      int // of a leaf; -1 for a node
	left, right int
}

// newCode makes the code that is shortest for symbols that occur so often, with
// no length above limit.
func newCode(counts []int, limit int) code {
	c := code{lengths: make([]uint8, len(counts)), bits: make([]uint16, len(counts))}
	used := 0
	for _, n := range counts {
		if n > 0 {
			used++
		}
	}
	if used < 2 {
		return c // the only symbol is written with no bits
	}
	// Rare symbols are taken to be less rare until their codes are short
	// enough.
	for least := 1; !c.fit(counts, least, limit); least *= 2 {
		clear(c.lengths)
	}
	c.number()
	return c
}

// fit finds the lengths for counts of at least some size, and reports whether
// they keep the limit.
func (c *code) fit(counts []int, least, limit int) bool {
	var nodes []leaf
	for s, n := range counts {
		if n > 0 {
			nodes = append(nodes, leaf{count: max(n, least), symbol: s})
		}
	}
	slices.SortStableFunc(nodes, func(a, b leaf) int { return cmp.Compare(a.count, b.count) })
	// Leaves and joined nodes are two queues, each in the order of counts.
	leaves, joined := 0, len(nodes)
	end := joined
	take := func() int {
		if leaves < end && (joined == len(nodes) || nodes[leaves].count <= nodes[joined].count) {
			leaves++
			return leaves - 1
		}
		joined++
		return joined - 1
	}
	for (end-leaves)+(len(nodes)-joined) > 1 {
		a, b := take(), take()
		nodes = append(nodes, leaf{count: nodes[a].count + nodes[b].count, symbol: -1, left: a, right: b})
	}
	return c.measure(nodes, len(nodes)-1, limit)
}

// measure sets the lengths from the depths in a tree.
func (c *code) measure(nodes []leaf, root, limit int) bool {
	depth := make([]int, len(nodes))
	for i := root; i >= 0; i-- { // what joins stands behind what it joins
		n := nodes[i]
		if n.symbol >= 0 {
			if depth[i] > limit {
				return false
			}
			c.lengths[n.symbol] = uint8(depth[i])
			continue
		}
		depth[n.left], depth[n.right] = depth[i]+1, depth[i]+1
	}
	return true
}

// number gives the symbols their bits: shorter ones first, among equals in the
// order of the symbols.
func (c *code) number() {
	next := uint16(0)
	for length := uint8(1); length <= maxLength; length++ {
		for s, l := range c.lengths {
			if l == length {
				c.bits[s] = bits.Reverse16(next) >> (16 - length)
				next++
			}
		}
		next <<= 1
	}
}

// writeCode makes a code for symbols that occur so often, and writes it.
func (w *bitWriter) writeCode(counts []int) code {
	var used []int
	for s, n := range counts {
		if n > 0 && len(used) < 3 {
			used = append(used, s)
		}
	}
	const short = 256 // symbols below may be named directly
	switch {
	case len(used) == 0:
		used = []int{0}
	case len(used) == 1 && used[0] >= short:
		counts[0], used = 1, []int{0, used[0]} // two are simpler than a code of one
	}
	c := newCode(counts, maxLength)
	if len(used) > 2 || used[len(used)-1] >= short {
		w.write(0, 1)
		w.writeLengths(c.lengths)
		return c
	}
	w.write(1, 1)
	w.write(uint32(len(used)-1), 1)
	if used[0] < 2 {
		w.write(uint32(used[0])<<1, 2)
	} else {
		w.write(1|uint32(used[0])<<1, 9)
	}
	if len(used) == 2 {
		w.write(uint32(used[1]), 8)
	}
	return c
}

// Symbols of the code in which lengths are written.
const (
	repeatLength = 16 // the last length that is not zero, 3 to 6 times
	repeatZero   = 17 // zero, 3 to 10 times
	repeatZeros  = 18 // zero, 11 to 138 times
)

// lengthOrder is the order in which the lengths of that code are written.
var lengthOrder = [...]int{17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}

// run is a symbol of that code with how often it repeats.
type run struct {
	symbol int
	extra  uint32
	bits   uint
}

// writeLengths writes the lengths of a code.
func (w *bitWriter) writeLengths(lengths []uint8) {
	runs := runsOf(lengths)
	counts := make([]int, len(lengthOrder))
	for _, r := range runs {
		counts[r.symbol]++
	}
	if n := len(runs); counts[runs[0].symbol] == n {
		counts[(runs[0].symbol+1)%repeatLength]++ // a code of one symbol would be none
	}
	meta := newCode(counts, maxMetaLength)
	last := len(lengthOrder)
	for last > 4 && meta.lengths[lengthOrder[last-1]] == 0 {
		last--
	}
	w.write(uint32(last-4), 4)
	for _, s := range lengthOrder[:last] {
		w.write(uint32(meta.lengths[s]), 3)
	}
	w.write(0, 1) // the lengths of all symbols follow
	for _, r := range runs {
		w.symbol(&meta, r.symbol)
		w.write(r.extra, r.bits)
	}
}

// runsOf puts lengths together that repeat.
func runsOf(lengths []uint8) []run {
	var runs []run
	previous := uint8(8) // what a first repetition would repeat
	for i := 0; i < len(lengths); {
		l, n := lengths[i], 1
		for i+n < len(lengths) && lengths[i+n] == l {
			n++
		}
		i += n
		if l != 0 && l != previous {
			runs = append(runs, run{symbol: int(l)})
			previous = l
			n--
		}
		for n > 0 {
			r, took := longest(l, n)
			runs = append(runs, r)
			n -= took
		}
	}
	return runs
}

// longest is the symbol that covers most of n equal lengths.
func longest(l uint8, n int) (r run, took int) {
	switch {
	case l == 0 && n >= 11:
		took = min(n, 138)
		return run{repeatZeros, uint32(took - 11), 7}, took
	case l == 0 && n >= 3:
		took = min(n, 10)
		return run{repeatZero, uint32(took - 3), 3}, took
	case l != 0 && n >= 3:
		took = min(n, 6)
		return run{repeatLength, uint32(took - 3), 2}, took
	}
	return run{symbol: int(l)}, 1
}
