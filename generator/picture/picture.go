// Package picture reads what a page must know of a picture before it is shown:
// its size, so that the text does not jump when it arrives, and whether it is
// safe to publish.
package picture

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // register the decoder
	_ "image/jpeg" // register the decoder
	_ "image/png"  // register the decoder
	"path"
	"slices"
	"strings"

	_ "golang.org/x/image/webp" // register the decoder
)

const (
	// MaxBytes is the largest picture file that is accepted. A page for phones
	// has no use for more.
	MaxBytes = 16 << 20
	// MaxPixels is the largest area that is accepted: decoding takes four bytes
	// a pixel, whatever the file's own size is.
	MaxPixels = 64 << 20
)

// extensions of the formats that every browser of the last years shows.
var extensions = []string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}

// Info is what is known of a picture.
type Info struct {
	// Format is "png", "jpeg", "gif", "webp" or "svg".
	Format string
	// Width and Height in CSS pixels; both 0 for an SVG that names no size.
	Width, Height int
}

// Fault is why a picture cannot be used, without the place that asks for it.
type Fault struct {
	Rule, Message, Hint string
}

// Is reports whether a file of that name is treated as a picture.
func Is(name string) bool {
	return slices.Contains(extensions, strings.ToLower(path.Ext(name)))
}

// Probe reads the size of a picture without decoding its pixels. The fault is
// nil for a picture that can be published.
func Probe(name string, data []byte) (Info, *Fault) {
	if len(data) > MaxBytes {
		return Info{}, &Fault{
			Rule:    "picture-size",
			Message: fmt.Sprintf("the picture %s has %d MB; at most %d MB are accepted", name, len(data)>>20, MaxBytes>>20),
			Hint:    "scale it down: twice the width at which it is shown is enough",
		}
	}
	if strings.EqualFold(path.Ext(name), ".svg") {
		return probeSVG(name, data)
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return Info{}, &Fault{
			Rule:    "picture-format",
			Message: fmt.Sprintf("%s cannot be read as a picture: %v", name, err),
			Hint:    "PNG, JPEG, GIF, WebP and SVG are understood",
		}
	}
	if config.Width*config.Height > MaxPixels {
		return Info{}, &Fault{
			Rule:    "picture-size",
			Message: fmt.Sprintf("the picture %s has %d × %d pixels; at most %d million are accepted", name, config.Width, config.Height, MaxPixels>>20),
			Hint:    "scale it down: twice the width at which it is shown is enough",
		}
	}
	return Info{Format: format, Width: config.Width, Height: config.Height}, nil
}
