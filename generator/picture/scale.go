package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"

	"golang.org/x/image/draw"
)

// decode returns the first picture of the file, as it lies in it.
func (s *Source) decode() (image.Image, error) {
	if s.Format == "gif" {
		return decodeGIF(s.clean)
	}
	img, _, err := image.Decode(bytes.NewReader(s.clean))
	return img, err
}

// decodeGIF puts a picture that covers a part of its screen in its place.
func decodeGIF(data []byte) (image.Image, error) {
	img, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	config, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	screen := image.Rect(0, 0, config.Width, config.Height)
	if img.Bounds() == screen {
		return img, nil
	}
	whole := image.NewRGBA(screen)
	draw.Draw(whole, img.Bounds(), img, img.Bounds().Min, draw.Src)
	return whole, nil
}

const (
	// scratch is what the scaler may take for itself: 32 bytes for each pixel
	// of a picture of the new width and the old height.
	scratch = 128 << 20
	// halveAbove is from where on a picture is halved first, which is as good
	// and takes no memory besides the result.
	halveAbove      = 32 << 20
	scratchPerPixel = 32
)

// scaled cuts a rectangle out of img and scales it down; nil where that would
// take too much memory.
func scaled(img image.Image, from image.Rectangle, width, height int) image.Image {
	for from.Dx() >= 2*width && from.Dy() >= 2*height && scratchPerPixel*width*from.Dy() > halveAbove {
		half := image.NewRGBA(image.Rect(0, 0, from.Dx()/2, from.Dy()/2))
		// At exactly one half, the average of every two by two pixels.
		even := image.Rect(from.Min.X, from.Min.Y, from.Min.X+2*half.Rect.Dx(), from.Min.Y+2*half.Rect.Dy())
		draw.ApproxBiLinear.Scale(half, half.Rect, img, even, draw.Src, nil)
		img, from = half, half.Rect
	}
	if scratchPerPixel*width*from.Dy() > scratch {
		return nil
	}
	to := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.CatmullRom.Scale(to, to.Rect, img, from, draw.Src, nil)
	return to
}

// onWhite is img without transparency, for formats that know none.
func onWhite(img image.Image) image.Image {
	if o, ok := img.(interface{ Opaque() bool }); ok && o.Opaque() {
		return img
	}
	b := img.Bounds()
	to := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(to, to.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(to, to.Rect, img, b.Min, draw.Over)
	return to
}

// cropped is the largest part of a w × h picture that has the proportions of a
// target: its middle, or of a tall one, more of its upper part, where a screen
// says what it is.
func cropped(w, h, targetW, targetH int) image.Rectangle {
	if w*targetH >= h*targetW {
		cut := max(1, h*targetW/targetH)
		return image.Rect((w-cut)/2, 0, (w-cut)/2+cut, h)
	}
	cut := max(1, w*targetH/targetW)
	return image.Rect(0, (h-cut)/4, w, (h-cut)/4+cut)
}
