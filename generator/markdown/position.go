package markdown

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// position is a byte offset with its line and column, both from 1.
type position struct{ offset, line, col int }

// cursor turns offsets into lines and columns. Offsets mostly grow, so it goes
// on from the last one, or from the nearest that it has left a mark at.
type cursor struct {
	text []byte
	position
	marks []position
}

// markDistance is how far marks are apart, in bytes, at least.
const markDistance = 4 << 10

// at returns the line and the column, both from 1, of a byte offset.
func (c *cursor) at(offset int) (line, col int) {
	offset = max(0, min(offset, len(c.text)))
	if offset < c.offset {
		c.position = position{0, 1, 1}
		if i := sort.Search(len(c.marks), func(i int) bool { return c.marks[i].offset > offset }); i > 0 {
			c.position = c.marks[i-1]
		}
	}
	for offset-c.offset > 2*markDistance {
		next := c.offset + markDistance
		for !utf8.RuneStart(c.text[next]) {
			next++
		}
		c.advance(min(next, offset))
		if n := len(c.marks); n == 0 || c.marks[n-1].offset < c.offset {
			c.marks = append(c.marks, c.position)
		}
	}
	c.advance(offset)
	return c.line, c.col
}

// advance moves the cursor on.
func (c *cursor) advance(offset int) {
	between := c.text[c.offset:offset]
	if i := bytes.LastIndexByte(between, '\n'); i >= 0 {
		c.line += bytes.Count(between[:i+1], []byte{'\n'})
		c.col, between = 1, between[i+1:]
	}
	c.col += utf8.RuneCount(between)
	c.offset = offset
}
