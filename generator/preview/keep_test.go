package preview_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
)

// counter has every kind of field that a reader fills in, in an article whose
// steps follow it.
const counter = `
-- site.yaml --
title: 手册
baseURL: https://example.org/docs/
-- _index.md --
---
title: 首页
---
-- a.md --
---
title: 办理
date: 2026-01-02
---
## 办理

1. 填写“姓名”“证件”，选择“方式”，勾选“同意”，点击“提交”。

[演练](try.flow.yaml)

## 结束

好了。
-- try.flow.yaml --
title: 办理
start: fill
record: {name: 孙小样, id: 护照}
screens:
  fill:
    title: 填写
    fields:
      name: {label: 姓名, equals: record.name}
      id: {label: 证件, kind: select, options: [身份证, 护照], equals: record.id}
      way: {label: 方式, kind: radio, options: [自取, 邮寄], sample: 邮寄}
      agree: {label: 同意, kind: checkbox, required: true}
    buttons:
      - {label: 提交, submit: true, to: done}
  done: {outcome: success, text: 办好了}
`

// filled tells what is filled in, and where the focus is.
const filled = `(() => {
	const on = document.querySelector(".rh-on");
	if (!on) return "";
	const field = (label) => [...on.querySelectorAll("[data-field]")].find((f) => f.querySelector(".rh-name").textContent.includes(label));
	return [
		field("姓名").querySelector("input").value,
		field("证件").querySelector("select").selectedOptions[0].textContent,
		field("方式").querySelector("input:checked")?.parentElement.textContent.trim(),
		field("同意").querySelector("input").checked,
		field("姓名").contains(document.activeElement) ? "focus" : document.activeElement.id,
		on.closest("[data-module]").classList.contains("rh-docked") ? "beside" : "",
	].join(" ");
})()`

// What a reader has filled in, where the rehearsal stands, the focus and the
// place in the page outlive a change of the flow, and of what its fields are.
func TestWhatIsFilledInStays(t *testing.T) {
	a := begin(t, counter)
	p := browsertest.New(t)
	p.Do(chromedp.EmulateViewport(1400, 500))
	a.open(t, p, "/a/")
	do := func(js string) { t.Helper(); p.Do(chromedp.Evaluate[chromedp.Void](js)) }
	do(`window.same = true; document.querySelector("li[data-rehearsal] [data-do=from]").click()`)
	p.Wait(`document.querySelector(".rh-on select")`)
	do(`{
		const on = document.querySelector(".rh-on");
		const set = (e, value) => { e.value = value; e.dispatchEvent(new Event("input", { bubbles: true })); };
		set(on.querySelector("input[type=text]"), "孙小");
		set(on.querySelector("select"), "1");
		on.querySelectorAll("[type=radio]")[1].click();
		on.querySelector("[type=checkbox]").click();
		on.querySelector("input[type=text]").focus({ preventScroll: true });
		scrollTo({ top: 120, behavior: "instant" });
	}`)
	want := "孙小 身份证 邮寄 true focus beside"
	if got := browsertest.Eval[string](p, filled); got != want {
		t.Fatalf("before: %q", got)
	}
	const place = `Math.round(document.querySelector("main h2:last-of-type").getBoundingClientRect().top)`
	top := browsertest.Eval[int](p, place)
	for _, change := range [][2]string{
		{"text: 办好了", "text: 已经办好"},
		{"options: [身份证, 护照]", "options: [户口簿, 身份证, 护照]"},
		{"      name:", "      city: {label: 城市, sample: 北京}\n      name:"},
	} {
		version := browsertest.Eval[string](p, `document.querySelector("[data-module]").dataset.version`)
		a.edit("try.flow.yaml", change[0], change[1])
		p.Wait(`document.querySelector("[data-module]").dataset.version !== "` + version + `" && ` + filled + ` === "` + want + `"`)
		p.Wait(`document.documentElement.style.scrollBehavior === ""`) // it has come to rest
		if now := browsertest.Eval[int](p, place); now != top {
			t.Errorf("%q: the page moved from %d to %d", change, top, now)
		}
	}
	if !browsertest.Eval[bool](p, "window.same") {
		t.Error("the page was loaded again")
	}

	// Steps are brought to life when the page loads, and the rehearsal goes on.
	a.edit("a.md", "1. 填写", "1. 准备好材料。\n2. 填写")
	p.Wait(`document.querySelectorAll(".steps > li input[type=checkbox]").length === 2`)
	p.Wait(filled + ` === "` + want + `"`)
	complain(t, p)
}

