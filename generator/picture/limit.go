package picture

import (
	"fmt"
	"image"
	"image/color"

	"rehearse/demo/diag"
)

// A build takes at most 700 MB for any one picture, whatever its file's size is:
// the limits below are those of the formats by what their pixels take while
// they are decoded and worked on.
const (
	// MaxPixels is the largest area that is accepted, which is more than most
	// phones' cameras make.
	MaxPixels = 48 << 20
	// maxExact is the largest area of a PNG or GIF, of which exact forms are
	// made, too.
	maxExact = 24 << 20
	// maxCoefficients is how many bytes a JPEG's pixels may take. A progressive
	// one keeps five for each sample until its end.
	maxCoefficients = 384 << 20
)

// limit is the largest area of a kind of picture.
type limit struct {
	pixels int
	// of is the kind, hint what helps besides scaling.
	of, hint string
}

func limitOf(format string, config image.Config, data []byte) limit {
	switch format {
	case "png":
		if m := config.ColorModel; m == color.NRGBA64Model || m == color.RGBA64Model || m == color.Gray16Model {
			return limit{maxExact / 2, "a PNG with 16 bits for each colour", "save it with 8 bits for each colour"}
		}
		return limit{maxExact, "a PNG", "save it as JPEG if it is a photograph"}
	case "gif":
		return limit{maxExact, "a GIF", ""}
	case "jpeg":
		if most := maxCoefficients / jpegPixelSize(data); most < MaxPixels {
			return limit{most, "a progressive JPEG with all its colours", "save it as a JPEG that is not progressive"}
		}
	}
	return limit{MaxPixels, "any picture", ""}
}

func (l limit) check(name string, config image.Config) *diag.Problem {
	if config.Width <= l.pixels/config.Height {
		return nil
	}
	fault := tooLarge("the picture %s has %d × %d pixels; at most %d million are accepted of %s",
		name, config.Width, config.Height, l.pixels>>20, l.of)
	if l.hint != "" {
		fault.Hint = fmt.Sprintf("%s, or %s", l.hint, fault.Hint)
	}
	return fault
}
