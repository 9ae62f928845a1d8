package search

import "runtime"

// census counts the units of the pages, separately for each of the contiguous
// parts that the pages are cut into so that all processors have work. In how
// many parts does not show in the index.
type census struct {
	alphabet *coder
	parts    [][]*document
	counts   []*[1 << 16]uint32
	// spelled says that the pages have pinyin.
	spelled bool
}

// countUnits cuts docs into parts and counts the units of each.
func countUnits(docs []*document, alphabet *coder) census {
	workers := max(1, min(runtime.GOMAXPROCS(0), len(docs)))
	c := census{alphabet: alphabet, counts: make([]*[1 << 16]uint32, workers), parts: make([][]*document, workers)}
	inParallel(workers, func(part int) {
		c.parts[part] = docs[len(docs)*part/workers : len(docs)*(part+1)/workers]
		counts := new([1 << 16]uint32)
		var units []uint16
		for _, d := range c.parts[part] {
			for _, field := range d.fields {
				units = alphabet.decode(units[:0], d.coded[field.from:field.to])
				for _, unit := range units {
					counts[unit]++
				}
			}
		}
		c.counts[part] = counts
	})
	return c
}

// pages returns how many pages there are.
func (c census) pages() int {
	n := 0
	for _, part := range c.parts {
		n += len(part)
	}
	return n
}

// total returns how often each unit occurs in all pages.
func (c census) total() *[1 << 16]uint32 {
	total := new([1 << 16]uint32)
	for _, counts := range c.counts {
		for unit, count := range counts {
			total[unit] += count
		}
	}
	return total
}

// A letter is the number of a folded character among those that occur in the
// pages: first the narrow ones, then the wide ones, both in ascending order.
// 0 is no letter, and ends a run.
type letter = uint16

// letters knows the folded characters that occur and what each unit folds to.
type letters struct {
	// units are the characters; units[0] is not one.
	units []uint16
	// narrow is the number of the last narrow letter.
	narrow letter
	// of says for every unit its letter, or one of the marks below.
	of [1 << 16]uint16
	// expansions are the letters of units that fold to several.
	expansions map[uint16][]letter
}

// Marks in letters.of, above all letters. They stand where no letter can: the
// units that never are letters are more than these.
const (
	markSpace = 0xFFFF - iota
	markNothing
	markExpands
	firstMark = markExpands
)

// newLetters folds every unit that occurs.
func newLetters(total *[1 << 16]uint32, variants variants) *letters {
	var folds [1 << 16]folded
	var occurs [1 << 16]bool
	for unit, count := range total {
		if count == 0 {
			continue
		}
		folds[unit] = foldUnit(uint16(unit))
		for i, part := range folds[unit].units {
			folds[unit].units[i] = variants.of(part)
			occurs[folds[unit].units[i]] = true
		}
	}
	occurs[0] = false // a break
	l := &letters{units: []uint16{0}, expansions: map[uint16][]letter{}}
	var number [1 << 16]letter
	for unit, yes := range occurs {
		if !yes {
			continue
		}
		number[unit] = letter(len(l.units))
		l.units = append(l.units, uint16(unit))
		if unit < wideFrom {
			l.narrow = number[unit]
		}
	}
	for unit, count := range total {
		if count > 0 {
			l.set(uint16(unit), folds[unit], &number)
		}
	}
	return l
}

// set says what unit folds to.
func (l *letters) set(unit uint16, f folded, number *[1 << 16]letter) {
	switch {
	case f.kind == foldsSpace:
		l.of[unit] = markSpace
	case f.kind == foldsNothing:
		l.of[unit] = markNothing
	case len(f.units) == 1:
		l.of[unit] = number[f.units[0]]
	case len(f.units) > 1:
		l.of[unit] = markExpands
		for _, part := range f.units {
			l.expansions[unit] = append(l.expansions[unit], number[part])
		}
	}
}

// counts turns counts of units into counts of letters.
func (l *letters) counts(units *[1 << 16]uint32) []uint32 {
	counts := make([]uint32, len(l.units))
	for unit, count := range units {
		switch mark := l.of[unit]; {
		case mark == markExpands:
			for _, part := range l.expansions[uint16(unit)] {
				counts[part] += count
			}
		case mark < firstMark:
			counts[mark] += count
		}
	}
	counts[0] = 0
	return counts
}

// read appends the letters of units to run, with 0 for every break and two
// more at the end.
//
// A space beside a wide letter is no break: people type one, or none, between
// Chinese and Latin as they please.
func (l *letters) read(run []letter, units []uint16) []letter {
	space := false
	for _, unit := range units {
		mark := l.of[unit]
		if mark >= firstMark {
			switch mark {
			case markSpace:
				space = true
			case markExpands:
				for _, part := range l.expansions[unit] {
					run = l.append(run, part, space)
					space = false
				}
			}
			continue
		}
		if space {
			run = l.append(run, mark, true)
			space = false
			continue
		}
		run = append(run, mark)
	}
	return append(run, 0, 0)
}

// append appends next, and a break before it if a space between two narrow
// letters was read.
func (l *letters) append(run []letter, next letter, space bool) []letter {
	if space && next <= l.narrow && (len(run) == 0 || run[len(run)-1] <= l.narrow) {
		run = append(run, 0)
	}
	return append(run, next)
}
