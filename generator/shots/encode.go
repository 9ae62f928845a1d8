package shots

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// headerEnd is where the first chunk of a PNG ends, its header.
const headerEnd = len(signature) + 12 + 13

// Encode makes the file of a screenshot: as small as a PNG without loss gets,
// with its provenance and its density.
func (s Shot) Encode(picture image.Image) ([]byte, error) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, withFewColours(picture)); err != nil {
		return nil, err
	}
	from, err := s.Provenance()
	if err != nil {
		return nil, err
	}
	head, rest := b.Bytes()[:headerEnd], b.Bytes()[headerEnd:]
	out := append(make([]byte, 0, b.Len()+512), head...)
	out = density(out, s.size().shape().scale)
	// The palette has to come before the picture, and texts may stand anywhere.
	if out, err = from.text(out); err != nil {
		return nil, err
	}
	return append(out, rest...), nil
}

// withFewColours returns the picture with a palette, where 256 colours are
// enough for it, and the picture itself where they are not.
func withFewColours(m image.Image) image.Image {
	bounds := m.Bounds()
	index := make(map[color.RGBA]uint8)
	var palette color.Palette
	few := image.NewPaletted(bounds, nil)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			c := color.RGBAModel.Convert(m.At(x, y)).(color.RGBA)
			i, ok := index[c]
			if !ok {
				if len(palette) == 256 {
					return m
				}
				i = uint8(len(palette))
				index[c] = i
				palette = append(palette, c)
			}
			few.Pix[few.PixOffset(x, y)] = i
		}
	}
	few.Palette = palette
	return few
}
