package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/color/palette"
	"image/draw"
	"math/rand/v2"
	"reflect"
	"testing"
)

// widths are those of a set, and its format.
func widths(set Set) (format string, list []int) {
	for _, f := range set.Files {
		format = f.Format
		list = append(list, f.Width)
	}
	return format, list
}

// noise cannot be packed by anything.
func noise(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	r := rand.New(rand.NewPCG(5, 6))
	for i := range img.Pix {
		img.Pix[i] = byte(r.Uint32()) | byte(0xFF*(i%4/3))
	}
	return img
}

// cutOut is a picture whose surroundings are transparent.
func cutOut(img *image.NRGBA) *image.NRGBA {
	for i := 3; i < len(img.Pix)/2; i += 4 {
		img.Pix[i] = 0
	}
	return img
}

func TestLadders(t *testing.T) {
	store := NewStore(t.TempDir())
	dotted := image.NewPaletted(image.Rect(0, 0, 1000, 500), palette.WebSafe)
	draw.Draw(dotted, dotted.Rect, screenshot(1000, 500), image.Point{}, draw.Src)
	for name, c := range map[string]struct {
		file     string
		data     []byte
		format   string
		widths   []int
		original bool
	}{
		"photograph":            {"a.jpg", asJPEG(t, photo(2000, 1000), 97), "jpeg", []int{480, 800, 1200, 1600}, false},
		"photograph, saved low": {"a.jpg", asJPEG(t, photo(1500, 800), 60), "jpeg", []int{480, 800}, true},
		"just above a rung":     {"a.jpg", asJPEG(t, photo(860, 430), 60), "jpeg", []int{480}, true},
		"small photograph":      {"a.jpg", asJPEG(t, photo(300, 200), 60), "", nil, true},
		"photograph as PNG":     {"a.png", asPNG(t, landscape(2000, 1000)), "jpeg", []int{480, 800, 1200, 1600}, false},
		"small one as PNG":      {"a.png", asPNG(t, landscape(400, 300)), "jpeg", []int{400}, false},
		"cut out of a photo":    {"a.png", asPNG(t, cutOut(landscape(400, 300))), "webp", []int{400}, false},
		"icon":                  {"a.png", asPNG(t, frame(image.Rect(0, 0, 32, 32), 1)), "", nil, false},
		"noise as WebP":         {"a.webp", asWebP(t, noise(100, 80)), "", nil, true},
	} {
		set := mustMake(t, store, mustOpen(t, c.file, c.data), Figure)
		format, list := widths(set)
		if format != c.format || !reflect.DeepEqual(list, c.widths) || set.Original != c.original {
			t.Errorf("%s: %s %v, original %v; want %s %v, %v", name, format, list, set.Original, c.format, c.widths, c.original)
		}
	}
	for name, data := range map[string][]byte{
		"a.png": asPNG(t, screenshot(1000, 500)), "b.png": asPNG(t, dotted), "c.webp": asWebP(t, screenshot(1000, 500)),
	} {
		set := mustMake(t, store, mustOpen(t, name, data), Figure)
		if format, list := widths(set); len(list) > 0 && format != "webp" {
			t.Errorf("%s: %s %v", name, format, list)
		}
	}
}

// TestEverythingDerivedIsWorthIt: a tenth less bytes than anything wider, the
// picture itself included.
func TestEverythingDerivedIsWorthIt(t *testing.T) {
	store := NewStore(t.TempDir())
	for name, data := range map[string][]byte{
		"a.png": asPNG(t, screenshot(1700, 900)), "b.png": asPNG(t, noise(900, 300)), "c.jpg": asJPEG(t, photo(1300, 700), 92),
		"d.webp": asWebP(t, photo(1300, 700)), "e.gif": asGIF(t, frame(image.Rect(0, 0, 64, 48), 1)),
	} {
		s := mustOpen(t, name, data)
		set := mustMake(t, store, s, Figure)
		least := len(s.clean)
		for i := len(set.Files) - 1; i >= 0; i-- {
			f := set.Files[i]
			if int(f.Size) > least-least/10 {
				t.Errorf("%s: %d pixels take %d bytes, what is wider takes %d", name, f.Width, f.Size, least)
			}
			if f.Width > s.PixelWidth {
				t.Errorf("%s: enlarged to %d", name, f.Width)
			}
			least = int(f.Size)
			mustData(t, store, set, i)
		}
	}
}

