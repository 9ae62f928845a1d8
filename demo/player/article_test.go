package player_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rehearse/demo/browsertest"
	"rehearse/demo/player"
)

// steps are an article's, as the site marks them, for the flow card.flow.yaml.
func steps(t *testing.T) string {
	var b strings.Builder
	b.WriteString(`<ol class="steps">`)
	for _, s := range []struct{ id, screen, text string }{
		{"one", "portal", name("b0", "portal", "我的卡") + "，" + name("b3", "login", "忘记密码")},
		{"two", "identify", name("f1", "identify", "姓名") + name("f3", "identify", "证件号码") + name("b4", "identify", "下一步")},
		{"three", "reset", name("f7", "reset", "新密码") + name("b5", "reset", "提交")},
	} {
		fmt.Fprintf(&b, `<li id="%s" data-rehearsal="r1" data-screen="%s">%s `, s.id, s.screen, s.text)
		if err := player.FromHere("zh").Render(t.Context(), &b); err != nil {
			t.Fatal(err)
		}
		b.WriteString("</li>")
	}
	return b.String() + "</ol>"
}

func name(control, screen, text string) string {
	return fmt.Sprintf(`<span class="control" data-control="%s" data-on="%s">“%s”</span>`, control, screen, text)
}

// withSteps opens a page with steps at a size.
func withSteps(t *testing.T, width, height int64) *browsertest.Page {
	t.Helper()
	p := browsertest.New(t)
	p.Do(chromedp.EmulateViewport(width, height), navigate(site{flow: parse(t, "card.flow.yaml"), before: steps(t)}.serve(t)))
	p.Wait(`document.querySelector('.rh-ready')`)
	return p
}

// current is the step that is marked.
const current = `[...document.querySelectorAll('[aria-current=step].rh-current')].map((e) => e.id).join()`

func TestAStepBeginsTheRehearsal(t *testing.T) {
	for _, c := range []struct {
		name          string
		width, height int64
		// apart tells that text and rehearsal do not cover each other.
		apart string
	}{
		{"phone", 390, 844, `two.getBoundingClientRect().bottom <= root.getBoundingClientRect().top && two.getBoundingClientRect().top >= 0`},
		{"wide", 1280, 900, `root.getBoundingClientRect().left > 700 && root.getBoundingClientRect().bottom <= innerHeight`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := withSteps(t, c.width, c.height)
			click(p, "#two .from-here")
			at(p, "identify")
			if got := browsertest.Eval[string](p, current); got != "two" {
				t.Errorf("step %q is marked", got)
			}
			if got := browsertest.Eval[string](p, `document.querySelector('.control.rh-next').textContent`); got != "“姓名”" {
				t.Errorf("the name to use now is %s", got)
			}
			if !focused(p, ".rh-on .rh-screen-title") {
				t.Error("the focus is not in the rehearsal")
			}
			p.Wait(`(() => { const two = document.getElementById('two'), root = document.querySelector('.rehearsal'); return ` + c.apart + `; })()`)
			dialog := false
			for _, n := range accessible(t, p) {
				dialog = dialog || n.role == "dialog" && n.name == "找回借书卡密码" && n.properties["modal"] == "false"
			}
			if !dialog {
				t.Error("what stands beside the text is no dialog")
			}
			click(p, fillIn)
			click(p, next)
			at(p, "reset")
			if got := browsertest.Eval[string](p, current); got != "three" {
				t.Errorf("then step %q is marked", got)
			}
			click(p, ".rh-cross")
			p.Wait(`document.activeElement.matches('#two .from-here')`)
			left := browsertest.Eval[string](p, `[document.querySelectorAll('[aria-current=step], .rh-next, .rh-docked, .rh-beside, .control[tabindex]').length,
				document.querySelector('.rehearsal').hasAttribute('role')].join()`)
			if left != "0,false" {
				t.Errorf("after closing there is left: %s", left)
			}
			quiet(t, p)
		})
	}
}

