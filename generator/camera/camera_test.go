package camera_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"rehearse/demo/browsertest"
	"rehearse/generator/camera"
)

func document(body string) []byte {
	return []byte("<!DOCTYPE html><html><meta charset=\"utf-8\"><style>*{margin:0}" +
		"@media (prefers-color-scheme: dark) { body { background: #000 } }</style><body>" + body + "</body></html>")
}

// A camera sees documents as they are: their size, their colours, one after the
// other, the same each time, and without running anything.
func TestTake(t *testing.T) {
	c, err := camera.Open(t.Context(), browsertest.Path(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	red := `<div style="height:1700px;background:#f00">文字</div>`
	for _, s := range []struct {
		scene camera.Scene
		size  image.Point
		last  color.RGBA
	}{
		{camera.Scene{HTML: document(red), Width: 300, Scale: 2}, image.Pt(600, 3400), color.RGBA{255, 0, 0, 255}},
		{camera.Scene{HTML: document(red), Width: 300, Height: 200, Scale: 1}, image.Pt(300, 200), color.RGBA{255, 0, 0, 255}},
		{camera.Scene{HTML: document(`<p style="height:50px">`), Width: 120, Scale: 2}, image.Pt(240, 100), color.RGBA{255, 255, 255, 255}},
		{camera.Scene{HTML: document(""), Width: 120, Scale: 1}, image.Pt(120, 1), color.RGBA{255, 255, 255, 255}},
	} {
		first := take(t, c, s.scene)
		if first.Bounds().Size() != s.size {
			t.Errorf("size %v, want %v", first.Bounds().Size(), s.size)
		}
		if got := color.RGBAModel.Convert(first.At(s.size.X-1, s.size.Y-1)); got != s.last {
			t.Errorf("the last pixel is %v, want %v", got, s.last)
		}
		if !bytes.Equal(encoded(t, first), encoded(t, take(t, c, s.scene))) {
			t.Error("the same document makes another picture")
		}
	}
}

func take(t *testing.T, c *camera.Camera, s camera.Scene) image.Image {
	t.Helper()
	m, err := c.Take(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func encoded(t *testing.T, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Who no longer wants pictures gets none, and nothing is left behind.
func TestInterrupted(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	ctx, cancel := context.WithCancel(t.Context())
	c, err := camera.Open(ctx, browsertest.Path(t))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := c.Take(camera.Scene{HTML: document(""), Width: 100, Scale: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("took a picture: %v", err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if left, err := filepath.Glob(filepath.Join(temporary, "rehearse-camera-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if c, err := camera.Open(ctx, browsertest.Path(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("opened %v: %v", c, err)
	}
}

// A program that is no browser is an error that names it, and leaves nothing.
func TestOpenNoBrowser(t *testing.T) {
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	if c, err := camera.Open(t.Context(), filepath.Join(temporary, "nothing")); err == nil {
		t.Errorf("opened %v", c)
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
