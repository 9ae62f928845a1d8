package search

import (
	"encoding/binary"
	"math"
	"slices"
)

// entries are grams and their lists, ready to be put into gram files.
type entries struct {
	// data are the entries one after the other.
	data []byte
	// index divides them.
	index []indexed
}

// indexed is an entry's length, and the hash of its gram.
type indexed struct{ hash, size uint32 }

// gram is up to three folded characters. Behind the last, there are zeros.
type gram [3]uint16

// hash is FNV-1a over the characters, each taken as a whole: which gram file
// holds the gram.
func (g gram) hash() uint32 {
	h := uint32(2166136261)
	for _, unit := range g {
		h = (h ^ uint32(unit)) * 16777619
	}
	return h
}

// appendTo appends the gram as an entry begins with it.
func (g gram) appendTo(buf []byte) []byte {
	buf = binary.LittleEndian.AppendUint16(buf, g[0])
	buf = binary.LittleEndian.AppendUint16(buf, g[1])
	if g.narrow() {
		buf = binary.LittleEndian.AppendUint16(buf, g[2])
	}
	return buf
}

// narrow reports whether the gram begins with two narrow characters, and so
// has a third one.
func (g gram) narrow() bool { return g[0] < wideFrom && g[1] > 0 && g[1] < wideFrom }

// lists are the pages that have a gram: all, those that have it in a title,
// description or heading, and those that have it in the title.
type lists [inTitle + 1][]uint32

func (l *lists) clear() {
	for i := range l {
		l[i] = l[i][:0]
	}
}

// union collects pages for a gram that stands for several.
type union [inTitle + 1]pageSet

func newUnion(pages int) union {
	return union{newPageSet(pages), newPageSet(pages), newPageSet(pages)}
}

func (u *union) add(l *lists) {
	for where, list := range l {
		for _, page := range list {
			u[where].add(page)
		}
	}
}

// encoder makes entries. It is not for concurrent use.
type encoder struct {
	letters *letters
	// pages and slots are how many there are.
	pages, slots int
	// spelled says that the pages have pinyin.
	spelled bool
	// known says that of the gram at hand all pages are named that have it.
	known bool
	// pair is the union for a pair of narrow letters.
	pair  union
	lists lists
	// often is how often each page of the list has the gram.
	often   []uint8
	payload []byte
	// out are the entries of the bucket.
	out entries
}

func newEncoder(letters *letters, pages, slots int, spelled bool) *encoder {
	return &encoder{letters: letters, pages: pages, slots: slots, spelled: spelled, pair: newUnion(slots)}
}

// encodeBucket returns the entries of the grams that begin with letter a: first
// that of the letter alone, then the others in their order. The postings are
// in the order of the pages; sort puts them into that of the grams.
func encodeBucket[P posting](e *encoder, a letter, postings []P, shift uint, sort func([]P) []P) entries {
	e.out = entries{data: e.out.data[:0], index: e.out.index[:0]}
	e.known = false
	fillLists(&e.lists, postings, shift)
	countOften(e, postings, shift)
	e.write(a, 0, 0)
	postings = sort(postings)
	var open letter // the second letter of the pair that is being collected
	for len(postings) > 0 {
		rest := postings[0] >> shift
		n := 1
		for n < len(postings) && postings[n]>>shift == rest {
			n++
		}
		b, c := e.letters.split(int(rest))
		pair := b != 0 && a <= e.letters.narrow && b <= e.letters.narrow
		if pair && open != b {
			e.writePair(a, open)
			open = b
		}
		e.known = pair && e.spelled
		fillLists(&e.lists, postings[:n], shift)
		countOften(e, postings[:n], shift)
		postings = postings[n:]
		if pair {
			e.pair.add(&e.lists)
		}
		// The end of a run, and of a pair, is in the list of the letter or the
		// pair alone.
		if c != 0 || b != 0 && !pair {
			e.write(a, b, c)
		}
	}
	e.writePair(a, open)
	return entries{data: slices.Clone(e.out.data), index: slices.Clone(e.out.index)}
}

// fillLists sets lists to the pages of postings in their order, which may name
// a page several times. Repetitions are too frequent to branch at each.
func fillLists[P posting](l *lists, postings []P, shift uint) {
	l.clear()
	all := slices.Grow(l[inText], len(postings))[:len(postings)]
	mask := P(1)<<(shift-levelBits) - 1
	n := -1
	last := ^uint32(0)
	for _, p := range postings {
		page := uint32(p >> levelBits & mask)
		if page != last {
			n++
		}
		last = page
		all[n] = page
		if where := level(p & (1<<levelBits - 1)); where != inText {
			l.promote(page, where)
		}
	}
	l[inText] = all[:n+1]
}

