package player_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rehearse/demo/browsertest"
	"rehearse/demo/flowtest"
)

// todo is what a persona who knows the way does next, found out from the page
// as a person sees it.
const todo = `JSON.stringify((() => {
	const on = document.querySelector('.rh-on');
	if (on.dataset.outcome) return { kind: 'outcome', value: on.dataset.outcome };
	const next = on.querySelector('[data-next]');
	const id = (e) => (e.id ||= 'found' + Math.random().toString(36).slice(2), '#' + CSS.escape(e.id));
	for (const number of (next.dataset.needs ?? '').split(' ').filter(Boolean)) {
		const field = on.querySelector('[data-field="' + number + '"]');
		const { kind, sample, choice, sender } = field.dataset;
		const control = field.querySelector('input, select, [data-face]');
		const shown = field.querySelector('[data-part=shown]')?.textContent.replaceAll(' ', '');
		if (kind === 'sms-code' && !shown) return { kind: 'press', target: id(on.querySelector('[data-button="' + sender + '"]')) };
		if (kind === 'select' && control.value !== choice) return { kind, target: id(control), value: choice };
		if (kind === 'checkbox' && !control.checked) return { kind: 'space', target: id(control) };
		if (kind === 'face' && control.ariaPressed !== 'true') return { kind: 'space', target: id(control) };
		if (kind === 'radio' && !field.querySelector(':checked')) return { kind: 'radio', target: id(control), value: choice };
		if (control.type === 'text' && !control.value) return { kind: 'type', target: id(control), value: sample || shown };
	}
	const menu = next.closest('[data-submenu]')?.querySelector('[data-menu][aria-expanded=false]');
	return { kind: 'press', target: id(menu ?? next) };
})())`

// byKeyboard goes on until an outcome, by keys alone, and returns the outcome.
func byKeyboard(t *testing.T, p *browsertest.Page) string {
	t.Helper()
	for range 80 {
		var do struct{ Kind, Target, Value string }
		if err := json.Unmarshal([]byte(browsertest.Eval[string](p, todo)), &do); err != nil {
			t.Fatal(err)
		}
		if do.Kind == "outcome" {
			return do.Value
		}
		if !focused(p, do.Target) {
			tabTo(t, p, do.Target)
		}
		keys := map[string]string{"press": kb.Enter, "space": " ", "type": do.Value, "radio": " ", "select": ""}[do.Kind]
		if do.Kind == "select" || do.Kind == "radio" {
			var n int
			fmt.Sscan(do.Value, &n)
			if do.Kind == "radio" {
				n--
			}
			keys += strings.Repeat(kb.ArrowDown, n)
		}
		p.Do(chromedp.KeyEvent(keys))
	}
	t.Fatalf("no end by keyboard; at %s", browsertest.Eval[string](p, `document.querySelector('.rh-on').dataset.id`))
	return ""
}

// TestKeyboardOnlyInEveryMode goes through flows with a menu, dialogs, a code by
// message, an app and a face check.
func TestKeyboardOnlyInEveryMode(t *testing.T) {
	p := browsertest.New(t)
	for _, name := range []string{"trading-password", "app-trading-password", "counter"} {
		url := site{flow: flowtest.Flow(t, name)}.serve(t)
		for _, mode := range []string{"practise", "test"} {
			t.Run(name+"/"+mode, func(t *testing.T) {
				p.Do(navigate(url))
				p.Wait(`document.querySelector('.rh-ready')`)
				tabTo(t, p, "[data-do="+mode+"]")
				p.Do(chromedp.KeyEvent(kb.Enter))
				p.Wait(`document.querySelector('.rh-on')`)
				if got := byKeyboard(t, p); got != "success" {
					t.Errorf("ends in %s", got)
				}
				if got := text(p, "[data-part=mistakes]"); got != "0" {
					t.Errorf("%s mistakes", got)
				}
				quiet(t, p)
			})
		}
		t.Run(name+"/watch", func(t *testing.T) {
			p.Do(navigate(url))
			p.Wait(`document.querySelector('.rh-ready')`)
			tabTo(t, p, "[data-do=watch]")
			p.Do(chromedp.KeyEvent(kb.Enter))
			p.Wait(`document.activeElement.matches('[data-do=pause]')`)
			p.Do(chromedp.KeyEvent(kb.Enter))
			tabTo(t, p, "[data-do=step]")
			for range 60 {
				if browsertest.Eval[bool](p, `Boolean(document.querySelector('.rh-on').dataset.outcome)`) {
					break
				}
				p.Do(chromedp.KeyEvent(kb.Enter))
			}
			tabTo(t, p, "[data-part=end] [data-do=practise]")
			p.Do(chromedp.KeyEvent(kb.Enter))
			p.Wait(`document.querySelector('.rehearsal').dataset.mode === 'practise'`)
			quiet(t, p)
		})
	}
}