func TestLosslessStaysExact(t *testing.T) {
	store := NewStore(t.TempDir())
	shot := screenshot(700, 400)
	for i := 3; i < len(shot.Pix)/2; i += 4 {
		shot.Pix[i] = byte(i / 2800) // half of it is seen through
	}
	set := mustMake(t, store, mustOpen(t, "a.png", asPNG(t, shot)), Figure)
	last := len(set.Files) - 1
	if last < 0 || set.Files[last].Width != 700 || set.Files[last].Format != "webp" {
		t.Fatalf("%+v", set)
	}
	if back := mustData(t, store, set, last); !looksLike(shot, straight(back)) {
		t.Error("the WebP is another picture")
	}
}

// What is made for browsers that show nothing else must be right for any
// kind of picture that decoders give.
func TestEncodedWebPIsThePicture(t *testing.T) {
	for i, img := range []image.Image{
		screenshot(1, 1), screenshot(3, 200), noise(65, 33), photo(120, 90), frame(image.Rect(0, 0, 64, 48), 2),
		image.NewNRGBA(image.Rect(0, 0, 20, 10)), image.NewGray(image.Rect(0, 0, 20, 10)), cornered(64, 64),
		image.NewRGBA64(image.Rect(3, 4, 20, 10)), screenshot(90, 90).SubImage(image.Rect(10, 20, 50, 60)),
	} {
		back, _, err := image.Decode(bytes.NewReader(encodeWebP(img, nil)))
		if err != nil || !looksLike(straight(img), straight(back)) {
			t.Errorf("picture %d comes back changed: %v", i, err)
		}
	}
	if encodeWebP(image.NewAlpha(image.Rect(0, 0, 1<<14+1, 1)), nil) != nil {
		t.Error("a picture wider than the format allows")
	}
}

func TestCrops(t *testing.T) {
	store := NewStore(t.TempDir())
	for name, c := range map[string]struct {
		data        []byte
		cards       []image.Point
		share       image.Point
		transparent bool
	}{
		"large":        {asPNG(t, photo(2000, 1200)), []image.Point{{240, 135}, {480, 270}}, image.Pt(1200, 630), false},
		"for one card": {asPNG(t, photo(400, 300)), []image.Point{{240, 135}}, image.Pt(400, 210), false},
		"tiny":         {asPNG(t, photo(100, 90)), []image.Point{{100, 56}}, image.Pt(100, 52), false},
		"phone":        {asPNG(t, photo(600, 1300)), []image.Point{{240, 135}, {480, 270}}, image.Pt(600, 315), false},
		"one line":     {asPNG(t, photo(500, 1)), []image.Point{{1, 1}}, image.Pt(1, 1), false},
		"seen through": {asPNG(t, image.NewNRGBA(image.Rect(0, 0, 300, 300))), []image.Point{{240, 135}}, image.Pt(300, 157), true},
	} {
		s := mustOpen(t, "a.png", c.data)
		set := mustMake(t, store, s, Card)
		var got []image.Point
		for i, f := range set.Files {
			got = append(got, image.Pt(f.Width, f.Height))
			img := mustData(t, store, set, i)
			if r, _, _, _ := img.At(0, 0).RGBA(); c.transparent && r < 0xF000 {
				t.Errorf("%s: what is transparent is not on white", name)
			}
		}
		if !reflect.DeepEqual(got, c.cards) {
			t.Errorf("%s: cards %v, want %v", name, got, c.cards)
		}
		share := mustMake(t, store, s, Share)
		if len(share.Files) != 1 || image.Pt(share.Files[0].Width, share.Files[0].Height) != c.share {
			t.Errorf("%s: %+v, want %v", name, share.Files, c.share)
		}
	}
}

