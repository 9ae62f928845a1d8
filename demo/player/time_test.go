package player_test

import (
	"strings"
	"testing"

	"rehearse/demo/browsertest"
	"rehearse/demo/flowtest"
)

// TestAWaitCanBeSkipped sends a code, which cannot be sent again for a minute.
func TestAWaitCanBeSkipped(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "trading-password")}.open(t)
	goTo(p, "phone")
	const (
		sender = ".rh-on [data-send]"
		wait   = ".rh-on .rh-wait"
		left   = `+document.querySelector('.rh-on [data-part=left]').textContent`
	)
	disabled := `document.querySelector('.rh-on [data-send]').ariaDisabled === 'true'`
	if browsertest.Eval[bool](p, disabled) || browsertest.Eval[bool](p, `document.querySelector('.rh-on .rh-wait').checkVisibility()`) {
		t.Error("there is something to wait for before anything was sent")
	}
	if browsertest.Eval[bool](p, `document.querySelector('.rh-on [data-kind=sms-code] [data-fill]').checkVisibility()`) {
		t.Error("a code can be filled in before one was sent")
	}
	described := func() string {
		t.Helper()
		for _, n := range accessible(t, p) {
			if n.role == "button" && strings.Contains(n.name, "获取短信验证码") {
				return n.description
			}
		}
		t.Error("the button that sends is not read")
		return ""
	}
	if got := described(); got != "" {
		t.Errorf("a button that can be pressed is described by %q", got)
	}
	click(p, ".rh-on [data-kind=mobile] [data-fill]")
	click(p, sender)
	p.Wait(disabled)
	message := text(p, ".rh-on .rh-sms")
	if !strings.Contains(message, "模拟短信") {
		t.Errorf("the phone shows %q", message)
	}
	if got := described(); !strings.HasPrefix(got, "还要等") || strings.Contains(got, "跳过") {
		t.Errorf("a button that waits is described by %q", got)
	}
	heard := false
	for _, n := range accessible(t, p) {
		heard = heard || n.role == "status" && n.properties["live"] == `"polite"` && n.properties["atomic"] == "true"
	}
	if !heard {
		t.Error("nobody hears of the message")
	}
	p.Wait(left + ` > 50 && ` + left + ` < 60`) // the clock goes
	click(p, sender)
	if got := text(p, ".rh-on .rh-sms"); got != message {
		t.Errorf("a button that waits has sent %q", got)
	}
	click(p, wait+" [data-skip]")
	p.Wait(`!(` + disabled + `)`)
	if !focused(p, sender) {
		t.Error("whoever skips the wait is left without the focus")
	}
	click(p, sender)
	p.Wait(disabled)
	if got := text(p, ".rh-on .rh-sms"); got == message {
		t.Error("the second message is the first")
	}
	click(p, ".rh-on [data-kind=sms-code] [data-fill]")
	click(p, next)
	at(p, "confirmed")
	quiet(t, p)
}

// TestAVoidCodeIsSentAgain: whoever is told that a code is void is not led to
// type it once more, nor does the film.
func TestAVoidCodeIsSentAgain(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "trading-password")}.open(t)
	goTo(p, "phone")
	click(p, ".rh-on [data-kind=mobile] [data-fill]")
	click(p, ".rh-on [data-send]")
	p.Wait(`document.querySelector('.rh-on [data-send]').ariaDisabled === 'true'`)
	for range 6 { // by script: where the mouse finds the button, each refusal may move
		browsertest.Eval[any](p, `document.querySelector('.rh-on [data-kind=sms-code] input').value = 'no code',
			document.querySelector('`+next+`').click(), null`)
	}
	if got := text(p, ".rh-on .rh-summary"); !strings.Contains(got, "已经作废") {
		t.Fatalf("the reader is told %q", got)
	}
	here := func(selector string) {
		t.Helper()
		if !browsertest.Eval[bool](p, `document.querySelector('.rh-here').matches('`+selector+`')`) {
			t.Errorf("what is marked is not %s", selector)
		}
	}
	here("[data-skip]")
	click(p, ".rh-on [data-kind=sms-code] [data-fill]") // the void one
	here("[data-skip]")
	click(p, ".rh-on [data-skip]")
	here("[data-send]")
	click(p, ".rh-on [data-send]")
	here("[data-kind=sms-code]")
	click(p, ".rh-on [data-kind=sms-code] [data-fill]")
	click(p, next)
	at(p, "confirmed")
	quiet(t, p)
}

