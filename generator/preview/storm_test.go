package preview_test

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/effort"
	"rehearse/generator/pipeline"
	"rehearse/generator/preview"
)

// ours matches what a preview adds to a page.
var ours = regexp.MustCompile(`<script type="module" data-preview [^>]*></script><link rel="stylesheet" href="/__rehearse/[^>]*>| data-line="\d+"`)

// differences compares the preview with a clean build of the same content.
func (a *author) differences(basePath string) []string {
	a.t.Helper()
	out := a.t.TempDir()
	_, problems, err := pipeline.Run(a.t.Context(), pipeline.Config{
		Content: a.dir, Destination: out, Drafts: true, Clock: clock, Version: "test", Cache: a.cache,
	}, nil)
	if err != nil {
		a.t.Fatal(err)
	}
	if failed, _ := diag.Count(problems); failed > 0 {
		a.t.Fatalf("there is nothing to compare with: %v", problems)
	}
	var differ []string
	err = fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if name == ".rehearse" {
				return fs.SkipDir
			}
			return err
		}
		want, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		status, got, _ := a.get((&url.URL{Path: basePath + name}).EscapedPath())
		if status != http.StatusOK || ours.ReplaceAllString(got, "") != string(want) {
			differ = append(differ, fmt.Sprintf("%s (status %d)", name, status))
		}
		return nil
	})
	if err != nil {
		a.t.Fatal(err)
	}
	return differ
}

// equals waits until the preview is like a clean build.
func (a *author) equals(basePath string) {
	a.t.Helper()
	var differ []string
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		if differ = a.differences(basePath); len(differ) == 0 {
			return
		}
		if time.Now().After(deadline) {
			a.t.Fatalf("these differ from a clean build: %q", differ)
		}
	}
}

func TestPreviewEqualsBuild(t *testing.T) {
	a := begin(t, small)
	a.equals("/docs/")
	b := begin(t, guide)
	b.equals("/docs/")
}

// After any storm of changes, by whatever editor, the preview is what a clean
// build would be.
func TestStorms(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*preview.Config)
	}{
		{"watching", func(*preview.Config) {}},
		{"polling", func(c *preview.Config) { c.Poll = 20 * time.Millisecond }},
	} {
		t.Run(test.name, func(t *testing.T) {
			for seed := range effort.Of(3) {
				a := begin(t, small, test.change)
				s := storm{author: a, Rand: rand.New(rand.NewPCG(uint64(seed), 1))}
				for range 3 {
					for range 40 {
						s.gust()
					}
					a.equals("/docs/")
				}
				// What nobody has asked for since is right, too.
				a.equals("/docs/")
			}
		})
	}
}

// storm changes the content at random.
type storm struct {
	*author
	*rand.Rand
	count int
}

// gust is one change.
func (s *storm) gust() {
	s.t.Helper()
	s.count++
	switch n := s.IntN(20); {
	case n == 0:
		s.remove("zh/" + s.folder())
	case n == 1:
		s.move("zh/"+s.folder(), "zh/"+s.folder()+"x")
	case n == 2:
		s.move("zh/"+s.folder()+"x", "zh/"+s.folder())
	case n == 3:
		s.save("site.yaml", fmt.Sprintf("title: {zh: 手册 %d, en: Handbook}\nbaseURL: https://example.org/docs/\nlanguages: [zh, en]\npageSize: %d\n", s.count, 1+s.IntN(4)))
	case n == 4:
		s.save("zh/"+s.folder()+"/a/p.png", s.picture())
	case n == 5:
		s.save("static/style.css", fmt.Sprintf("p { margin: %dpx }\n", s.count))
	case n == 6:
		s.save("zh/"+s.folder()+"/_index.md", fmt.Sprintf("---\ntitle: 章 %d\n---\n正文 %d。\n", s.count, s.count))
	case n == 7:
		time.Sleep(time.Duration(s.IntN(60)) * time.Millisecond)
	default:
		s.write(fmt.Sprintf("zh/%s/%c.md", s.folder(), 'a'+rune(s.IntN(5))), s.article())
	}
}

