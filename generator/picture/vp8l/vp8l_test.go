package vp8l

import (
	"bytes"
	"image"
	"image/color"
	"math/rand/v2"
	"strconv"
	"testing"

	"golang.org/x/image/webp"
)

// picture makes a picture of a given size by a function of its places.
func picture(w, h int, f func(x, y int) color.NRGBA) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, f(x, y))
		}
	}
	return img
}

func grey(n int) color.NRGBA { return color.NRGBA{byte(n), byte(n), byte(n), 0xFF} }

// samples are pictures that take different ways through the encoder.
func samples() map[string]*image.NRGBA {
	r := rand.New(rand.NewPCG(1, 2))
	any := func() color.NRGBA {
		return color.NRGBA{byte(r.Uint32()), byte(r.Uint32()), byte(r.Uint32()), byte(r.Uint32())}
	}
	s := map[string]*image.NRGBA{
		"one pixel":    picture(1, 1, func(int, int) color.NRGBA { return color.NRGBA{1, 2, 3, 255} }),
		"one unseen":   picture(1, 1, func(int, int) color.NRGBA { return color.NRGBA{} }),
		"a column":     picture(1, 300, func(_, y int) color.NRGBA { return grey(y) }),
		"a line":       picture(300, 1, func(x, _ int) color.NRGBA { return grey(x * 7) }),
		"flat":         picture(500, 300, func(int, int) color.NRGBA { return color.NRGBA{9, 8, 7, 255} }),
		"longest":      picture(MaxSide, 1, func(x, _ int) color.NRGBA { return grey(x / 100) }),
		"tallest":      picture(1, MaxSide, func(_, y int) color.NRGBA { return grey(y / 100) }),
		"noise":        picture(200, 150, func(int, int) color.NRGBA { return any() }),
		"opaque noise": picture(200, 150, func(int, int) color.NRGBA { c := any(); c.A = 0xFF; return c }),
		"gradient":     picture(333, 222, func(x, y int) color.NRGBA { return color.NRGBA{byte(x), byte(y), byte(x + y), 255} }),
		"faded":        picture(100, 90, func(x, y int) color.NRGBA { return color.NRGBA{byte(x), 9, byte(y), byte(x * y / 40)} }),
		"repeating":    picture(700, 40, func(x, y int) color.NRGBA { return color.NRGBA{byte(x % 37 * 7), byte(y % 5 * 40), byte(x % 11), 255} }),
		// Counts like Fibonacci's numbers make the deepest of trees.
		"deep": fibonacci(),
	}
	for _, n := range []int{2, 3, 4, 5, 16, 17, 255, 256, 257} {
		s["colours "+strconv.Itoa(n)] = picture(101, 53, func(x, y int) color.NRGBA {
			v := r.IntN(n)
			return color.NRGBA{byte(v), byte(v >> 8), byte(v * 3), 255}
		})
	}
	for _, w := range []int{1, 2, 3, 5, 7, 8, 9, 15, 16, 17} { // distances wrap around
		s["width "+strconv.Itoa(w)] = picture(w, 400, func(int, int) color.NRGBA { return grey(r.IntN(3) * 100) })
	}
	return s
}

func fibonacci() *image.NRGBA {
	var values []byte
	a, b := 1, 1
	for v := 0; len(values) < 200_000; v++ {
		values = append(values, bytes.Repeat([]byte{byte(v * 5)}, a)...)
		a, b = b, a+b
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
	return picture(400, len(values)/400, func(x, y int) color.NRGBA { v := values[y*400+x]; return color.NRGBA{v, v ^ byte(x), byte(y), 255} })
}

func TestRoundTrip(t *testing.T) {
	for name, img := range samples() {
		data, err := Encode(img)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := comesBack(img, data); err != "" {
			t.Errorf("%s: %s", name, err)
		}
		if again, _ := Encode(img); !bytes.Equal(data, again) {
			t.Errorf("%s: twice is not the same", name)
		}
	}
}

// comesBack decodes with another's decoder and says what is different.
func comesBack(img *image.NRGBA, data []byte) string {
	decoded, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return err.Error()
	}
	back, ok := decoded.(*image.NRGBA)
	if !ok || back.Rect.Dx() != img.Rect.Dx() || back.Rect.Dy() != img.Rect.Dy() {
		return "another size or kind of picture"
	}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			want, got := img.NRGBAAt(img.Rect.Min.X+x, img.Rect.Min.Y+y), back.NRGBAAt(x, y)
			if want != got && (want.A != 0 || got.A != 0) {
				return "at " + image.Pt(x, y).String() + " another colour"
			}
		}
	}
	return ""
}