// TestADialogLiesOverItsScreen looks at what can be seen, used and heard.
func TestADialogLiesOverItsScreen(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "trading-password")}.open(t)
	goTo(p, "identified")
	dialogs, fields := 0, 0
	for _, n := range accessible(t, p) {
		switch n.role {
		case "dialog":
			dialogs++
			if n.name != "身份信息核对通过" {
				t.Errorf("the dialog is named %q", n.name)
			}
		case "textbox":
			fields++
		}
	}
	if dialogs != 1 || fields != 0 {
		t.Errorf("%d dialogs, %d fields are read", dialogs, fields)
	}
	seen := browsertest.Eval[string](p, `[...document.querySelectorAll('.rh-screen')].filter((e) => e.checkVisibility()).map((e) => e.dataset.id).join()`)
	if seen != "identify,identified" {
		t.Errorf("shown: %s", seen)
	}
	if got := browsertest.Eval[string](p, `document.querySelector('[data-id=identify] input').value`); got != "孙小样" {
		t.Errorf("the screen below shows %q", got)
	}
	if browsertest.Eval[bool](p, `document.querySelector('[data-id=identify] fieldset').matches(':enabled')`) {
		t.Error("the screen below can be used")
	}
	quiet(t, p)
}

// TestWhatAScreenReaderIsTold of a refused screen.
func TestWhatAScreenReaderIsTold(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	find := func(role string, ok func(node) bool) (found []node) {
		for _, n := range accessible(t, p) {
			if n.role == role && ok(n) {
				found = append(found, n)
			}
		}
		return found
	}
	isFocused := func(n node) bool { return n.properties["focused"] == "true" }
	if got := find("heading", isFocused); len(got) != 1 {
		t.Errorf("the focus is on %v, want the screen's heading", got)
	}
	if got := find("progressbar", func(n node) bool { return n.name == "进度" }); len(got) != 1 {
		t.Errorf("progress: %v", got)
	}
	click(p, next)
	p.Wait(`!document.querySelector('.rh-on .rh-summary').hidden`)
	if got := find("alert", isFocused); len(got) != 1 || got[0].name != "有地方需要改一下" {
		t.Errorf("the focus is on %v, want the summary", got)
	}
	isInvalid := func(n node) bool { return n.properties["invalid"] == `"true"` }
	texts := find("textbox", isInvalid)
	if len(texts) != 4 {
		t.Errorf("%d text fields are invalid, want 4", len(texts))
	}
	for _, n := range texts {
		if n.name == "" || !strings.Contains(n.description, "错误：") {
			t.Errorf("%s %q is described by %q, without its message", n.role, n.name, n.description)
		}
	}
	for _, role := range []string{"combobox", "radiogroup", "checkbox"} {
		got := find(role, isInvalid)
		if len(got) != 1 || got[0].name == "" || !strings.Contains(got[0].description, "错误：") {
			t.Errorf("%s: %v", role, got)
		}
	}
	if got := find("link", func(n node) bool { return strings.Contains(n.name, "姓名") }); len(got) != 1 {
		t.Errorf("links of the summary to the first field: %v", got)
	}
	quiet(t, p)
}

// TestATestIsSummedUp makes a mistake and looks at the end.
func TestATestIsSummedUp(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "counter")}.open(t)
	click(p, "[data-do=test]")
	at(p, "pack")
	click(p, next)
	p.Wait(`!document.querySelector('.rh-on .rh-summary').hidden`)
	if got := byKeyboard(t, p); got != "success" {
		t.Fatalf("ends in %s", got)
	}
	if got := text(p, "[data-part=mistakes]"); got != "1" {
		t.Errorf("%s mistakes", got)
	}
	if got := text(p, "[data-part=lapses]"); !strings.Contains(got, "改正过的地方") || !strings.Contains(got, "出门前对一遍") {
		t.Errorf("what was corrected: %q", got)
	}
	if got := text(p, "[data-part=end] dl"); !strings.Contains(got, "用时") {
		t.Errorf("the end says %q, and not how long it took", got)
	}
	click(p, "[data-part=end] [data-do=restart]")
	at(p, "pack")
	if browsertest.Eval[bool](p, `document.querySelector('[data-part=end]').checkVisibility()`) {
		t.Error("the summary stays")
	}
	quiet(t, p)
}

// TestTheFilmPlays by itself, without anybody pressing anything.
func TestTheFilmPlays(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml"), lang: "en"}.open(t)
	click(p, "[data-do=watch]")
	at(p, "portal")
	at(p, "login")
	click(p, "[data-do=pause]")
	if got := text(p, "[data-do=pause]"); got != "Play on" {
		t.Errorf("the paused film's button says %q", got)
	}
	click(p, "[data-do=pause]")
	at(p, "identify")
	quiet(t, p)
}
