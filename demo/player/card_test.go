package player_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
)

// headings are the levels of what stands in the rehearsal, in their order.
const headings = `[...document.querySelectorAll('.rehearsal :is(h1, h2, h3, h4, h5, h6)')].map((e) => e.tagName).join('')`

// TestACardGetsItsScreens from the rehearsal's own page, and is then played as one that
// has them; nothing moves meanwhile.
func TestACardGetsItsScreens(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	p := site{flow: f, card: true, gap: true}.open(t)
	p.Wait(`document.querySelector('.rh-ready')`)
	if got := browsertest.Eval[int](p, `document.querySelectorAll('.rh-screen').length`); got != 0 {
		t.Errorf("a card has %d screens that nobody has asked for", got)
	}
	places := `JSON.stringify([...document.querySelectorAll('.rh-head, .rh-start, .rh-more, .rh-foot')].map((e) => { const { x, y } = e.getBoundingClientRect(); return [x + scrollX, y + scrollY]; }))`
	before := browsertest.Eval[string](p, places)
	browsertest.Eval[any](p, `document.querySelector('[data-do=watch]').focus(), null`)
	p.Wait(`document.querySelector('.rh-screen')`)
	if got := browsertest.Eval[string](p, places); got != before {
		t.Errorf("something has moved: %s, before %s", got, before)
	}
	if !focused(p, "[data-do=watch]") {
		t.Error("the focus is lost when the screens come")
	}
	if got := browsertest.Eval[int](p, figures); got != 0 {
		t.Errorf("%d screens are shown at rest", got)
	}
	if got, want := browsertest.Eval[string](p, headings), "H3"+strings.Repeat("H4", len(f.Screens)); got != want {
		t.Errorf("the headings are %s, want %s", got, want)
	}
	goTo(p, "identify")
	click(p, fillIn)
	click(p, next)
	at(p, "reset")
	quiet(t, p)
}

// TestACardGoesOnAfterAReload, where its screens are fetched first.
func TestACardGoesOnAfterAReload(t *testing.T) {
	p := browsertest.New(t)
	p.Do(navigate(site{flow: parse(t, "card.flow.yaml"), card: true}.serve(t) + "#r1/practise/identify/2/"))
	at(p, "identify")
	quiet(t, p)
}

// TestACardIsPrintedWithItsScreens, also before anybody has come near it.
func TestACardIsPrintedWithItsScreens(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	p := site{flow: f, card: true, gap: true}.open(t)
	p.Wait(`performance.getEntriesByName(new URL('assets/card.js', location).href).length > 0`)
	p.Wait(`document.querySelector('.rh-ready')`)
	browsertest.Eval[any](p, `import(new URL('assets/card.js', location)).then(() => null)`) // it has run
	if _, err := chromedp.Call(p.Context, cdppage.PrintToPDF, cdppage.PrintToPDFParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	if got := browsertest.Eval[int](p, figures); got != len(f.Screens) {
		t.Errorf("%d screens are printed, want %d", got, len(f.Screens))
	}
	quiet(t, p)
}

// TestACardLeadsToItsScreens where there are no scripts, and where they have no page.
func TestACardLeadsToItsScreens(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	for name, hasScripts := range map[string]bool{"scripts": true, "no scripts": false} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.New(t)
			url := site{flow: f, card: true}.serve(t)
			disabled := emulation.SetScriptExecutionDisabledParams{Value: !hasScripts}
			if _, err := chromedp.Call(p.Context, emulation.SetScriptExecutionDisabled, disabled); err != nil {
				t.Fatal(err)
			}
			p.Do(navigate(url))
			click(p, ".rh-more a")
			p.Wait(`location.pathname.endsWith('alone') && document.readyState === 'complete'`)
			if got := browsertest.Eval[int](p, figures); got != len(f.Screens) {
				t.Errorf("%d screens are shown, want %d", got, len(f.Screens))
			}
			quiet(t, p)
		})
	}
}

// TestACardWithoutItsPage, or with that of another flow, says so.
func TestACardWithoutItsPage(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml"), card: true, lost: true}.open(t)
	click(p, "[data-do=practise]")
	p.Wait(`document.activeElement.matches('[data-part=trouble]')`)

	p = site{flow: parse(t, "card.flow.yaml"), card: true, gap: true}.open(t)
	p.Wait(`document.querySelector('.rh-ready')`)
	browsertest.Eval[any](p, `{ document.querySelector('[data-module]').dataset.module += '?new'; document.querySelector('[data-do=practise]').click(); }`)
	p.Wait(`document.activeElement.matches('[data-part=trouble]')`)
	if got := browsertest.Eval[int](p, `document.querySelectorAll('.rh-screen').length`); got != 0 {
		t.Error("screens of another flow are shown")
	}
}
