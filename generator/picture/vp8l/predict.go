package vp8l

import "math/bits"

// tileBits is the size of the squares, as a power of two, each of which has its
// own way to predict pixels.
const tileBits = 4

// black is what the first pixel is predicted to be.
const black = 0xFF000000

// modes are the ways that are tried, by their numbers in the format. Those
// left out hardly ever win.
var modes = [...]int{1, 2, 4, 5, 7, 10, 11, 12, 13}

// encodePredicted encodes how pixels differ from what their neighbours let
// expect, after taking the green out of red and blue.
func encodePredicted(w *bitWriter, pixels []uint32, width int) {
	plain := make([]uint32, len(pixels))
	for i, p := range pixels {
		plain[i] = subtractGreen(p)
	}
	w.write(1, 1)
	w.write(transformSubGreen, 2)
	tiles, tilesWidth := chooseModes(plain, width)
	w.write(1, 1)
	w.write(transformPredict, 2)
	w.write(tileBits-2, 3)
	encodeImage(w, tiles, tilesWidth, false)
	w.write(0, 1) // no more transforms
	encodeImage(w, residuals(plain, width, tiles, tilesWidth), width, true)
}

func subtractGreen(p uint32) uint32 {
	green := p >> 8 & 0xFF
	return p&0xFF00FF00 | (p>>16-green)&0xFF<<16 | (p-green)&0xFF
}

// difference subtracts the four parts of pixels, each for itself. A bit above
// each part takes what it borrows.
func difference(a, b uint32) uint32 {
	const parts, above = 0x00FF00FF, 0x01000100
	high := ((a>>8)&parts | above) - (b>>8)&parts
	low := (a&parts | above) - b&parts
	return high&parts<<8 | low&parts
}

// chooseModes finds the best mode of each tile, as pixels whose green says
// which.
func chooseModes(pixels []uint32, width int) (tiles []uint32, tilesWidth int) {
	height := len(pixels) / width
	tilesWidth = (width + 1<<tileBits - 1) >> tileBits
	previous := modes[0]
	for y := 0; y < height; y += 1 << tileBits {
		for x := 0; x < width; x += 1 << tileBits {
			previous = chooseMode(pixels, width, x, y, previous)
			tiles = append(tiles, black|uint32(previous)<<8)
		}
	}
	return tiles, tilesWidth
}

// chooseMode returns the mode that leaves least of a tile. It looks at every
// other line, and stays with the mode before among equals.
func chooseMode(pixels []uint32, width, left, top, previous int) int {
	right, bottom := min(left+1<<tileBits, width), min(top+1<<tileBits, len(pixels)/width)
	best, least := previous, tileCost(pixels, width, left, top, right, bottom, previous, 1<<62)
	for _, mode := range modes {
		if least == 0 {
			break
		}
		if cost := tileCost(pixels, width, left, top, right, bottom, mode, least); cost < least {
			best, least = mode, cost
		}
	}
	return best
}

func tileCost(pixels []uint32, width, left, top, right, bottom, mode, enough int) int {
	cost := 0
	for y := max(top, 1); y < bottom && cost < enough; y += 2 {
		for x := max(left, 1); x < right; x++ {
			i := y*width + x
			cost += pixelCost(difference(pixels[i], predict(mode, pixels, i, width)))
		}
	}
	return cost
}

// pixelCost estimates the bits of a difference: for each part that is not zero,
// those of its size on either side of it.
func pixelCost(d uint32) int {
	cost := 0
	for ; d != 0; d >>= 8 {
		if part := int(int8(d)); part != 0 {
			cost += 1 + 2*bits.Len8(uint8(max(part, -part)))
		}
	}
	return cost
}

// residuals returns how the pixels differ from their predictions.
func residuals(pixels []uint32, width int, tiles []uint32, tilesWidth int) []uint32 {
	out := make([]uint32, len(pixels))
	for i := range pixels {
		y := i / width
		x := i - y*width
		var expected uint32
		switch {
		case i == 0:
			expected = black
		case y == 0:
			expected = pixels[i-1]
		case x == 0:
			expected = pixels[i-width]
		default:
			mode := tiles[y>>tileBits*tilesWidth+x>>tileBits] >> 8 & 0xF
			expected = predict(int(mode), pixels, i, width)
		}
		out[i] = difference(pixels[i], expected)
	}
	return out
}

// predict guesses a pixel that is neither in the first line nor in the first
// column (RFC 9649, 3.4.1).
func predict(mode int, pixels []uint32, i, width int) uint32 {
	left, top, topLeft := pixels[i-1], pixels[i-width], pixels[i-width-1]
	switch mode {
	case 1:
		return left
	case 2:
		return top
	case 4:
		return topLeft
	case 5:
		return average(average(left, pixels[i-width+1]), top)
	case 7:
		return average(left, top)
	case 10:
		return average(average(left, topLeft), average(top, pixels[i-width+1]))
	case 11:
		return nearer(left, top, topLeft)
	case 12:
		return eachPart(left, top, topLeft, func(l, t, tl int) int { return l + t - tl })
	}
	return eachPart(average(left, top), topLeft, 0, func(a, tl, _ int) int { return a + (a-tl)/2 })
}

// average is that of each part, rounded down.
func average(a, b uint32) uint32 { return a&b + (a^b)&0xFEFEFEFE>>1 }

// nearer is left or top, whichever is nearer to left + top - topLeft.
func nearer(left, top, topLeft uint32) uint32 {
	fromLeft, fromTop := 0, 0
	for shift := 0; shift < 32; shift += 8 {
		l, t, tl := int(left>>shift&0xFF), int(top>>shift&0xFF), int(topLeft>>shift&0xFF)
		fromLeft += max(t-tl, tl-t)
		fromTop += max(l-tl, tl-l)
	}
	if fromLeft < fromTop {
		return left
	}
	return top
}

// eachPart computes each part of a pixel, kept between 0 and 255.
func eachPart(a, b, c uint32, f func(a, b, c int) int) uint32 {
	var out uint32
	for shift := 0; shift < 32; shift += 8 {
		v := f(int(a>>shift&0xFF), int(b>>shift&0xFF), int(c>>shift&0xFF))
		out |= uint32(min(max(v, 0), 0xFF)) << shift
	}
	return out
}
