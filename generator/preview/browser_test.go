package preview_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/generator/preview"
)

const guide = `
-- site.yaml --
title: 手册
baseURL: https://example.org/docs/
-- _index.md --
---
title: 首页
---
-- guide/_index.md --
---
title: 指南
---
-- guide/a/index.md --
---
title: 找回密码
date: 2026-01-02
---
先看这里。

## 准备

带上身份证。

![一张图](p.svg)

> [!DETAILS] 更多
> 细节。

## 办理 {#do}

1. 点击“开始”。
2. 填写“姓名”，点击“提交”。

[演练](try.flow.yaml)

## 结束

好了。
-- guide/a/p.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="red"/></svg>
-- guide/a/try.flow.yaml --
title: 办理
start: first
record: {name: 孙小样}
screens:
  first:
    title: 第一屏
    buttons:
      - {label: 开始, to: second}
  second:
    title: 填写姓名
    fields:
      name: {label: 姓名, equals: record.name}
    buttons:
      - {label: 提交, submit: true, to: done}
  done: {outcome: success, text: 办好了}
-- guide/b.md --
---
title: 另一篇
date: 2026-01-03
---
文字。
`

// open opens a page of the preview and waits until it follows.
func (a *author) open(t *testing.T, p *browsertest.Page, path string) {
	t.Helper()
	p.Do(chromedp.Navigate(a.base + path))
	p.Wait(`document.querySelector("script[data-preview]")`)
	p.Wait(`performance.getEntriesByType("resource").some((e) => e.name.includes("/__rehearse/panel"))`)
	// The page looks once whether it is up to date when it begins to follow.
	p.Wait(`performance.getEntriesByType("resource").some((e) => e.initiatorType === "fetch" && e.name === location.href.split("#")[0])`)
}

// edit replaces a text in a file.
func (a *author) edit(name, old, new string) {
	a.t.Helper()
	data, err := os.ReadFile(a.file(name))
	if err != nil {
		a.t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		a.t.Fatalf("%s does not have %q", name, old)
	}
	a.save(name, strings.Replace(string(data), old, new, 1))
}

// panel is a JavaScript expression for the text of the panel.
const panel = `(document.querySelector("[data-preview-panel]").hidden ? "" : document.querySelector("[data-preview-panel]").shadowRoot.querySelector("section").innerText)`

// shows is a JavaScript expression: the page's text has s.
func shows(s string) string {
	return "document.querySelector('main').innerText.includes(" + strconv.Quote(s) + ")"
}

