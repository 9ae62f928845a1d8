package search

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// reader reads an index from its files, following the package comment and
// nothing else: it shares no code with the writer but the fold.
type reader struct {
	t        testing.TB
	manifest struct {
		Version       string
		Slots, Shards int
		Pages         int
		Free          []byte
		Synonyms      [][]string
		Chars         string
		Highs         []int
		Dialog        string
	}
	files map[string][]byte
	// read counts the bytes that a browser would have fetched.
	read    int
	fetched map[string]bool
}

func newReader(t testing.TB, folder string, files []File) *reader {
	t.Helper()
	r := &reader{t: t, files: map[string][]byte{}, fetched: map[string]bool{}}
	for _, file := range files {
		r.files[strings.TrimPrefix(file.Path, folder+"/")] = file.Data
	}
	index := r.files["index.json"]
	if err := json.Unmarshal(index, &r.manifest); err != nil {
		t.Fatal(err)
	}
	r.read = len(index)
	return r
}

// file returns a file of the index, and counts it.
func (r *reader) file(name string) []byte {
	name = r.manifest.Version + "/" + name
	file, ok := r.files[name]
	if !ok {
		r.t.Fatalf("no file %s", name)
	}
	r.count(name, len(file))
	z, err := zlib.NewReader(bytes.NewReader(file))
	if err != nil {
		r.t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		r.t.Fatal(err)
	}
	return data
}

// pages are the numbers of all pages.
func (r *reader) pages() []int {
	free := map[int]int{}
	r.mark(free, r.manifest.Free, r.manifest.Slots-r.manifest.Pages, 1)
	var all []int
	for page := range r.manifest.Slots {
		if free[page] == 0 {
			all = append(all, page)
		}
	}
	return all
}

func (r *reader) count(key string, n int) {
	if !r.fetched[key] {
		r.fetched[key] = true
		r.read += n
	}
}

func itoa(n int) string {
	text, _ := json.Marshal(n)
	return string(text)
}

// candidates returns the pages that hold all grams of the terms, with their
// scores.
func (r *reader) candidates(terms []string) map[int]int {
	scores := map[int]int{}
	for _, page := range r.pages() {
		scores[page] = 0
	}
	for _, term := range terms {
		levels := map[int]int{}
		for page := range scores {
			levels[page] = 4
		}
		for _, g := range termGrams(term) {
			list := r.list(g)
			for page := range levels {
				if list[page] == 0 {
					delete(levels, page)
				} else {
					levels[page] = min(levels[page], list[page])
				}
			}
		}
		for page := range scores {
			if levels[page] == 0 {
				delete(scores, page)
			} else {
				scores[page] += levels[page]
			}
		}
	}
	return scores
}

// termGrams returns the grams of a query term, of which each occurrence of the
// term has all.
func termGrams(term string) []gram {
	var all []gram
	l := queryLetters(term)
	for i := 0; i < len(l); i++ {
		if l[i] == 0 {
			continue
		}
		g := gram{l[i], at(l, i+1)}
		if g.narrow() && at(l, i+2) > 0 && at(l, i+2) < wideFrom {
			g[2] = at(l, i+2)
		}
		length := slices.Index(append(g[:], 0), 0)
		all = append(all, g)
		if i+length >= len(l) || l[i+length] == 0 {
			i += length - 1
		}
	}
	return all
}

func at(units []uint16, i int) uint16 {
	if i < len(units) {
		return units[i]
	}
	return 0
}

// queryLetters folds a term that holds no spaces.
func queryLetters(term string) []uint16 {
	var all []uint16
	for _, unit := range utf16.Encode([]rune(term)) {
		switch f := foldUnit(unit); f.kind {
		case foldsWord:
			all = append(all, f.units...)
		case foldsBreak:
			all = append(all, 0)
		}
	}
	return all
}

func (r *reader) list(g gram) map[int]int {
	h := uint32(2166136261)
	for _, unit := range g {
		h = (h ^ uint32(unit)) * 16777619
	}
	if i := slices.IndexFunc(r.manifest.Synonyms, func(group []string) bool {
		return slices.ContainsFunc(group, func(word string) bool { return slices.Contains(termGrams(word), g) })
	}); i >= 0 {
		h = uint32(i)
	}
	shard := r.file("g" + itoa(int(h%uint32(r.manifest.Shards))) + ".bin")
	next16 := func() uint16 {
		unit := binary.LittleEndian.Uint16(shard)
		shard = shard[2:]
		return unit
	}
	varint := func() int {
		v, n := binary.Uvarint(shard)
		shard = shard[n:]
		return int(v)
	}
	levels := map[int]int{}
	for len(shard) > 0 {
		entry := gram{next16(), next16()}
		if entry.narrow() {
			entry[2] = next16()
		}
		size := varint()
		rest := shard[size:]
		if entry == g {
			n := varint()
			if n%2 == 1 {
				varint() // the share of the pages that have it
				for _, page := range r.pages() {
					levels[page] = 1 // perhaps
				}
			}
			shard = r.mark(levels, shard, n/4, 2)
			for level := 3; n/2%2 == 1 && level <= 4; level++ {
				m := varint() // moves shard
				shard = r.mark(levels, shard, m, level)
			}
			return levels
		}
		shard = rest
	}
	return levels
}

// mark decodes a list bit by bit and returns what follows it.
func (r *reader) mark(levels map[int]int, data []byte, n, level int) []byte {
	total := r.manifest.Slots
	if n == 0 {
		return data
	}
	k := 0
	for (1 << k) <= total/(3*n) {
		k++
	}
	bit := 0
	next := func() int {
		b := int(data[bit/8]>>(bit%8)) & 1
		bit++
		return b
	}
	page := 0
	for range n {
		for next() == 0 {
			page += 1 << k
		}
		for j := range k {
			page += next() << j
		}
		levels[page] = level
		page++
	}
	return data[(bit+7)/8:]
}

// record returns the lines of a page's record.
func (r *reader) record(page int) []string {
	data := r.file("r" + itoa(page/2) + ".bin")
	end := 4 + binary.LittleEndian.Uint32(data)
	if page%2 == 0 {
		data = data[4:end]
	} else {
		data = data[end:]
	}
	chars := []rune(r.manifest.Chars)
	var units []uint16
	for i := 0; i < len(data); i++ {
		switch code := int(data[i]); {
		case code < len(chars):
			units = append(units, uint16(chars[code]))
		case code == 255:
			units = append(units, uint16(data[i+1])<<8|uint16(data[i+2]))
			i += 2
		default:
			units = append(units, uint16(r.manifest.Highs[code-len(chars)])<<8|uint16(data[i+1]))
			i++
		}
	}
	return strings.SplitN(string(utf16.Decode(units)), "\n", recordLines+1)
}
