package search

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// packSize is the number of items in a file. Files hold several so that an
// index adds few files to a site, which cost time to write and to upload. They
// hold not too many because a server that knows no range requests sends them
// whole.
const packSize = 16

// pack puts n items into files named name0.bin, name1.bin, … Every worker
// makes its own appendItem, which appends item i to buf.
func pack(name string, n int, newWorker func() (appendItem func(buf []byte, i int) []byte)) []File {
	files := make([]File, (n+packSize-1)/packSize)
	eachInParallel(len(files), func() func(int) {
		appendItem := newWorker()
		var buf []byte
		return func(i int) {
			buf = appendPack(buf[:0], i*packSize, min((i+1)*packSize, n), appendItem)
			files[i] = File{Path: fmt.Sprintf("%s%d.bin", name, i), Data: slices.Clone(buf)}
		}
	})
	return files
}

// appendPack appends a file of the items from lo to hi: the offsets of
// packSize items and the end of the last one, then the items.
func appendPack(buf []byte, lo, hi int, appendItem func(buf []byte, i int) []byte) []byte {
	buf = append(buf, make([]byte, 4*(packSize+1))...)
	for i := range packSize + 1 {
		binary.LittleEndian.PutUint32(buf[4*i:], uint32(len(buf)))
		if lo+i < hi {
			buf = appendItem(buf, lo+i)
		}
	}
	return buf
}
