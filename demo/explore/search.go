package explore

import (
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// search finds texts by what a field's checks make of them. Of all texts it
// knows only what the checks can tell of one while it is typed, unit by unit;
// that is a small automaton, so that the shortest text is found, or none if
// there is none.
type search struct {
	*reading
	wanted   []uint16 // see wantedText
	searched *int     // by all searches of the exploration
}

// verdict says how a search ended.
type verdict int

const (
	none verdict = iota
	found
	gaveUp
)

// maxSeen bounds a search, by the states of the automaton that are seen.
const maxSeen = 20_000

// What is looked for in place of a check that fails.
const (
	// passesAll stands for no check: none fails.
	passesAll = -1
	// passesUnasked is passesAll with a text that no condition asks about.
	passesUnasked = -2
)

// maxAsked is how many texts are followed that conditions ask about, in a field.
const maxAsked = 32

// prefix is all that the checks can tell of a beginning of a text.
type prefix struct {
	length   uint8
	seen     classSet
	patterns [maxPatterns]uint8
	known    uint32 // the known IDs that begin so, by bit
	asked    uint32 // the texts that are asked about and begin so, by bit
	equal    bool   // so begins what is wanted
	mobile   bool   // so begins a mobile number
	space    bool   // it ends with a space that would be dropped
	half     bool   // it ends with the first unit of a character that has two
}

// maxPatterns is how many patterns of one field are followed; types of
// documents have one each, and only that of the chosen one is tried.
const maxPatterns = 4

// failing finds a text of which a check is the first to fail. No text fails
// one that is not about texts.
func (s search) failing(check int) ([]uint16, verdict) {
	if !slices.Contains(s.checks, check) || s.field.Checks[check].Kind == flow.Required {
		return nil, none
	}
	return s.find(check)
}

// node is a beginning of a text and the one that it goes on from.
type node struct {
	prefix prefix
	before int
	unit   uint16
}

// find returns the shortest text, not empty, of which a check is the first to
// fail, or that passes all of them.
func (s search) find(fails int) ([]uint16, verdict) {
	key := question{fails, s.wanted != nil, string(utf16.Decode(s.wanted))}
	known, ok := s.memo[key]
	if !ok {
		known.text, known.verdict = s.shortest(fails)
		s.memo[key] = known
	}
	return known.text, known.verdict
}

// shortest looks at all texts in the order of their lengths.
func (s search) shortest(fails int) ([]uint16, verdict) {
	follow := s.followed(fails)
	start := prefix{equal: true, mobile: true, known: 1<<len(s.known) - 1}
	if fails == passesUnasked {
		start.asked = 1<<len(s.asked) - 1
	}
	for i := range start.patterns {
		start.patterns[i] = 1
	}
	nodes := []node{{prefix: start, before: -1}}
	seen := map[prefix]bool{start: true}
	for i := 0; i < len(nodes); i++ {
		at := nodes[i].prefix
		if i > 0 && s.reaches(at, fails) {
			return text(nodes, i), found
		}
		if int(at.length) == s.field.Capacity {
			continue
		}
		for _, u := range s.units(at) {
			next, ok := s.after(at, u, follow)
			if !ok || seen[next] {
				continue
			}
			if *s.searched++; len(nodes) == maxSeen || *s.searched > maxSearched {
				return nil, gaveUp
			}
			seen[next] = true
			nodes = append(nodes, node{next, i, u})
		}
	}
	return nil, none
}

// text is what was typed to reach a node.
func text(nodes []node, i int) []uint16 {
	var units []uint16
	for ; i > 0; i = nodes[i].before {
		units = append(units, nodes[i].unit)
	}
	slices.Reverse(units)
	return units
}

// units are those worth typing next: the letters, and what a value that must
// be equalled goes on with.
func (s search) units(at prefix) []uint16 {
	units := make([]uint16, 0, len(s.letters)+3)
	n := int(at.length)
	if at.equal && n < len(s.wanted) {
		units = append(units, s.wanted[n])
	}
	for i, id := range s.known {
		if at.known>>i&1 != 0 && n < len(id) {
			units = append(units, id[n])
		}
	}
	for _, l := range s.letters {
		units = append(units, l.unit)
	}
	return units
}

// followed says what of a prefix matters where a check is to fail: what only
// later checks tell apart would multiply the prefixes for nothing.
type followed struct {
	classes bool
	tables  int
}

func (s search) followed(fails int) followed {
	var f followed
	for _, i := range s.checks {
		c := &s.field.Checks[i]
		f.classes = f.classes || c.Kind == flow.Contains || c.Kind == flow.ContainsSome || c.Kind == flow.Only
		if c.Pattern != "" {
			f.tables = min(f.tables+1, len(s.tables))
		}
		if i == fails {
			break
		}
	}
	return f
}

// after is the prefix with one unit more; false where nothing that is kept of
// a typed text begins so.
func (s search) after(at prefix, u uint16, follow followed) (prefix, bool) {
	n := int(at.length)
	space := dropsAtEdge(s.field, u)
	if space && n == 0 || at.half != isSecondHalf(u) {
		return at, false
	}
	next := at
	next.half = isFirstHalf(u)
	next.length++
	next.space = space
	next.equal = at.equal && n < len(s.wanted) && s.wanted[n] == u
	next.mobile = at.mobile && isMobileUnit(n, u)
	next.known = continuing(at.known, s.known, n, u)
	next.asked = continuing(at.asked, s.asked, n, u)
	if follow.classes {
		next.seen |= classOf(u)
	}
	for i, t := range s.tables[:follow.tables] {
		next.patterns[i] = t.Step(at.patterns[i], u)
	}
	return next, true
}

// reaches reports whether the text that ends here is what is looked for.
func (s search) reaches(at prefix, fails int) bool {
	if at.space || at.half {
		return false
	}
	p := 0
	for _, i := range s.checks {
		c := &s.field.Checks[i]
		passes := s.passes(at, c, p)
		if c.Pattern != "" {
			p++
		}
		if !passes {
			return i == fails
		}
	}
	return fails == passesAll || fails == passesUnasked && !s.isAsked(at)
}

// isAsked reports whether a condition asks about the text that ends here.
func (s search) isAsked(at prefix) bool {
	for i, text := range s.asked {
		if at.asked>>i&1 != 0 && int(at.length) == len(text) {
			return true
		}
	}
	return false
}

// continuing returns those of the texts which a set of bits names that have u for
// unit n, as such a set.
func continuing(set uint32, texts [][]uint16, n int, u uint16) (rest uint32) {
	for i, text := range texts {
		if set>>i&1 != 0 && n < len(text) && text[n] == u {
			rest |= 1 << i
		}
	}
	return rest
}

// passes reports whether a text passes a check, whose pattern has a number.
func (s search) passes(at prefix, c *flow.Check, table int) bool {
	n := int(at.length)
	switch c.Kind {
	case flow.MinLength:
		return n >= c.Length
	case flow.MaxLength:
		return n <= c.Length
	case flow.Length:
		return n == c.Length
	case flow.Pattern:
		return s.matches(at, table)
	case flow.Contains:
		return at.has(c.Classes) == len(c.Classes)
	case flow.ContainsSome:
		return at.has(c.Classes) >= c.AtLeast
	case flow.Only:
		return at.seen&^setOf(c.Classes...) == 0
	case flow.EqualsSlot, flow.EqualsField:
		return at.equal && n == len(s.wanted) && n > 0
	case flow.IsIDNumber:
		valid := n == flow.ResidentIDUnits && at.known != 0
		return valid && c.Pattern == "" || c.Pattern != "" && s.matches(at, table) && (valid || n != flow.ResidentIDUnits)
	case flow.IsMobile:
		return at.mobile && n == flow.MobileUnits
	}
	return true
}

// has returns how many of the classes there are characters of.
func (p prefix) has(classes []flow.Class) (n int) {
	for _, k := range classes {
		if p.seen&setOf(k) != 0 {
			n++
		}
	}
	return n
}

// matches reports whether the pattern of a table matches. One that is not
// followed, there being too many, is held to match nothing.
func (s search) matches(at prefix, table int) bool {
	return table < len(s.tables) && s.tables[table].Accept[at.patterns[table]]
}

// dropsAtEdge reports whether a unit is kept only within a text.
func dropsAtEdge(f *flow.Field, u uint16) bool {
	return f.Kind.Spec().Normalise == flow.Trimmed && (u == ' ' || u == '\t' || u == 0xA0 || u == 0x3000) && len(simulate.Normalise(f, []uint16{u})) == 0
}

// isFirstHalf and isSecondHalf know the surrogates, which nobody types alone.
func isFirstHalf(u uint16) bool  { return u >= 0xD800 && u < 0xDC00 }
func isSecondHalf(u uint16) bool { return u >= 0xDC00 && u < 0xE000 }

func isMobileUnit(n int, u uint16) bool {
	switch n {
	case 0:
		return u == '1'
	case 1:
		return u >= '3' && u <= '9'
	}
	return u >= '0' && u <= '9'
}
