package player_test

import (
	"strings"
	"testing"

	"rehearse/demo/browsertest"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/player"
)

// remembering is a flow whose texts name values of the record.
const remembering = `title: {zh: 领证, en: Get the card}
start: way
record: {name: 孙小样, mobile: "13800138000", way: null, id: 11010519491231002X}
screens:
  way:
    title: {zh: 怎么领？, en: How?}
    text: {zh: "{record.name | masked}，您好。{{您}}选了：{record.way}", en: "{record.name}, {{you}} chose: {record.way}"}
    fields:
      way: {label: {zh: 方式, en: How}, kind: radio, options: [{zh: 邮寄, en: By post}, {zh: 自取 <快>, en: At the desk}], sample: 邮寄}
      mobile: {label: {zh: 手机号, en: Mobile}, equals: record.mobile, hint: {zh: "是 {record.mobile | masked}", en: "It is {record.mobile | masked 0 4}"}, message: {zh: "应是 {record.mobile|masked 3 4}", en: "It is not {record.mobile}"}}
    buttons:
      - {label: {zh: 保存, en: Save}, submit: [way], set: {record.way: way}, to: way}
      - {label: {zh: 下一步, en: Next}, submit: true, set: {record.way: way}, to: check}
  check:
    title: {zh: "领取方式：{record.way}", en: "You chose: {record.way}"}
    text: {zh: "证件 {record.id | masked 6 4}", en: "ID {record.id | masked 30 4}"}
    buttons:
      - {label: {zh: 改一改, en: Change it}, role: link, to: way}
      - {label: {zh: 提交, en: Submit}, to: [{when: {record.way: 邮寄}, to: done}, {to: desk}]}
  done: {outcome: success, title: {zh: "已寄往 {record.mobile|masked}", en: "Sent to {record.mobile|masked}"}}
  desk: {outcome: success, title: {zh: "{record.way}，{record.name}", en: "{record.way}, {record.name}"}}
`

func parsed(t testing.TB, src string) *flow.Flow {
	t.Helper()
	f, problems := flowfile.Parse("x.flow.yaml", []byte(src))
	if f == nil || len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
	return f
}

// TestTextsNameValues: at rest texts show what the route has there.
func TestTextsNameValues(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh": {">孙**</span>，您好。{您}选了：", ">（未填）</span>", "是 <span data-value=\"1\" data-words=\"[&#34;（未填）&#34;]\" data-mask=\"-1 -1\">138****8000</span>",
			"领取方式：<span data-value=\"2\"", ">邮寄</span></h", ">自取 &lt;快&gt;</span>，<span data-value=\"0\" data-words=\"[&#34;（未填）&#34;]\">孙小样</span></h", ">110105********002X</span>", ">138****8000</span>", "自取 \\u003c快\\u003e"},
		"en": {">孙小样</span>, {you} chose: ", ">(not filled in)</span>", ">*******8000</span>", ">By post</span></span>", ">******************</span>"},
	} {
		html := render(t, player.View{Flow: parsed(t, remembering), Lang: lang, ID: "a", Values: "values.js"})
		for _, s := range want {
			if !strings.Contains(html, s) {
				t.Errorf("%s: there is no %s in %s", lang, s, html)
			}
		}
		if !strings.Contains(html, `data-values="values.js"`) {
			t.Errorf("%s: the page does not load what shows values", lang)
		}
	}
	if html := render(t, player.View{Flow: parse(t, "card.flow.yaml"), Lang: "zh", ID: "a", Values: "values.js"}); strings.Contains(html, "values.js") {
		t.Error("a flow whose texts name no values loads what shows them")
	}
}

// TestValuesAreLive: a text shows what the record has by now.
func TestValuesAreLive(t *testing.T) {
	p := site{flow: parsed(t, remembering)}.open(t)
	value := func(selector, want string) {
		t.Helper()
		if got := text(p, selector); got != want {
			t.Errorf("%s is %q, want %q", selector, got, want)
		}
	}
	said, title := ".rh-on .rh-text", ".rh-on .rh-screen-title"
	click(p, "[data-do=practise]")
	at(p, "way")
	value(said, "孙**，您好。{您}选了：（未填）")
	browsertest.Eval[any](p, `document.querySelectorAll(".rh-on [type=radio]")[1].click()`)
	click(p, ".rh-on [data-button='0']")
	value(said, "孙**，您好。{您}选了：自取 <快>")
	click(p, ".rh-on [data-button='1']")
	value(".rh-on .rh-error:not([hidden]) [data-part=message]", "请填写“手机号”")
	click(p, ".rh-on [data-kind=text] [data-fill]")
	click(p, ".rh-on [data-button='1']")
	at(p, "check")
	value(title, "领取方式：自取 <快>")
	click(p, ".rh-on [data-button='3']")
	at(p, "desk")
	value(title, "自取 <快>，孙小样")
	click(p, "[data-do=back]")
	click(p, ".rh-on [data-button='2']")
	at(p, "way")
	browsertest.Eval[any](p, `document.querySelectorAll(".rh-on [type=radio]")[0].click()`)
	click(p, ".rh-on [data-button='1']")
	at(p, "check")
	value(title, "领取方式：邮寄")
	click(p, "[data-do=back]")
	at(p, "way")
	value(said, "孙**，您好。{您}选了：自取 <快>")
	click(p, ".rh-below [data-do=restart]")
	value(said, "孙**，您好。{您}选了：（未填）")
	click(p, ".rh-below [data-do=close]")
	value("[data-id=check] .rh-screen-title", "领取方式：邮寄")
	value("[data-id=done] .rh-screen-title", "已寄往 138****8000")
}

// Two braces are one, also in a flow whose texts name no values.
func TestBracesWithoutValues(t *testing.T) {
	f := parsed(t, `title: 填表
start: a
screens:
  a:
    title: 填
    text: "照 {{身份证}} 填"
    fields: {n: {label: "姓名{全}", required: true, sample: 孙小样}}
    buttons: [{label: 提交, submit: true, to: b}]
  b: {outcome: success, text: 好}
`)
	html := render(t, player.View{Flow: f, Lang: "zh", ID: "a"})
	if !strings.Contains(html, "照 {身份证} 填") || strings.Contains(html, "{{") || !strings.Contains(html, "请填写“姓名{全}”") {
		t.Error(html)
	}
}
