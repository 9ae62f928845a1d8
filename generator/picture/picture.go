// Package picture makes pictures ready for a page: it reads their size, so that
// the text does not jump when they arrive; takes out what must not be
// published (the place where a photograph was taken, scripts in drawings);
// refuses what would harm readers or the build; and derives smaller files for
// small screens, cards and previews of links.
//
// What is wrong with a picture is a [diag.Problem] without a position: the caller
// knows who asks for the picture.
//
// [Open] does what is cheap, for every picture of a page. What needs the pixels
// is done by a [Store], once for each picture in its life: a store keeps what
// it made on the disk, under a name that is made of the picture's content.
package picture

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	_ "image/gif"  // register the decoder
	_ "image/jpeg" // register the decoder
	_ "image/png"  // register the decoder
	"path"
	"slices"
	"strings"

	_ "golang.org/x/image/webp" // register the decoder

	"rehearse/demo/diag"
)

// MaxBytes is the largest picture file that is accepted. A page for phones
// has no use for more.
const MaxBytes = 16 << 20

// extensions of the formats that every browser of the last years shows.
var extensions = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

// unclean are the extensions of photographs that pages do not show and from which
// nothing is taken out.
var unclean = []string{".heic", ".heif", ".hif", ".avif", ".jxl", ".tif", ".tiff", ".jfif", ".jpe", ".dng", ".cr2", ".cr3", ".nef", ".arw"}

// formats says what can be used.
const formats = "PNG, JPEG, GIF, WebP and SVG are understood"

// Info is what is known of a picture.
type Info struct {
	// Format is "png", "jpeg", "gif", "webp" or "svg".
	Format string
	// Width and Height are in CSS pixels, the picture being upright.
	Width, Height int
	// PixelWidth and PixelHeight are those of the upright picture.
	PixelWidth, PixelHeight int
	// Density is how many pixels of the file make one CSS pixel, in each
	// direction: 2 for a screenshot of a sharp screen, which says so itself or
	// by a name that ends in @2x.
	Density int
	// Animated pictures are shown as they are.
	Animated bool
}

// Source is a picture as an author made it.
type Source struct {
	Info
	// Dropped is what was left out of an SVG, where something was that a reader
	// may miss.
	Dropped []Dropped

	name string
	// clean is the file without metadata.
	clean []byte
	// turn is how the pixels must be turned to stand upright; see orientation.
	turn   int
	lossy  bool
	icc    []byte
	digest [sha256.Size]byte
}

// Is reports whether a file of that name is treated as a picture.
func Is(name string) bool {
	return slices.Contains(extensions, strings.ToLower(path.Ext(name)))
}

// Private returns why a file of that name must not be published as it is, nil
// where nothing speaks against it: photographs remember where they were taken.
func Private(name string) *diag.Problem {
	if !slices.Contains(unclean, strings.ToLower(path.Ext(name))) {
		return nil
	}
	return &diag.Problem{
		Rule:    "picture-private",
		Message: name + " would be published with all that the camera has noted in it, perhaps where it was taken",
		Hint:    "save it as JPEG (.jpg), or move it out of the content; what is in static/ is published as it is",
	}
}

// Oversized returns why a file of that many bytes is no picture for a page, nil
// where it may be one: whoever asks first need not read it.
func Oversized(name string, size int64) *diag.Problem {
	if size <= MaxBytes {
		return nil
	}
	return tooLarge("the picture %s has %d MB; at most %d MB are accepted", name, size>>20, MaxBytes>>20)
}

// Open reads a picture without decoding its pixels. The source keeps parts of
// data. The fault is nil for a picture that can be published, as far as that
// is known before its pixels are decoded.
func Open(name string, data []byte) (*Source, *diag.Problem) {
	if fault := Oversized(name, int64(len(data))); fault != nil {
		return nil, fault
	}
	if len(data) == 0 {
		return nil, &diag.Problem{Rule: "picture-format", Message: name + " is empty: the file has no bytes in it", Hint: "export or copy it again"}
	}
	if strings.EqualFold(path.Ext(name), ".svg") {
		return openSVG(name, data)
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width <= 0 || config.Height <= 0 {
		return nil, unreadable(name, err)
	}
	if fault := limitOf(format, config, data).check(name, config); fault != nil {
		return nil, fault
	}
	parts, err := dissect(format, data)
	if err != nil {
		return nil, damaged(name, err)
	}
	s := &Source{
		Info: Info{Format: format, PixelWidth: config.Width, PixelHeight: config.Height, Density: 1, Animated: parts.animated},
		name: name, clean: parts.clean, turn: orientation(parts.exif), lossy: parts.lossy, icc: usableProfile(parts.icc),
		digest: sha256.Sum256(data),
	}
	if s.turn >= firstSideways {
		s.PixelWidth, s.PixelHeight = s.PixelHeight, s.PixelWidth
	}
	if format == "webp" && s.turn != upright && !s.Animated && config.Width > maxLossless/config.Height {
		return nil, tooLarge("the picture %s lies on its side and has %d × %d pixels; at most %d million can be turned", name, config.Width, config.Height, maxLossless>>20)
	}
	if parts.sharp || strings.HasSuffix(strings.TrimSuffix(name, path.Ext(name)), "@2x") {
		s.Density = 2
	}
	s.Width, s.Height = (s.PixelWidth+s.Density-1)/s.Density, (s.PixelHeight+s.Density-1)/s.Density
	return s, nil
}

// Verify decodes the pixels and says what is wrong with them, nil for nothing.
func (s *Source) Verify() *diag.Problem {
	if s.Format == "svg" || s.Animated {
		return nil
	}
	if _, err := s.decode(); err != nil {
		return damaged(s.name, err)
	}
	return nil
}

func tooLarge(format string, args ...any) *diag.Problem {
	return &diag.Problem{
		Rule: "picture-size", Message: fmt.Sprintf(format, args...),
		Hint: "scale it down: twice the width at which it is shown is enough",
	}
}

func unreadable(name string, err error) *diag.Problem {
	if err == nil {
		err = image.ErrFormat
	}
	return &diag.Problem{
		Rule:    "picture-format",
		Message: fmt.Sprintf("%s cannot be read as a picture: %v", name, err),
		Hint:    formats,
	}
}

func damaged(name string, err error) *diag.Problem {
	return &diag.Problem{
		Rule:    "picture-damaged",
		Message: fmt.Sprintf("the picture %s is damaged: %v", name, err),
		Hint:    "export or copy it again",
	}
}
