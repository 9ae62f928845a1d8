package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"strings"
	"testing"
)

// laden returns pictures of every format with all that must be taken out.
func laden(t testing.TB) map[string][]byte {
	shot := screenshot(64, 48)
	exif := string(tiff(binary.LittleEndian, 1))
	icc := string(profile("RGB ", "Display P3"))
	gifData := asGIF(t, frame(image.Rect(0, 0, 64, 48), 1))
	comment := "\x21\xFE" + string(rune(len(secret))) + secret + "\x00"
	application := "\x21\xFF\x0BXMP DataXMP" + string(rune(len(secret))) + secret + "\x00"
	table := 13 + gifColours(gifData[10])
	return map[string][]byte{
		"a.jpg": append(withSegments(asJPEG(t, shot, 90),
			jpegSegment(0xE0, "JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"),
			jpegSegment(0xE1, exifMark+exif),
			jpegSegment(0xE1, "http://ns.adobe.com/xap/1.0/\x00"+secret),
			"\xFF"+jpegSegment(0xE2, profileMark+"\x01\x01"+icc), // a fill byte before it
			jpegSegment(0xE2, "MPF\x00"+secret),
			jpegSegment(0xED, "Photoshop 3.0\x00"+secret),
			jpegSegment(0xFE, secret)), secret...),
		"a.png": append(withChunks(asPNG(t, shot),
			pngChunk("tEXt", "Comment\x00"+secret), pngChunk("iTXt", secret), pngChunk("eXIf", exif),
			pngChunk("tIME", "1234567"), pngChunk("prVt", secret)), secret...),
		"a.gif":  append([]byte(string(gifData[:table])+comment+application+string(gifData[table:])), secret...),
		"a.webp": extended(asWebP(t, shot), 64, 48, webpExif|webpXMP|webpProfile, "ICCP"+icc, "EXIF"+exif, "XMP "+secret, "ABCD"+secret),
		"a.svg": []byte(`<?xml version="1.0"?><!-- ` + secret + ` --><?pi ` + secret + `?><svg xmlns="http://www.w3.org/2000/svg" width="64" height="48" data-place="` + secret + `">
			<metadata>` + secret + `</metadata><x:y xmlns:x="urn:x">` + secret + `</x:y><rect width="64" height="48"/></svg>`),
	}
}

func TestMetadataGoes(t *testing.T) {
	store := NewStore(t.TempDir())
	for name, data := range laden(t) {
		if !bytes.Contains(data, []byte(secret)) {
			t.Fatalf("%s has no secret to begin with", name)
		}
		s := mustOpen(t, name, data)
		clean, fault, err := store.Clean(t.Context(), s)
		if fault != nil || err != nil {
			t.Fatal(name, fault, err)
		}
		if bytes.Contains(clean, []byte(secret)) {
			t.Errorf("%s still has the secret", name)
		}
		again := mustOpen(t, name, clean)
		if again.Width != 64 || again.Height != 48 {
			t.Errorf("%s is %d × %d after cleaning", name, again.Width, again.Height)
		}
		if twice, _, _ := store.Clean(t.Context(), again); !bytes.Equal(twice, clean) {
			t.Errorf("%s changes when it is cleaned twice", name)
		}
		if again.Format == "svg" {
			continue
		}
		before, err1 := s.decode()
		after, _, err2 := image.Decode(bytes.NewReader(clean))
		if err1 != nil || err2 != nil || !looksLike(straight(before), straight(after)) {
			t.Errorf("%s looks different: %v, %v", name, err1, err2)
		}
		if kept := again.icc != nil; kept != (again.Format == "jpeg" || again.Format == "webp") {
			t.Errorf("%s: colour profile kept: %v", name, kept)
		}
	}
}

// What is derived is encoded anew, so that it can carry nothing but colours.
func TestDerivedFilesCarryOnlyTheProfile(t *testing.T) {
	store := NewStore(t.TempDir())
	icc := profile("RGB ", "Display P3")
	jpegData := withSegments(asJPEG(t, photo(900, 600), 95), jpegSegment(0xE1, exifMark+string(tiff(binary.BigEndian, 1))),
		jpegSegment(0xE2, profileMark+"\x01\x01"+string(icc)))
	for _, c := range []struct {
		name string
		data []byte
		use  Use
	}{
		{"a.jpg", jpegData, Figure}, {"a.jpg", jpegData, Card}, {"a.jpg", jpegData, Share},
		{"a.png", withProfilePNG(asPNG(t, screenshot(900, 600)), icc), Figure},
	} {
		set := mustMake(t, store, mustOpen(t, c.name, c.data), c.use)
		if len(set.Files) == 0 {
			t.Fatalf("%s: nothing derived for %s", c.name, c.use)
		}
		for i, f := range set.Files {
			mustData(t, store, set, i)
			data, _ := store.Data(set, i)
			p, err := dissect(f.Format, data)
			if err != nil || !bytes.Equal(p.icc, icc) || p.exif != nil || !bytes.Equal(p.clean, data) {
				t.Errorf("%s, %s: %+v has profile %q, exif %q, %v", c.name, c.use, f, p.icc, p.exif, err)
			}
		}
	}
}

