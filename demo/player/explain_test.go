package player_test

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/demo/browsertest"
	"rehearse/demo/player"
)

// enter types a text into a field as it is pasted.
func enter(p *browsertest.Page, field, text string) {
	browsertest.Eval[any](p, fmt.Sprintf(`{
		const input = document.querySelector('.rh-on [data-field="%s"] input');
		input.value = %q;
		input.dispatchEvent(new Event('input', { bubbles: true }));
	}`, field, text))
}

// marks is the message of a field as it is read, marks in brackets.
const marks = `((field) => {
	const message = document.querySelector('.rh-on [data-field="' + field + '"] .rh-error:not([hidden])').cloneNode(true);
	for (const e of message.querySelectorAll('mark')) e.textContent = '[' + e.textContent + ']';
	const note = message.querySelector('.rh-compare');
	return note && [...note.childNodes].map((n) => n.textContent).join('|');
})`

// TestMistakesAreCompared with what should be there, and only where that is known.
func TestMistakesAreCompared(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	check := func(field, text, want string) {
		t.Helper()
		browsertest.Eval[any](p, `document.querySelectorAll('.rh-compare').forEach((e) => e.remove())`)
		enter(p, field, text)
		browsertest.Eval[any](p, `document.querySelector('.rh-on [data-next]').click()`)
		p.Wait(`document.querySelector('.rh-on .rh-compare')`)
		got := browsertest.Eval[string](p, marks+`("`+field+`")`)
		if _, after, found := strings.Cut(got, "别着急）"); found {
			got = strings.TrimPrefix(after, "|")
		}
		if got != want {
			t.Errorf("%q in field %s: %q, want %q", text, field, got, want)
		}
	}
	goTo(p, "identify")
	check("1", "孙 小样", "孙[ ]小样|多了空格，请去掉。")
	check("1", "孙小羊", "孙小[羊]|第 3 个不一样，已经标出来了。")
	check("1", "孙样小", "孙[样][小]|第 2 个和第 3 个写反了。")
	check("1", "孙小小样", "孙小[小]样|标出的是多出来的。")
	check("1", "李四", "")
	check("3", "1101051949123102X", "110105194912310[]2X|您填了 17 位，应为 18 位。标出的地方少了。")
	check("3", "11010519491231002", "11010519491231002[]|您填了 17 位，应为 18 位。标出的地方少了。")
	check("3", "110105 1949 1231 0020", "11010519491231002[0]|第 18 个不一样，已经标出来了。")
	check("3", "310110198001011234", "")
	check("3", "1", "您填了 1 位，应为 18 位。")
	check("4", "1380013800", "1380013800[]|您填了 10 位，应为 11 位。标出的地方少了。")
	check("7", "ABCD", "") // another captcha is there already
	goTo(p, "reset")
	check("8", "13579", "您填了 5 位，应为 6 位。")
	enter(p, "8", "135790")
	check("9", "135709", "••••[•][•]|第 5 个和第 6 个写反了。")
	browsertest.Eval[any](p, `document.querySelector('.rh-on [data-field="9"] [data-reveal]').click()`)
	check("9", "35790", "[]35790|您填了 5 位，应为 6 位。标出的地方少了。")
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-on [data-field="9"] input').getAttribute('aria-describedby')`); got != "r1-f9-e2" {
		t.Errorf("the comparison is not read with its field: it is described by %s", got)
	}
	quiet(t, p)
}

// changing is a flow that asks for a value of the record after that was changed:
// nobody but the module knows what it is then.
const changing = `title: {zh: 换密码, en: Change it}
start: new
record: {pin: "135790", name: 孙小样}
screens:
  new:
    title: {zh: 新密码, en: New PIN}
    fields:
      pin: {label: {zh: 新密码, en: New PIN}, kind: new-password, minlength: 4, maxlength: 8, sample: "246810"}
    buttons: [{label: {zh: 提交, en: Submit}, submit: true, set: {record.pin: pin}, to: ask}]
  ask:
    title: {zh: 登录, en: Log in}
    fields:
      pin: {label: {zh: 密码, en: PIN}, kind: password, equals: record.pin, sample: "246810"}
      name: {label: {zh: 姓名, en: Name}, equals: record.name}
    buttons: [{label: {zh: 登录, en: Log in}, submit: true, to: done}]
  done: {outcome: success, title: {zh: 好了, en: Done}}
`