// A page that takes the place of another one is as alive as that was.
func TestPageThatComesBack(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/b/")
	a.move("guide/b.md", "guide/.b.md") // which is no file of the site
	p.Wait(`document.querySelector("script[data-preview]").dataset.file === ""`)
	p.Wait(panel + `.includes("guide/b.md, which was shown here, is gone")`)
	a.move("guide/.b.md", "guide/b.md")
	p.Wait(shows("文字。") + ` && !document.querySelector("[data-search]").hidden`)
	p.Wait(`(document.querySelector(".prose p").dispatchEvent(new MouseEvent("mouseover", { bubbles: true })),
		document.querySelector(".preview-handle").href.endsWith("guide/b.md:5"))`)

	// It says why it is gone, where its author knows it is not.
	a.edit("guide/b.md", "date: 2026-01-03", "date: 2030-01-03")
	p.Wait(panel + `.includes("is not to be published before 2030-01-03")`)
	shoot(t, p, "left-out")
	a.edit("guide/b.md", "date: 2030-01-03", "date: 2026-01-03")
	p.Wait(shows("文字。") + " && " + panel + ` === ""`)
	complain(t, p)
}

// The search of an open page finds what was saved since.
func TestSearchFollows(t *testing.T) {
	a := begin(t, guide)
	p := browsertest.New(t)
	a.open(t, p, "/guide/b/")
	find := func(text, wants string) {
		t.Helper()
		p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("[data-search]").click()`))
		p.Wait(`document.querySelector("dialog[open] input")`)
		p.Do(chromedp.Evaluate[chromedp.Void](`{ const i = document.querySelector("dialog[open] input"); i.value = "` + text + `"; i.dispatchEvent(new Event("input", { bubbles: true })) }`))
		p.Wait(`document.querySelector("dialog[open] [role=status]").className === "` + wants + `"`)
		p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector("dialog[open]").close()`))
	}
	find("长颈鹿", "none")
	a.edit("guide/b.md", "文字。", "长颈鹿。")
	p.Wait(shows("长颈鹿"))
	find("长颈鹿", "one")
	if n := browsertest.Eval[int](p, `document.querySelectorAll("dialog.search").length`); n != 1 {
		t.Errorf("there are %d dialogs", n)
	}
	if words := browsertest.Eval[string](p, "document.body.innerText"); strings.Contains(words, "undefined") {
		t.Error(words)
	}
	complain(t, p)
}

// The theme's style sheet, which has another name then, changes in the open page.
func TestThemeAppliesInPlace(t *testing.T) {
	a := begin(t, guide)
	a.edit("site.yaml", "title: 手册", "title: 手册\ntheme: {accent: '#7a1f1f'}")
	p := browsertest.New(t)
	a.open(t, p, "/guide/b/")
	accent := `getComputedStyle(document.documentElement).getPropertyValue("--accent")`
	before := browsertest.Eval[string](p, accent)
	p.Do(chromedp.Evaluate[chromedp.Void](`window.same = true`))
	a.edit("site.yaml", "#7a1f1f", "#1f3f7a")
	p.Wait(accent + ` !== ` + strconv.Quote(before) + ` && ` + accent + ` !== ""`)
	if !browsertest.Eval[bool](p, "window.same") {
		t.Error("the page was loaded again")
	}
	complain(t, p)
}

// What is filled in and ticked off, and the place in the page, go with a page that
// its author renames, however often that happens.
func TestWhatIsFilledInMovesWithItsPage(t *testing.T) {
	a := begin(t, strings.Replace(counter, "好了。", strings.Repeat("好了。\n\n", 60), 1))
	p := browsertest.New(t)
	p.Do(chromedp.EmulateViewport(1400, 500))
	// The player glides to the step, and would still be on its way.
	calm := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-reduced-motion", Value: "reduce"}}}
	if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, calm); err != nil {
		t.Fatal(err)
	}
	a.open(t, p, "/a/")
	do := func(js string) { t.Helper(); p.Do(chromedp.Evaluate[chromedp.Void](js)) }
	do(`document.querySelector("li[data-rehearsal] [data-do=from]").click()`)
	p.Wait(`document.querySelector(".rh-on select")`)
	do(`{
		const on = document.querySelector(".rh-on");
		const name = on.querySelector("input[type=text]");
		name.value = "孙小"; name.dispatchEvent(new Event("input", { bubbles: true }));
		on.querySelectorAll("[type=radio]")[1].click();
		document.querySelector(".steps > li[id] input[type=checkbox]").click();
	}`)
	const state = `JSON.stringify([
		document.querySelector(".rh-on input[type=text]")?.value,
		document.querySelector(".rh-on [type=radio]:checked")?.parentElement.textContent.trim(),
		document.querySelector(".steps > li[id] input[type=checkbox]")?.checked,
		scrollY,
	])`
	const want = `["孙小","邮寄",true,60]`
	// The player may still be bringing its panel into sight.
	p.Wait(`(scrollTo({ top: 60, behavior: "instant" }), ` + state + ") === '" + want + "'")
	a.move("a.md", "b.md")
	p.Wait(`location.pathname === "/docs/b/" && ` + state + " === '" + want + "'")
	a.move("b.md", "c.md")
	a.move("c.md", "d.md")
	p.Wait(`location.pathname === "/docs/d/" && ` + state + " === '" + want + "'")
	complain(t, p)
}
