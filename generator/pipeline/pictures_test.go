package pipeline_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// place stands for what a camera writes into a photograph.
const place = "39.9042N 116.4074E"

// form is a picture with sharp edges.
func form(w, h int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{0xF6, 0xF8, 0xF4, 0xFF}
			if (x*7+y*13)%97 < 5 || y%40 == 0 {
				c = color.NRGBA{byte(x / 16 * 16), byte(y / 16 * 16), 60, 0xFF}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// photoOf is a JPEG that lies on its side and knows where it was taken.
func photoOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 98}); err != nil {
		t.Fatal(err)
	}
	exif := "Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00" + place
	out := append([]byte{0xFF, 0xD8, 0xFF, 0xE1}, binary.BigEndian.AppendUint16(nil, uint16(len(exif)+2))...)
	return append(append(out, exif...), b.Bytes()[2:]...)
}

const illustrated = `
-- site.yaml --
title: 图册
baseURL: https://example.org/docs/
-- _index.md --
---
title: 首页
---
-- guides/_index.md --
---
title: 指南
---
-- guides/a/index.md --
---
title: 甲
date: 2026-01-02
cover: form.png
---
![一张表](form.png "图一")

![一张照片](photo.jpg)

![一幅画](draw.svg)
-- guides/a/draw.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>
`

// album is a content folder with pictures of several kinds.
func album(t *testing.T) string {
	t.Helper()
	dir := unpack(t, illustrated)
	for name, data := range map[string][]byte{"form.png": pngOf(t, form(1000, 700)), "photo.jpg": photoOf(t, form(900, 600))} {
		writeFile(t, filepath.Join(dir, "guides/a", name), data)
	}
	return dir
}

