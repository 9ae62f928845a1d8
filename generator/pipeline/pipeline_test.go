package pipeline_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"rehearse/demo/diag"
	"rehearse/generator/pipeline"
)

// clock is the time of all builds here.
var clock = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// realContent is the content of this repository.
const realContent = "../../content"

// unpack writes the files of an archive to a new folder.
func unpack(t *testing.T, archive string) string {
	t.Helper()
	dir := t.TempDir()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run builds, and fails the test on an error that is no problem.
func run(t *testing.T, cfg pipeline.Config) (pipeline.Summary, []diag.Problem) {
	t.Helper()
	cfg.Clock = clock
	summary, problems, err := pipeline.Run(context.Background(), cfg, nil)
	if err != nil {
		t.Fatal(err)
	}
	return summary, problems
}

// clean builds a site that has no problems into a new folder. Whether its
// screenshots are up to date is a test of its own.
func clean(t *testing.T, cfg pipeline.Config) (out string) {
	t.Helper()
	out = t.TempDir()
	cfg.Destination = out
	_, problems := run(t, cfg)
	problems = slices.DeleteFunc(problems, func(p diag.Problem) bool { return p.Rule == "stale-shot" })
	if len(problems) > 0 {
		t.Fatalf("problems: %v", problems)
	}
	return out
}

// tree returns the files below dir, without what publish keeps for itself.
func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := make(map[string][]byte)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if name == ".rehearse" {
				return fs.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// realSites are the builds of the real content that tests share, by base URL.
var realSites sync.Map

// realSite returns the files of the real content's site; they are not to be
// changed.
func realSite(t *testing.T, baseURL string) map[string][]byte {
	t.Helper()
	if files, ok := realSites.Load(baseURL); ok {
		return files.(map[string][]byte)
	}
	files := tree(t, clean(t, pipeline.Config{Content: realContent, BaseURL: baseURL}))
	realSites.Store(baseURL, files)
	return files
}

const small = `
-- site.yaml --
title: {zh: 手册, en: Handbook}
baseURL: https://example.org/docs/
languages: [zh, en]
copyright: 请注明出处
-- zh/_index.md --
---
title: 首页
---
你好。
-- zh/fund/_index.md --
---
title: 公积金
---
-- zh/fund/a/index.md --
---
title: 甲
date: 2026-01-02
tags: [密码]
aliases: [/old/]
---
看[乙](../b.md#第二步)和[图](p.svg)。

![一张图](p.svg "图一")

## 第一步

1. 点击“确定”。
2. 完成。
-- zh/fund/a/p.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>
-- zh/fund/b.md --
---
title: 乙
date: 2026-01-03
tags: [密码]
---
## 第二步

见[甲](a/index.md)。
-- en/fund/a/index.md --
---
title: A
date: 2026-01-02
---
The same picture, from beside the translation:

![a picture](p.svg)
`

func TestBuildWritesACompleteSite(t *testing.T) {
	out := clean(t, pipeline.Config{Content: unpack(t, small)})
	files := tree(t, out)
	for _, name := range []string{
		"index.html", "index.md", "fund/index.html", "fund/a/index.html", "fund/a/index.md", "fund/a/p.svg",
		"fund/b/index.html", "old/index.html", "tags/index.html", "tags/密码/index.html", "404.html",
		"en/index.html", "en/fund/a/index.html", "en/404.html", "feed.xml", "feed.json", "fund/feed.xml", "en/feed.xml",
		"sitemap.xml", "robots.txt", "llms.txt", "_headers", "search/index.json", "en/search/index.json",
	} {
		if _, ok := files[name]; !ok {
			t.Errorf("no %s", name)
		}
	}
	for name, home := range map[string]string{"404.html": "/docs/en/", "en/404.html": "/docs/"} {
		if !strings.Contains(string(files[name]), `<a href="`+home+`" hreflang=`) {
			t.Errorf("%s does not lead to the other language", name)
		}
	}
	article := string(files["fund/a/index.html"])
	for _, want := range []string{
		`<link rel="canonical" href="https://example.org/docs/fund/a/"`,
		`hreflang="en" href="https://example.org/docs/en/fund/a/"`,
		`href="/docs/fund/b/#第二步"`,
		`src="/docs/assets/pictures/p.`, `width="40"`, `<figcaption>图一`,
		`"@type":"HowTo"`, `"@type":"BreadcrumbList"`, `property="og:title"`, "请注明出处",
	} {
		if !strings.Contains(article, want) {
			t.Errorf("the article has no %s", want)
		}
	}
	if english := string(files["en/fund/a/index.html"]); !strings.Contains(english, `src="/docs/assets/pictures/p.`) {
		t.Error("the translation does not show the picture beside the original")
	}
	if alternate := string(files["fund/a/index.md"]); !strings.HasPrefix(alternate, "# 甲\n") || !strings.Contains(alternate, "](https://example.org/docs/fund/b/index.md#") {
		t.Errorf("alternate:\n%s", alternate)
	}
	if redirect := string(files["old/index.html"]); !strings.Contains(redirect, "/docs/fund/a/") {
		t.Error("the alias does not lead to the page")
	}
	checkXML(t, files, "feed.xml", "sitemap.xml")
	if err := json.Unmarshal(files["feed.json"], new(map[string]any)); err != nil {
		t.Error(err)
	}
}

func checkXML(t *testing.T, files map[string][]byte, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := xml.Unmarshal(files[name], new(struct{ XMLName xml.Name })); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestEveryReferenceOfTheRealSiteLeadsToAFile follows everything that pages
// refer to, at the root and below a path.
func TestEveryReferenceOfTheRealSiteLeadsToAFile(t *testing.T) {
	for _, base := range []string{"https://example.org/", "https://example.org/docs/"} {
		files := realSite(t, base)
		u, err := url.Parse(base)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range files {
			if strings.HasSuffix(name, ".html") {
				checkPage(t, files, u, name, data)
			}
		}
	}
}

// referring are the attributes that make a browser fetch or go somewhere.
var referring = []string{"href", "src", "data-module", "data-script", "data-style", "data-index"}

func checkPage(t *testing.T, files map[string][]byte, base *url.URL, name string, data []byte) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" && !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
			return a.Key == "src" || a.Key == "type" && a.Val == "application/ld+json"
		}) || n.Data == "style" || n.Data == "form" {
			t.Errorf("%s has an inline <%s>", name, n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s: <%s %s=…>", name, n.Data, a.Key)
			}
			if slices.Contains(referring, a.Key) {
				checkReference(t, files, base, name, a.Val)
			}
		}
	}
}

