package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"rehearse/generator/picture/vp8l"

	"rehearse/demo/diag"
)

func TestOpenReadsTheSizeOfEveryFormat(t *testing.T) {
	rgba := image.NewNRGBA(image.Rect(0, 0, 31, 17))
	encode := map[string]func(*bytes.Buffer) error{
		"a.png":  func(b *bytes.Buffer) error { return png.Encode(b, rgba) },
		"a.JPG":  func(b *bytes.Buffer) error { return jpeg.Encode(b, rgba, nil) },
		"a.gif":  func(b *bytes.Buffer) error { return gif.Encode(b, rgba, nil) },
		"a.webp": func(b *bytes.Buffer) error { data, err := vp8l.Encode(rgba); b.Write(data); return err },
		"a.svg": func(b *bytes.Buffer) error {
			_, err := b.WriteString(`<svg xmlns="http://www.w3.org/2000/svg" width="31px" height="17"><path d="M0 0"/></svg>`)
			return err
		},
	}
	for name, f := range encode {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		info, fault := Open(name, b.Bytes())
		if fault != nil || info.Width != 31 || info.Height != 17 {
			t.Errorf("%s: got %+v, fault %+v; want 31 × 17", name, info, fault)
		}
		if !Is(name) {
			t.Errorf("Is(%q) = false", name)
		}
	}
}

func TestOpenSizesSVG(t *testing.T) {
	for src, want := range map[string][2]int{
		`<svg viewBox="0 0 30 15"/>`:                                {30, 15},
		`<svg width="210mm" height="297mm" viewBox="0 0 210 297"/>`: {794, 1123},
		`<svg width="10mm" viewBox="0,0,30.4,9.6"/>`:                {38, 12},
		`<svg height="1in" viewBox="0 0 10 20"/>`:                   {48, 96},
		`<svg width="72pt" height="3 pc"/>`:                         {96, 48},
		`<svg width="100%" height="100%" viewBox="0 0 64 48"/>`:     {64, 48},
		`<svg width="200"/>`:                                        {200, 150},
		`<svg width="-5" height="1e9" viewBox="0 0 0 9"/>`:          {300, 150},
		`<svg width="10" viewBox="0 0 0.001 1000000"/>`:             {10, 1000000},
		`<svg/>`: {300, 150},
		`<?xml version="1.0" encoding="iso-8859-1"?><svg width="3" height="4"/>`: {3, 4},
	} {
		info, fault := Open("x.svg", []byte(src))
		if fault != nil || [2]int{info.Width, info.Height} != want {
			t.Errorf("%s: got %+v, fault %+v; want %v", src, info, fault, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file, data string
		rule       diag.Rule
	}{
		"text as png":    {"a.png", "hello", "picture-format"},
		"empty":          {"a.jpg", "", "picture-format"},
		"empty svg":      {"a.svg", "", "picture-format"},
		"svg in GB18030": {"a.svg", "<?xml version=\"1.0\" encoding=\"GB18030\"?><svg><text>\xd6\xd0</text></svg>", "picture-format"},
		"html as svg":    {"a.svg", "<html></html>", "picture-format"},
		"cut svg":        {"a.svg", "<svg><g>", "picture-format"},
		"entity bomb":    {"a.svg", `<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>`, "picture-unsafe"},
		"bomb of pixels": {"a.png", pngHeader(60000, 60000), "picture-size"},
		"a large PNG":    {"a.png", pngHeader(7000, 7000), "picture-size"},
		"a deep PNG":     {"a.png", deep(pngHeader(4000, 4000)), "picture-size"},
		"a progressive":  {"a.jpg", jpegHeader(jpegFrame2, 6000, 6000, 0x11), "picture-size"},
		"too many bytes": {"a.png", strings.Repeat("x", MaxBytes+1), "picture-size"},
		"bomb of a GIF":  {"a.gif", "GIF89a\xff\xff\xff\xff\x00\x00\x00", "picture-size"},
	} {
		_, fault := Open(c.file, []byte(c.data))
		if fault == nil || fault.Rule != c.rule || fault.Hint == "" {
			t.Errorf("%s: fault %+v, want rule %q and a hint", name, fault, c.rule)
		}
	}
}

// What the same area takes depends on how it is written.
func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		file, data, says string // nothing where the file is only damaged
	}{
		"PNG of 16 million pixels":         {"a.png", pngHeader(4000, 4000), ""},
		"the same with 16 bits":            {"a.png", deep(pngHeader(4000, 4000)), "at most 12 million are accepted of a PNG with 16 bits for each colour"},
		"JPEG of 36 million pixels":        {"a.jpg", jpegHeader(jpegFrame0, 6000, 6000, 0x11), ""},
		"progressive, colours halved":      {"a.jpg", jpegHeader(jpegFrame2, 6000, 6000, 0x22), ""},
		"progressive, with all colours":    {"a.jpg", jpegHeader(jpegFrame2, 6000, 6000, 0x11), "at most 25 million are accepted of a progressive JPEG"},
		"progressive of 16 million pixels": {"a.jpg", jpegHeader(jpegFrame2, 4000, 4000, 0x11), ""},
		"JPEG of 64 million pixels":        {"a.jpg", jpegHeader(jpegFrame0, 8000, 8000, 0x22), "at most 48 million are accepted of any picture"},
	} {
		_, fault := Open(c.file, []byte(c.data))
		if (fault != nil && fault.Rule == "picture-size") != (c.says != "") || c.says != "" && !strings.Contains(fault.Message, c.says) {
			t.Errorf("%s: %+v", name, fault)
		}
	}
}

