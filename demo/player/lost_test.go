package player_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rehearse/demo/browsertest"
	"rehearse/demo/flowtest"
)

// TestNamesAreJustTextInATest: they would be a hint, and a press on one would
// end what the reader has done so far.
func TestNamesAreJustTextInATest(t *testing.T) {
	p := withSteps(t, 1280, 900)
	click(p, "[data-do=test]")
	at(p, "portal")
	for _, name := range []string{"#one .control", "#two .control"} {
		click(p, name)
		if got := browsertest.Eval[string](p, `[document.querySelector('.rehearsal').dataset.mode, document.querySelector('.rh-on').dataset.id, document.querySelectorAll('.rh-lit, .control[role], .control[tabindex]').length].join()`); got != "test,portal,0" {
			t.Errorf("after a press on %s: %s", name, got)
		}
	}
	click(p, ".rh-below [data-do=close]")
	click(p, "[data-do=practise]")
	at(p, "portal")
	click(p, "#two .control")
	at(p, "identify")
	quiet(t, p)
}

// TestANameLeavesAFilmAFilm that goes on at the screen of the name.
func TestANameLeavesAFilmAFilm(t *testing.T) {
	p := withSteps(t, 1280, 900)
	click(p, "[data-do=watch]")
	at(p, "portal")
	click(p, "#two .control")
	at(p, "identify")
	if got := browsertest.Eval[string](p, `document.querySelector('.rehearsal').dataset.mode`); got != "watch" {
		t.Errorf("then the mode is %s", got)
	}
	quiet(t, p)
}

// TestAFilmLeavesTheFocus where the reader has gone with it meanwhile.
func TestAFilmLeavesTheFocus(t *testing.T) {
	p := withSteps(t, 1280, 900)
	click(p, "[data-do=watch]")
	at(p, "portal")
	if !focused(p, "[data-do=pause]") {
		t.Error("a film begins without its pause button")
	}
	browsertest.Eval[any](p, `document.querySelector('#three .from-here').focus()`)
	at(p, "login")
	if !focused(p, "#three .from-here") {
		t.Error("the film has taken the focus")
	}
	quiet(t, p)
}

// TestAFilmThatNobodySees pauses: scrolled away, folded, or in a tab that was
// put behind another.
func TestAFilmThatNobodySees(t *testing.T) {
	for _, c := range []struct {
		name  string
		width int64
		away  string
	}{
		{"scrolled away", 390, `document.body.style.paddingTop = '9000px', scrollTo(0, 0)`},
		{"behind another tab, in its place", 390, `document.querySelector('main').hidden = true`},
		{"behind another tab, beside the text", 1280, `document.querySelector('main').hidden = true`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := withSteps(t, c.width, 844)
			click(p, "[data-do=watch]")
			at(p, "portal")
			browsertest.Eval[any](p, c.away)
			p.Wait(`!document.querySelector('[data-part=paused]').hidden`)
			if got := browsertest.Eval[string](p, `document.querySelector('.rh-on').dataset.id`); got != "portal" {
				t.Errorf("it plays on to %s", got)
			}
			quiet(t, p)
		})
	}
	t.Run("folded", func(t *testing.T) {
		p := withSteps(t, 1280, 844)
		click(p, "[data-do=watch]")
		at(p, "portal")
		p.Do(chromedp.KeyEvent(kb.Escape))
		p.Wait(`document.activeElement.matches('.rh-folded .rh-handle')`)
		p.Wait(`!document.querySelector('[data-part=paused]').hidden`)
		if !browsertest.Eval[bool](p, `Boolean(document.querySelector('.rh-folded [data-id=portal].rh-on'))`) {
			t.Error("it plays on")
		}
	})
}

// TestATestGoesOnCounting where the page begins it anew at a screen, as live
// preview does.
func TestATestGoesOnCounting(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "counter")}.open(t)
	browsertest.Eval[any](p, `document.addEventListener('rehearsal:screen', ({ detail }) => { window.last = JSON.parse(JSON.stringify(detail)); }), null`)
	click(p, "[data-do=test]")
	at(p, "pack")
	click(p, next)
	p.Wait(`!document.querySelector('.rh-on .rh-summary').hidden`)
	browsertest.Eval[any](p, `for (const box of document.querySelectorAll('.rh-on [type=checkbox]')) box.click(); null`)
	click(p, next)
	at(p, "where")
	before := browsertest.Eval[float64](p, `last.effort.began`)
	browsertest.Eval[any](p, `document.querySelector('.rehearsal').dispatchEvent(new CustomEvent('rehearsal:goto', { detail: last })), null`)
	p.Wait(`document.querySelector('.rh-on [data-kind=radio] input')`)
	if got := byKeyboard(t, p); got != "success" {
		t.Fatalf("ends in %s", got)
	}
	if got := text(p, "[data-part=presses]") + " presses, mistakes " + text(p, "[data-part=mistakes]"); got != "3 presses, mistakes 1" {
		t.Errorf("summed up: %s", got)
	}
	if after := browsertest.Eval[float64](p, `last.effort.began`); after != before {
		t.Error("the time is counted anew")
	}
	quiet(t, p)
}

// TestThePlayerIsAskedForAgain by another address, as many browsers remember
// for as long as the page is open that one could not be loaded.
func TestThePlayerIsAskedForAgain(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml"), flaky: true}.open(t)
	p.Wait(`document.querySelector('.rh-ready')`)
	asked := `performance.getEntriesByType('resource').map((e) => e.name).filter((name) => name.includes('player.js')).map((name) => name.replace(/.*\//, '')).join()`
	p.Wait(asked + ` !== ''`)
	click(p, "[data-do=practise]")
	p.Wait(`document.activeElement.matches('[data-part=trouble], .rh-screen-title')`)
	if focused(p, "[data-part=trouble]") {
		click(p, "[data-do=practise]")
	}
	at(p, "portal")
	if got := browsertest.Eval[string](p, asked); got != "player.js,player.js#" {
		t.Errorf("asked for %s", got)
	}
}

// TestThePanelCoversNoFocus that lies outside of the text, which stands beside it.
func TestThePanelCoversNoFocus(t *testing.T) {
	p := withSteps(t, 1280, 900)
	browsertest.Eval[any](p, `document.body.prepend(Object.assign(document.createElement('button'), { id: 'above', textContent: 'above' })), null`)
	click(p, "#two .from-here")
	at(p, "identify")
	covers := `getComputedStyle(document.querySelector('.rh-docked')).visibility === 'visible'`
	for selector, want := range map[string]bool{"#above": false, "#two .control": true, ".rh-on input": true} {
		tabTo(t, p, selector)
		if got := browsertest.Eval[bool](p, covers); got != want {
			t.Errorf("with the focus on %s the panel is there: %v", selector, got)
		}
	}
	quiet(t, p)
}
