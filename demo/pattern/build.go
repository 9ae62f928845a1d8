package pattern

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

const (
	surrogateMin = 0xD800
	lowMin       = 0xDC00
	lowMax       = 0xDFFF
)

// item is one thing that an automaton's state waits for: the instruction at
// pc, or, after a high surrogate, a low one from lo to hi and then pc.
type item struct {
	pc     uint32
	lo, hi uint16 // both 0 for an instruction
}

// edge leads from a state on units lo to hi.
type edge struct {
	lo, hi uint16
	to     item
}

// row is a state that was built: where its intervals begin and what state each
// leads to.
type row struct {
	starts []uint16
	next   []uint8
	accept bool
}

// builder does the subset construction over UTF-16 code units.
type builder struct {
	prog   *syntax.Prog
	states map[string]uint8 // by the key of their items
	queue  [][]item         // items of state 1 and on
	rows   []row            // of state 0 and on
	work   int
}

func (b *builder) build() error {
	for _, inst := range b.prog.Inst {
		const known = syntax.EmptyBeginText | syntax.EmptyEndText
		if inst.Op == syntax.InstEmptyWidth && syntax.EmptyOp(inst.Arg)&^known != 0 {
			return errors.New("word boundaries and (?m) have no meaning here")
		}
	}
	b.rows = append(b.rows, row{starts: []uint16{0}, next: []uint8{0}})
	start := b.closure([]item{{pc: uint32(b.prog.Start)}}, syntax.EmptyBeginText)
	b.queue = append(b.queue, start)
	for i := 0; i < len(b.queue); i++ {
		if err := b.state(b.queue[i], i == 0); err != nil {
			return err
		}
	}
	return nil
}

// state builds the row of the state with these items.
func (b *builder) state(items []item, first bool) error {
	edges := b.edges(items)
	starts := cuts(edges)
	b.work += len(edges) * len(starts)
	if b.work > maxWork {
		return ErrComplicated
	}
	r := row{starts: starts, accept: b.accepts(items, first)}
	for _, at := range starts {
		var to []item
		for _, e := range edges {
			if e.lo <= at && at <= e.hi {
				to = append(to, e.to)
			}
		}
		next, err := b.number(b.closure(to, 0))
		if err != nil {
			return err
		}
		r.next = append(r.next, next)
	}
	b.rows = append(b.rows, r)
	return nil
}

// number returns the state with these items, a new one if need be. The start
// is never returned: only there does the text begin.
func (b *builder) number(items []item) (uint8, error) {
	if len(items) == 0 {
		return 0, nil
	}
	key := make([]byte, 0, 8*len(items))
	for _, it := range items {
		key = binary.LittleEndian.AppendUint32(key, it.pc)
		key = binary.LittleEndian.AppendUint16(key, it.lo)
		key = binary.LittleEndian.AppendUint16(key, it.hi)
	}
	if n, ok := b.states[string(key)]; ok {
		return n, nil
	}
	b.queue = append(b.queue, items)
	if len(b.queue) > maxStates {
		return 0, ErrComplicated
	}
	n := uint8(len(b.queue))
	b.states[string(key)] = n
	return n, nil
}

// closure follows the instructions that read nothing, with the given
// conditions holding, and returns what then waits for a unit, in order.
func (b *builder) closure(from []item, holds syntax.EmptyOp) []item {
	seen := make(map[item]bool, len(from))
	var waiting []item
	stack := slices.Clone(from)
	push := func(pc uint32) { stack = append(stack, item{pc: pc}) }
	for len(stack) > 0 {
		it := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[it] {
			continue
		}
		seen[it] = true
		inst := &b.prog.Inst[it.pc]
		switch {
		case it.hi != 0:
			waiting = append(waiting, it)
		case inst.Op == syntax.InstAlt || inst.Op == syntax.InstAltMatch:
			push(inst.Out)
			push(inst.Arg)
		case inst.Op == syntax.InstCapture || inst.Op == syntax.InstNop:
			push(inst.Out)
		case inst.Op == syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&^holds == 0 {
				push(inst.Out)
			} else if syntax.EmptyOp(inst.Arg)&^holds == syntax.EmptyEndText {
				waiting = append(waiting, it) // it may yet be the end
			}
		case inst.Op != syntax.InstFail:
			waiting = append(waiting, it)
		}
	}
	slices.SortFunc(waiting, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.pc, b.pc), cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi))
	})
	return waiting
}

