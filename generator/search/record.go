package search

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/klauspost/compress/zlib"

	"rehearse/demo/language"
)

// A record is the lines of a page (see document) in a code of its own, and then
// compressed. Compression finds what repeats and, in a page of Chinese, little
// else, since three bytes of UTF-8 have no character in common with the next
// three. So frequent characters take one byte first. The others take two: one for
// the high byte of the UTF-16 unit, if that is a usual one, then the low byte.
// Everything else takes three: the last code, then the unit with the high byte
// first.

// alphabet says what the bytes of records mean. It is that of a language and not of
// a site: then no edit can change it, and with it every record.
type alphabet struct {
	// Chars are the characters that bytes 0, 1, … stand for.
	Chars string `json:"chars"`
	// Highs are the high bytes for which the following codes stand.
	Highs []int `json:"highs"`
}

// The frequent characters of Chinese, and of other languages.
const (
	frequentChinese = "\u00AD，。、：；“”？！的一是不在了有和人这中大为上个我以要他时来用们到说就分会可主发年动后自行方面成理下过能对生法定子部电业机码手网密公金" +
		"办号登录请"
	frequentOthers = "\u00AD’“”–—…·àâäåæçèéêëíîïñóôöøùúûüß"
)

// highRange are the high bytes from First to Last.
type highRange struct{ first, last int }

func newAlphabet(lang string) alphabet {
	frequent := frequentOthers
	// All alphabets and signs, and the syllables of Korean.
	ranges := []highRange{{0x00, 0x33}, {0xAC, 0xD7}, {0xFE, 0xFF}}
	if language.IsChinese(lang) || language.Tag(lang) == "ja" {
		frequent = frequentChinese
		ranges = []highRange{{0x00, 0x00}, {0x20, 0x20}, {0x30, 0x30}, {0x4E, 0x9F}, {0xFF, 0xFF}}
	}
	chars := []rune{'\n'}
	for char := ' '; char <= '~'; char++ {
		chars = append(chars, char)
	}
	a := alphabet{Chars: string(chars) + frequent}
	for _, r := range ranges {
		for high := r.first; high <= r.last; high++ {
			a.Highs = append(a.Highs, high)
		}
	}
	return a
}

// escape is the code before a unit that has no other.
const escape = 255

// code is the code of a unit: its bytes, the first one lowest, and their number
// in the highest byte.
type code uint32

func newCode(size int, first, second, third uint16) code {
	return code(uint32(size)<<24 | uint32(first) | uint32(second)<<8 | uint32(third)<<16)
}

// coder codes by an alphabet, and decodes.
type coder struct {
	codes [1 << 16]code
	// chars are what the codes of one byte stand for, highs the high bytes of
	// those of two, in the higher half.
	chars, highs []uint16
}

func newCoder(a alphabet) *coder {
	c := new(coder)
	for unit := range c.codes {
		c.codes[unit] = newCode(3, escape, uint16(unit>>8), uint16(unit&0xFF))
	}
	chars := []rune(a.Chars)
	for i, high := range a.Highs {
		c.highs = append(c.highs, uint16(high)<<8)
		for low := range uint16(256) {
			c.codes[uint16(high)<<8|low] = newCode(2, uint16(len(chars)+i), low, 0)
		}
	}
	for i, char := range chars {
		c.chars = append(c.chars, uint16(char))
		c.codes[char] = newCode(1, uint16(i), 0, 0)
	}
	return c
}

// encode appends the codes of units.
func (c *coder) encode(buf []byte, units []uint16) []byte {
	n := len(buf)
	// Every code is written as four bytes, and the next one over what was too
	// much: that needs no branches.
	buf = slices.Grow(buf, 3*len(units)+1)[:n+3*len(units)+1]
	for _, unit := range units {
		code := c.codes[unit]
		binary.LittleEndian.PutUint32(buf[n:], uint32(code))
		n += int(code >> 24)
	}
	return buf[:n]
}

// decode appends the units that coded stands for.
func (c *coder) decode(units []uint16, coded []byte) []uint16 {
	for i := 0; i < len(coded); {
		switch code := int(coded[i]); {
		case code < len(c.chars):
			units = append(units, c.chars[code])
			i++
		case code < escape:
			units = append(units, c.highs[code-len(c.chars)]|uint16(coded[i+1]))
			i += 2
		default:
			units = append(units, uint16(coded[i+1])<<8|uint16(coded[i+2]))
			i += 3
		}
	}
	return units
}

// workspace is the room in which one page at a time is laid out.
type workspace struct {
	alphabet    *coder
	text, units []uint16
	coded       []byte
}

// recordsInFile is how many numbers share a file: with fewer, a site would have too
// many files, and with more, a reader would fetch too much for each result.
const recordsInFile = 2

// recordFiles makes the files of records: the length of the first (32 bits), then
// they. It takes the records out of docs.
func recordFiles(docs []*document) []File {
	var pairs [][]*document
	for i, d := range docs {
		if i == 0 || d.slot/recordsInFile != docs[i-1].slot/recordsInFile {
			pairs = append(pairs, nil)
		}
		pairs[len(pairs)-1] = append(pairs[len(pairs)-1], d)
	}
	files := make([]File, len(pairs))
	eachInParallel(len(pairs), func() func(int) {
		var p packer
		var buf []byte
		return func(i int) {
			pair := pairs[i]
			buf = append(buf[:0], 0, 0, 0, 0)
			for _, d := range pair {
				buf = append(buf, d.coded[:d.record]...)
				if d.slot%recordsInFile == 0 {
					binary.LittleEndian.PutUint32(buf, uint32(d.record))
				}
				d.coded = nil
			}
			files[i] = File{Path: fmt.Sprintf("r%d.bin", pair[0].slot/recordsInFile), Data: p.pack(buf)}
		}
	})
	return files
}

// packLevel is how hard files are compressed: more makes them no smaller.
const packLevel = 7

// packer compresses files, which browsers know how to undo.
type packer struct {
	buf bytes.Buffer
	z   *zlib.Writer
}

// pack returns data compressed.
func (p *packer) pack(data []byte) []byte {
	if p.z == nil {
		p.z, _ = zlib.NewWriterLevel(nil, packLevel) // the level is a valid one
	}
	p.buf.Reset()
	p.z.Reset(&p.buf)
	_, _ = p.z.Write(data) // to memory, it cannot fail
	_ = p.z.Close()
	return slices.Clone(p.buf.Bytes())
}
