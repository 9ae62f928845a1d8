package player_test

import (
	"fmt"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
)

// cut lists what reaches beyond the edges of the screen that is shown, or of the
// rehearsal.
const cut = `[...document.querySelectorAll('.rh-on .rh-page *, .rh-on .rh-frame > *, :is(.rh-bar, .rh-start) *')].filter((e) => {
	if (!e.checkVisibility() || e.matches('.rh-unseen, .rh-unseen *, option')) return false;
	const inner = e.getBoundingClientRect(), outer = e.closest('.rh-frame, .rehearsal').getBoundingClientRect();
	return inner.left < outer.left - 0.5 || inner.right > outer.right + 0.5;
}).map((e) => e.outerHTML.slice(0, 80)).join('\n')`

// TestLargestText: who reads letters twice as large on a small phone sees whole
// buttons, in their place and in a sheet, and words in one piece.
func TestLargestText(t *testing.T) {
	for _, frame := range []string{"browser", "phone"} {
		f := parse(t, "card.flow.yaml", "frame: browser", "frame: "+frame)
		p := browsertest.New(t)
		if _, err := chromedp.Call(p.Context, cdppage.SetFontSizes, cdppage.SetFontSizesParams{FontSizes: &cdppage.FontSizes{Standard: 32}}); err != nil {
			t.Fatal(err)
		}
		p.Do(chromedp.EmulateViewport(320, 640), navigate(site{flow: f, lang: "en", before: steps(t)}.serve(t)))
		p.Wait(`document.querySelector('.rh-ready')`)
		if got := browsertest.Eval[float64](p, `parseFloat(getComputedStyle(document.documentElement).fontSize)`); got != 32 {
			t.Fatalf("letters of %v pixels", got)
		}
		if got := browsertest.Eval[float64](p, `document.querySelector('.from-here').getBoundingClientRect().height`); got > 150 {
			t.Errorf("the button at a step is a column of letters, %v pixels high", got)
		}
		if got := browsertest.Eval[string](p, cut); got != "" {
			t.Errorf("%s, at rest: cut off:\n%s", frame, got)
		}
		for _, where := range []string{"in its place", "in a sheet"} {
			if where == "in a sheet" {
				click(p, "#two .from-here")
				at(p, "identify")
			}
			for _, s := range f.Screens {
				if s.ID == "inside" {
					continue // behind a forgotten password: nobody gets there
				}
				visit(p, s.ID)
				if got := browsertest.Eval[string](p, cut); got != "" {
					t.Errorf("%s, %s, %s: cut off:\n%s", frame, where, s.ID, got)
				}
			}
		}
		if got := browsertest.Eval[string](p, `[...document.querySelectorAll('.rh-mode')].filter((e) => e.checkVisibility() && e.getClientRects()[0].height > 60).map((e) => e.textContent).join()`); got != "" {
			t.Errorf("%s: %q is broken into lines", frame, got)
		}
		quiet(t, p)
	}
}

// TestASummaryBeginsWithItsTitle, also where it is higher than what shows it.
func TestASummaryBeginsWithItsTitle(t *testing.T) {
	p := withSteps(t, 320, 568)
	click(p, "#two .from-here")
	at(p, "identify")
	click(p, next)
	p.Wait(`document.activeElement.matches('.rh-on .rh-summary')`)
	seen := fmt.Sprintf(`(({ top }, { bottom }) => top >= bottom)(document.querySelector('.rh-on .rh-summary-title').getBoundingClientRect(), document.querySelector(%q).getBoundingClientRect())`, ".rh-grip")
	if !browsertest.Eval[bool](p, seen) {
		t.Error("the title of the summary is below the handle")
	}
	quiet(t, p)
}

// TestTheScreenStaysWhileTheCoachTalks: one line or two.
func TestTheScreenStaysWhileTheCoachTalks(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "portal")
	jump := browsertest.Eval[float64](p, `(() => {
		const coach = document.querySelector('[data-part=coach]');
		const top = () => document.querySelector('.rh-screens').getBoundingClientRect().top - coach.getBoundingClientRect().top;
		coach.replaceChildren('1');
		const before = top();
		coach.replaceChildren('1', document.createElement('br'), '2');
		return top() - before;
	})()`)
	if jump != 0 {
		t.Errorf("the screen jumps by %v pixels", jump)
	}
	quiet(t, p)
}
