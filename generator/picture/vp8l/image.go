package vp8l

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

const (
	lengthSymbols, distanceSymbols = 24, 40
	firstLength                    = 256
	firstCached                    = firstLength + lengthSymbols
)

// The five codes of a picture.
const (
	codeGreen = iota // with lengths, and places in the cache
	codeRed
	codeBlue
	codeAlpha
	codeDistance
	codeCount
)

// cacheSizes are the sizes of caches that are tried, as powers of two.
var cacheSizes = [...]uint{0, 5, 8, 10}

// encodeImage writes pixels. The picture itself has a bit more in its header
// than those that belong to transforms.
func encodeImage(w *bitWriter, pixels []uint32, width int, main bool) {
	list := tokens(pixels, width)
	planes := newPlanes(width)
	var best []token
	var counts [codeCount][]int
	var size uint
	least := math.Inf(1)
	for _, bits := range cacheSizes {
		if bits > 0 && !main {
			break
		}
		cached := withCache(list, pixels, bits)
		c := count(cached, planes, bits)
		if cost := estimate(c); cost < least {
			best, counts, size, least = cached, c, bits, cost
		}
	}
	if size > 0 {
		w.write(1|uint32(size)<<1, 5)
	} else {
		w.write(0, 1)
	}
	if main {
		w.write(0, 1) // the same codes for the whole picture
	}
	var codes [codeCount]code
	for i := range codes {
		codes[i] = w.writeCode(counts[i])
	}
	writeTokens(w, best, planes, &codes)
}

func writeTokens(w *bitWriter, list []token, planes *planes, codes *[codeCount]code) {
	for _, t := range list {
		switch {
		case t.length == 0:
			w.symbol(&codes[codeGreen], int(t.value>>8&0xFF))
			w.symbol(&codes[codeRed], int(t.value>>16&0xFF))
			w.symbol(&codes[codeBlue], int(t.value&0xFF))
			w.symbol(&codes[codeAlpha], int(t.value>>24))
		case t.length == cached:
			w.symbol(&codes[codeGreen], firstCached+int(t.value))
		default:
			s, extra, n := prefixed(t.length)
			w.symbol(&codes[codeGreen], firstLength+s)
			w.write(extra, n)
			s, extra, n = prefixed(planes.code(t.value))
			w.symbol(&codes[codeDistance], s)
			w.write(extra, n)
		}
	}
}

// count counts the symbols of the five codes.
func count(list []token, planes *planes, cacheBits uint) [codeCount][]int {
	colours := 0
	if cacheBits > 0 {
		colours = 1 << cacheBits
	}
	c := [codeCount][]int{
		make([]int, firstCached+colours), make([]int, 256), make([]int, 256), make([]int, 256), make([]int, distanceSymbols),
	}
	for _, t := range list {
		switch {
		case t.length == 0:
			c[codeGreen][t.value>>8&0xFF]++
			c[codeRed][t.value>>16&0xFF]++
			c[codeBlue][t.value&0xFF]++
			c[codeAlpha][t.value>>24]++
		case t.length == cached:
			c[codeGreen][firstCached+int(t.value)]++
		default:
			s, _, _ := prefixed(t.length)
			c[codeGreen][firstLength+s]++
			s, _, _ = prefixed(planes.code(t.value))
			c[codeDistance][s]++
		}
	}
	return c
}

// estimate is the number of bits that symbols take in ideal codes, with some
// for writing the codes themselves.
func estimate(counts [codeCount][]int) float64 {
	const perSymbol = 5
	sum := 0.0
	for _, c := range counts {
		total := 0
		for _, n := range c {
			total += n
		}
		for _, n := range c {
			if n > 0 {
				sum += perSymbol + float64(n)*math.Log2(float64(total)/float64(n))
			}
		}
	}
	return sum
}

// prefixed splits a length or distance, from 1, into a symbol and further bits
// (RFC 9649, 3.6.2.2).
func prefixed(v uint32) (symbol int, extra uint32, n uint) {
	if v <= 4 {
		return int(v - 1), 0, 0
	}
	v--
	high := uint(bits.Len32(v)) - 1
	n = high - 1
	return int(2*high) + int(v>>n&1), v & (1<<n - 1), n
}

// planes numbers distances: what is near on the picture, and not only in its
// sequence of pixels, has small numbers.
type planes struct {
	width uint32
	codes [8][16]uint32 // by rows up, and columns to the left plus 7
}

const planeCodes = 120

func newPlanes(width int) *planes {
	type offset struct{ x, y int }
	var near []offset
	for y := range 8 {
		for x := -7; x <= 8; x++ {
			if y > 0 || x > 0 {
				near = append(near, offset{x, y})
			}
		}
	}
	// The order of RFC 9649, 3.6.2.3: by distance, then from above to the left,
	// the left of two sides first.
	slices.SortStableFunc(near, func(a, b offset) int {
		return cmp.Or(
			cmp.Compare(a.x*a.x+a.y*a.y, b.x*b.x+b.y*b.y),
			cmp.Compare(max(a.x, -a.x), max(b.x, -b.x)),
			cmp.Compare(b.x, a.x),
		)
	})
	p := &planes{width: uint32(width)}
	for i, o := range near {
		p.codes[o.y][o.x+7] = uint32(i + 1)
	}
	return p
}

// code returns the number of a distance.
func (p *planes) code(distance uint32) uint32 {
	y := distance / p.width
	x := distance - y*p.width
	switch {
	case x <= 8 && y < 8:
		return p.codes[y][x+7]
	case x+8 > p.width && y < 7:
		return p.codes[y+1][x+7-p.width]
	}
	return distance + planeCodes
}
