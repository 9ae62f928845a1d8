package vp8l

const (
	// maxCopy is the longest repetition, minCopy the shortest that is worth
	// its distance.
	maxCopy, minCopy = 4096, 3
	// reach is how far back a repetition may refer: the format's limit.
	reach = 1<<20 - 120
	// hashBits is the size of the table of places where three pixels stood.
	hashBits = 16
	// maxChain is how many of those places are tried, and goodCopy how long a
	// repetition must be for the search to end.
	maxChain, goodCopy = 24, 192
)

// token is a step of the picture: a pixel, a repetition, or a colour of the
// cache.
type token struct {
	// length is 0 for a pixel and cached for a colour of the cache.
	length uint32
	// value is the pixel, the distance, or the place in the cache.
	value uint32
}

const cached = 1 << 31

// tokens finds what repeats in a picture.
func tokens(pixels []uint32, width int) []token {
	f := newFinder(pixels, width)
	list := make([]token, 0, len(pixels)/4)
	for i := 0; i < len(pixels); {
		length, distance := f.find(i)
		f.enter(i, 1)
		if length >= minCopy && length < goodCopy && i+1 < len(pixels) {
			// One pixel later, the repetition may be longer.
			if better, _ := f.find(i + 1); better > length+1 {
				length = 0
			}
		}
		if length < minCopy {
			list = append(list, token{value: pixels[i]})
			i++
			continue
		}
		f.enter(i+1, length-1)
		list = append(list, token{length: uint32(length), value: uint32(distance)})
		i += length
	}
	return list
}

// finder knows where three pixels stood before.
type finder struct {
	pixels []uint32
	width  int
	head   []int32 // by hash: the last place, plus 1
	prev   []int32 // by place: the one before it, plus 1
}

func newFinder(pixels []uint32, width int) *finder {
	return &finder{pixels: pixels, width: width, head: make([]int32, 1<<hashBits), prev: make([]int32, len(pixels))}
}

func (f *finder) hash(i int) uint32 {
	const a, b, c = 0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D
	return (f.pixels[i]*a ^ f.pixels[i+1]*b ^ f.pixels[i+2]*c) >> (32 - hashBits)
}

// enter makes n places known. Of a long repetition, the first are enough: what
// follows is found through them.
func (f *finder) enter(i, n int) {
	for end := min(i+min(n, 64), len(f.pixels)-2); i < end; i++ {
		h := f.hash(i)
		f.prev[i] = f.head[h]
		f.head[h] = int32(i + 1)
	}
}

// find returns the longest repetition that begins at i. The pixel before and
// the line above are tried first: most of a screen repeats these.
func (f *finder) find(i int) (length, distance int) {
	most := min(maxCopy, len(f.pixels)-i)
	if most < minCopy {
		return 0, 0
	}
	for _, d := range [...]int{1, f.width} {
		if d <= i {
			if n := f.match(i, i-d, most); n > length {
				length, distance = n, d
			}
		}
	}
	place := f.head[f.hash(i)]
	for range maxChain {
		at := int(place) - 1
		if at < 0 || i-at > reach || length >= goodCopy || length == most {
			break
		}
		if f.pixels[at+length] == f.pixels[i+length] {
			if n := f.match(i, at, most); n > length {
				length, distance = n, i-at
			}
		}
		place = f.prev[at]
	}
	return length, distance
}

// match counts equal pixels.
func (f *finder) match(i, at, most int) int {
	a, b := f.pixels[i:i+most], f.pixels[at:at+most]
	for n := range a {
		if a[n] != b[n] {
			return n
		}
	}
	return most
}

// cacheHash is a colour's place in a cache of 1 << bits colours.
func cacheHash(pixel uint32, bits uint) uint32 { return pixel * 0x1E35A7BD >> (32 - bits) }

// withCache refers to colours that were seen lately, where they still are in
// the cache. The tokens must be those of the pixels.
func withCache(list []token, pixels []uint32, bits uint) []token {
	if bits == 0 {
		return list
	}
	cache := make([]uint32, 1<<bits)
	out := make([]token, len(list))
	at := 0
	for i, t := range list {
		out[i] = t
		if t.length > 0 {
			for _, p := range pixels[at : at+int(t.length)] {
				cache[cacheHash(p, bits)] = p
			}
			at += int(t.length)
			continue
		}
		h := cacheHash(t.value, bits)
		if cache[h] == t.value {
			out[i] = token{length: cached, value: h}
		}
		cache[h] = t.value
		at++
	}
	return out
}