// shoot writes what the browser shows to the folder that PREVIEW_SHOTS names,
// to be looked at.
func shoot(t *testing.T, p *browsertest.Page, name string) {
	dir := os.Getenv("PREVIEW_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.Context, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, name+".png"), string(png))
}

// The page changes in place: what the reader has done to it stays.
func TestEditsArePatchedIn(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/a/")
	p.Do(chromedp.Evaluate[chromedp.Void](`window.same = true; document.querySelector(".prose details").open = true; document.querySelector(".prose a, .masthead a").focus()`))
	a.edit("guide/a/index.md", "带上身份证。", "带上身份证原件。\n\n再带一张照片。")
	p.Wait(shows("再带一张照片。"))
	p.Wait(`[...document.querySelectorAll(".preview-changed")].map((e) => e.textContent).join("|") === "带上身份证原件。|再带一张照片。"`)
	shoot(t, p, "patched")
	if !browsertest.Eval[bool](p, `window.same && document.querySelector(".prose details").open && document.activeElement.matches("a")`) {
		t.Error("the page was loaded again, or lost what was open or had the focus")
	}
	if line := browsertest.Eval[string](p, `document.getElementById("do").dataset.line`); line != "18" {
		t.Errorf("the heading says that it is in line %s, want 18", line)
	}

	a.edit("guide/a/index.md", "title: 找回密码", "title: 找回登录密码")
	p.Wait(`document.querySelector("h1").textContent === "找回登录密码" && document.title.startsWith("找回登录密码")`)

	// Without gliding it is certain when the page has come to rest.
	p.Do(chromedp.Evaluate[chromedp.Void](`const still = new CSSStyleSheet();
		still.replaceSync("html { scroll-behavior: auto !important }");
		document.adoptedStyleSheets = [still]`))
	a.edit("guide/a/index.md", "好了。", strings.Repeat("很长的一段。\n\n", 80)+"到底了。")
	p.Wait(shows("到底了。") + " && scrollY > 200")
	top := browsertest.Eval[float64](p, `(scrollTo({top: 900, behavior: "instant"}), scrollY)`)
	a.edit("guide/b.md", "文字。", "别的文字。")
	a.edit("site.yaml", "title: 手册", "title: 新手册")
	p.Wait(`document.querySelector(".brand").textContent.includes("新手册")`)
	if now := browsertest.Eval[float64](p, `scrollY`); now != top {
		t.Errorf("the page was scrolled from %v to %v by a change elsewhere", top, now)
	}
	if !browsertest.Eval[bool](p, `window.same`) {
		t.Error("the page was loaded again")
	}
	complain(t, p)
}

// complain passes on what the browser found wrong with the page.
func complain(t *testing.T, p *browsertest.Page) {
	t.Helper()
	for _, c := range p.Complaints() {
		if !strings.Contains(c, "404") { // pages for wrong addresses are part of the tests
			t.Error(c)
		}
	}
}

// Mistakes are told over the page, and gone when they are mended.
func TestMistakesAreToldOverThePage(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/a/")
	a.edit("guide/a/index.md", "先看这里。", "先看[这里](nowhere.md)，再看下面。")
	p.Wait(panel + `.includes("nowhere.md")`)
	p.Wait(shows("再看下面。")) // the rest of the page is as it was saved
	p.Wait(panel + `.includes("guide/a/index.md:5:3")`)
	shoot(t, p, "broken-link")
	href := browsertest.Eval[string](p, `document.querySelector("[data-preview-panel]").shadowRoot.querySelector("a.place").href`)
	if want := "vscode://file" + a.file("guide/a/index.md") + ":5"; href != want {
		t.Errorf("the panel links to %s, want %s", href, want)
	}
	if sees := browsertest.Eval[string](p, `document.querySelector("[data-preview-panel]").shadowRoot.querySelector("pre").innerText`); !strings.Contains(sees, "先看[这里](nowhere.md)，再看下面。") || !strings.Contains(sees, "^") {
		t.Errorf("the excerpt is %q", sees)
	}

	a.edit("guide/a/index.md", "nowhere.md", "../b.md")
	p.Wait(panel + `.includes("mended")||` + panel + `.includes("改好了")`)
	shoot(t, p, "mended")
	p.Wait(panel + ` === ""`)

	// Front matter that cannot be read would cost the page its title.
	a.edit("guide/a/index.md", "title: 找回密码", "title: [找回密码")
	p.Wait(panel + `.includes("YAML")`)
	if title := browsertest.Eval[string](p, `document.querySelector("h1").textContent`); title != "找回密码" {
		t.Errorf("the title is %q: the last whole version should have stayed", title)
	}
	shoot(t, p, "front-matter")
	// Problems of other files are told on every page.
	a.save("guide/b.md", "---\ntitle: 另一篇\n---\n[坏](x.md)\n\n![](p.svg)\n")
	p.Wait(panel + `.includes("guide/b.md:4:1")`)
	shoot(t, p, "two-files")
	a.edit("guide/a/index.md", "title: [找回密码", "title: 找回密码")
	a.save("guide/b.md", "---\ntitle: 另一篇\n---\n好。\n")
	p.Wait(panel + ` === ""`)

	// What the author has put away stays away until there is something new.
	a.edit("guide/a/index.md", "好了。", "[坏](x.md)")
	p.Wait(panel + `.includes("x.md")`)
	p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-preview-panel]").shadowRoot.querySelector(".close").click()`))
	p.Wait(`document.querySelector("[data-preview-panel]").shadowRoot.querySelector(".pill")`)
	shoot(t, p, "pill")
	a.edit("guide/a/index.md", "先看", "请先看")
	p.Wait(shows("请先看"))
	p.Wait(`document.querySelector("[data-preview-panel]").shadowRoot.querySelector(".pill")`)
	a.edit("guide/a/index.md", "请先看", "[又坏](y.md)，请先看")
	p.Wait(panel + `.includes("y.md")`)
	complain(t, p)
}

// What the author's files say stays text: in the panel, in names of files, and in what
// is patched into the page.
func TestPanelShowsTextAsText(t *testing.T) {
	const hostile = `<img src=x onerror=alert(1)>"'`
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/a/")
	a.save("guide/"+hostile+".md", "---\ntitle: C\n"+hostile+": "+hostile+"\n---\n[a](<"+hostile+".md>)\n")
	a.edit("guide/a/index.md", "title: 找回密码", "title: '找回 <img src=x onerror=alert(1)>'")
	a.edit("guide/a/index.md", "带上身份证。", "带上 `"+hostile+"`。\n\n[坏](<"+hostile+".md>)")
	p.Wait(`document.querySelector("h1").textContent === "找回 <img src=x onerror=alert(1)>"`)
	p.Wait(`document.querySelector(".prose code")?.textContent === ` + strconv.Quote(hostile))
	a.edit("guide/a/try.flow.yaml", "title: 第一屏", "title: 第一屏\n    "+strings.Trim(hostile, `"'`)+": 1")
	p.Wait(panel + `.includes("guide/a/index.md") && ` + panel + `.includes("try.flow.yaml") && ` + panel + `.split("onerror=alert").length > 6`)
	shoot(t, p, "hostile")
	if browsertest.Eval[bool](p, `[document, document.querySelector("[data-preview-panel]").shadowRoot].some((d) => d.querySelector("img[src=x], [onerror]"))`) {
		t.Error("there is an element that was only text")
	}
	complain(t, p)
}

