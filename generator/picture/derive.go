package picture

import (
	"crypto/sha256"
	"encoding/hex"
	"image"
	"slices"
)

// Use is what files are derived for.
type Use string

const (
	// Whole is the picture itself, upright.
	Whole Use = "whole"
	// Figure is a picture in the text, in the widths of screens.
	Figure Use = "figure"
	// Card is a small picture beside a title, 16:9.
	Card Use = "card"
	// Share is the picture that a shared link shows, 1200 × 630 pixels or
	// smaller in the same proportions (ogp.me).
	Share Use = "share"
)

// rungs are the widths of figures, in pixels: phones of one, two and three
// pixels to a CSS pixel, and sharp wide screens. A file wider than the last is
// for looking closer.
var rungs = []int{480, 800, 1200, 1600}

const (
	lastRung = 1600
	// cardWidth is that of a card on a plain screen; sharp ones get twice it.
	cardWidth, cardHeight   = 240, 135
	shareWidth, shareHeight = 1200, 630
)

// Set is what was derived from a picture for a use.
type Set struct {
	// Files are of one format, in the order of their widths. There are none
	// where the picture itself is the best that can be had.
	Files []File `json:"files"`
	// Original says that the picture itself belongs to the files, as the
	// widest.
	Original bool `json:"original"`

	key string
}

// File is a derived file.
type File struct {
	// Format is "png", "jpeg" or "webp".
	Format string `json:"format"`
	// Width and Height are in pixels.
	Width  int `json:"width"`
	Height int `json:"height"`
	// Size is in bytes.
	Size int64 `json:"size"`
	// Hash is the start of the content's SHA-256, in hexadecimal.
	Hash string `json:"hash"`

	data []byte // until it is stored; for good, where it cannot be
}

func newFile(format string, img image.Image, data []byte) File {
	sum := sha256.Sum256(data)
	size := img.Bounds().Size()
	return File{
		Format: format, Width: size.X, Height: size.Y, Size: int64(len(data)), Hash: hex.EncodeToString(sum[:4]), data: data,
	}
}

// derive makes the files of a use.
func (s *Source) derive(use Use) (Set, error) {
	img, err := s.decode()
	if err != nil {
		return Set{}, err
	}
	switch use {
	case Whole:
		return s.whole(img)
	case Figure:
		return s.figure(img)
	case Card:
		return s.crops(img, [][2]int{{cardWidth, cardHeight}, {2 * cardWidth, 2 * cardHeight}})
	}
	return s.crops(img, [][2]int{{shareWidth, shareHeight}})
}

// whole turns the picture upright, in its own format.
func (s *Source) whole(img image.Image) (Set, error) {
	img = turned(img, s.turn)
	var data []byte
	var err error
	switch s.Format {
	case "jpeg":
		data, err = encodeJPEG(img, s.icc, qualityWhole)
	case "webp":
		data = encodeWebP(img, s.icc)
	default:
		data, err = encodePNG(img, s.icc)
	}
	if err != nil || data == nil {
		return Set{}, err
	}
	return Set{Files: []File{newFile(s.Format, img, data)}}, nil
}

// crops makes JPEGs of given proportions, each where the picture is large
// enough; of a picture that is too small for any, the largest that it gives.
func (s *Source) crops(img image.Image, sizes [][2]int) (Set, error) {
	var set Set
	whole := turned(s.lessened(img), s.turn)
	b := whole.Bounds()
	for i, size := range sizes {
		w, h := size[0], size[1]
		from := cropped(b.Dx(), b.Dy(), w, h).Add(b.Min)
		if from.Dx() < w && i > 0 {
			break
		}
		part := scaled(whole, from, min(w, from.Dx()), min(h, from.Dy()))
		if part == nil {
			break
		}
		data, err := encodeJPEG(part, s.icc, qualityScaled)
		if err != nil {
			return Set{}, err
		}
		set.Files = append(set.Files, newFile("jpeg", part, data))
	}
	return set, nil
}