func checkReference(t *testing.T, files map[string][]byte, base *url.URL, name, ref string) {
	t.Helper()
	page := base.ResolveReference(&url.URL{Path: strings.TrimSuffix(name, "index.html")})
	u, err := page.Parse(ref)
	if err != nil {
		t.Errorf("%s: %q: %v", name, ref, err)
		return
	}
	if u.Host != base.Host || u.Scheme == "data" {
		return
	}
	inside, ok := strings.CutPrefix(u.Path, base.Path)
	if !ok {
		t.Errorf("%s refers to %s, which is outside of %s", name, ref, base.Path)
		return
	}
	if inside == "" || strings.HasSuffix(inside, "/") {
		inside += "index.html"
	}
	if _, ok := files[inside]; !ok {
		t.Errorf("%s refers to %s, and there is no %s", name, ref, inside)
	}
}

// TestSameInputSameBytes varies what must not matter.
func TestSameInputSameBytes(t *testing.T) {
	want := hashes(realSite(t, ""))
	copied := filepath.Join(t.TempDir(), "elsewhere", "内容")
	if err := os.CopyFS(copied, os.DirFS(realContent)); err != nil {
		t.Fatal(err)
	}
	for name, prepare := range map[string]func(*testing.T){
		"one processor":    func(t *testing.T) { setProcessors(t, 1) },
		"eight processors": func(t *testing.T) { setProcessors(t, 8) },
		"another time zone and locale": func(t *testing.T) {
			setZone(t, "Pacific/Kiritimati", 14*3600)
			t.Setenv("LANG", "tr_TR.UTF-8")
			t.Setenv("LC_ALL", "tr_TR.UTF-8")
		},
	} {
		t.Run(name, func(t *testing.T) {
			prepare(t)
			if got := fingerprint(t, clean(t, pipeline.Config{Content: copied})); got != want {
				t.Errorf("the site differs: %s", diffTrees(want, got))
			}
		})
	}
}

