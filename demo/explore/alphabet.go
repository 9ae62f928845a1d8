package explore

import (
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/pattern"
	"rehearse/demo/simulate"
)

// classSet is a set of classes of units, which every unit is in one of.
type classSet uint8

const (
	digits classSet = 1 << iota
	capitals
	smalls
	symbols
	others
)

func setOf(classes ...flow.Class) classSet {
	var set classSet
	for _, c := range classes {
		set |= [...]classSet{flow.Letter: capitals | smalls, flow.Digit: digits, flow.Upper: capitals,
			flow.Lower: smalls, flow.Symbol: symbols}[c]
	}
	return set
}

func classOf(u uint16) classSet {
	switch {
	case u >= '0' && u <= '9':
		return digits
	case u >= 'A' && u <= 'Z':
		return capitals
	case u >= 'a' && u <= 'z':
		return smalls
	case u > ' ' && u < 0x7F:
		return symbols
	}
	return others
}

// letter is a unit that stands for all that checks treat alike.
type letter struct {
	unit   uint16
	traits traits
}

// traits are what checks can tell of a unit.
type traits struct {
	patterns [maxPatterns]uint8
	class    classSet
	mobile   uint8
	edge     bool
	half     [2]bool
	asked    uint16 // the unit, where a text that is asked about has it
}

// reading is how some checks of a field read a text: their tables, and a
// letter for all units that they treat alike.
type reading struct {
	field   *flow.Field
	checks  []int            // by number
	known   [][]uint16       // see knownIDs
	asked   [][]uint16       // the texts that conditions ask about
	tables  []*pattern.Table // of the checks that have a pattern
	letters []letter
	memo    map[question]answer
}

// question and answer are of a search: which check must be the first to fail,
// and what the text must equal, if anything.
type question struct {
	fails  int
	equals bool
	wanted string
}

type answer struct {
	text    []uint16
	verdict verdict
}

// knownIDs are the valid identity numbers that may be typed: the specimens,
// and for the documents that begin otherwise, numbers of people born in 1800,
// whom nobody has given any. Another valid number may be somebody's.
func knownIDs(f *flow.Field) [][]uint16 {
	if f.Kind != flow.ResidentID {
		return nil
	}
	var ids [][]uint16
	for _, id := range append(flow.Specimens(), "810000180001010019", "820000180001010010", "830000180001010012", "900000180001010010") {
		ids = append(ids, utf16.Encode([]rune(id)))
	}
	return ids
}

func newReading(f *flow.Field, checks []int, asked [][]uint16) *reading {
	r := &reading{field: f, checks: checks, known: knownIDs(f), asked: asked, memo: map[question]answer{}}
	for _, i := range checks {
		if p := f.Checks[i].Pattern; p != "" && len(r.tables) < maxPatterns {
			if t, err := pattern.Compile(p); err == nil { // the rules saw to it
				r.tables = append(r.tables, t)
			}
		}
	}
	for _, u := range r.candidates() {
		if !keeps(f, u) {
			continue
		}
		l := letter{u, r.traitsOf(u)}
		if !slices.ContainsFunc(r.letters, func(known letter) bool { return known.traits == l.traits }) {
			r.letters = append(r.letters, l)
		}
	}
	return r
}

// candidates are units with all traits that there are, the most readable
// first.
func (r *reading) candidates() []uint16 {
	units := []uint16{'a', '1', 'A', 0x5B59, '!', '3', '0', ' '}
	for u := uint16('!'); u < 0x7F; u++ {
		units = append(units, u)
	}
	units = append(units, slices.Concat(r.asked...)...)
	for _, t := range r.tables {
		for i, first := range t.Starts {
			last := uint16(0xFFFF)
			if i+1 < len(t.Starts) {
				last = t.Starts[i+1] - 1
			}
			units = append(units, first+(last-first)/2, first, last)
		}
	}
	return units
}

func (r *reading) traitsOf(u uint16) traits {
	t := traits{
		class: classOf(u),
		edge:  dropsAtEdge(r.field, u) && len(r.tables) > 0,
		half:  [2]bool{isFirstHalf(u), isSecondHalf(u)},
	}
	for i, table := range r.tables {
		t.patterns[i] = table.ClassOf(u)
	}
	if slices.ContainsFunc(r.asked, func(text []uint16) bool { return slices.Contains(text, u) }) {
		t.asked = u
	}
	for n := range 3 {
		if isMobileUnit(n, u) {
			t.mobile |= 1 << n
		}
	}
	return t
}

// keeps reports whether a unit within a text stays as it is typed.
func keeps(f *flow.Field, u uint16) bool {
	const inside = '1'
	typed := []uint16{inside, u, inside}
	return slices.Equal(simulate.Normalise(f, typed), typed)
}
