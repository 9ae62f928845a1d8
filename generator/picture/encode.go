package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"rehearse/generator/picture/vp8l"
)

const (
	// qualityScaled is where JPEG artefacts begin to be seen on a sharp screen,
	// qualityWhole for a picture that is not scaled down besides.
	qualityScaled, qualityWhole = 82, 90
	// maxLossless is how many pixels are encoded as WebP: the encoder takes
	// some twenty bytes for each.
	maxLossless = 12 << 20
)

func encodeJPEG(img image.Image, icc []byte, quality int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, onWhite(img), &jpeg.Options{Quality: quality}); err != nil {
		return nil, err
	}
	return withProfileJPEG(b.Bytes(), icc), nil
}

func encodePNG(img image.Image, icc []byte) ([]byte, error) {
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, img); err != nil {
		return nil, err
	}
	return withProfilePNG(b.Bytes(), icc), nil
}

// encodeWebP encodes without loss. It returns nil for a picture that is too
// large.
func encodeWebP(img image.Image, icc []byte) []byte {
	size := img.Bounds().Size()
	if size.X*size.Y > maxLossless {
		return nil
	}
	plain := straight(img)
	data, err := vp8l.Encode(plain)
	if err != nil {
		return nil
	}
	return withProfileWebP(data, icc, size.X, size.Y, !plain.Opaque())
}

// straight returns img with its colours not multiplied by their opacity.
func straight(img image.Image) *image.NRGBA {
	if n, ok := img.(*image.NRGBA); ok && n.Rect.Min == (image.Point{}) {
		return n
	}
	b := img.Bounds()
	to := image.NewNRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	switch from := img.(type) {
	case *image.Paletted:
		copyPaletted(to, from)
	case *image.RGBA:
		copyRGBA(to, from)
	default:
		draw.Draw(to, to.Rect, img, b.Min, draw.Src)
	}
	return to
}

func copyPaletted(to *image.NRGBA, from *image.Paletted) {
	palette := make([][4]byte, 256)
	for i, c := range from.Palette {
		n := color.NRGBAModel.Convert(c).(color.NRGBA)
		palette[i] = [4]byte{n.R, n.G, n.B, n.A}
	}
	for y := range to.Rect.Dy() {
		row := from.Pix[y*from.Stride:][:to.Rect.Dx()]
		for x, index := range row {
			copy(to.Pix[y*to.Stride+4*x:], palette[index][:])
		}
	}
}

func copyRGBA(to *image.NRGBA, from *image.RGBA) {
	for y := range to.Rect.Dy() {
		row := from.Pix[y*from.Stride:][:4*to.Rect.Dx()]
		out := to.Pix[y*to.Stride:]
		for i := 0; i < len(row); i += 4 {
			switch a := uint32(row[i+3]); a {
			case 0xFF:
				copy(out[i:i+4], row[i:i+4])
			case 0:
			default:
				for k := range 3 {
					out[i+k] = byte(min(0xFF, (uint32(row[i+k])*0xFF+a/2)/a))
				}
				out[i+3] = byte(a)
			}
		}
	}
}