func setProcessors(t *testing.T, n int) {
	before := runtime.GOMAXPROCS(n)
	t.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

func setZone(t *testing.T, name string, offset int) {
	before := time.Local
	time.Local = time.FixedZone(name, offset)
	t.Cleanup(func() { time.Local = before })
}

// fingerprint lists the files of a site with the hashes of their contents.
func fingerprint(t *testing.T, dir string) string {
	t.Helper()
	return hashes(tree(t, dir))
}

func hashes(files map[string][]byte) string {
	var lines []string
	for name, data := range files {
		lines = append(lines, fmt.Sprintf("%s %x", name, sha256.Sum256(data)))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func diffTrees(a, b string) string {
	var different []string
	for line := range strings.SplitSeq(b, "\n") {
		if !strings.Contains(a, line) {
			different = append(different, line)
		}
	}
	return strings.Join(different, "\n")
}

func TestProblemsHavePlacesAndLeaveTheOldSiteAlone(t *testing.T) {
	content := unpack(t, small)
	out := t.TempDir()
	if _, problems := run(t, pipeline.Config{Content: content, Destination: out}); len(problems) > 0 {
		t.Fatal(problems)
	}
	before := fingerprint(t, out)
	broken := `---
title: 坏
tgas: [a]
---
[没有的页](nope.md)、[没有的标题](b.md#第三步)、[本页](#没有)。

![](p.svg)

![x](missing.png)

[演练](missing.flow.yaml)

[外面](../../../../etc/passwd)

<script>alert(1)</script>

[坏](javascript:alert(1))
`
	if err := os.WriteFile(filepath.Join(content, "zh/fund/a/index.md"), []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	_, problems := run(t, pipeline.Config{Content: content, Destination: out})
	for _, want := range []string{
		"zh/fund/a/index.md:3:1 unknown-key", ":5:", "broken-anchor", ":7:", ":9:", ":11:", ":13:", "link-outside", ":15:", ":17:",
	} {
		if !slices.ContainsFunc(problems, func(p diag.Problem) bool {
			return strings.Contains(fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Col, p.Rule), want)
		}) {
			t.Errorf("no problem %q among:\n%s", want, list(problems))
		}
	}
	if failed, _ := diag.Count(problems); failed < 7 {
		t.Errorf("only %d errors:\n%s", failed, list(problems))
	}
	if after := fingerprint(t, out); after != before {
		t.Errorf("the old site has changed: %s", diffTrees(before, after))
	}
}

func list(problems []diag.Problem) string {
	var b bytes.Buffer
	diag.Printer{}.Print(&b, problems)
	return b.String()
}

func TestBrokenAnchorSuggestsTheRightOne(t *testing.T) {
	content := unpack(t, small)
	page := filepath.Join(content, "zh/fund/b.md")
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(page, bytes.Replace(data, []byte("## 第二步"), []byte("## 第二部"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	_, problems := run(t, pipeline.Config{Content: content, Destination: t.TempDir()})
	if len(problems) != 1 || problems[0].File != "zh/fund/a/index.md" || problems[0].Line != 7 || !strings.Contains(problems[0].Hint, "第二部") {
		t.Errorf("problems:\n%s", list(problems))
	}
}

func TestCheckWritesNothing(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	summary, problems := run(t, pipeline.Config{Content: realContent, Destination: out, Check: true})
	if failed, _ := diag.Count(problems); failed > 0 || summary.Pages == 0 || summary.Flows == 0 {
		t.Errorf("%+v %v", summary, problems)
	}
	if _, err := os.Stat(out); !os.IsNotExist(err) {
		t.Errorf("check made the output folder: %v", err)
	}
}

// TestUnusedSources: what flows share is not published, and what none of them
// uses is told.
func TestUnusedSources(t *testing.T) {
	content := unpack(t, small+"-- zh/fund/a/personas.yaml --\nsun: {name: x}\n-- zh/fund/a/more.screens.yaml --\nscreens: {}\n")
	out := t.TempDir()
	_, problems := run(t, pipeline.Config{Content: content, Destination: out})
	var files []string
	for _, p := range problems {
		files = append(files, p.File+" "+string(p.Rule))
	}
	if want := []string{"zh/fund/a/more.screens.yaml unused-source", "zh/fund/a/personas.yaml unused-source"}; !slices.Equal(files, want) {
		t.Errorf("problems:\n%s", list(problems))
	}
	for name := range tree(t, out) {
		if strings.HasSuffix(name, ".yaml") {
			t.Errorf("%s is published", name)
		}
	}
}

func TestStrictKeepsWarningsFromBeingPublished(t *testing.T) {
	content := unpack(t, small+"-- zh/fund/a/lonely.flow.yaml --\n"+lonelyFlow)
	out := t.TempDir()
	_, problems := run(t, pipeline.Config{Content: content, Destination: out, Strict: true})
	if len(problems) != 1 || problems[0].Severity != diag.Warning || problems[0].Rule != "unused-flow" {
		t.Fatalf("problems:\n%s", list(problems))
	}
	if len(tree(t, out)) > 0 {
		t.Error("a strict build with a warning was published")
	}
	run(t, pipeline.Config{Content: content, Destination: out})
	if len(tree(t, out)) == 0 {
		t.Error("a build with a warning was not published")
	}
}

const lonelyFlow = `title: 一步
start: a
screens:
  a:
    title: 甲
    buttons: [{label: 好, to: b}]
  b: {outcome: success, title: 好了}
`

func TestForeignFilesAreKeptAndNeverOverwritten(t *testing.T) {
	out := t.TempDir()
	for name, text := range map[string]string{"CNAME": "example.org", ".gitkeep": "", "fund/notes.txt": "mine"} {
		if err := os.MkdirAll(filepath.Join(out, path.Dir(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	content := unpack(t, small)
	if _, problems := run(t, pipeline.Config{Content: content, Destination: out}); len(problems) > 0 {
		t.Fatal(problems)
	}
	files := tree(t, out)
	if string(files["CNAME"]) != "example.org" || string(files["fund/notes.txt"]) != "mine" {
		t.Error("a file that somebody else made is gone")
	}
	mine := t.TempDir()
	if err := os.WriteFile(filepath.Join(mine, "index.html"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, problems := run(t, pipeline.Config{Content: content, Destination: mine})
	if len(problems) != 1 || problems[0].Rule != "output-foreign" || problems[0].File != "zh/_index.md" {
		t.Errorf("problems:\n%s", list(problems))
	}
	if files := tree(t, mine); len(files) != 1 || string(files["index.html"]) != "mine" {
		t.Error("a file that somebody else made was overwritten")
	}
}

func TestUnchangedFilesKeepTheirTimes(t *testing.T) {
	content, out := unpack(t, small), t.TempDir()
	run(t, pipeline.Config{Content: content, Destination: out})
	before, err := os.Stat(filepath.Join(out, "fund/b/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(content, "zh/fund/a/index.md")
	data, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(page, append(data, "\n后来加的一句。\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	summary, _ := run(t, pipeline.Config{Content: content, Destination: out})
	after, err := os.Stat(filepath.Join(out, "fund/b/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Error("a page that did not change was written again")
	}
	if summary.Written == 0 || summary.Unchanged < summary.Written {
		t.Errorf("%+v", summary)
	}
}

func TestPagination(t *testing.T) {
	archive := "-- site.yaml --\npageSize: 2\n-- s/_index.md --\n---\ntitle: S\n---\n"
	for i := range 5 {
		archive += fmt.Sprintf("-- s/a%d.md --\n---\ntitle: A%d\ntags: [t]\n---\ntext\n", i, i)
	}
	files := tree(t, clean(t, pipeline.Config{Content: unpack(t, archive)}))
	for _, name := range []string{"s/page/2/index.html", "s/page/3/index.html", "tags/t/page/3/index.html"} {
		if _, ok := files[name]; !ok {
			t.Errorf("no %s", name)
		}
	}
	if _, ok := files["s/page/4/index.html"]; ok {
		t.Error("a page too many")
	}
	seen := 0
	for _, name := range []string{"s/index.html", "s/page/2/index.html", "s/page/3/index.html"} {
		for i := range 5 {
			if bytes.Contains(files[name], fmt.Appendf(nil, `href="/s/a%d/"`, i)) {
				seen++
			}
		}
	}
	if seen != 5 {
		t.Errorf("the three pages link %d articles, want each of 5 once", seen)
	}
}

func TestCancelledBuildPublishesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := t.TempDir()
	_, _, err := pipeline.Run(ctx, pipeline.Config{Content: realContent, Destination: out, Clock: clock}, nil)
	if err == nil || len(tree(t, out)) > 0 {
		t.Errorf("error %v, %d files", err, len(tree(t, out)))
	}
}

func TestForeignEncodingFarDownIsAProblem(t *testing.T) {
	text := "-- a.md --\n---\ntitle: A\n---\n" + strings.Repeat("很长的文章。\n\n", 1000) + "\xb9\xab\xbb\xfd\xbd\xf0\n"
	_, problems := run(t, pipeline.Config{Content: unpack(t, text), Destination: t.TempDir()})
	if len(problems) != 1 || problems[0].Rule != "encoding" || problems[0].Line != 2004 {
		t.Errorf("problems:\n%s", list(problems))
	}
}

func TestDraftsAreMarkedInLists(t *testing.T) {
	archive := "-- g/_index.md --\n---\ntitle: G\n---\n-- g/a.md --\n---\ntitle: A\ndraft: true\n---\ntext\n-- g/b.md --\n---\ntitle: B\n---\ntext\n"
	out := t.TempDir()
	run(t, pipeline.Config{Content: unpack(t, archive), Destination: out, Drafts: true})
	page := string(tree(t, out)["g/index.html"])
	if n := strings.Count(page, `<p class="draft-mark">草稿</p>`); n != 1 || !strings.Contains(page, `href="/g/b/"`) {
		t.Errorf("%d drafts are marked, want 1", n)
	}
}
