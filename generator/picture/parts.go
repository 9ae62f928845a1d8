package picture

import (
	"bytes"
	"errors"
)

// parts is what a picture file consists of.
type parts struct {
	// clean is the file with nothing in it but what its display needs.
	clean []byte
	// exif is a TIFF structure with, among much else, the orientation.
	exif []byte
	// icc is the colour profile.
	icc []byte
	// animated: the file has several pictures.
	animated bool
	// sharp: two pixels make one CSS pixel in each direction.
	sharp bool
	// lossy: the pixels are approximations already.
	lossy bool
}

// errShort is the fault of a file that ends too early.
var errShort = errors.New("it ends in the middle")

// dissect takes a file apart. An error means that the file is damaged.
func dissect(format string, data []byte) (parts, error) {
	switch format {
	case "jpeg":
		return dissectJPEG(data)
	case "png":
		return dissectPNG(data)
	case "gif":
		return dissectGIF(data)
	case "webp":
		return dissectWebP(data)
	}
	return parts{}, errors.New("unknown format " + format)
}

// usableProfile returns a colour profile that derived files must carry: one
// for red, green and blue that is not what browsers assume anyway.
func usableProfile(icc []byte) []byte {
	const spaceAt = 16 // ICC.1:2022, 7.2.6: the data colour space
	if len(icc) < spaceAt+4 || string(icc[spaceAt:spaceAt+4]) != "RGB " || len(icc) > 256<<10 {
		return nil
	}
	if bytes.Contains(icc, []byte("sRGB")) || bytes.Contains(icc, []byte("s\x00R\x00G\x00B")) {
		return nil
	}
	return icc
}