func writeFile(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestPicturesOfASite(t *testing.T) {
	files := tree(t, clean(t, pipeline.Config{Content: album(t)}))
	for name, data := range files {
		if bytes.Contains(data, []byte(place)) {
			t.Errorf("%s says where the photograph was taken", name)
		}
	}
	article := string(files["guides/a/index.html"])
	for _, want := range []string{
		`<figure><a class="zoom" href="/docs/assets/pictures/form.`, `<source type="image/webp" srcset="/docs/assets/pictures/form-`,
		`width="1000" height="700"`, `width="600" height="900"`, ` data-zoom="/docs/assets/zoom.`,
		`sizes="(min-width: 794px) 756px, calc(100vw - 38px)"`, `sizes="(min-width: 638px) 600px, calc(100vw - 38px)"`,
		`<meta property="og:image" content="https://example.org/docs/assets/pictures/form-1000.`, `<meta property="og:image:height" content="525">`,
	} {
		if !strings.Contains(strings.ReplaceAll(article, "<figure>\n", "<figure>"), want) {
			t.Errorf("the article has no %s", want)
		}
	}
	if n := strings.Count(article, `loading="lazy"`); n != 4 {
		t.Errorf("%d pictures are lazy, want all: the cover is left out on phones", n)
	}
	if list := string(files["guides/index.html"]); !strings.Contains(list, ` 1x, /docs/assets/pictures/form-480.`) {
		t.Error("the list has no picture for sharp screens")
	}
	referred(t, files, article)
	for name := range files {
		if dir, base := path.Split(name); dir == "assets/pictures/" {
			sum := sha256.Sum256(files[name])
			if !strings.Contains(base, "."+hex.EncodeToString(sum[:4])+".") {
				t.Errorf("%s is not named by its content", name)
			}
		}
	}
	if config, err := jpeg.DecodeConfig(bytes.NewReader(files["guides/a/photo.jpg"])); err != nil || config.Width != 600 {
		t.Errorf("the photograph itself does not stand upright: %+v, %v", config, err)
	}
}

// referred checks that all pictures that a page names are there, and that no
// other picture was derived for nothing.
func referred(t *testing.T, files map[string][]byte, pages ...string) {
	t.Helper()
	named := make(map[string]bool)
	for _, match := range regexp.MustCompile(`/docs/(assets/pictures/[^" ]+)`).FindAllStringSubmatch(strings.Join(pages, "\n")+string(files["guides/index.html"]), -1) {
		named[match[1]] = true
		if files[match[1]] == nil {
			t.Errorf("there is no %s", match[1])
		}
	}
	for name := range files {
		if strings.HasPrefix(name, "assets/pictures/") && !named[name] {
			t.Errorf("no page shows %s", name)
		}
	}
}

// stamps are the times and names of the files in a cache.
func stamps(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	found := make(map[string]time.Time)
	files, err := filepath.Glob(filepath.Join(dir, "??", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			t.Fatal(err)
		}
		found[f] = info.ModTime()
	}
	return found
}

func TestSecondBuildEncodesNothing(t *testing.T) {
	content, cache := album(t), t.TempDir()
	first := tree(t, clean(t, pipeline.Config{Content: content, Cache: cache}))
	before := stamps(t, cache)
	if len(before) == 0 {
		t.Fatal("nothing was kept")
	}
	old := runtime.GOMAXPROCS(1)
	second := tree(t, clean(t, pipeline.Config{Content: content, Cache: cache}))
	runtime.GOMAXPROCS(old)
	if after := stamps(t, cache); !maps.Equal(before, after) {
		t.Errorf("before %v\nafter %v", before, after)
	}
	if !maps.EqualFunc(first, second, bytes.Equal) {
		t.Error("the second site is another")
	}
	if third := tree(t, clean(t, pipeline.Config{Content: content})); !maps.EqualFunc(first, third, bytes.Equal) {
		t.Error("without a cache the site is another")
	}
	inTheWay := filepath.Join(t.TempDir(), "file")
	writeFile(t, inTheWay, nil)
	if fourth := tree(t, clean(t, pipeline.Config{Content: content, Cache: filepath.Join(inTheWay, "cache")})); !maps.EqualFunc(first, fourth, bytes.Equal) {
		t.Error("with a cache that cannot be made the site is another")
	}
}

// TestBadPictures: every mistake has its place, in a build and in a check.
func TestBadPictures(t *testing.T) {
	dir := album(t)
	whole := pngOf(t, form(300, 200))
	writeFile(t, filepath.Join(dir, "guides/a/form.png"), whole[:len(whole)/2])
	writeFile(t, filepath.Join(dir, "guides/a/photo.jpg"), []byte("no picture"))
	writeFile(t, filepath.Join(dir, "guides/a/unused.png"), whole[:40])
	damagedPixels := bytes.Clone(whole)
	at := bytes.Index(damagedPixels, []byte("IDAT"))
	damagedPixels[at+60] ^= 0xFF
	writeFile(t, filepath.Join(dir, "guides/a/pixels.png"), damagedPixels)
	writeFile(t, filepath.Join(dir, "guides/b.md"), []byte("---\ntitle: 乙\n---\n\n![像素坏了](a/pixels.png)\n"))
	writeFile(t, filepath.Join(dir, "guides/a/Photo.HEIC"), []byte("taken at home"))
	if err := os.Mkdir(filepath.Join(dir, "static"), 0o777); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(dir, "static/photo.heic"), []byte("taken in the office"))
	writeFile(t, filepath.Join(dir, "guides/a/draw.svg"), []byte("<svg xmlns=\"http://www.w3.org/2000/svg\">\n <script>1</script>\n</svg>"))
	for _, check := range []bool{false, true} {
		_, problems := run(t, pipeline.Config{Content: dir, Destination: t.TempDir(), Check: check})
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Col, p.Rule))
		}
		want := []string{
			"guides/a/Photo.HEIC:1:1 picture-private", "guides/a/draw.svg:2:2 picture-cleaned", "guides/a/index.md:4:8 picture-damaged", "guides/a/index.md:6:1 picture-damaged",
			"guides/a/index.md:8:1 picture-format", "guides/a/unused.png:1:1 picture-damaged", "guides/b.md:5:1 picture-damaged",
		}
		if !slices.Equal(got, want) {
			t.Errorf("check %v: problems\n%s\nwant\n%s", check, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// A preview does not wait for pictures, and when they are there, shows the page
// that a build would write.
func TestPagesThatDoNotWait(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent()) // the shared browser, for one
	dir := album(t)
	built := tree(t, clean(t, pipeline.Config{Content: dir}))
	fsys := os.DirFS(dir)
	index, _, err := site.Load(fsys, render.SiteOptions(site.Options{Now: clock}))
	if err != nil {
		t.Fatal(err)
	}
	ready := make(chan string, 16)
	r, err := render.NewRenderer(fsys, index, render.Options{Cache: t.TempDir(), Later: func(file string) { ready <- file }})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	page := func() string {
		t.Helper()
		return string(routed(t, r, "guides/a/index.html"))
	}
	first := page()
	if strings.Contains(first, "srcset") || !strings.Contains(first, `src="/docs/assets/pictures/form.`) {
		t.Error("the first page waited, or has no picture")
	}
	for range 4 { // two figures, the cover among them, its share picture, and the photograph
		select {
		case <-ready:
		case <-time.After(50 * time.Millisecond):
		}
	}
	deadline := time.After(30 * time.Second)
	for page() != string(built["guides/a/index.html"]) {
		select {
		case <-ready:
		case <-deadline:
			t.Fatalf("the page does not become the built one:\n%s\n%s", page(), built["guides/a/index.html"])
		}
	}
	for name, data := range built {
		if strings.HasPrefix(name, "assets/pictures/form") && !strings.Contains(name, "-240.") && !strings.Contains(name, "-480.") || name == "guides/a/photo.jpg" {
			if !bytes.Equal(routed(t, r, name), data) {
				t.Errorf("%s is another", name)
			}
		}
	}
	if _, ok := r.Route("assets/pictures/other.12345678.png"); ok {
		t.Error("a picture that nothing was made of")
	}
}

// routed renders a path and returns its file.
func routed(t *testing.T, r *render.Renderer, file string) []byte {
	t.Helper()
	target, ok := r.Route(file)
	if !ok {
		t.Fatalf("no route to %s", file)
	}
	made, err := target.Render()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made.Files {
		if f.Path == file {
			return f.Data
		}
	}
	t.Fatalf("%s is not among what its route makes", file)
	return nil
}

// Closing ends what no page waits for any more.
func TestCloseWhilePicturesAreMade(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent()) // the shared browser, for one
	dir := album(t)
	index, _, err := site.Load(os.DirFS(dir), render.SiteOptions(site.Options{Now: clock}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.NewRenderer(os.DirFS(dir), index, render.Options{Cache: t.TempDir(), Later: func(string) {}})
	if err != nil {
		t.Fatal(err)
	}
	routed(t, r, "guides/a/index.html")
	r.Close()
	routed(t, r, "guides/a/index.html")
}