func TestProfilesThatAreNotNeeded(t *testing.T) {
	for name, icc := range map[string][]byte{
		"none": nil, "short": []byte("x"), "sRGB": profile("RGB ", "sRGB IEC61966-2.1"),
		"sRGB in UTF-16": profile("RGB ", "\x00s\x00R\x00G\x00B"), "CMYK": profile("CMYK", "FOGRA39"),
		"huge": append(profile("RGB ", ""), make([]byte, 300<<10)...),
	} {
		if usableProfile(icc) != nil {
			t.Errorf("%s is carried along", name)
		}
	}
	if usableProfile(profile("RGB ", "Display P3")) == nil {
		t.Error("a wide profile is lost")
	}
	long := append(profile("RGB ", "Display P3"), bytes.Repeat([]byte("x"), 150<<10)...)
	p, err := dissectJPEG(withProfileJPEG(asJPEG(t, photo(32, 32), 80), long))
	if err != nil || !bytes.Equal(p.icc, long) {
		t.Errorf("a profile of several segments comes back with %d of %d bytes, %v", len(p.icc), len(long), err)
	}
}

// corners is red, green, blue and black from the top left, clockwise.
var corners = [4]color.NRGBA{{220, 0, 0, 255}, {0, 200, 0, 255}, {0, 0, 220, 255}, {0, 0, 0, 255}}

func cornered(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			i := 0
			switch {
			case x >= w/2 && y < h/2:
				i = 1
			case x >= w/2:
				i = 2
			case y >= h/2:
				i = 3
			}
			img.SetNRGBA(x, y, corners[i])
		}
	}
	return img
}

// laid is an upright picture as a camera with that orientation stores it. The
// inverse of a turn is written down here once more, by hand.
func laid(img *image.NRGBA, n int) *image.NRGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	inverse := map[int]func(x, y int) (int, int){
		1: func(x, y int) (int, int) { return x, y },
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, w - 1 - x },
		7: func(x, y int) (int, int) { return h - 1 - y, w - 1 - x },
		8: func(x, y int) (int, int) { return h - 1 - y, x },
	}[n]
	to := image.NewNRGBA(image.Rect(0, 0, w, h))
	if n >= 5 {
		to = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := inverse(x, y)
			to.SetNRGBA(tx, ty, img.NRGBAAt(x, y))
		}
	}
	return to
}

func TestEveryOrientationStandsUpright(t *testing.T) {
	store := NewStore(t.TempDir())
	// Wider than a rung, and as JPEG large enough to be worth deriving.
	whole := cornered(560, 336)
	for n := 1; n <= 8; n++ {
		stored := laid(whole, n)
		for name, data := range map[string][]byte{
			"le.jpg": withSegments(asJPEG(t, stored, 100), jpegSegment(0xE1, exifMark+string(tiff(binary.LittleEndian, uint16(n))))),
			"be.jpg": withSegments(asJPEG(t, stored, 100), jpegSegment(0xE1, exifMark+string(tiff(binary.BigEndian, uint16(n))))),
			"a.png":  withChunks(asPNG(t, stored), pngChunk("eXIf", string(tiff(binary.BigEndian, uint16(n))))),
			"a.webp": extended(asWebP(t, stored), stored.Rect.Dx(), stored.Rect.Dy(), webpExif, "EXIF"+exifMark+string(tiff(binary.LittleEndian, uint16(n)))),
		} {
			s := mustOpen(t, name, data)
			if s.Width != 560 || s.Height != 336 {
				t.Errorf("%s, orientation %d: %d × %d", name, n, s.Width, s.Height)
			}
			clean, fault, err := store.Clean(t.Context(), s)
			if fault != nil || err != nil {
				t.Fatal(name, n, fault, err)
			}
			img, _, err := image.Decode(bytes.NewReader(clean))
			if err != nil {
				t.Fatal(err)
			}
			standsUpright(t, name, n, img)
			for _, use := range []Use{Figure, Card, Share} {
				set := mustMake(t, store, s, use)
				for i := range set.Files {
					standsUpright(t, name+" "+string(use), n, mustData(t, store, set, i))
				}
				if use != Figure && len(set.Files) == 0 {
					t.Errorf("%s, orientation %d: nothing for %s", name, n, use)
				}
			}
		}
	}
}