func TestNamesLeadToTheirControls(t *testing.T) {
	p := withSteps(t, 1280, 900)
	browsertest.Eval[any](p, `document.querySelector('.rehearsal').scrollIntoView(), null`)
	p.Wait(`performance.getEntriesByName(new URL('assets/flow.wasm', location).href).length > 0`)
	lit := `document.querySelector('.rh-lit')?.dataset.button ?? ''`
	p.Wait(`(document.querySelector('#one .control').dispatchEvent(new PointerEvent('pointerover', { bubbles: true })), document.querySelector('.rh-lit'))`)
	if got := browsertest.Eval[string](p, lit); got != "0" {
		t.Errorf("pointing at a name lights up button %q", got)
	}
	browsertest.Eval[any](p, `document.querySelector('#one .control').dispatchEvent(new PointerEvent('pointerout', { bubbles: true })), null`)
	if got := browsertest.Eval[string](p, lit); got != "" {
		t.Errorf("button %q is still lit", got)
	}
	click(p, "[data-do=practise]")
	at(p, "portal")
	tabTo(t, p, "#two .control:nth-child(2)")
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-lit').dataset.field`); got != "3" {
		t.Errorf("the focus on a name lights up field %q", got)
	}
	p.Do(chromedp.KeyEvent(kb.Enter))
	at(p, "identify")
	if !focused(p, "[data-field='3'] input") {
		t.Error("Enter on a name does not lead to its control")
	}
	quiet(t, p)
}

// TestStepsBehindAnotherTab: where two tabs have a way through the same flow,
// what is marked is in the one that is open.
func TestStepsBehindAnotherTab(t *testing.T) {
	p := browsertest.New(t)
	other := strings.NewReplacer(`id="one"`, `id="1"`, `id="two"`, `id="2"`, `id="three"`, `id="3"`).Replace(steps(t))
	p.Do(navigate(site{flow: parse(t, "card.flow.yaml"), before: "<div hidden>" + other + "</div>" + steps(t)}.serve(t)))
	p.Wait(`document.querySelector('.rh-ready')`)
	click(p, "#two .from-here")
	at(p, "identify")
	if got := browsertest.Eval[string](p, current); got != "two" {
		t.Errorf("step %q is marked", got)
	}
	quiet(t, p)
}

// TestWhereTheStartButtonOpens: beside the text where there is room, in its
// place on a phone.
func TestWhereTheStartButtonOpens(t *testing.T) {
	for width, want := range map[int64]bool{390: false, 1280: true} {
		p := withSteps(t, width, 900)
		click(p, "[data-do=practise]")
		at(p, "portal")
		if got := browsertest.Eval[bool](p, `Boolean(document.querySelector('.rh-docked'))`); got != want {
			t.Errorf("at %d pixels it stands beside the text: %v", width, got)
		}
		quiet(t, p)
	}
}

func TestTheHandleOfTheSheet(t *testing.T) {
	p := withSteps(t, 390, 844)
	click(p, "#two .from-here")
	at(p, "identify")
	click(p, ".rh-on [data-field='1'] [data-fill]")
	height := `document.querySelector('.rehearsal').getBoundingClientRect().height`
	half := browsertest.Eval[float64](p, height)
	if got := handle(t, p); got != "放大演练, expanded" {
		t.Errorf("the handle of half a sheet is %q", got)
	}
	click(p, ".rh-handle")
	p.Wait(`document.querySelector('.rh-tall')`)
	if got := handle(t, p); got != "缩小演练, expanded" {
		t.Errorf("the handle of a whole sheet is %q", got)
	}
	if got := browsertest.Eval[float64](p, height); got < 1.4*half {
		t.Errorf("the sheet grows from %v to %v pixels", half, got)
	}
	// Waits for the sheet to have come to rest before it is pulled.
	p.Wait(`document.getAnimations().length === 0`)
	drag(t, p, ".rh-handle", 120)
	p.Wait(`!document.querySelector('.rh-tall')`)
	if !browsertest.Eval[bool](p, `document.querySelector('.rh-docked .rh-on').checkVisibility()`) {
		t.Fatal("pulled down once, the sheet is gone")
	}
	folded := `document.activeElement.matches('.rh-folded .rh-handle')`
	drag(t, p, ".rh-handle", 120)
	p.Wait(folded)
	if got := handle(t, p); got != "展开演练：找回借书卡密码 第 3 步，共 5 步, collapsed" {
		t.Errorf("folded, there is the handle %q", got)
	}
	if got := text(p, ".rh-handle"); got != "展开演练：找回借书卡密码 第 3 步，共 5 步" {
		t.Errorf("folded, the sheet shows %q", got)
	}
	drag(t, p, ".rh-handle", 120)
	if !browsertest.Eval[bool](p, folded) {
		t.Error("pulled down further, the sheet does not stay folded")
	}
	drag(t, p, ".rh-handle", -120)
	p.Wait(`!document.querySelector('.rh-folded')`)
	if !focused(p, ".rh-on .rh-screen-title") {
		t.Error("the focus does not follow to what was unfolded")
	}
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-on input').value`); got != "孙小样" {
		t.Errorf("the sheet comes back with %q", got)
	}
	quiet(t, p)
}

