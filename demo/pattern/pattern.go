// Package pattern turns a regular expression into a table that a few lines of
// code can run over UTF-16 code units, which is what browsers type in.
//
// The syntax is that of package regexp/syntax (RE2). A pattern matches the
// whole text, as HTML's pattern attribute does. Word boundaries and multi-line
// anchors are refused: a field has one line, and its edges are known; and so is
// a quotation, \Q, that is left open. A lone surrogate is matched by nothing.
package pattern

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"slices"
)

// Limits of a pattern. They bound the time of Compile and the size of a table.
const (
	maxLength = 500       // of the expression, in bytes
	maxInst   = 1500      // of the program
	maxStates = 255       // so that a state is a byte
	maxWork   = 2_000_000 // edges times intervals, over all states
)

// ErrComplicated is returned for a pattern that needs too large a table.
var ErrComplicated = errors.New("it is too complicated")

// errOpen is returned for a pattern that would swallow what stands after it.
var errOpen = errors.New(`what \Q begins in it is not ended by \E`)

// Table is a deterministic automaton. State 0 is dead, state 1 the start.
type Table struct {
	// Starts are the first code units of the intervals into which all units
	// are cut; the first is 0, and each interval ends where the next begins.
	Starts []uint16
	// Class is the class of each interval: units of one class are treated
	// alike in every state.
	Class []uint8
	// Classes is the number of classes.
	Classes int
	// Next[state*Classes+class] is the next state.
	Next []uint8
	// Accept tells the states in which the text may end.
	Accept []bool
}

// Compile returns the table of an expression. The error is a *syntax.Error
// for one that cannot be read, and otherwise says what is not supported.
func Compile(expr string) (*Table, error) {
	if len(expr) > maxLength {
		return nil, ErrComplicated
	}
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return nil, err
	}
	if _, err := syntax.Parse("(?:"+expr+")", syntax.Perl); err != nil {
		return nil, errOpen
	}
	prog, err := syntax.Compile(re.Simplify())
	if err != nil {
		return nil, fmt.Errorf("compile %q: %w", expr, err)
	}
	if len(prog.Inst) > maxInst {
		return nil, ErrComplicated
	}
	b := builder{prog: prog, states: map[string]uint8{}}
	if err := b.build(); err != nil {
		return nil, err
	}
	return b.table(), nil
}

// Match reports whether the whole of units matches.
func (t *Table) Match(units []uint16) bool {
	state := uint8(1)
	for _, u := range units {
		state = t.Step(state, u)
	}
	return t.Accept[state]
}

// Step returns the state after a unit.
func (t *Table) Step(state uint8, u uint16) uint8 {
	return t.Next[int(state)*t.Classes+int(t.ClassOf(u))]
}

// ClassOf returns the class of a unit.
func (t *Table) ClassOf(u uint16) uint8 {
	i, found := slices.BinarySearch(t.Starts, u)
	if !found {
		i--
	}
	return t.Class[i]
}