func standsUpright(t *testing.T, name string, n int, img image.Image) {
	t.Helper()
	b := img.Bounds()
	if b.Dx() <= b.Dy() {
		t.Errorf("%s, orientation %d: lies on its side: %v", name, n, b)
	}
	for i, at := range []image.Point{{b.Dx() / 4, b.Dy() / 5}, {b.Dx() * 3 / 4, b.Dy() / 5}, {b.Dx() * 3 / 4, b.Dy() * 9 / 10}, {b.Dx() / 4, b.Dy() * 9 / 10}} {
		got := color.NRGBAModel.Convert(img.At(at.X, at.Y)).(color.NRGBA)
		want := corners[i]
		for _, d := range []int{int(got.R) - int(want.R), int(got.G) - int(want.G), int(got.B) - int(want.B)} {
			if d > 24 || d < -24 {
				t.Errorf("%s, orientation %d: corner %d is %v, want %v", name, n, i, got, want)
				break
			}
		}
	}
}

func TestOrientationThatCannotBeRead(t *testing.T) {
	good := tiff(binary.LittleEndian, 6)
	if orientation(good) != 6 {
		t.Fatal("the good one is not read")
	}
	for i := range len(good) - len(secret) - 4 - 4 { // the directory's last entry ends there
		if n := orientation(good[:i]); n != upright && i < 8+2+24 {
			t.Errorf("of %d bytes, orientation %d", i, n)
		}
	}
	for name, data := range map[string][]byte{
		"no order": []byte("XX" + string(good[2:])), "far away": []byte("II*\x00\xFF\xFF\xFF\xFF"), "too large": tiff(binary.BigEndian, 9), "zero": tiff(binary.BigEndian, 0),
	} {
		if n := orientation(data); n != upright {
			t.Errorf("%s: %d", name, n)
		}
	}
}

// TestCutFiles cuts a file of every format at every place. Nothing may be
// taken for whole, and nothing may panic.
func TestCutFiles(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.jpg": asJPEG(t, screenshot(40, 30), 60), "a.png": asPNG(t, screenshot(40, 30)),
		"a.gif": asGIF(t, frame(image.Rect(0, 0, 64, 48), 1)), "a.webp": asWebP(t, screenshot(40, 30)),
		"a.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><rect width="4"/></svg>`),
	} {
		for n := range len(data) {
			s, fault := Open(name, data[:n])
			if fault == nil {
				fault = s.Verify()
			}
			if fault == nil {
				t.Errorf("%s: %d of %d bytes are taken for a whole picture", name, n, len(data))
			}
		}
		if fault := mustOpen(t, name, data).Verify(); fault != nil {
			t.Errorf("%s: %+v", name, fault)
		}
	}
}

// TestDamagedPixels: a file that is whole as a file, with pixels that are not.
func TestDamagedPixels(t *testing.T) {
	data := asPNG(t, screenshot(40, 30))
	at := bytes.Index(data, []byte("IDAT"))
	size := int(binary.BigEndian.Uint32(data[at-4:]))
	body := bytes.Repeat([]byte{0x55}, size)
	damagedPNG := append(append([]byte(nil), data[:at-4]...), pngChunk("IDAT", string(body))...)
	damagedPNG = append(damagedPNG, data[at+4+size+4:]...)
	s := mustOpen(t, "a.png", damagedPNG)
	if fault := s.Verify(); fault == nil || fault.Rule != "picture-damaged" || !strings.Contains(fault.Message, "a.png") {
		t.Errorf("fault %+v", fault)
	}
	for _, use := range []Use{Figure, Card, Share} {
		if _, fault, err := NewStore(t.TempDir()).Make(t.Context(), s, use); fault == nil || err != nil {
			t.Errorf("%s: fault %+v, error %v", use, fault, err)
		}
	}
}

func TestProfileBomb(t *testing.T) {
	bomb := withProfilePNG(asPNG(t, screenshot(40, 30)), append(profile("RGB ", "wide"), make([]byte, 64<<20)...))
	if s := mustOpen(t, "a.png", bomb); s.icc != nil {
		t.Errorf("a profile of %d bytes was unpacked", len(s.icc))
	}
}
