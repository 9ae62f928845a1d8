package site

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"rehearse/demo/diag"
)

func TestEncodings(t *testing.T) {
	const article = "---\ntitle: 标题\n---\n\n正文第一段。\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Repeat(article, 300))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, data, title, says string }{
		{"plain", article, "标题", ""},
		{"bom", "\xEF\xBB\xBF" + article, "标题", ""},
		{"crlf", strings.ReplaceAll(article, "\n", "\r\n"), "标题", ""},
		{"gb18030", gb, "gb18030", "GB18030"},
		{"utf16", "\xFF\xFE-\x00-\x00-\x00\n\x00", "utf16", "UTF-16LE"},
		{"binary", "\x89PNG\r\n\x1a\n\x00\x00\x01", "binary", "binary data"},
	}
	for _, test := range tests {
		x, problems := loadFS(t, fstest.MapFS{test.name + ".md": {Data: []byte(test.data)}}, Options{Now: now})
		if got := x.Page(test.name + ".md").Title; got != test.title {
			t.Errorf("%s: the title is %q", test.name, got)
		}
		if test.says == "" && len(problems) > 0 || test.says != "" && (len(problems) != 1 || !strings.Contains(problems[0].Message, test.says)) {
			t.Errorf("%s: problems:\n%s", test.name, dumpProblems(problems))
		}
	}
}

// What the head of a file says does not depend on where the head ends.
func TestHeadSize(t *testing.T) {
	text := "---\ntitle: 标题\ntags: [甲, 乙]\n---\n\n```\n# no\n```\n\n第一段，跨过很多字节的界线。\n\n## 标题\n"
	fsys := fstest.MapFS{"a.md": {Data: []byte(text)}}
	var want *entry
	for size := len(text) + 1; size > 0; size-- {
		r := reader{fsys: fsys, zone: chinaTime(), text: head(), buf: make([]byte, size)}
		got, err := r.read("a.md")
		if err != nil {
			t.Fatal(err)
		}
		if want == nil {
			want = got
		}
		if size > len(text) && got.meta.MayRehearse {
			t.Error("a text without flows may rehearse")
		}
		got.meta.MayRehearse = false // unless the whole has been seen
		if !reflect.DeepEqual(want, got) {
			t.Fatalf("with %d bytes: %+v, not %+v", size, got, want)
		}
	}
}

func TestLongFrontMatter(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntags:\n")
	for i := range 1500 {
		fmt.Fprintf(&b, "  - tag %s %d\n", strings.Repeat("x", i%7), i)
	}
	b.WriteString("titel: wrong\n---\n\n# Title\n")
	x, problems := loadFS(t, fstest.MapFS{"a.md": {Data: []byte(b.String())}}, Options{Now: now})
	if len(problems) != 1 || problems[0].Line != 1503 || problems[0].Rule != "unknown-key" {
		t.Errorf("problems:\n%s", dumpProblems(problems))
	}
	if p := x.Page("a.md"); p.Title != "Title" || len(p.Tags) != 1500 {
		t.Errorf("title %q, %d tags", p.Title, len(p.Tags))
	}
}

// Nothing that an author can write costs much.
func TestHostileFiles(t *testing.T) {
	n := frontCap - 100
	for name, text := range map[string]string{
		"yaml-nesting":  "---\ntags: " + strings.Repeat("[", n) + "\n---\n",
		"yaml-maps":     "---\ntags: " + strings.Repeat("{a: ", n/4) + "\n---\n",
		"yaml-sequence": "---\n" + strings.Repeat("- ", n/2) + "\n---\n",
		"toml-nesting":  "+++\ntags = " + strings.Repeat("[", n/2) + strings.Repeat("]", n/2) + "\n+++\n",
		"toml-tables":   "+++\n" + strings.Repeat("[source.a]\n", n/11) + "\n+++\n",
		"toml-dots":     "+++\nsource." + strings.Repeat("a.", n/4) + "a = 1\n+++\n",
		"too-long":      "---\ntitle: " + strings.Repeat("x", frontCap) + "\n---\n",
		"brackets":      strings.Repeat("[", 1<<20),
		"heading":       "# " + strings.Repeat("[", 1<<20),
		"backticks":     strings.Repeat("\x60 \x60\x60 ", 1<<18),
		"lines":         strings.Repeat("> x\n\n", 1<<18),
	} {
		t.Run(name, func(t *testing.T) {
			_, problems := loadFS(t, fstest.MapFS{"a.md": {Data: []byte(text)}}, Options{Now: now})
			if strings.Contains(name, "-") && len(problems) == 0 {
				t.Error("no problem was found")
			}
		})
	}
}