// Pages come and go, with sections, aliases and new addresses.
func TestPagesComeAndGo(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/")
	a.save("guide/new/c/index.md", "---\ntitle: 第三篇\n---\n新的。\n")
	a.save("guide/new/_index.md", "---\ntitle: 新的一章\n---\n")
	p.Wait(shows("新的一章"))

	a.open(t, p, "/guide/new/c/")
	p.Wait(shows("新的。"))
	text, err := os.ReadFile(a.file("guide/new/c/index.md"))
	if err != nil {
		t.Fatal(err)
	}
	a.remove("guide/new")
	p.Wait(`document.body.className.includes("lost") || document.title.includes("找不到") || document.querySelector("h1").textContent.includes("找不到")`)
	a.save("guide/new/c/index.md", string(text))
	p.Wait(shows("新的。"))

	// A new slug takes the open page along.
	a.edit("guide/new/c/index.md", "title: 第三篇", "title: 第三篇\nslug: moved")
	p.Wait(`location.pathname === "/docs/guide/new/moved/"`)
	p.Wait(shows("新的。"))
	complain(t, p)
}

// A picture is exchanged under its name.
func TestPictureIsReplaced(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/a/")
	p.Wait(`document.querySelector(".prose img").naturalWidth === 40`)
	p.Do(chromedp.Evaluate[chromedp.Void](`window.same = true`))
	a.edit("guide/a/p.svg", `width="40"`, `width="80"`)
	p.Wait(`document.querySelector(".prose img").naturalWidth === 80`)
	if !browsertest.Eval[bool](p, `window.same`) {
		t.Error("the page was loaded again")
	}
	complain(t, p)
}

// A rehearsal goes on while the text around it changes, and begins anew at the
// same screen when its flow does.
func TestRehearsalGoesOn(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/a/")
	do := func(js string) { t.Helper(); p.Do(chromedp.Evaluate[chromedp.Void](js)) }
	screen := func(title string) string {
		return `[...document.querySelectorAll("[data-rehearsal] [data-screen].rh-on")].some((e) => e.innerText.includes("` + title + `"))`
	}
	do(`window.same = true; document.querySelector("[data-rehearsal]").scrollIntoView()`)
	do(`document.querySelector("[data-do=practise]").click()`)
	p.Wait(screen("第一屏"))
	do(`document.querySelector(".rh-on [data-button]").click()`)
	p.Wait(screen("填写姓名"))
	do(`{ const i = document.querySelector(".rh-on input"); i.value = "孙"; i.dispatchEvent(new Event("input", { bubbles: true })); i.focus() }`)
	a.edit("guide/a/index.md", "带上身份证。", "带上身份证原件。")
	p.Wait(shows("带上身份证原件。"))
	if !browsertest.Eval[bool](p, `window.same && document.querySelector(".rh-on input").value === "孙" && document.activeElement === document.querySelector(".rh-on input")`) {
		t.Error("the rehearsal lost what was typed, or the focus")
	}
	a.edit("guide/a/try.flow.yaml", "title: 填写姓名", "title: 填写您的姓名")
	p.Wait(screen("填写您的姓名"))
	p.Wait(`document.querySelector(".rh-on input")?.value === "孙"`) // though the rehearsal began anew
	a.edit("guide/a/try.flow.yaml", "equals: record.name}", "equals: record.name}\n      city: {label: 城市, sample: 北京}")
	p.Wait(screen("城市"))
	if !browsertest.Eval[bool](p, `window.same`) {
		t.Error("the page was loaded again because of its flow")
	}
	shoot(t, p, "rehearsal")

	// A flow that cannot be read leaves the last one in the page.
	a.edit("guide/a/try.flow.yaml", "start: first", "start: nowhere")
	p.Wait(panel + `.includes("try.flow.yaml")`)
	p.Wait(`/本页|On this page/.test(` + panel + `)`) // which embeds the flow
	if !browsertest.Eval[bool](p, screen("城市")) {
		t.Error("the rehearsal is gone because of a mistake in its flow")
	}
	complain(t, p)
}