func (s *storm) folder() string {
	return []string{"one", "two", "one/deep", "two/deep/er"}[s.IntN(4)]
}

func (s *storm) article() string {
	text := fmt.Sprintf("---\ntitle: 文 %d\ndate: 2026-01-%02d\n", s.count, 1+s.IntN(28))
	if s.IntN(2) == 0 {
		text += fmt.Sprintf("tags: [标签%d, 共同]\n", s.IntN(3))
	}
	return text + fmt.Sprintf("---\n## 第 %d 次\n\n%s\n", s.count, strings.Repeat("文字。", s.IntN(400)))
}

// picture is a PNG of some size.
func (s *storm) picture() string {
	img := image.NewNRGBA(image.Rect(0, 0, 20+s.IntN(900), 20+s.IntN(50)))
	for x := range img.Rect.Dx() {
		img.Set(x, x%20, color.NRGBA{R: uint8(s.count), G: uint8(x), A: 255})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		s.t.Fatal(err)
	}
	return b.String()
}

// move renames what may not be there.
func (s *storm) move(from, to string) {
	if err := os.MkdirAll(filepath.Dir(s.file(to)), 0o755); err != nil {
		s.t.Fatal(err)
	}
	_ = os.Rename(s.file(from), s.file(to))
}

// write saves as one editor or another does.
func (s *storm) write(name, text string) {
	s.t.Helper()
	file := s.file(name)
	must := func(err error) {
		if err != nil {
			s.t.Fatal(err)
		}
	}
	must(os.MkdirAll(filepath.Dir(file), 0o755))
	put := func(name, text string) { must(os.WriteFile(name, []byte(text), 0o644)) }
	switch s.IntN(5) {
	case 0: // Visual Studio Code: in place, emptied first
		put(file, text)
	case 1: // vim: the old file becomes the backup
		put(filepath.Join(filepath.Dir(file), "4913"), "")
		must(os.Remove(filepath.Join(filepath.Dir(file), "4913")))
		_ = os.Rename(file, file+"~")
		put(file, text)
		_ = os.Remove(file + "~")
	case 2: // JetBrains: written beside, exchanged
		put(file+"___jb_tmp___", text)
		_ = os.Rename(file, file+"___jb_old___")
		must(os.Rename(file+"___jb_tmp___", file))
		_ = os.Remove(file + "___jb_old___")
	case 3: // in pieces, by something slow
		put(file, text[:len(text)/2])
		time.Sleep(5 * time.Millisecond)
		put(file, text)
	case 4: // a temporary file is renamed
		put(file+".tmp", text)
		must(os.Rename(file+".tmp", file))
	}
}

// Editors empty a file before they write it. Nobody sees the page without its
// text.
func TestNeverAnEmptyPage(t *testing.T) {
	a := begin(t, small)
	page := func(n int) string {
		return fmt.Sprintf("---\ntitle: 乙 %d\n---\n## 第二步 {#two}\n\n%s\n\n结尾 %d。\n", n, strings.Repeat("文字。", 3000), n)
	}
	a.save("zh/fund/b.md", page(0))
	a.sees("/docs/fund/b/", "结尾 0。")
	done := make(chan error, 1)
	go func() {
		for n := 1; n <= 40; n++ {
			if err := slowly(a.file("zh/fund/b.md"), page(n)); err != nil {
				done <- err
				return
			}
			time.Sleep(time.Duration(n%7) * 5 * time.Millisecond)
		}
		done <- nil
	}()
	whole := 0
	for {
		status, body, _ := a.get("/docs/fund/b/")
		if status == http.StatusOK && strings.Contains(body, "结尾") && strings.HasSuffix(strings.TrimSpace(body), "</html>") {
			whole++
		} else {
			t.Errorf("status %d, %d bytes", status, len(body))
		}
		select {
		case err := <-done:
			if err != nil || whole == 0 {
				t.Fatal(whole, err)
			}
			a.sees("/docs/fund/b/", "结尾 40。")
			return
		default:
		}
	}
}

