package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/generator/pipeline"
)

const settings = `
-- site.yaml --
baseURL: https://example.org/
language: en
title: Site
menus:
  main: [{link: /guides/}]
%s
-- index.md --
# Home
-- guides/_index.md --
# Guides
-- guides/one/index.md --
---
description: How to do one.
date: 2026-11-01
---
# One
-- manual/_index.md --
# Manual
-- manual/chapter.md --
---
date: 2026-11-20
---
# Chapter
`

// with is a site with these lines in its site.yaml.
func with(t *testing.T, lines string) string {
	t.Helper()
	return unpack(t, fmt.Sprintf(settings, lines))
}

func TestThemeReachesPagesAndIcon(t *testing.T) {
	plain := tree(t, clean(t, pipeline.Config{Content: with(t, "")}))
	own := tree(t, clean(t, pipeline.Config{Content: with(t, "theme: {accent: '#1d4f91'}")}))
	style := func(files map[string][]byte) string {
		_, rest, _ := strings.Cut(string(files["index.html"]), `<link rel="stylesheet" href="/`)
		name, _, _ := strings.Cut(rest, `"`)
		if files[name] == nil {
			t.Fatalf("the home page wants the style sheet %q, which is not there", name)
		}
		return string(files[name])
	}
	usual, themed := style(plain), style(own)
	if !strings.HasPrefix(themed, usual) || !strings.Contains(themed[len(usual):], "--accent:#1d4f91") {
		t.Errorf("the theme adds %q", strings.TrimPrefix(themed, usual))
	}
	icons := 0
	for name, data := range own {
		if strings.Contains(name, "icon.") && strings.Contains(string(data), "#1d4f91") {
			icons++
		}
	}
	if icons != 1 {
		t.Errorf("%d icons have the accent, want 1", icons)
	}
}

func TestFaintColoursAreReported(t *testing.T) {
	for lines, want := range map[string]string{
		"theme: {accent: '#8fc9b0'}":     "6:17 accent has a contrast",
		"theme: {accentDark: '#333333'}": "6:21 accentDark has a contrast",
		"theme: {accent: '#1d4f91'}":     "",
	} {
		_, problems := run(t, pipeline.Config{Content: with(t, lines), Check: true})
		var got []string
		for _, p := range problems {
			if p.Rule == "contrast" {
				got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Message))
			}
		}
		if s := strings.Join(got, "\n"); !strings.HasPrefix(s, want) || (s == "") != (want == "") {
			t.Errorf("%s: %q, want %q", lines, s, want)
		}
	}
}

// One other site may be embedded, on articles and nowhere else.
func TestCommentsWidenThePolicyOfArticles(t *testing.T) {
	const origin = "https://comments.example"
	files := tree(t, clean(t, pipeline.Config{Content: with(t, `comments: {origin: "`+origin+`", script: /e.js, attributes: {data-page: "{path}"}}`)}))
	article := string(files["guides/one/index.html"])
	for _, want := range []string{"frame-src " + origin, "script-src &#39;self&#39; &#39;wasm-unsafe-eval&#39; " + origin, `data-comments="` + origin + `/e.js"`, `data-page="/guides/one/"`} {
		if !strings.Contains(article, want) {
			t.Errorf("the article lacks %s", want)
		}
	}
	if strings.Contains(article, "<script src=\""+origin) {
		t.Error("the article loads the comments unasked")
	}
	for _, name := range []string{"index.html", "guides/index.html", "404.html"} {
		if strings.Contains(string(files[name]), origin) {
			t.Errorf("%s knows the comments", name)
		}
	}
	if !strings.Contains(string(files["_headers"]), origin) {
		t.Error("the server's policy keeps the comments out")
	}
}

// Readers come first: what the main menu does not lead to gets a line.
func TestHomeIsForReaders(t *testing.T) {
	home := string(tree(t, clean(t, pipeline.Config{Content: with(t, "")}))["index.html"])
	for _, want := range []string{`<h2><a href="/guides/">Guides</a></h2>`, "How to do one.", `<ul class="others"><li><a href="/manual/">Manual</a>`} {
		if !strings.Contains(home, want) {
			t.Errorf("the home page lacks %s", want)
		}
	}
	if strings.Contains(home, "Chapter") || strings.Contains(home, `class="latest"`) {
		t.Error("the home page lists the manual, or says everything twice")
	}
}

// A home whose own text leads to all articles of a section does not list them again.
func TestHomeSaysThingsOnce(t *testing.T) {
	dir := with(t, "")
	home := func(text string) string {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, "index.md"), []byte("# Home\n\n"+text), 0o644); err != nil {
			t.Fatal(err)
		}
		return string(tree(t, clean(t, pipeline.Config{Content: dir}))["index.html"])
	}
	once := home("- [Do one thing](guides/one/index.md#top)\n")
	if strings.Contains(once, "How to do one.") || !strings.Contains(once, `<ul class="others"><li><a href="/guides/">Guides</a>`) {
		t.Error("the section is listed again, or cannot be found")
	}
	if err := os.WriteFile(filepath.Join(dir, "guides", "two.md"), []byte("# Two\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if more := home("- [Do one thing](guides/one/index.md)\n"); !strings.Contains(more, ">Two") {
		t.Error("an article that the text does not name is not listed")
	}
}

// A home that cannot name everything shows what is new, of what is for readers.
func TestHomeWithManyArticles(t *testing.T) {
	dir := with(t, "")
	for i := range 50 {
		text := fmt.Sprintf("---\ndate: 2026-10-%02d\ndescription: About it.\n---\n# Guide %d\n", 1+i%28, i)
		if err := os.WriteFile(filepath.Join(dir, "guides", fmt.Sprintf("g%02d.md", i)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	home := string(tree(t, clean(t, pipeline.Config{Content: dir}))["index.html"])
	_, sections, _ := strings.Cut(home, `class="sections"`)
	section, latest, ok := strings.Cut(sections, `class="latest"`)
	if !ok {
		t.Fatal("nothing is shown as new")
	}
	if n := strings.Count(section, "<li><a href=\"/guides/"); n != 6 {
		t.Errorf("the section names %d articles, want 6", n)
	}
	if !strings.Contains(section, "All 51 articles") || strings.Contains(section, "About it.") {
		t.Error("the section does not lead to the rest, or explains too much")
	}
	if !strings.Contains(latest, ">One</a>") || strings.Contains(latest, "Chapter") {
		t.Error("the newest are not those for readers")
	}
}