// A film and a test are still one when their flow has changed.
func TestRehearsalKeepsItsMode(t *testing.T) {
	a := begin(t, guide)
	a.edit("guide/a/try.flow.yaml", "equals: record.name}", "equals: record.name}\n      again: {label: 再填一遍, equals: record.name}")
	for _, c := range []struct {
		mode string
		// begin does something of its own on the second screen, which has then to hold.
		begin, holds string
	}{
		{"practise", "", `document.querySelector("[data-part=presses]").textContent === "1"`},
		{"test", "", `!document.querySelector(".rh-here") && document.querySelector("[data-part=presses]").textContent === "1"`},
		{"watch", `document.querySelector("[data-do=step]").click()`, `document.querySelector(".rh-on fieldset").disabled && !document.querySelector("[data-part=paused]").hidden`},
	} {
		t.Run(c.mode, func(t *testing.T) {
			p := browsertest.New(t)
			a.open(t, p, "/guide/a/")
			p.Wait(`document.querySelector(".rh-ready")`)
			at := func(title string) {
				t.Helper()
				p.Wait(`document.querySelector(".rh-on .rh-screen-title")?.innerText === "` + title + `" && document.querySelector("[data-module]").dataset.mode === "` + c.mode + `"`)
			}
			p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-do=` + c.mode + `]").click()`))
			at("第一屏")
			if c.begin == "" {
				c.begin = `document.querySelector(".rh-on [data-button]").click()`
			}
			p.Do(chromedp.Evaluate[chromedp.Void](c.begin))
			at("填写姓名")
			a.edit("guide/a/try.flow.yaml", "title: 填写姓名", "title: 改过")
			at("改过")
			p.Wait(c.holds)
			complain(t, p)
			a.edit("guide/a/try.flow.yaml", "title: 改过", "title: 填写姓名")
			at("填写姓名")
		})
	}
}

// Two tabs follow together, and both come back when the server does.
func TestTabsFollowTogether(t *testing.T) {
	dir := t.TempDir()
	unpack(t, dir, guide)
	a := serve(t, dir)
	p, other := browsertest.New(t), browsertest.New(t)
	a.open(t, p, "/guide/a/")
	a.open(t, other, "/guide/")
	a.edit("guide/a/index.md", "title: 找回密码", "title: 忘记密码")
	p.Wait(`document.querySelector("h1").textContent === "忘记密码"`)
	other.Wait(shows("忘记密码"))

	port := a.port()
	if err := a.stop(); err != nil {
		t.Fatal(err)
	}
	p.Wait(panel + `.includes("预览已停止") || ` + panel + `.includes("preview has stopped")`)
	shoot(t, p, "stopped")
	a.edit("guide/a/index.md", "title: 忘记密码", "title: 密码忘了")
	b := serve(t, dir, func(c *preview.Config) { c.Port, c.StrictPort = port, true })
	p.Wait(`document.querySelector("h1").textContent === "密码忘了"`)
	other.Wait(shows("密码忘了"))
	b.edit("guide/a/index.md", "title: 密码忘了", "title: 又一次")
	p.Wait(`document.querySelector("h1").textContent === "又一次"`)
}

// A click with Alt, or the handle beside a block, leads to the author's editor.
func TestEditorOpensAtTheLine(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/a/")
	want := "vscode://file" + a.file("guide/a/index.md") + ":9"
	p.Do(chromedp.Evaluate[chromedp.Void](`
		window.opened = "";
		addEventListener("click", (e) => { if (e.target.href?.startsWith("vscode")) { window.opened = e.target.href; e.preventDefault(); } }, true);
		HTMLAnchorElement.prototype.click = function () { window.opened = this.href; };
		[...document.querySelectorAll(".prose p")].find((e) => e.textContent === "带上身份证。").dispatchEvent(new MouseEvent("mouseover", { bubbles: true }))`))
	p.Wait(`!document.querySelector(".preview-handle").hidden`)
	shoot(t, p, "handle")
	if got := browsertest.Eval[string](p, `document.querySelector(".preview-handle").href`); got != want {
		t.Errorf("the handle leads to %s, want %s", got, want)
	}
	p.Do(chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll(".prose p")].find((e) => e.textContent === "带上身份证。").dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, altKey: true }))`))
	if got := browsertest.Eval[string](p, `window.opened`); got != want {
		t.Errorf("a click with Alt opens %s, want %s", got, want)
	}
	complain(t, p)
}

// Another site that shows the preview in a frame gets nothing that its visitors
// could press: no page, and no handle that opens the editor.
func TestFrameShowsNothingToPress(t *testing.T) {
	a := begin(t, guide)
	stranger := browsertest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, `<!DOCTYPE html><title>x</title><body style="margin:0"><iframe src="%s/guide/a/" width="800" height="600" onload="loaded = true"></iframe>`, a.base)
	}))
	p := browsertest.New(t)
	p.Do(chromedp.Navigate(stranger))
	p.Wait(`window.loaded`)
	p.Do(chromedp.MouseClickXY(200, 200))
	for _, url := range p.Requests() {
		if strings.Contains(url, "/__rehearse/") {
			t.Errorf("the frame has asked for %s: it shows a page that can be pressed", url)
		}
	}
}
