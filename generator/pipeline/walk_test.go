package pipeline_test

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rehearse/generator/pipeline"
)

const walked = `
-- site.yaml --
title: 手册
-- a/index.md --
---
title: 甲
---
## 找回

1. 填写“姓名”，点**下一步**，点“下一部”。
2. 点“提交”，填“新密码”。

[演练](x.flow.yaml)

## 只有演练

[演练](x.flow.yaml)
-- a/x.flow.yaml --
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

// TestStepsAreFollowed finds the mistakes of an article's steps where they are,
// front matter counted.
func TestStepsAreFollowed(t *testing.T) {
	_, problems := run(t, pipeline.Config{Content: unpack(t, walked), Destination: t.TempDir()})
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s:%d:%d+%d %s %s", p.File, p.Line, p.Col, p.Width, p.Severity, p.Rule))
	}
	want := []string{"a/index.md:6:21+5 error unknown-control", "a/index.md:7:11+5 error control-elsewhere"}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", list(problems), want)
	}
}

// TestStepsAreMarked holds the marks of the real site's steps to the rehearsals
// that they lead into: each screen and each control is there.
func TestStepsAreMarked(t *testing.T) {
	steps := 0
	files := realSite(t, "")
	for name, data := range files {
		if path.Ext(name) != ".html" || !bytes.Contains(data, []byte("data-rehearsal")) {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		there := make(map[string]bool)
		for _, root := range withAttr(doc, "data-board") {
			own, err := html.Parse(bytes.NewReader(files[attribute(root, "data-board")[1:]+"index.html"]))
			if err != nil {
				t.Fatal(err)
			}
			maps.Copy(there, controls(own))
		}
		for step := range doc.Descendants() {
			id := attribute(step, "data-rehearsal")
			if step.Data != "li" || id == "" {
				continue
			}
			steps++
			if screen := attribute(step, "data-screen"); !there[id+" "+screen] {
				t.Errorf("%s: no screen %q in %s", name, screen, id)
			}
			for n := range step.Descendants() {
				if c := attribute(n, "data-control"); c != "" && !there[id+" "+attribute(n, "data-on")+" "+c] {
					t.Errorf("%s: no %s on screen %q in %s", name, c, attribute(n, "data-on"), id)
				}
			}
		}
	}
	if steps < 12 { // of one guide in two languages
		t.Errorf("only %d steps are marked", steps)
	}
}

// controls returns "rehearsal screen" and "rehearsal screen control" for all
// there are on a page.
func controls(doc *html.Node) map[string]bool {
	there := make(map[string]bool)
	for root := range doc.Descendants() {
		if root.Data != "section" || attribute(root, "data-module") == "" {
			continue
		}
		for figure := range root.Descendants() {
			screen := attribute(root, "id") + " " + attribute(figure, "data-id")
			if figure.Data != "figure" {
				continue
			}
			there[screen] = true
			for n := range figure.Descendants() {
				there[screen+" f"+attribute(n, "data-field")] = true
				there[screen+" b"+attribute(n, "data-button")] = true
			}
		}
	}
	return there
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// TestStepsInTabsAreFollowed: each tab is a way of its own, from the start.
func TestStepsInTabsAreFollowed(t *testing.T) {
	const steps = "1. 填写“姓名”，点**下一步**，点“下一部”。\n2. 点“提交”，填“新密码”。\n"
	const tabs = "> [!TAB] 一\n> 1. 填写“姓名”，点“下一步”。\n> 2. 填“新密码”，点“提交”。\n\n" +
		"> [!TAB] 二\n> 1. 填写“姓名”，点“下一步”。\n> 2. 点“提交”，填“新密码”。\n"
	content := strings.Replace(walked, steps, tabs, 1)
	_, problems := run(t, pipeline.Config{Content: unpack(t, content), Destination: t.TempDir()})
	if len(problems) != 1 || problems[0].Rule != "control-elsewhere" || problems[0].Line != 12 {
		t.Errorf("got %v", list(problems))
	}
}
