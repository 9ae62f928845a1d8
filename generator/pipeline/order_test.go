package pipeline

import (
	"encoding/json"
	"io"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"rehearse/generator/publish"
	"rehearse/generator/render"
)

// published is a site as it is handed to publishing.
type published struct {
	mu    sync.Mutex
	files map[string]string
	ranks map[string]publish.Rank
}

func (p *published) Write(path string, rank publish.Rank, data []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files[path], p.ranks[path] = string(data), rank
	return nil
}

func (p *published) Copy(path string, rank publish.Rank, open func() (io.ReadCloser, error)) error {
	f, err := open()
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	return p.Write(path, rank, data)
}

// publishedOf makes a site of the files of a txtar.
func publishedOf(t *testing.T, content map[string]string) *published {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range content {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	cfg := Config{Clock: time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)}
	index, problems, err := load(fsys, cfg)
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.NewRenderer(fsys, index, render.Options{Cache: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	site := &published{files: map[string]string{}, ranks: map[string]publish.Rank{}}
	j := &job{renderer: r, index: index, ledger: NewLedger(), problems: problems, progress: func(Event) {}, sink: site}
	if err := j.make(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, p := range j.problems {
		t.Errorf("%s:%d: %s", p.File, p.Line, p.Message)
	}
	return site
}

const order = `
-- site.yaml --
baseURL: https://example.org/
title: {zh: 手册, en: Handbook}
pageSize: 2
languages:
  - {code: zh, name: 中文}
  - {code: en, name: English}
-- zh/_index.md --
# 首页

欢迎。
-- zh/about.md --
---
title: 关于
date: 2026-01-01
---
看[入门](guide/first.md)，下载[表格](form.txt)。
-- zh/form.txt --
form
-- zh/guide/_index.md --
# 指南
-- zh/guide/first.md --
---
title: 第一篇
date: 2026-02-01
tags: [密码]
---
先看这里。
-- zh/guide/second.md --
---
title: 第二篇
date: 2026-02-02
tags: [密码]
---
再看[第一篇](first.md)。
-- en/guide/_index.md --
# Guide
-- en/guide/first.md --
---
title: First
date: 2026-02-01
---
Begin here.
`

// TestEveryPrefixOfABuildIsAWorkingSite goes through what publishing changes when
// authors edit a site, one file after the other: whoever follows the links from
// where one begins finds everything.
func TestEveryPrefixOfABuildIsAWorkingSite(t *testing.T) {
	content := map[string]string{}
	for _, f := range txtar.Parse([]byte(order)).Files {
		content[f.Name] = string(f.Data)
	}
	before := publishedOf(t, content)
	const dated = "---\ntitle: 新的\ndate: 2026-03-01\ntags: [密码, 手机]\n---\n"
	for name, edit := range map[string]map[string]string{
		"a page is added":        {"zh/guide/third.md": dated + "看[第二篇](second.md)。\n"},
		"and linked":             {"zh/guide/third.md": dated, "zh/about.md": "# 关于\n\n看[新的](guide/third.md)。\n"},
		"with a picture":         {"zh/guide/third.md": dated + "![图](p.svg)\n", "zh/guide/p.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"},
		"with a rehearsal":       {"zh/guide/third.md": dated + "[练](f.flow.yaml)\n", "zh/guide/f.flow.yaml": "title: 练\nstart: a\nscreens:\n  a: {title: 一, buttons: [{label: 走, to: b}]}\n  b: {outcome: success, title: 好, text: 好}\n"},
		"a page is removed":      {"zh/guide/second.md": ""},
		"a page is renamed":      {"zh/guide/second.md": "", "zh/guide/other.md": content["zh/guide/second.md"]},
		"and keeps its address":  {"zh/guide/second.md": "", "zh/guide/other.md": "---\ntitle: 第二篇\naliases: [second/]\n---\n再看。\n"},
		"a text is changed":      {"zh/guide/first.md": content["zh/guide/first.md"] + "\n全新的词。\n"},
		"a page is translated":   {"en/guide/second.md": "---\ntitle: Second\ndate: 2026-02-03\ntags: [PIN]\n---\nSee [first](first.md).\n"},
		"a section is added":     {"zh/more/_index.md": "# 更多\n", "zh/more/one.md": dated, "zh/about.md": "# 关于\n\n看[更多](more/)。\n"},
		"a section is removed":   {"en/guide/_index.md": "", "en/guide/first.md": "", "en/only.md": "# Only\n\nText.\n"},
		"a page moves elsewhere": {"zh/guide/second.md": "", "zh/more/second.md": "---\ntitle: 第二篇\n---\n再看[第一篇](../guide/first.md)。\n"},
	} {
		t.Run(name, func(t *testing.T) {
			edited := maps.Clone(content)
			for file, data := range edit {
				if edited[file] = data; data == "" {
					delete(edited, file)
				}
			}
			after := publishedOf(t, edited)
			goThrough(t, before, after)
			goThrough(t, after, before)
		})
	}
	t.Run("the first build", func(t *testing.T) { goThrough(t, &published{}, before) })
}

// goThrough publishes after in the place of before, in memory, and follows the
// links of every state between them.
func goThrough(t *testing.T, before, after *published) {
	t.Helper()
	dir := t.TempDir()
	staging := stage(t, dir, before)
	if _, err := staging.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	staging = stage(t, dir, after)
	defer staging.Abort()
	changes, err := staging.Changes()
	if err != nil {
		t.Fatal(err)
	}
	now := maps.Clone(before.files)
	if now == nil {
		now = map[string]string{}
	}
	for _, batch := range changes {
		for _, c := range batch {
			if c.Removed {
				delete(now, c.Path)
			} else {
				now[c.Path] = after.files[c.Path]
			}
			if found := broken(now); found != "" {
				t.Fatalf("after %+v: %s", c, found)
			}
			if found := lostResult(now, before.files, after.files); found != "" {
				t.Fatalf("after %+v: %s", c, found)
			}
		}
	}
	if !maps.Equal(now, after.files) {
		t.Error("the changes do not lead to the new site")
	}
}

func stage(t *testing.T, dir string, site *published) *publish.Staging {
	t.Helper()
	staging, err := publish.Open(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	for path, data := range site.files {
		if err := staging.Write(path, site.ranks[path], []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	return staging
}

var anAddress = regexp.MustCompile(`(?:["'> (]|https://example\.org)(/[^"'<>() ?#&]*)`)

// broken follows links from where people and machines begin, and returns the first
// that leads nowhere, or "".
func broken(files map[string]string) string {
	seen := map[string]bool{}
	rest := []string{"404.html", "en/404.html", "sitemap.xml", "llms.txt"}
	if _, ok := files["index.html"]; ok { // which a new site gets last
		rest = append(rest, "index.html", "en/index.html")
	}
	for len(rest) > 0 {
		name := rest[0]
		rest = rest[1:]
		data, ok := files[name]
		if !ok || seen[name] {
			continue // nobody can begin where nothing is yet
		}
		seen[name] = true
		if !slices.ContainsFunc([]string{".html", ".xml", ".txt", ".md", "feed.json"}, func(end string) bool { return strings.HasSuffix(name, end) }) {
			continue
		}
		for _, m := range anAddress.FindAllStringSubmatch(data, -1) {
			target, err := url.PathUnescape(m[1][1:])
			if err != nil || strings.HasPrefix(target, "/") {
				continue
			}
			if target == "" || strings.HasSuffix(target, "/") {
				target += "index.html"
			}
			if _, ok := files[target]; !ok {
				return name + " leads to " + target + ", which is not there"
			}
			rest = append(rest, target)
		}
	}
	return ""
}

// lostResult returns what the search index could find and is not there, or "".
func lostResult(now, before, after map[string]string) string {
	if now["index.html"] == "" {
		return "" // nobody searches a site that is not there yet
	}
	for _, index := range []string{"search/index.json", "en/search/index.json"} {
		var head struct{ Version string }
		if json.Unmarshal([]byte(now[index]), &head) != nil || before[index] == after[index] {
			continue
		}
		of := after
		if now[index] == before[index] {
			of = before
		}
		folder := strings.TrimSuffix(index, "index.json")
		for name := range of {
			isFound := strings.HasPrefix(name, folder+head.Version+"/") || strings.HasSuffix(name, "/index.html")
			if _, ok := now[name]; isFound && !ok {
				return index + " needs " + name + ", which is not there"
			}
		}
	}
	return ""
}