// handle is what is told of the handle to those who do not see it.
func handle(t *testing.T, p *browsertest.Page) string {
	t.Helper()
	for _, n := range accessible(t, p) {
		if is, ok := n.properties["expanded"]; ok && n.role == "button" && strings.Contains(n.name, "演练") {
			return n.name + map[string]string{"true": ", expanded", "false": ", collapsed"}[is]
		}
	}
	return "not there"
}

// drag pulls an element down, or up, by some pixels.
func drag(t *testing.T, p *browsertest.Page, selector string, down float64) {
	t.Helper()
	at := browsertest.Eval[[]float64](p, fmt.Sprintf(`(({ x, y, width, height }) => [x + width / 2, y + height / 2])(document.querySelector(%q).getBoundingClientRect())`, selector))
	mouse := func(kind input.DispatchMouseEventType, y float64) {
		params := input.DispatchMouseEventParams{Type: kind, X: at[0], Y: at[1] + y, Button: input.MouseButtonLeft, ClickCount: 1}
		if _, err := chromedp.Call(p.Context, input.DispatchMouseEvent, params); err != nil {
			t.Fatal(err)
		}
	}
	mouse(input.DispatchMouseEventTypeMousePressed, 0)
	mouse(input.DispatchMouseEventTypeMouseMoved, down/2)
	mouse(input.DispatchMouseEventTypeMouseMoved, down)
	mouse(input.DispatchMouseEventTypeMouseReleased, down)
}

// TestOneRehearsalBesideTheText opens a second one.
func TestOneRehearsalBesideTheText(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	second := render(t, player.View{Flow: f, Lang: "zh", ID: "r2", Module: "assets/flow.wasm", Script: "assets/player.js", Style: "assets/play.css", Help: "assets/help.js"})
	more := strings.NewReplacer(`data-rehearsal="r1"`, `data-rehearsal="r2"`, `id="one"`, `id="other"`, `id="two"`, `id="others"`, `id="three"`, `id="last"`).Replace(steps(t))
	p := browsertest.New(t)
	p.Do(chromedp.EmulateViewport(390, 844), navigate(site{flow: f, before: steps(t) + more + second}.serve(t)))
	click(p, "#two .from-here")
	p.Wait(`document.querySelector('#r1.rh-docked .rh-on')`)
	p.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector('#other .from-here').click()`))
	p.Wait(`document.querySelector('#r2.rh-docked .rh-on')`)
	if got := browsertest.Eval[int](p, `document.querySelectorAll('.rh-docked, .rehearsal[data-mode]').length`); got != 1 {
		t.Errorf("%d rehearsals at once", got)
	}
	if got := browsertest.Eval[string](p, current); got != "other" {
		t.Errorf("steps %q are marked", got)
	}
	browsertest.Eval[any](p, `document.querySelector('#r1 [data-do=practise]').click()`)
	p.Wait(`document.querySelector('#r1 .rh-on')`)
	if got := browsertest.Eval[int](p, `document.querySelectorAll('.rh-docked, #r2[data-mode]').length`); got != 0 {
		t.Error("a rehearsal stands beside the text while another is used in it")
	}
	quiet(t, p)
}

// TestAPageThatChangesInPlace is what live preview does.
func TestAPageThatChangesInPlace(t *testing.T) {
	p := withSteps(t, 390, 844)
	patched := func(change string) {
		browsertest.Eval[any](p, `{ `+change+`; document.dispatchEvent(new CustomEvent('rehearse:patched')); }`)
	}
	click(p, "#two .from-here")
	at(p, "identify")
	click(p, ".rh-on [data-field='1'] [data-fill]")

	patched(`const two = document.getElementById('two'); const copy = two.cloneNode(true);
		copy.removeAttribute('aria-current'); copy.className = ''; copy.id = 'new'; two.replaceWith(copy);`)
	p.Wait(current + ` === 'new'`)
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-on input').value`); got != "孙小样" {
		t.Errorf("the rehearsal has lost what was typed: %q", got)
	}

	patched(`document.querySelector('.rehearsal').dataset.version = 'another'`)
	p.Wait(`!document.querySelector('[data-mode]')`)
	click(p, "#new .from-here")
	at(p, "identify")
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-on input').value`); got != "" {
		t.Errorf("another rehearsal begins with %q", got)
	}
	click(p, fillIn)
	click(p, next)
	at(p, "reset") // one player, not two, has heard that

	patched(`const root = document.querySelector('.rehearsal').cloneNode(true); root.id = 'r3'; root.className = 'rehearsal';
		for (const b of root.querySelectorAll('.rh-start button')) b.disabled = true;
		delete root.dataset.mode; document.querySelector('main').append(root);`)
	p.Wait(`!document.querySelector('#r3 [data-do=practise]').disabled`)
	quiet(t, p)
}

