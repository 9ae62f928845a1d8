package pipeline_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rehearse/demo/diag"
	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

const photographed = `
-- site.yaml --
title: 手册
languages: [{code: zh, name: 中文}, {code: en, name: English}]
-- zh/a/index.md --
---
title: 甲
cover: x.who.cover.png
---
## 找回

1. 填写“姓名”，点“下一步”。

![第一页](x.who.png)

2. 填“新密码”，点“提交”。

[演练](x.flow.yaml)
-- en/a/index.md --
---
title: A
---
## Recover

1. Press “下一步” when “姓名” is filled in.

![the first page](x.who.png)

![the second page](x.new.phone.png)
-- zh/a/x.flow.yaml --
title: 找回
start: who
record: {name: 孙小样}
screens:
  who:
    title: 是谁
    fields: {name: {label: 姓名, equals: record.name}}
    buttons: [{label: 下一步, submit: true, to: new}]
  new:
    title: 新密码
    fields: {new: {label: 新密码, kind: new-password, sample: abcd1234}}
    buttons: [{label: 提交, submit: true, to: done}]
  done: {outcome: success, title: 好了}
`

// renderer is a renderer for a content folder as it is now.
func renderer(t *testing.T, content string) *render.Renderer {
	t.Helper()
	fsys := os.DirFS(content)
	index, _, err := site.Load(fsys, render.SiteOptions(site.Options{Now: clock}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.NewRenderer(fsys, index, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// wanted are the screenshots of an article, and the mistakes around them.
func wanted(t *testing.T, content, article string) ([]render.Shot, []diag.Problem) {
	t.Helper()
	r := renderer(t, content)
	shots, problems, err := r.Shots(r.Index().Page(article))
	if err != nil {
		t.Fatal(err)
	}
	return shots, problems
}

// told are the screenshots as text.
func told(list []render.Shot) []string {
	var lines []string
	for _, s := range list {
		state := [...]string{"current", "missing", "stale", "foreign"}[s.State]
		lines = append(lines, fmt.Sprint(s.File, " ", state, " ", s.Lang, " ", s.Callouts))
	}
	return lines
}

// take writes the screenshots of an article, but for their pixels.
func take(t *testing.T, content, article string) {
	t.Helper()
	list, _ := wanted(t, content, article)
	for _, s := range list {
		data, err := s.Encode(image.NewGray(image.Rect(0, 0, 20, 20)))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(content, s.File), string(data))
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func edit(t *testing.T, file, old, now string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("no %q in %s: %v", old, file, err)
	}
	write(t, file, strings.Replace(string(text), old, now, 1))
}

func want(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

// Translations show the pictures beside the flow, in its language and with the
// numbers of the article there.
func TestShotsAreTakenForTheArticleBesideTheFlow(t *testing.T) {
	content := unpack(t, photographed)
	for article, expected := range map[string][]string{
		"zh/a/index.md": {"zh/a/x.who.png missing zh-CN [f0 b0]", "zh/a/x.who.cover.png missing zh-CN [f0 b0]"},
		"en/a/index.md": {"zh/a/x.who.png missing zh-CN [f0 b0]", "zh/a/x.new.phone.png missing zh-CN [f1 b1]"},
	} {
		list, problems := wanted(t, content, article)
		want(t, told(list), expected)
		if len(problems) > 0 {
			t.Errorf("%s", listed(problems))
		}
	}
}

// Whichever article is asked for it, a screenshot whose owner has changed is to
// be taken again, and as the owner wants it.
func TestShotsAreStaleForTranslationsToo(t *testing.T) {
	content := unpack(t, photographed)
	take(t, content, "zh/a/index.md")
	edit(t, filepath.Join(content, "zh/a/index.md"), "填写“姓名”，点“下一步”。", "填写姓名，点“下一步”。")
	for _, article := range []string{"zh/a/index.md", "en/a/index.md"} {
		list, _ := wanted(t, content, article)
		want(t, told(list[:1]), []string{"zh/a/x.who.png stale zh-CN [b0]"})
	}
}

func listed(problems []diag.Problem) []string {
	var lines []string
	for _, p := range problems {
		lines = append(lines, fmt.Sprintf("%s:%d %s %s", p.File, p.Line, p.Severity, p.Rule))
	}
	return lines
}

// check are the problems of a site that concern its screenshots.
func check(t *testing.T, content string) []string {
	t.Helper()
	_, problems := run(t, pipeline.Config{Content: content, Check: true})
	return listed(slices.DeleteFunc(problems, func(p diag.Problem) bool {
		return !strings.Contains(string(p.Rule), "shot") && !strings.HasPrefix(string(p.Rule), "unknown-")
	}))
}

func TestChangesMakeShotsStale(t *testing.T) {
	content := unpack(t, photographed)
	want(t, check(t, content), []string{
		"en/a/index.md:8 error missing-shot", "en/a/index.md:10 error missing-shot",
		"zh/a/index.md:3 error missing-shot", "zh/a/index.md:9 error missing-shot",
	})
	take(t, content, "zh/a/index.md")
	take(t, content, "en/a/index.md")
	want(t, check(t, content), nil)

	flowFile, article := filepath.Join(content, "zh/a/x.flow.yaml"), filepath.Join(content, "zh/a/index.md")
	edit(t, flowFile, "title: 新密码", "title: 定新密码")
	want(t, check(t, content), []string{ // the cover shows the next screen, too
		"en/a/index.md:10 warning stale-shot", "zh/a/index.md:3 warning stale-shot",
	})
	take(t, content, "zh/a/index.md")
	take(t, content, "en/a/index.md")
	want(t, check(t, content), nil)

	edit(t, article, "填写“姓名”，点“下一步”。", "填写姓名，点“下一步”。")
	want(t, check(t, content), []string{"zh/a/index.md:9 warning stale-shot"})
}

func TestShotsOfWhatIsNotThere(t *testing.T) {
	content := unpack(t, photographed)
	take(t, content, "zh/a/index.md")
	take(t, content, "en/a/index.md")
	article := filepath.Join(content, "zh/a/index.md")

	edit(t, article, "](x.who.png)", "](x.whom.png)")
	want(t, check(t, content), []string{"zh/a/index.md:9 error unknown-screen"})
	edit(t, article, "](x.whom.png)", "](xx.who.png)")
	want(t, check(t, content), []string{"zh/a/index.md:9 error unknown-flow"})
	edit(t, article, "](xx.who.png)", "](x.flow.yaml#whom)")
	want(t, check(t, content), []string{"zh/a/index.md:9 error unknown-screen"})
	edit(t, article, "](x.flow.yaml#whom)", "](x.flow.yaml#who)")
	want(t, check(t, content), nil)
}

// What is wrong with a cover is told once.
func TestBadCover(t *testing.T) {
	for cover, rule := range map[string]string{
		"x.who.cover.png": "missing-shot", "x.whom.cover.png": "unknown-screen",
		"none.jpg": "broken-link", "x.flow.yaml": "picture-format",
	} {
		content := unpack(t, photographed)
		edit(t, filepath.Join(content, "zh/a/index.md"), "x.who.cover.png", cover)
		_, problems := run(t, pipeline.Config{Content: content, Check: true})
		var rules []string
		for _, p := range problems {
			if p.File == "zh/a/index.md" && p.Line == 3 {
				rules = append(rules, string(p.Rule))
			}
		}
		want(t, rules, []string{rule})
	}
}

// Whoever changes how screens look has to take the screenshots again.
func TestOurOwnShotsAreCurrent(t *testing.T) {
	for _, p := range check(t, realContent) {
		t.Errorf("%s: run in the top folder: go run ./generator shots", p)
	}
}

// Pictures by others are never taken for screenshots that have to be followed,
// unless their names say so.
func TestForeignPictures(t *testing.T) {
	content := unpack(t, photographed)
	take(t, content, "zh/a/index.md")
	take(t, content, "en/a/index.md")
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 20, 20))); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(content, "zh/a/x.notes.png"), b.String())
	edit(t, filepath.Join(content, "zh/a/index.md"), "](x.who.png)", "](x.notes.png)")
	want(t, check(t, content), nil)
	write(t, filepath.Join(content, "zh/a/x.new.phone.png"), b.String())
	want(t, check(t, content), []string{"en/a/index.md:10 warning foreign-shot"})
}

// A live screen is the storyboard's, styled, and needs no script.
func TestLiveScreen(t *testing.T) {
	content := unpack(t, photographed)
	edit(t, filepath.Join(content, "zh/a/index.md"), "cover: x.who.cover.png\n", "")
	edit(t, filepath.Join(content, "zh/a/index.md"), "](x.who.png)", "](x.flow.yaml#new \"定密码\")")
	edit(t, filepath.Join(content, "zh/a/index.md"), "[演练](x.flow.yaml)", "")
	write(t, filepath.Join(content, "en/a/index.md"), "---\ntitle: A\n---\nText.\n")
	out := clean(t, pipeline.Config{Content: content})
	page, err := os.ReadFile(filepath.Join(out, "a/index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`class="rehearsal rh-alone"`, "模拟演练", "<figcaption>定密码</figcaption>", "player."} {
		if !strings.Contains(string(page), part) {
			t.Errorf("no %s in the page", part)
		}
	}
	if strings.Contains(string(page), "near.") || strings.Contains(string(page), "data-module") {
		t.Error("a picture brings the player along")
	}
}
