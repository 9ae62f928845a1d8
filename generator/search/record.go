package search

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"math/bits"
	"slices"
)

// A record is the lines of a page (see document) in a code of its own: a page
// is wanted whole, but alone, so that neither the server's compression nor a
// dictionary of each page's own would do. The most frequent characters of the
// index take one byte. The others take two: one for the high byte of the
// UTF-16 unit, if that is among the most frequent high bytes, then the low
// byte. Everything else takes three: the last code, then the unit with the
// high byte first. Chinese comes down to about half of its UTF-8.

// maxHighs is how many high bytes have a code. Chinese texts use the 82 of the
// ideographs and a few for punctuation and Latin.
const maxHighs = 100

// alphabet says what the bytes of records mean.
type alphabet struct {
	// Chars are the characters that bytes 0, 1, … stand for. No halves of
	// surrogate pairs are among them, which JSON could not hold.
	Chars string `json:"chars"`
	// Highs are the high bytes for which the following codes stand.
	Highs []int `json:"highs"`
}

// newAlphabet chooses the alphabet for texts in which the units occur so often.
func newAlphabet(counts *[1 << 16]uint32) alphabet {
	var highs [256]uint32
	var units []int
	for unit, count := range counts {
		if count == 0 && unit != '\n' {
			continue
		}
		highs[unit>>8] += max(count, 1)
		if unit < 0xD800 || unit >= 0xE000 {
			units = append(units, unit)
		}
	}
	a := alphabet{Highs: []int{}}
	for high, count := range highs {
		if count > 0 {
			a.Highs = append(a.Highs, high)
		}
	}
	byCount(a.Highs, highs[:])
	a.Highs = a.Highs[:min(len(a.Highs), maxHighs)]
	slices.Sort(a.Highs)
	byCount(units, counts[:])
	units = units[:min(len(units), 255-len(a.Highs))]
	slices.Sort(units)
	for _, unit := range units {
		a.Chars += string(rune(unit))
	}
	return a
}

// byCount sorts keys, the frequent ones first. How frequent one is counts but
// roughly: otherwise each edit would let one in for another somewhere, and every
// record of the site would be written anew.
func byCount(keys []int, counts []uint32) {
	slices.SortFunc(keys, func(x, y int) int {
		return cmp.Or(cmp.Compare(bits.Len32(counts[y]), bits.Len32(counts[x])), cmp.Compare(x, y))
	})
}

// escape is the code before a unit that has no other.
const escape = 255

// code is the code of a unit: its bytes, the first one lowest, and their number
// in the highest byte.
type code uint32

func newCode(size int, first, second, third uint16) code {
	return code(uint32(size)<<24 | uint32(first) | uint32(second)<<8 | uint32(third)<<16)
}

// codes returns the code of every unit.
func (a alphabet) codes() *[1 << 16]code {
	codes := new([1 << 16]code)
	for unit := range codes {
		codes[unit] = newCode(3, escape, uint16(unit>>8), uint16(unit&0xFF))
	}
	chars := []rune(a.Chars)
	for i, high := range a.Highs {
		for low := range uint16(256) {
			codes[uint16(high)<<8|low] = newCode(2, uint16(len(chars)+i), low, 0)
		}
	}
	for i, char := range chars {
		codes[char] = newCode(1, uint16(i), 0, 0)
	}
	return codes
}

// recordsInFile is how many pages share a file: with fewer, a site would have too
// many files, and with more, a reader would fetch too much for each result.
const recordsInFile = 2

// packRecords makes the record files: the length of each record (32 bits), then
// the records. It takes the units out of docs, which are half of the memory of an
// index.
func packRecords(docs []*document, a alphabet) []File {
	codes := a.codes()
	files := make([]File, (len(docs)+recordsInFile-1)/recordsInFile)
	eachInParallel(len(files), func() func(int) {
		var buf []byte
		return func(i int) {
			own := docs[i*recordsInFile : min((i+1)*recordsInFile, len(docs))]
			buf = append(buf[:0], make([]byte, 4*len(own))...)
			for k, d := range own {
				from := len(buf)
				buf = appendRecord(buf, d.record(), codes)
				binary.LittleEndian.PutUint32(buf[4*k:], uint32(len(buf)-from))
				d.units = nil
			}
			files[i] = File{Path: fmt.Sprintf("r%d.bin", i), Data: slices.Clone(buf)}
		}
	})
	return files
}

func appendRecord(buf []byte, units []uint16, codes *[1 << 16]code) []byte {
	n := len(buf)
	// Every code is written as four bytes, and the next one over what was too
	// much: that needs no branches.
	buf = slices.Grow(buf, 3*len(units)+1)[:n+3*len(units)+1]
	for _, unit := range units {
		c := codes[unit]
		binary.LittleEndian.PutUint32(buf[n:], uint32(c))
		n += int(c >> 24)
	}
	return buf[:n]
}
