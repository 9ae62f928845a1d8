// Package vp8l encodes pictures as WebP without loss, in the bitstream that is
// called VP8L (RFC 9649, section 3).
//
// A picture is encoded in several ways, of which the shortest is kept: as
// indices into a palette, as differences from what its neighbours let expect,
// and as it is. Each is then a sequence of pixels, of repetitions of what was
// before, and of references to colours seen lately, written in prefix codes.
// The same picture gives the same bytes.
package vp8l

import (
	"encoding/binary"
	"errors"
	"image"
)

// MaxSide is the largest width and height that the format knows.
const MaxSide = 1 << 14

// Transforms by their numbers.
const (
	transformPredict  = 0
	transformSubGreen = 2
	transformPalette  = 3
)

// Encode returns a WebP file. The colours of pixels that are not seen at all
// are not kept. An error is a size that the format does not know.
func Encode(img *image.NRGBA) ([]byte, error) {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	if width < 1 || height < 1 || width > MaxSide || height > MaxSide {
		return nil, errors.New("vp8l: a picture must have 1 to 16384 pixels in each direction")
	}
	pixels, opaque := flatten(img)
	header := func() *bitWriter {
		w := &bitWriter{}
		w.write(0x2F, 8)
		w.write(uint32(width-1), 14)
		w.write(uint32(height-1), 14)
		w.write(map[bool]uint32{false: 1}[opaque], 1)
		w.write(0, 3) // version
		return w
	}
	best := header()
	encodePlain(best, pixels, width)
	if palette := colours(pixels); palette != nil {
		best = shorter(best, func(w *bitWriter) { encodePalette(w, pixels, width, palette) }, header())
	} else {
		best = shorter(best, func(w *bitWriter) { encodePredicted(w, pixels, width) }, header())
	}
	return container(best.bytes()), nil
}

// shorter encodes in another way and returns what is shorter.
func shorter(best *bitWriter, encode func(*bitWriter), other *bitWriter) *bitWriter {
	if encode(other); other.len() < best.len() {
		return other
	}
	return best
}

// flatten returns the pixels as 0xAARRGGBB. Pixels that are not seen are made
// equal, so that they cost nothing.
func flatten(img *image.NRGBA) (pixels []uint32, opaque bool) {
	width, height := img.Rect.Dx(), img.Rect.Dy()
	pixels, opaque = make([]uint32, 0, width*height), true
	for y := range height {
		row := img.Pix[y*img.Stride:][:4*width]
		for i := 0; i < len(row); i += 4 {
			p := uint32(row[i+3])<<24 | uint32(row[i])<<16 | uint32(row[i+1])<<8 | uint32(row[i+2])
			if row[i+3] == 0 {
				p = 0
			}
			opaque = opaque && row[i+3] == 0xFF
			pixels = append(pixels, p)
		}
	}
	return pixels, opaque
}

// encodePlain encodes the pixels as they are.
func encodePlain(w *bitWriter, pixels []uint32, width int) {
	w.write(0, 1) // no more transforms
	encodeImage(w, pixels, width, true)
}

// container is the file around a bitstream.
func container(data []byte) []byte {
	padded := len(data) + len(data)&1
	out := make([]byte, 0, 20+padded)
	out = append(out, "RIFF"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(12+padded))
	out = append(out, "WEBPVP8L"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
	out = append(out, data...)
	if len(data)&1 == 1 {
		out = append(out, 0)
	}
	return out
}