// deep gives a PNG's header 16 bits for each colour.
func deep(header string) string {
	const chunkAt, depthAt = 12, 24
	chunk := []byte(header[chunkAt : len(header)-4])
	chunk[depthAt-chunkAt] = 16
	return string(binary.BigEndian.AppendUint32([]byte(header[:chunkAt]+string(chunk)), crc32.ChecksumIEEE(chunk)))
}

// jpegHeader is a JPEG that claims a size and has no pixels. Its first component has
// samples by factors, the others one for each block.
func jpegHeader(frame byte, width, height uint16, factors byte) string {
	b := []byte{0xFF, jpegStart, 0xFF, jpegApp0, 0, 16}
	b = append(b, jfifMark+"\x01\x02\x00\x00\x01\x00\x01\x00\x00"...)
	b = append(b, 0xFF, frame, 0, 17, 8)
	b = binary.BigEndian.AppendUint16(b, height)
	b = binary.BigEndian.AppendUint16(b, width)
	return string(append(b, 3, 1, factors, 0, 2, 0x11, 0, 3, 0x11, 0))
}

// pngHeader is a PNG that claims a size and has no pixels.
func pngHeader(width, height uint32) string {
	chunk := []byte("IHDR")
	chunk = binary.BigEndian.AppendUint32(chunk, width)
	chunk = binary.BigEndian.AppendUint32(chunk, height)
	chunk = append(chunk, 8, 6, 0, 0, 0)
	b := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	b = append(b, chunk...)
	return string(binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(chunk)))
}

func FuzzOpen(f *testing.F) {
	f.Add("a.svg", []byte(`<svg viewBox="0 0 1 1"/>`))
	f.Add("a.png", []byte(pngHeader(1, 1)))
	for name, data := range laden(f) {
		f.Add(name, data)
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		s, fault := Open(name, data)
		if fault != nil {
			return
		}
		if s.Width < 0 || s.Height < 0 || s.Format != "svg" && s.PixelWidth*s.PixelHeight > MaxPixels {
			t.Errorf("accepted %+v", s.Info)
		}
		if s.PixelWidth*s.PixelHeight < 1<<16 {
			_ = s.Verify()
		}
		again, fault := Open(name, s.clean)
		if fault != nil || string(again.clean) != string(s.clean) || len(again.Dropped) > 0 {
			t.Errorf("what was cleaned is not clean: %+v", fault)
		}
	})
}