// countOften fills in e.often for postings of which e.lists were filled, where the
// gram is a common one.
func countOften[P posting](e *encoder, postings []P, shift uint) {
	e.often = e.often[:0]
	if !e.common() {
		return
	}
	mask := P(1)<<(shift-levelBits) - 1
	last := ^uint32(0)
	for _, p := range postings {
		if page := uint32(p >> levelBits & mask); page != last {
			last = page
			e.often = append(e.often, 0)
		}
		if n := &e.often[len(e.often)-1]; *n < math.MaxUint8 {
			*n++
		}
	}
}

// promote puts a page that is not below the ones before it into the lists of
// prominent places up to where.
func (l *lists) promote(page uint32, where level) {
	for ; where > inText; where-- {
		if n := len(l[where]); n == 0 || l[where][n-1] != page {
			l[where] = append(l[where], page)
		}
	}
}

// writePair writes the entry of the pair of letters that was collected, and
// makes ready for the next; b is 0 if there is none.
func (e *encoder) writePair(a, b letter) {
	if b == 0 {
		return
	}
	e.known = e.spelled
	e.lists.clear()
	e.often = e.often[:0]
	for where := range e.pair {
		e.lists[where] = e.pair[where].drain(e.lists[where])
	}
	e.write(a, b, 0)
}

// write writes the entry of the letters (a, b, c) from e.lists.
func (e *encoder) write(a, b, c letter) {
	l := &e.lists
	payload := e.payload[:0]
	prominent := uint64(min(1, len(l[inHeading])))
	if e.common() {
		share := uint64(len(l[inText]) * shares / e.pages)
		l[inText] = e.mostOften(l[inText])
		payload = binary.AppendUvarint(payload, uint64(len(l[inText]))<<2|prominent<<1|1)
		payload = binary.AppendUvarint(payload, share)
	} else {
		payload = binary.AppendUvarint(payload, uint64(len(l[inText]))<<2|prominent<<1)
	}
	payload = appendList(payload, l[inText], e.slots)
	if prominent == 1 {
		for _, list := range l[inHeading:] {
			payload = binary.AppendUvarint(payload, uint64(len(list)))
			payload = appendList(payload, list, e.slots)
		}
	}
	e.payload = payload
	g := gram{e.letters.units[a], e.letters.units[b], e.letters.units[c]}
	from := len(e.out.data)
	e.out.data = g.appendTo(e.out.data)
	e.out.data = binary.AppendUvarint(e.out.data, uint64(len(payload)))
	e.out.data = append(e.out.data, payload...)
	e.out.index = append(e.out.index, indexed{hash: g.hash(), size: uint32(len(e.out.data) - from)})
}

// A gram that more than one in commonShare pages has, and so many pages that to
// know them all costs something, is common: its list is of those that have it most
// often. To say of each other page whether it has it, would tell little, and take
// most of the index; and every other edit would change it. Letters among Chinese are
// an exception: most are pinyin of titles and names, which change seldom, and a word
// of letters that is nowhere would have all pages read in vain.
const (
	commonShare = 16
	commonLeast = 256
	// mostKept is how many pages the list of a common gram has.
	mostKept = 64
	// shares is how exactly it is said which part of the pages have it: in
	// sixteenths, which an edit seldom changes.
	shares = 16
)

// common reports whether e.lists are those of a common gram.
func (e *encoder) common() bool {
	n := len(e.lists[inText])
	return !e.known && n > commonLeast && n > e.pages/commonShare
}

// mostOften returns those of list that have the gram most often.
func (e *encoder) mostOften(list []uint32) []uint32 {
	if len(e.often) == 0 {
		return list[:mostKept]
	}
	least := e.often[0]
	var counts [math.MaxUint8 + 1]uint32
	for _, n := range e.often {
		counts[n]++
		least = max(least, n)
	}
	// above is how many have it more often than least times.
	above := uint32(0)
	for above+counts[least] < mostKept {
		above += counts[least]
		least--
	}
	equal := mostKept - above
	most := list[:0]
	for i, page := range list {
		if n := e.often[i]; n > least {
			most = append(most, page)
		} else if n == least && equal > 0 {
			equal--
			most = append(most, page)
		}
	}
	return most
}
