package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"testing"

	"rehearse/generator/picture/vp8l"
)

// secret stands for what must not be published.
const secret = "39.9042N 116.4074E"

// screenshot is a picture with flat areas and sharp edges, like a form.
func screenshot(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	for range w * h / 400 {
		x, y, c := r.IntN(w), r.IntN(h), color.NRGBA{byte(r.IntN(4) * 60), byte(r.IntN(4) * 60), 90, 0xFF}
		for dx := range min(12, w-x) {
			for dy := range min(5, h-y) {
				img.SetNRGBA(x+dx, y+dy, c)
			}
		}
	}
	return img
}

// photo is a picture without edges, with noise.
func photo(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(3, 4))
	for y := range h {
		for x := range w {
			n := r.IntN(12)
			img.SetNRGBA(x, y, color.NRGBA{byte(x*200/w + n), byte(y*200/h + n), byte((x+y)*100/(w+h) + n), 0xFF})
		}
	}
	return img
}

// landscape is a picture with details of all sizes, as photographs have them.
func landscape(w, h int) *image.NRGBA {
	img := noise(w, h)
	for scale, weight := 4, 1; scale <= 256; scale, weight = scale*4, weight+1 {
		coarse := noise(w/scale+1, h/scale+1)
		for i := range img.Pix {
			x, y, c := i/4%w/scale, i/4/w/scale, i%4
			img.Pix[i] = byte((int(img.Pix[i])*2 + weight*int(coarse.Pix[coarse.PixOffset(x, y)+c])) / (2 + weight))
		}
	}
	return img
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asWebP(t testing.TB, img image.Image) []byte {
	t.Helper()
	data, err := vp8l.Encode(straight(img))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func asGIF(t testing.TB, frames ...*image.Paletted) []byte {
	t.Helper()
	var b bytes.Buffer
	g := &gif.GIF{Image: frames, Delay: make([]int, len(frames)), Config: image.Config{Width: 64, Height: 48}}
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func frame(r image.Rectangle, index byte) *image.Paletted {
	img := image.NewPaletted(r, color.Palette{color.White, color.Black, color.NRGBA{200, 0, 0, 0xFF}})
	for i := range img.Pix {
		img.Pix[i] = index
	}
	return img
}

// tiff is Exif data: an orientation, among text.
func tiff(order binary.AppendByteOrder, orientation uint16) []byte {
	b := []byte("MM")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		b = []byte("II")
	}
	b = order.AppendUint16(b, 42)
	b = order.AppendUint32(b, 8)
	b = order.AppendUint16(b, 2)
	for _, entry := range [][2]uint16{{0x010F, 0}, {0x0112, orientation}} {
		b = order.AppendUint16(b, entry[0])
		b = order.AppendUint16(b, 3)
		b = order.AppendUint32(b, 1)
		b = order.AppendUint16(b, entry[1])
		b = order.AppendUint16(b, 0)
	}
	b = order.AppendUint32(b, 0)
	return append(b, secret...)
}

func jpegSegment(marker byte, body string) string {
	b := []byte{0xFF, marker}
	b = binary.BigEndian.AppendUint16(b, uint16(len(body)+2))
	return string(b) + body
}

// withSegments puts segments behind the start of a JPEG.
func withSegments(data []byte, segments ...string) []byte {
	out := append([]byte(nil), data[:2]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, data[2:]...)
}

func pngChunk(kind, body string) string {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:])))
}

// withChunks puts chunks behind the header of a PNG.
func withChunks(data []byte, chunks ...string) []byte {
	const header = len(pngSignature) + 25
	out := append([]byte(nil), data[:header]...)
	for _, c := range chunks {
		out = append(out, c...)
	}
	return append(out, data[header:]...)
}

// extended makes a WebP with an extended header and further chunks.
func extended(data []byte, w, h int, flags byte, chunks ...string) []byte {
	header := []byte{flags, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), 0, byte(h - 1), byte((h - 1) >> 8), 0}
	out := appendChunk(append([]byte(nil), data[:12]...), "VP8X", header)
	out = append(out, data[12:]...)
	for _, c := range chunks {
		out = appendChunk(out, c[:4], []byte(c[4:]))
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

// profile is a colour profile as far as we look at it.
func profile(space, name string) []byte {
	icc := make([]byte, 128)
	copy(icc[16:], space)
	return append(icc, name...)
}

func mustOpen(t testing.TB, name string, data []byte) *Source {
	t.Helper()
	s, fault := Open(name, data)
	if fault != nil {
		t.Fatalf("%s: %+v", name, fault)
	}
	return s
}

func mustMake(t testing.TB, store *Store, s *Source, use Use) Set {
	t.Helper()
	set, fault, err := store.Make(t.Context(), s, use)
	if fault != nil || err != nil {
		t.Fatal(fault, err)
	}
	return set
}

func mustData(t testing.TB, store *Store, set Set, i int) image.Image {
	t.Helper()
	data, err := store.Data(set, i)
	if err != nil {
		t.Fatal(err)
	}
	img, format, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	f := set.Files[i]
	if size := img.Bounds().Size(); format != f.Format || size != image.Pt(f.Width, f.Height) || int64(len(data)) != f.Size {
		t.Errorf("a %s of %v and %d bytes is called %+v", format, size, len(data), f)
	}
	return img
}

// looksLike tells whether two pictures are equal to the eye: colours may be off
// by one where they are seen through.
func looksLike(a, b *image.NRGBA) bool {
	if a.Rect != b.Rect {
		return false
	}
	for i := 0; i < len(a.Pix); i += 4 {
		alpha := int(a.Pix[i+3])
		if b.Pix[i+3] != a.Pix[i+3] {
			return false
		}
		for k := range 3 {
			d := (int(a.Pix[i+k]) - int(b.Pix[i+k])) * alpha
			if d > 2*0xFF || d < -2*0xFF || alpha == 0xFF && d != 0 {
				return false
			}
		}
	}
	return true
}
