package player_test

import (
	"strings"
	"testing"

	"rehearse/demo/browsertest"
	"rehearse/demo/flowtest"
)

// TestADisabledButtonSaysWhy: it looks disabled, is described by what it needs, and
// says so when it is pressed; the coach asks for that first.
func TestADisabledButtonSaysWhy(t *testing.T) {
	p := site{flow: parsed(t, `title: 办
start: terms
timers: {read: 10s}
screens:
  terms:
    title: 须知
    starts: read
    fields: {agreed: {label: 我已阅读, kind: checkbox}}
    buttons: [{label: 同意, when: {agreed: true, read: elapsed}, to: done}]
  done: {outcome: success, title: 好了}
`)}.open(t)
	click(p, "[data-do=practise]")
	at(p, "terms")
	if got := text(p, "[data-part=coach]"); got != "请勾选“我已阅读”。" {
		t.Errorf("the coach says %q", got)
	}
	click(p, next)
	said := text(p, "[data-part=live]")
	if !strings.Contains(said, "秒") {
		t.Errorf("pressed while it waits, it says %q", said)
	}
	click(p, ".rh-on [data-skip]")
	p.Wait(`!document.querySelector('.rh-on .rh-why').hidden`)
	click(p, next)
	for what, said := range map[string]string{
		"says":            text(p, "[data-part=live]"),
		"is described by": browsertest.Eval[string](p, `document.getElementById(document.querySelector('.rh-on [data-next]').getAttribute('aria-describedby')).textContent`),
	} {
		if !strings.Contains(said, "要先勾选“我已阅读”") || !strings.Contains(said, "要等够时间") {
			t.Errorf("a button that needs a tick %s %q", what, said)
		}
	}
	if got := browsertest.Eval[string](p, `getComputedStyle(document.querySelector('.rh-on [data-next]')).borderTopStyle`); got != "dashed" {
		t.Errorf("it looks as if it could be pressed: %s", got)
	}
	click(p, ".rh-on [type=checkbox]")
	click(p, next)
	at(p, "done")
	quiet(t, p)
}

// TestAnotherWayIsNoMistake: one that also leads to success is called that, with
// where it leads, and the way back; a test counts that the route was left.
func TestAnotherWayIsNoMistake(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "counter")}.open(t)
	click(p, "[data-do=test]")
	at(p, "pack")
	browsertest.Eval[any](p, `for (const box of document.querySelectorAll('.rh-on [type=checkbox]')) box.click(); null`)
	click(p, next)
	at(p, "where")
	click(p, ".rh-on [value='2']")
	click(p, next)
	at(p, "bank")
	if got := text(p, "[data-part=place]") + " " + text(p, "[data-part=detours]"); got != "另一条路 1" {
		t.Errorf("it is called %s", got)
	}
	click(p, "[data-do=back]")
	at(p, "where")
	if got := text(p, "[data-part=place]"); got != "第 2 步，共 3 步" {
		t.Errorf("back on the route it is %s", got)
	}
	quiet(t, p)
}

// TestAnotherChoiceIsNoMistake: the coach says that it may be another way, and which
// choice follows along.
func TestAnotherChoiceIsNoMistake(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "counter")}.open(t)
	click(p, "[data-do=practise]")
	at(p, "pack")
	browsertest.Eval[any](p, `for (const box of document.querySelectorAll('.rh-on [type=checkbox]')) box.click(); null`)
	click(p, next)
	at(p, "where")
	coach := func() string { return text(p, "[data-part=coach]") }
	asked := coach()
	click(p, ".rh-on [value='2']")
	if got, want := coach(), "这样选，走的可能是另一条路，也可以试试。想跟着练，"+asked; got != want {
		t.Errorf("the coach says %q, want %q", got, want)
	}
	click(p, ".rh-on [value='1']")
	if got := coach(); !strings.HasPrefix(got, "请按") {
		t.Errorf("with the choice of the route it says %q", got)
	}
	quiet(t, p)
}

// TestARefusedPressLeadsNoFurther: where two buttons of a screen are pressed one
// after the other, the coach goes on to the second when the first has done its work.
func TestARefusedPressLeadsNoFurther(t *testing.T) {
	p := site{flow: parsed(t, `title: 办
start: fill
record: {name: 孙小样, kept: null}
screens:
  fill:
    title: 填写
    fields: {name: {label: 姓名, equals: record.name}}
    buttons:
      - {label: 保存, submit: true, set: {record.kept: name}, to: fill}
      - {label: 下一步, when: {record.kept: set}, to: done}
  done: {outcome: success, title: 好了}
`)}.open(t)
	coach := func(when, want string) {
		t.Helper()
		if got := text(p, "[data-part=coach]"); got != want {
			t.Errorf("%s the coach says %q, want %q", when, got, want)
		}
	}
	click(p, "[data-do=practise]")
	at(p, "fill")
	coach("at first", "请填写“姓名”。")
	click(p, ".rh-on [data-button='0']")
	p.Wait(`!document.querySelector('.rh-on .rh-summary').hidden`)
	coach("refused,", "请填写“姓名”。")
	click(p, ".rh-on [data-fill]")
	coach("filled in,", "请按“保存”。")
	click(p, ".rh-on [data-button='0']")
	coach("kept,", "请按“下一步”。")
	click(p, ".rh-on [data-button='1']")
	at(p, "done")
	quiet(t, p)
}