// slowly writes a file that is empty for a while.
func slowly(name, text string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	time.Sleep(3 * time.Millisecond)
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// Hundreds of files come and go at once, as when another branch is checked out.
func TestCheckout(t *testing.T) {
	a := begin(t, small)
	for i := range 400 {
		a.save(fmt.Sprintf("zh/many/%d/index.md", i), fmt.Sprintf("---\ntitle: 第 %d 篇\n---\n文 %d。\n", i, i))
	}
	a.sees("/docs/many/399/", "文 399。")
	a.equals("/docs/")
	a.remove("zh/many")
	a.until("the folder is gone", func() bool { status, _, _ := a.get("/docs/many/7/"); return status == http.StatusNotFound })
	a.equals("/docs/")
}

// Of two equal pictures one may go; pages go on to show the other.
func TestCopyOfAPictureIsRemoved(t *testing.T) {
	a := begin(t, small)
	picture := (&storm{author: a, Rand: rand.New(rand.NewPCG(1, 1))}).picture()
	for _, name := range []string{"x", "y", "z"} {
		a.save("zh/fund/"+name+"/p.png", picture)
		a.save("zh/fund/"+name+"/index.md", "---\ntitle: "+name+"\n---\n![一张图](p.png)\n")
		a.sees("/docs/fund/"+name+"/", "/docs/assets/pictures/p.")
	}
	for _, name := range []string{"z", "x"} {
		a.equals("/docs/")
		a.remove("zh/fund/" + name)
	}
	a.equals("/docs/")
}

// Mistakes in the settings would move every page; the last good ones stay.
func TestBrokenSettings(t *testing.T) {
	a := begin(t, small)
	good, err := os.ReadFile(a.file("site.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	a.save("site.yaml", "languages: [zh, en\nbaseURL: ?\n")
	a.hears("yaml-syntax")
	a.sees("/docs/fund/a/", "甲")
	a.save("zh/fund/b.md", "---\ntitle: 新的乙\n---\n## 第二步 {#two}\n")
	a.sees("/docs/fund/b/", "新的乙")
	a.hears("yaml-syntax")
	a.save("site.yaml", strings.Replace(string(good), "手册", "新手册", 1))
	a.sees("/docs/", "新手册")
	a.hears("")
}

// A page whose front matter is broken, and would be elsewhere without it, stays
// as and where it was.
func TestLastGoodPage(t *testing.T) {
	a := begin(t, small)
	a.save("zh/fund/b.md", "---\ntitle: 乙\nslug: moved\n---\n## 第二步 {#two}\n\n好的。\n")
	a.sees("/docs/fund/moved/", "好的。")
	a.save("zh/fund/b.md", "---\ntitle: [乙\nslug: moved\n---\n## 第二步 {#two}\n\n更好的。\n")
	a.hears("yaml-syntax")
	if status, body, _ := a.get("/docs/fund/moved/"); status != http.StatusOK || !strings.Contains(body, "好的。") {
		t.Errorf("status %d", status)
	}
	a.save("zh/fund/b.md", "\xff\xfe\x00binary")
	a.hears("encoding")
	if status, body, _ := a.get("/docs/fund/moved/"); status != http.StatusOK || !strings.Contains(body, "好的。") {
		t.Errorf("with another encoding: status %d", status)
	}
	a.save("zh/fund/b.md", "---\ntitle: 乙\n---\n## 第二步 {#two}\n\n最好的。\n")
	a.hears("")
	if status, _, header := a.get("/docs/fund/moved/"); status != http.StatusFound || header.Get("Location") != "/docs/fund/b/" {
		t.Errorf("the page has moved, but the answer is %d to %q", status, header.Get("Location"))
	}
	a.sees("/docs/fund/b/", "最好的。")
}
