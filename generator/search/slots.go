package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
	"slices"
)

// Pages have numbers, and the numbers are in every list. If a page that comes or
// goes moved the others, every file would be another. So there are some more numbers
// than pages, and a page's is chosen by the hash of its URL: one that comes takes
// a free one, or that of a few others.

// placePages gives each page its number, and returns the pages in their order, the
// numbers there are, and the first number of each run of pages of one weight, with
// that weight. Heavy pages have the lower numbers.
func placePages(docs []*document) (slots int, runs [][2]float64) {
	runs = [][2]float64{}
	slices.SortFunc(docs, func(x, y *document) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.url, y.url), bytes.Compare(x.coded, y.coded))
	})
	for i := 0; i < len(docs); {
		n := 1
		for i+n < len(docs) && docs[i+n].weight == docs[i].weight {
			n++
		}
		runs = append(runs, [2]float64{float64(slots), docs[i].weight})
		room := roomFor(n)
		placeRun(docs[i:i+n], slots, room)
		slots += room
		i += n
	}
	slices.SortFunc(docs, func(x, y *document) int { return cmp.Compare(x.slot, y.slot) })
	return slots, runs
}

// roomFor returns how many numbers there are for n pages: at least a sixteenth more,
// in steps of about an eighth, for each of which every page moves.
func roomFor(n int) int {
	step := max(4, 1<<max(0, bits.Len(uint(n))-4))
	return (n + n/16 + step) / step * step
}

// placeRun gives pages the numbers from first on. The pages choose in the order of
// their hashes, so that one more or less moves those only that choose after it, and
// wanted its number.
func placeRun(docs []*document, first, room int) {
	hashes := make(map[*document]uint64, len(docs))
	for _, d := range docs {
		sum := sha256.Sum256([]byte(d.url))
		hashes[d] = binary.LittleEndian.Uint64(sum[:])
	}
	order := slices.Clone(docs)
	slices.SortStableFunc(order, func(x, y *document) int { return cmp.Compare(hashes[x], hashes[y]) })
	taken := make([]bool, room)
	for _, d := range order {
		// A linear congruential generator of full period comes by every number.
		at := hashes[d]
		slot := int(at >> 32 % uint64(room))
		for taken[slot] {
			at = at*6364136223846793005 + 1442695040888963407
			slot = int(at >> 32 % uint64(room))
		}
		taken[slot] = true
		d.slot = first + slot
	}
}

// freeNumbers returns the list of numbers that are those of no page.
func freeNumbers(docs []*document, slots int) []uint32 {
	var free []uint32
	next := 0
	for slot := range slots {
		if next < len(docs) && docs[next].slot == slot {
			next++
			continue
		}
		free = append(free, uint32(slot))
	}
	return free
}
