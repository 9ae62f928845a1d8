package picture_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/png"
	"testing"

	"rehearse/generator/picture"
)

// A PNG that says that it is of a sharp screen is shown at half its size,
// whatever its name; any other resolution says nothing about a page.
func TestDensityOfPNG(t *testing.T) {
	for _, c := range []struct {
		name string
		x, y uint32
		unit byte
		want int
	}{
		{"144 pixels an inch", 5669, 5669, 1, 2},
		{"rounded up", 5670, 5670, 1, 2},
		{"72 pixels an inch", 2835, 2835, 1, 1},
		{"for print", 11811, 11811, 1, 1},
		{"an aspect ratio", 5669, 5669, 0, 1},
		{"not square", 5669, 2835, 1, 1},
	} {
		source, fault := picture.Open("a.png", withPHYs(t, c.x, c.y, c.unit))
		if fault != nil {
			t.Fatalf("%s: %v", c.name, fault)
		}
		if source.Density != c.want || source.Width != 100/c.want {
			t.Errorf("%s: density %d, width %d, want density %d", c.name, source.Density, source.Width, c.want)
		}
	}
}

// withPHYs is a PNG of 100 × 100 pixels that states its resolution.
func withPHYs(t *testing.T, x, y uint32, unit byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 100, 100))); err != nil {
		t.Fatal(err)
	}
	const headerEnd = 8 + 12 + 13
	chunk := append(binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("pHYs"), x), y), unit)
	out := append([]byte{}, b.Bytes()[:headerEnd]...)
	out = append(binary.BigEndian.AppendUint32(out, 9), chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, b.Bytes()[headerEnd:]...)
}