func TestMeta(t *testing.T) {
	zone := chinaTime()
	want := Meta{
		Title: "T", Description: "D e", Draft: true, Weight: -3, Slug: "s", Author: "A", Cover: "c.png", TOC: false,
		Date:        time.Date(2026, 11, 20, 0, 0, 0, 0, zone),
		LastMod:     time.Date(2026, 11, 21, 8, 30, 0, 0, zone),
		PublishDate: time.Date(2026, 11, 20, 0, 30, 0, 0, time.UTC),
		ExpiryDate:  time.Date(2027, 1, 1, 0, 0, 0, 0, zone),
		Tags:        []string{"甲", "b"}, Categories: []string{"c"},
		Source: Credit{Name: "Office", URL: "https://example.org/x"},
	}
	const yaml = `---
title: T
description: |
  D
  e
date: 2026-11-20
lastmod: 2026-11-21 08:30
publishDate: 2026-11-20T00:30:00Z
expiryDate: 2027-01-01
draft: true
weight: -3
slug: s
aliases: /a/
tags: [甲, b, 甲]
categories: c
author: A
source: {name: Office, url: https://example.org/x}
cover: c.png
toc: false
---
`
	const toml = `+++
title = "T"
description = """
D
e"""
date = 2026-11-20
lastmod = 2026-11-21 08:30:00
publishDate = 2026-11-20T00:30:00Z
expiryDate = "2027-01-01"
draft = true
weight = -3
slug = "s"
aliases = "/a/"
tags = ["甲", "b", "甲"]
categories = "c"
author = "A"
cover = "c.png"
toc = false
[source]
name = "Office"
url = "https://example.org/x"
+++
`
	for _, text := range []string{yaml, toml} {
		r := reader{zone: zone}
		e, _ := r.digest("a.md", []byte(text), true)
		if len(e.problems) > 0 {
			t.Errorf("problems:\n%s", dumpProblems(e.problems))
		}
		got := e.meta
		if !got.Date.Equal(want.Date) || !got.LastMod.Equal(want.LastMod) || !got.PublishDate.Equal(want.PublishDate) || !got.ExpiryDate.Equal(want.ExpiryDate) {
			t.Errorf("dates are %v %v %v %v", got.Date, got.LastMod, got.PublishDate, got.ExpiryDate)
		}
		got.Date, got.LastMod, got.PublishDate, got.ExpiryDate = want.Date, want.LastMod, want.PublishDate, want.ExpiryDate
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	}
}

// Links out of the folder are refused by the system and reported; those inside
// it are files like others.
func TestSymlinks(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret.md")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.WriteFile(outside, []byte("# Secret\n"), 0o644))
	must(os.WriteFile(filepath.Join(dir, "a.md"), []byte("# A\n"), 0o644))
	must(os.Mkdir(filepath.Join(dir, "folder"), 0o755))
	must(os.Symlink(outside, filepath.Join(dir, "out.md")))
	must(os.Symlink("a.md", filepath.Join(dir, "in.md")))
	must(os.Symlink("folder", filepath.Join(dir, "loop")))
	must(os.Symlink("nowhere", filepath.Join(dir, "dangling.md")))
	x, problems := loadFS(t, content(t, dir).FS(), Options{Now: now})
	var files []string
	for _, p := range problems {
		files = append(files, p.File+" "+string(p.Rule))
	}
	if want := []string{"dangling.md symlink", "loop symlink", "out.md symlink"}; !reflect.DeepEqual(files, want) {
		t.Errorf("problems:\n%s", dumpProblems(problems))
	}
	if x.Page("in.md") == nil || x.Page("out.md") != nil {
		t.Errorf("pages: %v", urls(x.Pages()))
	}
	next, again, err := x.Update([]string{"out.md", "loop/x.md", "in.md"}, now)
	must(err)
	if !reflect.DeepEqual(again, problems) || next.Page("out.md") != nil {
		t.Errorf("after an update:\n%s", dumpProblems(again))
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: a\n---\n# b\n", "+++\ntitle = 'a'\n[params.x]\ny = 1\n+++\n", "---\n- a\n---\n", "---\n", "+++\n+++\n",
		"---\nsource: {name: [1]}\naliases: [[a], {b: c}]\nparams: {a: {b: [~, 1.5]}}\n---\n",
		"+++\ntags = [{a=1}]\n[[aliases]]\nx=1\n+++\n![a](b)[c](d) `e` *f* <g>&amp;\n", "# x\n", "~~~\n", "[^1]: a\n\n[a][b\n",
		"\xff", "\ufeff---\r\nslug: ..\r\n---\r\n", "---\ndate: 99999-01-01\nweight: 99999999999999999999\n---\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{"a/b.md": {Data: []byte(text)}, "site.yaml": {Data: []byte(text)}}
		x, problems, err := Load(fsys, Options{Now: now, Drafts: true, Future: true, Expired: true, Head: head()})
		if err != nil {
			t.Fatal(err)
		}
		lines := 2 + strings.Count(text, "\n") + strings.Count(text, "\r")
		for _, p := range problems {
			if p.Line < 1 || p.Col < 1 || p.Line > lines || p.Message == "" || p.Rule == "" || p.File == "" {
				t.Errorf("a problem at no place: %+v", p)
			}
		}
		for _, p := range x.Pages() {
			if p.Title == "" || !strings.HasPrefix(p.URL, "/") || !strings.HasSuffix(p.URL, "/") {
				t.Errorf("page %+v", p)
			}
			x.Related(p, 3)
		}
		again, problems2, _ := Load(fsys, Options{Now: now, Drafts: true, Future: true, Expired: true, Head: head()})
		if describe(x, dumpProblems(problems)) != describe(again, dumpProblems(problems2)) {
			t.Error("the same source gave two sites")
		}
	})
}

