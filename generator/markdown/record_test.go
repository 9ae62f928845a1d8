package markdown

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const guide = `# 标题

先看 [说明](other.md#第一步) 和[下文](#找回)。

## 找回 {#找回}

1. 点击“忘记密码(北京)”。
   填写“姓名”。
2. 用 Go 代码：

   ` + "```go" + `
   x := 1
   ` + "```" + `

### 图

![登录页](a.png "图一")

[演练](login.flow.yaml)

##### 小节

两个 words, it's 三个字。[^1]

[^1]: 注。
`

func TestDocument(t *testing.T) {
	doc, problems := convert(strings.Replace(guide, "##### 小节", "#### 小节", 1), Options{})
	if len(problems) > 0 {
		t.Fatalf("%s", printed(problems))
	}
	place := func(dest string) Span {
		i := len(front) + strings.Index(guide, "]("+dest) + len("](")
		return Span{i, i + len(dest)}
	}
	at := func(text string) int { return strings.Index(doc.Text, text) }
	want := Document{
		HTML:    doc.HTML,
		Intro:   strings.Index(string(doc.HTML), "<h2"),
		TOC:     []Heading{{2, "找回", "找回"}, {3, "图", "图"}, {4, "小节", "小节"}},
		Anchors: []string{"找回", "step-找回-1", "step-找回-2", "图", "小节"},
		Links: []Link{
			{Dest: "other.md#第一步", Href: "other/#第一步", Line: 5, Col: 4, Span: place("other.md#第一步")},
			{Dest: "#找回", Href: "#找回", Line: 5, Col: 24, Span: place("#找回")},
		},
		Procedures: []Procedure{{Name: "找回", ID: "找回", Steps: []Step{
			{Text: "点击“忘记密码(北京)”。填写“姓名”。", ID: "step-找回-1", Line: 9, Col: 1},
			{Text: "用 Go 代码： x := 1", ID: "step-找回-2", Line: 11, Col: 1},
		}}},
		Embeds: []Embed{
			{Dest: "a.png", Start: len(front) + strings.Index(guide, "!["), Span: place("a.png")},
			{Kind: EmbeddedRehearsal, Dest: "login.flow.yaml", ID: "rehearsal-login", Start: len(front) + strings.Index(guide, "[演练"), Span: place("login.flow.yaml")},
		},
		Text: "先看 说明 和下文。\n找回\n点击“忘记密码(北京)”。填写“姓名”。\n用 Go 代码：\nx := 1\n图\n登录页\n图一\n" +
			"小节\n两个 words, it's 三个字。\n注。",
		Places: []Place{
			{AtHeading, "找回", at("找回\n")}, {AtStep, "step-找回-1", at("点击")}, {AtStep, "step-找回-2", at("用 Go")},
			{AfterStep, "找回", at("图\n")}, {AtHeading, "图", at("图\n")},
			{AtRehearsal, "rehearsal-login", at("小节")}, {AtHeading, "小节", at("小节")},
		},
		Characters: 38, Words: 5,
	}
	if d := cmp.Diff(want, doc); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestGuides looks for what a rehearsal would go with: steps, with where in the
// words their names stand, and the first list below a heading where none are.
func TestGuides(t *testing.T) {
	const text = "1. above\n\n## A {#a}\n\n1. 点“甲”，再填**乙**。\n\n[r](x.flow.yaml#way)\n\n## B\n\none\n\ntwo\n\n1. Press “c”\n2. d\n\n## C\n\n- no\n"
	got := New(Options{}).Guides(Source{Text: []byte(text)})
	at := func(line, col, number int, words string, controls ...Control) WalkStep {
		return WalkStep{Line: line, Col: col, Number: number, Words: words, Controls: controls}
	}
	want := []Guide{
		{Lists: [][]WalkStep{{at(1, 1, 1, "above\n")}}},
		{Name: "A", ID: "a", Flow: "x.flow.yaml", Lists: [][]WalkStep{{at(5, 1, 1, "点 ，再填乙 。\n",
			Control{Name: "甲", Line: 5, Col: 5, At: len("点")}, Control{Name: "乙", Line: 5, Col: 13, Strong: true, At: len("点 ，再填")})}}},
		{Name: "B", ID: "b", Lists: [][]WalkStep{{
			at(15, 1, 1, "Press  \n", Control{Name: "c", Line: 15, Col: 10, At: len("Press ")}), at(16, 1, 2, "d\n"),
		}}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestSpans(t *testing.T) {
	const text = "[a](<b c.md> \"t\") [d][e] ![f](g.png)\n> [h](\n> i.md)\n\n- [j](k\\_l.md)\n\n" +
		"[e]: m.md\n[n]: o.md 'p'\n\n[q][n] [![r](s.png)](t.md)\n\nat the end: [u](v.md)"
	doc, _ := convert(text, Options{})
	var got []string
	for _, l := range doc.Links {
		got = append(got, (front + text)[l.Span.Start:l.Span.End])
	}
	for _, e := range doc.Embeds {
		got = append(got, (front + text)[e.Span.Start:e.Span.End])
	}
	want := []string{"b c.md", "m.md", "i.md", `k\_l.md`, "o.md", "t.md", "v.md", "g.png", "s.png"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

func TestCount(t *testing.T) {
	for _, c := range []struct {
		text              string
		characters, words int
	}{
		{"", 0, 0},
		{"你好，world！", 2, 1},
		{"it's a well-known 3.5", 0, 5},
		{"ひらがな カタカナ 한국어", 11, 0},
		{"ПРИВЕТ мир café", 0, 3},
		{"密码abc密码", 4, 1},
		{"𠮷野家", 3, 0},
		{"，。！？", 0, 0},
	} {
		if characters, words := count(c.text); characters != c.characters || words != c.words {
			t.Errorf("%q: %d characters, %d words, want %d, %d", c.text, characters, words, c.characters, c.words)
		}
	}
}

// TestConcurrent converts different articles at once with one converter; each
// must come out as it does alone.
func TestConcurrent(t *testing.T) {
	c := New(Options{})
	texts := []string{guide, string(article()), "> [!TAB] a\n> b\n\n```go\nx\n```\n", "[^1]\n\n[^1]: x\n"}
	alone := make([][]byte, len(texts))
	for i, text := range texts {
		doc, _ := c.Convert(Source{Text: []byte(text), Lang: "en"}, testSite{})
		alone[i] = doc.HTML
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for i, text := range texts {
				if doc, _ := c.Convert(Source{Text: []byte(text), Lang: "en"}, testSite{}); !bytes.Equal(doc.HTML, alone[i]) {
					t.Errorf("article %d differs when converted at the same time as others", i)
				}
			}
		})
	}
	wait.Wait()
}

// TestBodyOffset checks that an article is the same wherever its body begins,
// tabs in the first line included.
func TestBodyOffset(t *testing.T) {
	for _, body := range []string{"\tcode\n", "- a\n\n\tb\n", "# x\n", "", "\n\n", ">\tq\n"} {
		want, _ := New(Options{}).Convert(Source{Text: []byte(body)}, testSite{})
		front := "---\ntitle: x\n---\n"
		got, _ := New(Options{}).Convert(Source{Text: []byte(front + body), Body: len(front)}, testSite{})
		if d := cmp.Diff(string(want.HTML), string(got.HTML)); d != "" {
			t.Errorf("%q: %s", body, d)
		}
	}
	if doc, problems := New(Options{}).Convert(Source{Text: []byte("x"), Body: 99}, testSite{}); len(doc.HTML)+len(problems) != 0 {
		t.Errorf("a body past the end: %q, %v", doc.HTML, problems)
	}
}

func TestEnglishWords(t *testing.T) {
	doc, _ := New(Options{}).Convert(Source{Text: []byte("> [!NOTE]\n> x\n\n```\ny\n```\n"), Lang: "en-GB"}, testSite{})
	for _, want := range []string{">Note<", ">Copy<"} {
		if !bytes.Contains(doc.HTML, []byte(want)) {
			t.Errorf("no %s in %s", want, doc.HTML)
		}
	}
}