// TestEscapeLosesNothing: in a text it leaves the field, elsewhere it folds the
// rehearsal, and the handle brings it back as it was.
func TestEscapeLosesNothing(t *testing.T) {
	for _, width := range []int64{390, 1280} {
		p := withSteps(t, width, 844)
		click(p, "#two .from-here")
		at(p, "identify")
		click(p, ".rh-on input")
		p.Do(chromedp.KeyEvent("孙" + kb.Escape))
		if !focused(p, ".rh-on .rh-screen-title") {
			t.Errorf("%d: Escape does not leave the field", width)
		}
		p.Do(chromedp.KeyEvent(kb.Escape))
		p.Wait(`document.activeElement.matches('.rh-folded .rh-handle')`)
		if browsertest.Eval[bool](p, `document.querySelector('.rh-on').checkVisibility()`) {
			t.Errorf("%d: the screen is still shown", width)
		}
		p.Wait(`document.getAnimations().length === 0`)
		ring := `(({ top, bottom, left, right }, edge) => edge < 0 && left - edge >= 0 && right + edge <= innerWidth && top >= 0 && bottom <= innerHeight)(
			document.activeElement.getBoundingClientRect(), parseFloat(getComputedStyle(document.activeElement).outlineOffset))`
		if !browsertest.Eval[bool](p, ring) {
			t.Errorf("%d: the ring around the handle is cut off", width)
		}
		p.Do(chromedp.KeyEvent(kb.Enter))
		p.Wait(`document.activeElement.matches('.rh-on .rh-screen-title')`)
		if got := browsertest.Eval[string](p, `document.querySelector('.rh-on input').value`); got != "孙" {
			t.Errorf("%d: what was typed is %q", width, got)
		}
		quiet(t, p)
	}
}

// TestASheetBehindAnotherTab: where the way that it belongs to is put behind
// another, the page keeps no room for it, and it comes back as it was.
func TestASheetBehindAnotherTab(t *testing.T) {
	p := withSteps(t, 390, 844)
	click(p, "#two .from-here")
	at(p, "identify")
	click(p, ".rh-on [data-field='1'] [data-fill]")
	room := `parseFloat(getComputedStyle(document.body).paddingBottom)`
	p.Wait(room + ` > 100`)
	browsertest.Eval[any](p, `document.querySelector('main').hidden = true`)
	p.Wait(room + ` === 0`)
	browsertest.Eval[any](p, `document.querySelector('main').hidden = false`)
	p.Wait(room + ` > 100`)
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-docked .rh-on input').value`); got != "孙小样" {
		t.Errorf("the sheet comes back with %q", got)
	}
	quiet(t, p)
}