// accepts reports whether the text may end in the state with these items.
func (b *builder) accepts(items []item, first bool) bool {
	holds := syntax.EmptyEndText
	if first {
		holds |= syntax.EmptyBeginText
	}
	for _, it := range b.closure(items, holds) {
		if it.hi == 0 && b.prog.Inst[it.pc].Op == syntax.InstMatch {
			return true
		}
	}
	return false
}

func (b *builder) edges(items []item) []edge {
	var edges []edge
	for _, it := range items {
		if it.hi != 0 {
			edges = append(edges, edge{it.lo, it.hi, item{pc: it.pc}})
			continue
		}
		inst := &b.prog.Inst[it.pc]
		eachRange(inst, func(lo, hi rune) { edges = appendRange(edges, lo, hi, inst.Out) })
	}
	return edges
}

// eachRange calls add for the ranges of characters that an instruction reads.
func eachRange(inst *syntax.Inst, add func(lo, hi rune)) {
	switch inst.Op {
	case syntax.InstRuneAny:
		add(0, unicode.MaxRune)
	case syntax.InstRuneAnyNotNL:
		add(0, '\n'-1)
		add('\n'+1, unicode.MaxRune)
	case syntax.InstRune, syntax.InstRune1:
		if len(inst.Rune) == 1 {
			r := inst.Rune[0]
			add(r, r)
			if syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
				for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
					add(f, f)
				}
			}
			return
		}
		for i := 0; i+1 < len(inst.Rune); i += 2 {
			add(inst.Rune[i], inst.Rune[i+1])
		}
	}
}

// appendRange adds the edges for characters lo to hi: one below and one above
// the surrogates, and for characters of two units up to three by their first.
func appendRange(edges []edge, lo, hi rune, out uint32) []edge {
	add := func(lo, hi rune, to item) {
		if lo <= hi {
			edges = append(edges, edge{uint16(lo), uint16(hi), to})
		}
	}
	add(lo, min(hi, surrogateMin-1), item{pc: out})
	add(max(lo, lowMax+1), min(hi, math.MaxUint16), item{pc: out})
	if hi <= math.MaxUint16 || hi > utf8.MaxRune {
		return edges
	}
	high1, low1 := utf16.EncodeRune(max(lo, math.MaxUint16+1))
	high2, low2 := utf16.EncodeRune(hi)
	if high1 == high2 {
		add(high1, high1, item{out, uint16(low1), uint16(low2)})
		return edges
	}
	add(high1, high1, item{out, uint16(low1), lowMax})
	add(high1+1, high2-1, item{out, lowMin, lowMax})
	add(high2, high2, item{out, lowMin, uint16(low2)})
	return edges
}

// cuts returns where the intervals begin in which all units have the same
// edges, in order, beginning with 0.
func cuts(edges []edge) []uint16 {
	starts := make([]uint16, 1, 2*len(edges)+1)
	for _, e := range edges {
		starts = append(starts, e.lo)
		if e.hi < math.MaxUint16 {
			starts = append(starts, e.hi+1)
		}
	}
	slices.Sort(starts)
	return slices.Compact(starts)
}

// table cuts the units alike for all states, then gives intervals that lead
// to the same states everywhere one class.
func (b *builder) table() *Table {
	var starts []uint16
	for _, r := range b.rows {
		starts = append(starts, r.starts...)
	}
	slices.Sort(starts)
	t := &Table{Starts: slices.Compact(starts)}
	classes := map[string]uint8{}
	var columns []string
	var kept []uint16
	for _, at := range t.Starts {
		column := b.column(at)
		class, ok := classes[column]
		if !ok {
			class = uint8(len(columns))
			classes[column] = class
			columns = append(columns, column)
		}
		if n := len(t.Class); n == 0 || t.Class[n-1] != class {
			kept, t.Class = append(kept, at), append(t.Class, class)
		}
	}
	t.Starts, t.Classes = kept, len(columns)
	for state, r := range b.rows {
		for _, c := range columns {
			t.Next = append(t.Next, c[state])
		}
		t.Accept = append(t.Accept, r.accept)
	}
	return t
}

// column returns where unit u leads from each state.
func (b *builder) column(u uint16) string {
	column := make([]byte, len(b.rows))
	for i, r := range b.rows {
		at, found := slices.BinarySearch(r.starts, u)
		if !found {
			at--
		}
		column[i] = r.next[at]
	}
	return string(column)
}
