package search

import (
	"math/bits"
	"slices"
	"sort"
)

// The inversion turns pages that hold grams into grams with pages. It sorts
// postings, which is several times faster than a table of all grams that grows
// while pages come in: first into one bucket for each first letter, whose
// sizes are known from the census, then each bucket by the rest of the gram.

// roomInOne is how many postings are made in one go; more are made in several,
// at most maxPasses, each for a part of the first letters. Reading the pages
// again takes time that counts where thousands are built in a second or two;
// where there are more, the memory counts.
const (
	roomInOne = 12 << 20
	maxPasses = 3
)

// A posting says that a page has a gram of the bucket's letter at a level:
// from the highest bit down, the rest of the gram, the page and the level.
// It is as small as it can be; uint64 is for sites of 100,000s of pages.
type posting interface{ ~uint32 | ~uint64 }

// inverter holds what all parts of an inversion share.
type inverter[P posting] struct {
	census  census
	letters *letters
	// slots is how many numbers there are for pages.
	slots int
	// counts are the letters of each part.
	counts [][]uint32
	// shift is where in a posting the rest of the gram begins.
	shift uint
	// restBits is how many bits it has.
	restBits int
	// atOnce is how many postings there may be in one go.
	atOnce int
}

// invert returns the entries of all grams of the pages, those of each first letter
// together.
func invert(slots int, census census, letters *letters) []entries {
	shift := uint(bits.Len(uint(slots))) + levelBits
	restBits := bits.Len(uint(letters.rests()))
	if int(shift)+restBits <= 32 {
		return newInverter[uint32](slots, census, letters, shift, restBits).run()
	}
	return newInverter[uint64](slots, census, letters, shift, restBits).run()
}

func newInverter[P posting](slots int, census census, letters *letters, shift uint, restBits int) *inverter[P] {
	v := &inverter[P]{census: census, letters: letters, slots: slots, shift: shift, restBits: restBits, atOnce: roomInOne}
	for _, counts := range census.counts {
		v.counts = append(v.counts, letters.counts(counts))
	}
	return v
}

// rests returns how many values rest has.
func (l *letters) rests() int {
	narrow := int(l.narrow)
	return len(l.units) + narrow*(narrow+1)
}

// rest numbers what follows the first letter of a gram, in the order of the
// letters; b and c are 0 where the run ends. Grams of three narrow letters
// come after all pairs with a wide one.
func (l *letters) rest(a, b, c letter) int {
	if b == 0 || b > l.narrow {
		return int(b)
	}
	if a > l.narrow || c > l.narrow {
		c = 0
	}
	return len(l.units) + int(b-1)*(int(l.narrow)+1) + int(c)
}

// split is the inverse of rest.
func (l *letters) split(rest int) (b, c letter) {
	if rest < len(l.units) {
		return letter(rest), 0
	}
	rest -= len(l.units)
	width := int(l.narrow) + 1
	return letter(rest/width + 1), letter(rest % width)
}

func (v *inverter[P]) run() []entries {
	total := 0
	ends := make([]int, len(v.letters.units)+1)
	for a := range v.letters.units {
		for _, counts := range v.counts {
			total += int(counts[a])
		}
		ends[a+1] = total
	}
	bounds := []int{1}
	longest := 0
	for passes, i := max(1, min(maxPasses, (total+v.atOnce-1)/v.atOnce)), 1; i <= passes; i++ {
		lo, hi := bounds[i-1], len(v.letters.units)
		if i < passes {
			hi = max(lo, sort.SearchInts(ends, total/passes*i))
		}
		bounds = append(bounds, hi)
		longest = max(longest, ends[hi]-ends[lo])
	}
	room := make([]P, longest)
	var all []entries
	for i, lo := range bounds[:len(bounds)-1] {
		all = append(all, v.pass(letter(lo), letter(bounds[i+1]), room)...)
	}
	return all
}

// pass inverts the grams whose first letter is in [lo, hi).
func (v *inverter[P]) pass(lo, hi letter, room []P) []entries {
	buckets := make([][]P, hi-lo)
	cursors := make([][]int, len(v.counts))
	next := 0
	for part := range cursors {
		cursors[part] = make([]int, len(v.letters.units))
	}
	for a := lo; a < hi; a++ {
		start := next
		for part, counts := range v.counts {
			cursors[part][a] = next
			next += int(counts[a])
		}
		buckets[a-lo] = room[start:next]
	}
	inParallel(len(v.counts), func(part int) { v.scatter(part, lo, hi, room, cursors[part]) })
	return v.encode(lo, buckets)
}

// scatter writes the postings of a part's pages where the cursors of their
// first letters point.
func (v *inverter[P]) scatter(part int, lo, hi letter, room []P, cursors []int) {
	var run []letter
	var units []uint16
	l, shift := v.letters, v.shift
	for _, d := range v.census.parts[part] {
		page := P(d.slot) << levelBits
		for i, where := range fieldLevels {
			units = v.census.alphabet.decode(units[:0], d.coded[d.fields[i].from:d.fields[i].to])
			run = l.read(run[:0], units)
			low := page | P(where)
			for i, a := range run[:len(run)-2] {
				if a-lo >= hi-lo {
					continue // below lo, too: the difference is unsigned
				}
				cursor := cursors[a]
				room[cursor] = P(l.rest(a, run[i+1], run[i+2]))<<shift | low
				cursors[a] = cursor + 1
			}
		}
	}
}

// encode makes the entries of each bucket; the first is that of letter lo. The
// buckets go to whichever worker is free.
func (v *inverter[P]) encode(lo letter, buckets [][]P) []entries {
	results := make([]entries, len(buckets))
	longest := 0
	for _, bucket := range buckets {
		longest = max(longest, len(bucket))
	}
	eachInParallel(len(buckets), func() func(int) {
		scratch := make([]P, longest)
		e := newEncoder(v.letters, v.census.pages(), v.slots, v.census.spelled)
		order := func(bucket []P) []P { return v.sort(bucket, scratch) }
		return func(i int) {
			results[i] = encodeBucket(e, lo+letter(i), buckets[i], v.shift, order)
		}
	})
	return results
}

// sort orders a bucket by rest and page. The postings of a rest are in the
// order of the pages already, so that a stable radix sort of the rest is
// enough. It returns bucket or scratch.
func (v *inverter[P]) sort(bucket, scratch []P) []P {
	if len(bucket) < 64 {
		slices.Sort(bucket)
		return bucket
	}
	// As many bits at once as make the counters about as many as the postings.
	width := uint(min(max(bits.Len(uint(len(bucket))), 7), 13))
	scratch = scratch[:len(bucket)]
	for done := uint(0); done < uint(v.restBits); done += width {
		var starts [1 << 13]uint32
		shift, mask := v.shift+done, P(1)<<width-1
		for _, p := range bucket {
			starts[p>>shift&mask]++
		}
		sum := uint32(0)
		for i := range starts[:mask+1] {
			sum, starts[i] = sum+starts[i], sum
		}
		for _, p := range bucket {
			digit := p >> shift & mask
			scratch[starts[digit]] = p
			starts[digit]++
		}
		bucket, scratch = scratch, bucket
	}
	return bucket
}
