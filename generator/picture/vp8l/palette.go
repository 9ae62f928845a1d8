package vp8l

import "slices"

// maxPalette is the largest palette that the format knows.
const maxPalette = 256

// colours returns the colours of a picture in ascending order, nil if there
// are too many for a palette.
func colours(pixels []uint32) []uint32 {
	var palette []uint32
	known := make(map[uint32]bool, maxPalette)
	var last uint32
	for i, p := range pixels {
		if i > 0 && p == last || known[p] {
			last = p
			continue
		}
		if len(palette) == maxPalette {
			return nil
		}
		known[p], last = true, p
		palette = append(palette, p)
	}
	slices.Sort(palette)
	return palette
}

// encodePalette encodes pixels as indices into a palette. Of few colours,
// several indices go into one pixel.
func encodePalette(w *bitWriter, pixels []uint32, width int, palette []uint32) {
	w.write(1, 1)
	w.write(transformPalette, 2)
	w.write(uint32(len(palette)-1), 8)
	deltas := make([]uint32, len(palette))
	index := make(map[uint32]uint32, len(palette))
	for i, p := range palette {
		index[p] = uint32(i)
		deltas[i] = p
		if i > 0 {
			deltas[i] = difference(p, palette[i-1])
		}
	}
	encodeImage(w, deltas, len(deltas), false)
	w.write(0, 1) // no more transforms
	packed, packedWidth := pack(pixels, width, index)
	encodeImage(w, packed, packedWidth, true)
}

// pack puts as many indices into one pixel's green as fit.
func pack(pixels []uint32, width int, index map[uint32]uint32) (packed []uint32, packedWidth int) {
	shift := 0 // 1 << shift indices go into a pixel
	switch n := len(index); {
	case n <= 2:
		shift = 3
	case n <= 4:
		shift = 2
	case n <= 16:
		shift = 1
	}
	bits := 8 >> shift
	packedWidth = (width + 1<<shift - 1) >> shift
	packed = make([]uint32, 0, packedWidth*(len(pixels)/width))
	var last, lastIndex uint32
	known := false
	for len(pixels) > 0 {
		row := pixels[:width]
		pixels = pixels[width:]
		for len(row) > 0 {
			group := row[:min(1<<shift, len(row))]
			row = row[len(group):]
			green := uint32(0)
			for i, p := range group {
				if !known || p != last {
					last, lastIndex, known = p, index[p], true
				}
				green |= lastIndex << (i * bits)
			}
			packed = append(packed, 0xFF000000|green<<8)
		}
	}
	return packed, packedWidth
}
