package markdown

import (
	"strconv"
	"unicode/utf8"
)

// A browser that finds the widths of a table's columns by itself finds others
// with every row that arrives, and on a slow line the rows above move under the
// reader's eyes. So the widths are decided here, before the first row, and the
// style sheet lays tables out as they say (table-layout: fixed). A policy that
// allows no inline style leaves classes: w7 is 7 units of width, where a unit is
// an em on phones and more on wide screens (--unit in templates/assets/prose.css).

// Widths are counted in tenths of an em.
const (
	wideRune   = 10 // a Chinese character
	narrowRune = 6  // a letter or digit: generous, for code and bold text
	cellGap    = 11 // the space after a cell
	unitOnWide = 16 // a unit of width, where there is room
	longCell   = 16 * 10
	longUnits  = 7 // what a column of long text needs at least
	wordUnits  = 8 // what a single word may ask for
	mostUnits  = longCell / unitOnWide
	fits       = 12 // in a list, on the narrowest phone, in large text
)

// tableUnits are how wide tables ask to be at least: the style sheet has no
// class for every number, and none for what fits everywhere.
var tableUnits = [...]int{fits, 17, 20, 22, 26, 32, 48, 96}

// column is how wide a column's longest cell is, and its longest word.
type column struct {
	cell, word int
}

// hold makes room for a cell with the text.
func (c *column) hold(text []byte) {
	cell, word := 0, 0
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		width := narrowRune
		if isCJK(r) {
			width, word = wideRune, 0
		} else if r == ' ' || r == '\n' || r == '-' {
			word = 0
		} else {
			word += width
		}
		cell += width
		c.word = max(c.word, word)
	}
	c.cell = max(c.cell, cell)
}

// long reports whether the column shares what the others leave.
func (c column) long() bool { return c.cell+cellGap > longCell }

// units is the width of a column that is not long: all of its text in one line
// where there is room, and on phones its longest word if that is not too long.
func (c column) units() int {
	whole := ceil(c.cell+cellGap, unitOnWide)
	return min(max(whole, min(ceil(c.word+cellGap, wideRune), wordUnits), 2), mostUnits)
}

// appendColumns begins a table whose columns are known.
func appendColumns(out []byte, columns []column) []byte {
	if len(columns) < 2 {
		return append(out, "<table>\n"...)
	}
	sum := 0
	cols := []byte("<colgroup>")
	for _, c := range columns {
		if c.long() {
			sum += longUnits
			cols = append(cols, "<col>"...)
			continue
		}
		sum += c.units()
		cols = appendUnits(append(cols, "<col"...), c.units())
	}
	out = appendUnits(append(out, "<table"...), roundUp(sum))
	out = append(out, '\n')
	return append(append(out, cols...), "</colgroup>\n"...)
}

// appendUnits ends a tag with a width.
func appendUnits(out []byte, units int) []byte {
	if units == fits {
		return append(out, '>')
	}
	out = append(out, ` class="w`...)
	return append(strconv.AppendInt(out, int64(units), 10), `">`...)
}

func roundUp(sum int) int {
	for _, units := range tableUnits {
		if sum <= units {
			return units
		}
	}
	return tableUnits[len(tableUnits)-1]
}

func ceil(n, by int) int { return (n + by - 1) / by }