// A tall picture is shown from near its top.
func TestCroppedRectangles(t *testing.T) {
	for _, c := range []struct{ w, h, tw, th, x0, y0, x1, y1 int }{
		{1600, 900, 16, 9, 0, 0, 1600, 900}, {2000, 900, 16, 9, 200, 0, 1800, 900}, {160, 290, 16, 9, 0, 50, 160, 140},
	} {
		if got, want := cropped(c.w, c.h, c.tw, c.th), image.Rect(c.x0, c.y0, c.x1, c.y1); got != want {
			t.Errorf("%+v: %v, want %v", c, got, want)
		}
	}
}

func TestAnimationsStayAnimated(t *testing.T) {
	store := NewStore(t.TempDir())
	moving := asGIF(t, frame(image.Rect(0, 0, 64, 48), 1), frame(image.Rect(8, 8, 20, 20), 2))
	s := mustOpen(t, "a.gif", moving)
	if !s.Animated {
		t.Error("an animated GIF is taken for a picture")
	}
	if set := mustMake(t, store, s, Figure); len(set.Files) > 0 || !set.Original {
		t.Errorf("derived from an animation: %+v", set)
	}
	if set := mustMake(t, store, s, Card); len(set.Files) == 0 {
		t.Error("an animation has no card")
	}
	apng := withChunks(asPNG(t, screenshot(64, 48)), pngChunk("acTL", "\x00\x00\x00\x02\x00\x00\x00\x00"))
	webp := extended(asWebP(t, screenshot(64, 48)), 64, 48, webpAnimated, "ANIM\x00\x00\x00\x00\x00\x00")
	for name, data := range map[string][]byte{"a.png": apng, "a.webp": webp} {
		if s := mustOpen(t, name, data); !s.Animated || !bytes.Equal(s.clean, data) {
			t.Errorf("%s: animated %v", name, s.Animated)
		}
	}
}

// A frame that covers a part of a GIF's screen is shown in its place.
func TestGIFOnItsScreen(t *testing.T) {
	s := mustOpen(t, "a.gif", asGIF(t, frame(image.Rect(16, 16, 32, 32), 2)))
	img, err := s.decode()
	if err != nil || img.Bounds() != image.Rect(0, 0, 64, 48) {
		t.Fatal(img.Bounds(), err)
	}
	if c := color.NRGBAModel.Convert(img.At(20, 20)).(color.NRGBA); c.R != 200 {
		t.Errorf("in the frame: %v", c)
	}
}

func TestSharpScreens(t *testing.T) {
	data := asPNG(t, screenshot(61, 40))
	for name, want := range map[string][3]int{"phone@2x.png": {31, 20, 2}, "a/b@2x.PNG": {31, 20, 2}, "phone.png": {61, 40, 1}, "@2x/phone.png": {61, 40, 1}} {
		s := mustOpen(t, name, data)
		if got := [3]int{s.Width, s.Height, s.Density}; got != want || s.PixelWidth != 61 || s.PixelHeight != 40 {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

// TestLargePicturesAreScaledWithinMemory: one whose scaling would take a
// gigabyte is halved first, or where that is no way, left as it is.
func TestLargePicturesAreScaledWithinMemory(t *testing.T) {
	img := image.NewGray(image.Rect(0, 0, 3000, 12000))
	if got := scaled(img, img.Rect, 480, 1920); got == nil || got.Bounds() != image.Rect(0, 0, 480, 1920) {
		t.Errorf("480 wide: %v", got)
	}
	if got := scaled(img, img.Rect, 1600, 6400); got != nil {
		t.Errorf("1600 wide: %v, which takes %d MB", got.Bounds(), scratchPerPixel*1600*12000>>20)
	}
}

// Halving first must not shift or darken anything.
func TestHalvingIsTrue(t *testing.T) {
	whole := cornered(4000, 3000)
	got := scaled(whole, whole.Rect, 500, 375)
	want := cornered(500, 375)
	for _, at := range []image.Point{{0, 0}, {245, 180}, {255, 180}, {245, 192}, {255, 192}, {499, 374}} {
		if g, w := color.NRGBAModel.Convert(got.At(at.X, at.Y)), want.NRGBAAt(at.X, at.Y); g != w {
			t.Errorf("at %v: %v, want %v", at, g, w)
		}
	}
}
