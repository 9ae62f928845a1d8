package address

import (
	"hash/crc32"
	"iter"
	"strings"
	"unsafe"
)

// Sketch is a small sample of a text by which it is known again when most of it has
// stayed: the lowest of the hashes of its clauses, five characters each. A text and
// its copy have the same; of texts that have much in common, some are the same.
type Sketch string

const (
	// pageValues and anchorValues are how many hashes stand for a page and for a part
	// of one.
	pageValues, anchorValues = 8, 2
	// width is how many characters a hash has, of 6 bits each.
	width = 5
	// shortest is how many bytes a clause must have: “提交” stands everywhere.
	shortest = 8

	digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
)

// Section is where the part of a page begins that an anchor leads to.
type Section struct {
	// ID is that of the anchor; what has the one of a part before goes on with it.
	ID string
	// At is a byte offset in the page's text.
	At int
}

// Read makes sketches of a page and its parts: what stands before the first section is
// the page's own.
func Read(title, text string, sections []Section) (Sketch, []Anchor) {
	low := make([]lowest, 1, len(sections)+1)
	low[0].most = pageValues - 1
	anchors := make([]Anchor, 0, len(sections))
	parts(text, sections, func(i int, id, part string) {
		if i == len(low) {
			low = append(low, lowest{most: anchorValues})
			anchors = append(anchors, Anchor{ID: id})
		}
		for v := range clauses(part) {
			low[i].add(v)
		}
	})
	b := make([]byte, 0, width*(pageValues+anchorValues*len(anchors)))
	b = low[0].encode(appendValueOf(b, hash(strings.TrimSpace(title))))
	borders := []int{len(b)}
	for i := range anchors {
		b = low[i+1].encode(b)
		borders = append(borders, len(b))
	}
	all := string(b)
	for i := range anchors {
		anchors[i].Text = Sketch(all[borders[i]:borders[i+1]])
	}
	return Sketch(all[:borders[0]]), anchors
}

// parts calls do for each piece of a text, with the number of the part that it
// belongs to: 0 for the page's own, and others as they come.
func parts(text string, sections []Section, do func(i int, id, part string)) {
	numbers := make(map[string]int, len(sections))
	at, number, id := 0, 0, ""
	for _, s := range sections {
		do(number, id, text[at:s.At])
		at, id = s.At, s.ID
		if id == "" {
			number = 0
			continue
		}
		if _, known := numbers[id]; !known {
			numbers[id] = len(numbers) + 1
		}
		number = numbers[id]
	}
	do(number, id, text[at:])
}

// clauses yields the hashes of the clauses of a text: lines, and sentences in them.
func clauses(text string) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		start := 0
		for i := 0; i <= len(text); i++ {
			if i < len(text) {
				if c := text[i]; c != '\n' && c != '\x82' && c != ' ' || !ends(text, i) {
					continue
				}
			}
			if clause := strings.Trim(text[start:i], " "); len(clause) >= shortest && !yield(hash(clause)) {
				return
			}
			start = min(i+1, len(text))
		}
	}
}

// ends reports whether a clause ends with the byte at i: a line break, the last of
// “。”, or a space after a full stop.
func ends(text string, i int) bool {
	switch text[i] {
	case '\n':
		return true
	case '\x82':
		return i >= 2 && text[i-1] == '\x80' && text[i-2] == '\xE3'
	case ' ':
		return i >= 1 && text[i-1] == '.'
	}
	return false
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// hash is a number of 30 bits.
func hash(clause string) uint32 {
	return crc32.Checksum(unsafe.Slice(unsafe.StringData(clause), len(clause)), castagnoli) >> 2
}

// lowest are the lowest of some numbers.
type lowest struct {
	values [pageValues]uint32
	count  int
	most   int
}

func (l *lowest) add(v uint32) {
	i := l.count
	for i > 0 && l.values[i-1] >= v {
		i--
	}
	if i == l.most || i < l.count && l.values[i] == v {
		return
	}
	l.count = min(l.count+1, l.most)
	copy(l.values[i+1:l.count], l.values[i:])
	l.values[i] = v
}

func (l *lowest) encode(b []byte) []byte {
	for _, v := range l.values[:l.count] {
		b = appendValueOf(b, v)
	}
	return b
}

func appendValueOf(b []byte, v uint32) []byte {
	for shift := 6 * (width - 1); shift >= 0; shift -= 6 {
		b = append(b, digits[v>>shift&63])
	}
	return b
}

// Values yields the hashes.
func (s Sketch) Values() iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for ; len(s) >= width; s = s[width:] {
			v := uint32(0)
			for _, c := range []byte(s[:width]) {
				v = v<<6 | uint32(strings.IndexByte(digits, c))&63
			}
			if !yield(v) {
				return
			}
		}
	}
}

// Len is how many hashes there are.
func (s Sketch) Len() int { return len(s) / width }

// settle returns the sketch that was remembered, if at least half of it is in the new
// one.
func (s Sketch) settle(before Sketch) Sketch {
	if s == "" || before == "" {
		return s
	}
	if s == before {
		return before
	}
	same := 0
	for i := 0; i+width <= len(before); i += width {
		if s.has(before[i : i+width]) {
			same++
		}
	}
	if 2*same >= before.Len() && before.Len() > 0 {
		return before
	}
	return s
}

// has reports whether a sketch has a hash.
func (s Sketch) has(one Sketch) bool {
	for ; len(s) >= width; s = s[width:] {
		if s[:width] == one {
			return true
		}
	}
	return false
}