// TestEscapeOnlyClosesWhatStandsBesideTheText leaves a rehearsal in its place
// alone.
func TestEscapeOnlyClosesWhatStandsBesideTheText(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	p.Do(chromedp.KeyEvent(kb.Escape))
	if !browsertest.Eval[bool](p, `Boolean(document.querySelector('.rh-on'))`) {
		t.Error("Escape ends a rehearsal in the text")
	}
}

// TestComposing types a name as an input method does: letters that become
// characters, with Enter to choose among candidates.
func TestComposing(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	click(p, ".rh-on input")
	compose := func(text string) {
		n := int64(len([]rune(text)))
		params := input.ImeSetCompositionParams{Text: text, SelectionStart: n, SelectionEnd: n}
		if _, err := chromedp.Call(p.Context, input.ImeSetComposition, params); err != nil {
			t.Fatal(err)
		}
	}
	for _, text := range []string{"s", "sun", "sun xiao yang"} {
		compose(text)
	}
	state := `[document.querySelector('.rh-on input').value, document.querySelector('.rh-on .rh-summary').hidden,
		document.querySelector('.rh-here').dataset.field].join()`
	if got := browsertest.Eval[string](p, state); got != "sun xiao yang,true,1" {
		t.Errorf("while composing: %s", got)
	}
	if _, err := chromedp.Call(p.Context, input.InsertText, input.InsertTextParams{Text: "孙小样"}); err != nil {
		t.Fatal(err)
	}
	if got := browsertest.Eval[string](p, state); got != "孙小样,true,2" {
		t.Errorf("after composing: %s", got)
	}
	// Enter still belongs to the input method; Safari tells only by the code.
	for _, event := range []string{`isComposing: true`, `keyCode: 229`} {
		browsertest.Eval[any](p, `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, `+event+` }))`)
		if !focused(p, ".rh-on [data-field='1'] input") {
			t.Errorf("an Enter that ends a composition (%s) goes on", event)
		}
	}
	p.Do(chromedp.KeyEvent(kb.Enter)) // now it means to go on
	if !focused(p, ".rh-on [data-field='2'] select") {
		t.Error("Enter does not go on to the next field")
	}
	quiet(t, p)
}

// TestEnter goes to the next empty field, and submits where none follows; the
// key says which.
func TestEnter(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	hints := `[...document.querySelectorAll('.rh-on [data-field] input[type=text]')].map((e) => e.enterKeyHint).join()`
	if got := browsertest.Eval[string](p, hints); got != "next,next,next,go" {
		t.Errorf("when all is empty the keys say %s", got)
	}
	click(p, ".rh-on [data-field='3'] input")
	p.Do(chromedp.KeyEvent("110105"))
	p.Do(chromedp.KeyEvent(kb.Enter))
	if got := browsertest.Eval[string](p, `document.activeElement.closest('[data-field]').dataset.field`); got != "4" {
		t.Errorf("Enter goes to field %s", got)
	}
	// What comes before is empty, what follows is not: Enter submits.
	browsertest.Eval[any](p, `for (const e of document.querySelectorAll('.rh-on [data-field]')) if (e.dataset.field > 3) e.querySelector('[data-fill], [type=checkbox], [data-face]').click()`)
	if got := browsertest.Eval[string](p, hints); got != "next,go,go,go" {
		t.Errorf("when the rest is filled in the keys say %s", got)
	}
	click(p, ".rh-on [data-field='3'] input")
	p.Do(chromedp.KeyEvent(kb.Enter))
	p.Wait(`!document.querySelector('.rh-on .rh-summary').hidden`)
	quiet(t, p)
}