func TestWhatChangesIsNotCompared(t *testing.T) {
	html := render(t, player.View{Flow: parsed(t, changing), Lang: "zh", ID: "a"})
	for id, want := range map[string]string{
		"a-f0-e1": `hidden`, "a-f0-e2": `data-bound="least" data-units="4" hidden`, "a-f0-e3": `data-bound="most" data-units="8" hidden`,
		"a-f1-e2": `hidden`, "a-f2-e1": `hidden`, "a-f2-e2": `data-like="sample" hidden`,
	} {
		_, after, _ := strings.Cut(html, `id="`+id+`" data-error="`+id[len(id)-1:]+`"`)
		if got, _, _ := strings.Cut(after, ">"); strings.TrimSpace(got) != want {
			t.Errorf("the message %s has %q, want %q", id, got, want)
		}
	}
}

// TestHelpGrows: after two mistakes in a row at one field a finger does it once and
// hands back; mistakes are counted, and each is listed once.
func TestHelpGrows(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	offered := `document.querySelector('[data-do=demonstrate]').checkVisibility()`
	fail := func(times string) {
		t.Helper()
		enter(p, "1", "孙 小样")
		click(p, next)
		p.Wait(`document.querySelector('.rh-on [data-field="1"] .rh-compare')?.textContent.startsWith('` + times + `')`)
	}
	fail("孙")
	if browsertest.Eval[bool](p, offered) {
		t.Error("help is pressed on the reader after one mistake")
	}
	fail("（第 2 次了")
	p.Wait(offered)
	if !browsertest.Eval[bool](p, `document.querySelector('[data-do=demonstrate]').closest('[data-field]').dataset.field === '1'`) {
		t.Error("help is not offered at the field")
	}
	click(p, "[data-do=demonstrate]")
	p.Wait(`document.querySelector('.rh-finger')`)
	p.Wait(`document.activeElement.closest('[data-field]')?.dataset.field === '2'`)
	if got := browsertest.Eval[string](p, `[document.querySelector('.rh-on [data-field="1"] input').value, document.querySelectorAll('.rh-finger').length, document.querySelector('.rh-here').dataset.field].join()`); got != "孙小样,0,2" {
		t.Errorf("then there is %s", got)
	}
	if browsertest.Eval[bool](p, offered) {
		t.Error("what was shown is still offered")
	}
	click(p, fillIn)
	click(p, next)
	at(p, "reset")
	click(p, fillIn)
	click(p, next)
	at(p, "done")
	if got := text(p, "[data-part=lapses]"); strings.Count(got, "“姓名”") != 1 || !strings.Contains(got, "不一样（2 次）") {
		t.Errorf("the mistakes are listed as %q", got)
	}
	quiet(t, p)
}

// TestHints: in a test the coach speaks when asked, about one control, and that
// counts; nothing is shown or done there.
func TestHints(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	click(p, "[data-do=test]")
	at(p, "portal")
	coach := `document.querySelector('[data-part=coach]')`
	if browsertest.Eval[bool](p, coach+`.checkVisibility()`) {
		t.Error("the coach has a place in a test before it is asked")
	}
	click(p, "[data-do=hint]")
	p.Wait(coach + `.checkVisibility()`)
	if got := text(p, "[data-part=coach]"); got != "请按“我的卡”。" {
		t.Errorf("the hint is %q", got)
	}
	if got := browsertest.Eval[string](p, `document.querySelector('[data-part=live]').textContent`); !strings.Contains(got, "我的卡") {
		t.Errorf("what is heard of the hint is %q", got)
	}
	click(p, next)
	at(p, "login")
	if browsertest.Eval[bool](p, coach+`.checkVisibility()`) {
		t.Error("one hint is the end of the test")
	}
	click(p, next)
	at(p, "identify")
	for range 3 {
		browsertest.Eval[any](p, `document.querySelectorAll('.rh-compare').forEach((e) => e.remove())`)
		enter(p, "1", "孙 小样")
		click(p, next)
		p.Wait(`document.querySelector('.rh-on .rh-compare')`)
	}
	if browsertest.Eval[bool](p, `document.querySelector('[data-do=demonstrate]').checkVisibility()`) {
		t.Error("a test is done for the reader")
	}
	click(p, "[data-do=hint]")
	p.Wait(coach + `.checkVisibility()`)
	browsertest.Eval[any](p, `document.querySelectorAll('.rh-on [data-fill], .rh-on [type=checkbox]').forEach((e) => e.click())`)
	click(p, next)
	at(p, "reset")
	browsertest.Eval[any](p, `document.querySelectorAll('.rh-on [data-fill]').forEach((e) => e.click())`)
	click(p, next)
	at(p, "done")
	if got := text(p, "[data-part=end] dl"); !strings.Contains(got, "看提示的次数2") {
		t.Errorf("the result is %q", got)
	}
	quiet(t, p)
}
