package picture

import (
	"encoding/binary"
	"image"
	"image/draw"
)

// Orientations are numbered as in Exif: 1 is upright, 2 to 4 are flipped or
// upside down, and from 5 on rows and columns change places.
const (
	upright       = 1
	firstSideways = 5
	lastTurn      = 8
)

// orientation reads how a picture must be turned from a TIFF structure (Exif
// 2.32, 4.6): tag 0x0112 of the first directory. What cannot be read is taken
// as upright.
func orientation(tiff []byte) int {
	// Some writers of WebP put the mark of JPEG before it.
	if len(tiff) > 6 && string(tiff[:6]) == exifMark {
		tiff = tiff[6:]
	}
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	switch string(tiff[:2]) {
	case "II":
		order = binary.LittleEndian
	case "MM":
	default:
		return upright
	}
	at := uint64(order.Uint32(tiff[4:]))
	if at+2 > uint64(len(tiff)) {
		return upright
	}
	const entrySize, tag, short = 12, 0x0112, 3
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entrySize {
			return upright
		}
		if order.Uint16(entries) == tag && order.Uint16(entries[2:]) == short {
			if n := int(order.Uint16(entries[8:])); n >= upright && n <= lastTurn {
				return n
			}
			return upright
		}
		entries = entries[entrySize:]
	}
	return upright
}

// turned returns img as orientation n asks for. It goes row by row, so that
// there is never a second copy of a large picture.
func turned(img image.Image, n int) image.Image {
	if n == upright {
		return img
	}
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if n >= firstSideways {
		to = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	row := image.NewRGBA(image.Rect(0, 0, w, 1))
	for y := range h {
		draw.Draw(row, row.Rect, img, image.Pt(b.Min.X, b.Min.Y+y), draw.Src)
		for x := range w {
			tx, ty := turnedPoint(n, x, y, w, h)
			copy(to.Pix[ty*to.Stride+4*tx:][:4], row.Pix[4*x:])
		}
	}
	return to
}

// turnedPoint is where a pixel of a w × h picture goes.
func turnedPoint(n, x, y, w, h int) (int, int) {
	switch n {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