// Parts of a picture have lines that are longer than they are.
func TestSubImage(t *testing.T) {
	whole := picture(90, 80, func(x, y int) color.NRGBA { return color.NRGBA{byte(x), byte(y), 3, 255} })
	part := whole.SubImage(image.Rect(10, 20, 60, 50)).(*image.NRGBA)
	data, err := Encode(part)
	if err != nil {
		t.Fatal(err)
	}
	if err := comesBack(part, data); err != "" {
		t.Error(err)
	}
}

func TestSizesThatTheFormatDoesNotKnow(t *testing.T) {
	for _, size := range []image.Rectangle{{}, image.Rect(0, 0, 0, 5), image.Rect(0, 0, MaxSide+1, 1), image.Rect(0, 0, 1, MaxSide+1)} {
		if _, err := Encode(image.NewNRGBA(size)); err == nil {
			t.Errorf("%v was encoded", size)
		}
	}
}

// TestSmall holds what pictures of known content may take.
func TestSmall(t *testing.T) {
	all := samples()
	for name, most := range map[string]int{"one pixel": 40, "flat": 60, "gradient": 700, "colours 2": 800, "colours 4": 1500, "repeating": 700} {
		data, err := Encode(all[name])
		if err != nil || len(data) > most {
			t.Errorf("%s: %d bytes, at most %d; %v", name, len(data), most, err)
		}
	}
}

// The distances near a pixel are those of the RFC's list; its begin and its
// end are copied here.
func TestPlanes(t *testing.T) {
	p := newPlanes(100)
	for distance, want := range map[uint32]uint32{
		100: 1, 1: 2, 101: 3, 99: 4, 200: 5, 2: 6, 201: 7, 199: 8, 102: 9, 98: 10, 202: 11, 198: 12,
		707: 118 - 1, 693: 118, 608: 119, 708: 120, 9: 129, 800: 920, 709: 829,
	} {
		if got := p.code(distance); got != want {
			t.Errorf("distance %d has the number %d, want %d", distance, got, want)
		}
	}
}

func TestPrefixed(t *testing.T) {
	for v := uint32(1); v < 1<<20; v += 1 + v/7 {
		s, extra, n := prefixed(v)
		got := uint32(s + 1)
		if s >= 4 {
			got = uint32(2+s&1)<<n + extra + 1
		}
		if got != v || n > 0 && extra >= 1<<n || s >= distanceSymbols {
			t.Errorf("%d is %d with %d in %d bits", v, s, extra, n)
		}
	}
}

func TestDifferenceUndoesAddition(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		a, b := r.Uint32(), r.Uint32()
		d := difference(a, b)
		for shift := 0; shift < 32; shift += 8 {
			if byte(d>>shift)+byte(b>>shift) != byte(a>>shift) {
				t.Fatalf("%08x - %08x = %08x", a, b, d)
			}
		}
	}
}

func TestCodesAreCompleteAndShort(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		counts := make([]int, 2+r.IntN(600))
		for i := range counts {
			counts[i] = r.IntN(3) * r.IntN(1<<r.IntN(20)+1)
		}
		counts[0], counts[len(counts)-1] = 1, 1<<20
		limit := []int{maxLength, 11, 10}[round%3]
		c := newCode(counts, limit)
		room := 0
		for s, l := range c.lengths {
			if (l > 0) != (counts[s] > 0) || int(l) > limit {
				t.Fatalf("symbol %d of count %d has %d bits", s, counts[s], l)
			}
			if l > 0 {
				room += 1 << (maxLength - l)
			}
		}
		if room != 1<<maxLength {
			t.Fatalf("%v of %d is used", room, 1<<maxLength)
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add(uint16(3), []byte{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
	f.Fuzz(func(t *testing.T, width uint16, data []byte) {
		w := int(width)%64 + 1
		h := len(data) / 4 / w
		if h == 0 {
			return
		}
		img := &image.NRGBA{Pix: data[:4*w*h], Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
		out, err := Encode(img)
		if err != nil {
			t.Fatal(err)
		}
		if err := comesBack(img, out); err != "" {
			t.Error(err)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	img := picture(1200, 800, func(x, y int) color.NRGBA {
		if x/8%9 == 0 || y/11%7 == 0 {
			return color.NRGBA{byte(x * y), byte(x ^ y), byte(x), 255}
		}
		return grey(0xF0)
	})
	b.SetBytes(int64(len(img.Pix)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Encode(img); err != nil {
			b.Fatal(err)
		}
	}
}