// lessened makes a picture that must be turned smaller first, as far as no
// crop suffers.
func (s *Source) lessened(img image.Image) image.Image {
	const enough = 2 * shareWidth
	b := img.Bounds()
	if side := min(b.Dx(), b.Dy()); s.turn != upright && side > enough {
		if small := scaled(img, b, b.Dx()*enough/side, b.Dy()*enough/side); small != nil {
			return small
		}
	}
	return img
}

// tooSmall is how many bytes a picture has for which the markup of choices
// would cost more than they save.
const tooSmall = 2 << 10

// figure makes a ladder of widths in the format that suits the picture. What
// has been lossy before may be so again, and so may a photograph; what has sharp
// edges stays exact, as WebP if that is smaller than the picture, else as PNG.
func (s *Source) figure(img image.Image) (Set, error) {
	if len(s.clean) < tooSmall {
		return Set{}, nil
	}
	if s.lossy && (s.Format == "jpeg" || opaque(img)) {
		return s.ladder(s.steps(img, s.PixelWidth <= lastRung), "jpeg")
	}
	steps := s.steps(img, true)
	if s.photographic(steps[len(steps)-1]) {
		if s.PixelWidth > lastRung {
			steps = steps[1:]
		}
		return s.ladder(steps, "jpeg")
	}
	set, err := s.ladder(steps, "webp")
	if err != nil || s.Format == "webp" || set.reaches(s.PixelWidth) {
		return set, err
	}
	return s.ladder(steps[1:], "png")
}

// photographic reports whether a PNG is a photograph, by what it takes and by what
// the smallest of its steps would. Forms and drawings take less than a tenth of a
// byte for each pixel, and a sixth when they are scaled down; photographs more
// than one, and hardly less when they are scaled down.
func (s *Source) photographic(smallest image.Image) bool {
	if s.Format != "png" || len(s.clean) < s.PixelWidth*s.PixelHeight || !opaque(smallest) {
		return false
	}
	size := smallest.Bounds().Size()
	return len(encodeWebP(smallest, nil)) > size.X*size.Y/2
}

// reaches reports whether the ladder is as high as screens need.
func (set Set) reaches(width int) bool {
	n := len(set.Files)
	return n > 0 && set.Files[n-1].Width >= min(width, lastRung)
}

// steps are the picture in the widths of the ladder, widest first: the whole of
// it if wanted, and the rungs that are notably narrower. Of a photograph, which
// may be large, the narrower ones are made of the widest.
func (s *Source) steps(img image.Image, whole bool) []image.Image {
	var steps []image.Image
	if whole {
		steps = append(steps, turned(img, s.turn))
	}
	for _, width := range slices.Backward(rungs) {
		if width*8 > s.PixelWidth*7 {
			continue
		}
		w, h := width, max(1, (s.PixelHeight*width+s.PixelWidth/2)/s.PixelWidth)
		if s.turn >= firstSideways {
			w, h = h, w
		}
		if small := scaled(img, img.Bounds(), w, h); small != nil {
			steps = append(steps, turned(small, s.turn))
			if s.lossy && width == lastRung {
				img = small
			}
		}
	}
	return steps
}

// ladder encodes the steps and keeps those that are worth it: each must have a
// tenth less bytes than everything wider. Nothing wider than the last rung is
// kept if there is that.
func (s *Source) ladder(steps []image.Image, format string) (Set, error) {
	set := Set{Original: s.Format == format || format != "webp"}
	least := len(s.clean)
	for _, step := range steps {
		data, err := s.encode(step, format)
		if err != nil {
			return Set{}, err
		}
		if data == nil || len(data) > least-least/10 {
			continue
		}
		if width := step.Bounds().Dx(); width == s.PixelWidth || width == lastRung {
			set.Files, set.Original = nil, false
		}
		least = len(data)
		set.Files = append(set.Files, newFile(format, step, data))
	}
	slices.Reverse(set.Files)
	return set, nil
}

func (s *Source) encode(img image.Image, format string) ([]byte, error) {
	switch format {
	case "jpeg":
		return encodeJPEG(img, s.icc, qualityScaled)
	case "png":
		return encodePNG(img, s.icc)
	}
	return encodeWebP(img, s.icc), nil
}

func opaque(img image.Image) bool {
	o, ok := img.(interface{ Opaque() bool })
	return ok && o.Opaque()
}