func TestProblemsAreSorted(t *testing.T) {
	_, problems := load(t, "-- b.md --\n---\nx: 1\ny: 2\n---\n-- a.md --\ntext\n-- site.yaml --\nzz: 1\n")
	if !reflect.DeepEqual(problems, diag.Sort(append([]diag.Problem{}, problems...))) || len(problems) < 4 {
		t.Errorf("problems:\n%s", dumpProblems(problems))
	}
}

func TestFrontMatterThatBeginsLate(t *testing.T) {
	for text, want := range map[string]string{
		"\n\n---\ntitle: A\n---\ntext\n":    "3:1",
		" ---\ntitle: A\n---\ntext\n":       "1:2",
		"\n+++\ntitle = 'A'\n+++\n":         "2:1",
		"\n---\n\n# A\n\n---\n":             "",
		"\n---\nno key\n\n# A\n":            "",
		"\n# A\n":                           "",
		"---\ntitle: A\n---\n\n---\nb: c\n": "",
	} {
		_, problems := loadFS(t, fstest.MapFS{"a.md": {Data: []byte(text)}}, Options{Now: now})
		got := ""
		for _, p := range problems {
			got += fmt.Sprintf("%d:%d", p.Line, p.Col)
		}
		if got != want {
			t.Errorf("%q: %s, want %s:\n%s", text, got, want, dumpProblems(problems))
		}
	}
}

// closed is a file system in which some files may not be read.
type closed struct {
	fstest.MapFS
	files []string
}

func (c closed) Open(name string) (fs.File, error) {
	if slices.Contains(c.files, name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.MapFS.Open(name)
}

func (c closed) ReadFile(name string) ([]byte, error) {
	if _, err := c.Open(name); err != nil {
		return nil, err
	}
	return c.MapFS.ReadFile(name)
}

func TestWhatMayNotBeReadIsReported(t *testing.T) {
	files := []string{"a.md", "a.png", "site.yaml", "static/b.txt"}
	fsys := closed{fstest.MapFS{"c.md": {Data: []byte("# C\n")}}, files}
	for _, name := range files {
		fsys.MapFS[name] = &fstest.MapFile{Data: []byte("# A\n")}
	}
	_, problems := loadFS(t, fsys, Options{Now: now})
	var got []string
	for _, p := range problems {
		if p.Rule == ruleUnreadable && p.Hint != "" && p.Line == 1 && p.Col == 1 {
			got = append(got, p.File)
		}
	}
	if !slices.Equal(got, files) || len(problems) != len(files) {
		t.Errorf("problems:\n%s", dumpProblems(problems))
	}
}

// A link to what may not be read is right: it needs no other name.
func TestLinkToWhatMayNotBeRead(t *testing.T) {
	fsys := closed{fstest.MapFS{
		"c.md": {Data: []byte("# C\n")}, "a.png": {Data: []byte("a")}, "b.png": {Data: []byte("b")},
	}, []string{"a.png"}}
	x, _ := loadFS(t, fsys, Options{Now: now})
	_, fault := x.ResolveLink(x.Page("c.md"), "a.png")
	if fault == nil || fault.File != "a.png" || fault.Rule != ruleUnreadable {
		t.Errorf("fault: %+v", fault)
	}
}
