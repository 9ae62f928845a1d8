package player_test

import (
	"testing"

	"rehearse/demo/browsertest"
)

// TestTheFilmEnds: at its end nothing is offered that does nothing, and the
// reader tries from the start.
func TestTheFilmEnds(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	click(p, "[data-do=watch]")
	at(p, "portal")
	click(p, "[data-do=pause]")
	for range 40 {
		if browsertest.Eval[bool](p, `Boolean(document.querySelector('.rh-on').dataset.outcome)`) {
			break
		}
		click(p, "[data-do=step]")
	}
	at(p, "done")
	if got := browsertest.Eval[string](p, `[...document.querySelectorAll('.rh-bar button:enabled')].filter((e) => e.checkVisibility()).map((e) => e.dataset.do).join()`); got != "takeover" {
		t.Errorf("at the end of the film there is %s", got)
	}
	if !focused(p, "[data-do=takeover]") {
		t.Error("the focus is not on what is left to do")
	}
	click(p, "[data-do=takeover]")
	at(p, "portal")
	if got := browsertest.Eval[string](p, `document.querySelector('.rehearsal').dataset.mode`); got != "practise" {
		t.Errorf("then the mode is %s", got)
	}
	quiet(t, p)
}

// TestSpeed: films play as fast as the reader has chosen, for the visit.
func TestSpeed(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	// What the film would wait for before its first action.
	wait := func() int {
		browsertest.Eval[any](p, `{
			window.waits = [];
			const { setTimeout } = window;
			window.setTimeout = (f, ms) => (ms > 500 ? waits.push(ms) : setTimeout(f, ms));
		}`)
		click(p, "[data-do=watch]")
		at(p, "portal")
		return browsertest.Eval[int](p, `Math.round(waits[0])`)
	}
	choose := func(speed string) {
		browsertest.Eval[any](p, `{
			const choice = document.querySelector('[data-part=speed]');
			choice.value = '`+speed+`';
			choice.dispatchEvent(new Event('change'));
		}`)
		p.Do(navigate(browsertest.Eval[string](p, `location.origin + location.pathname`))) // without the place, to begin anew
	}
	usual := wait()
	for speed, want := range map[string]int{"0.5": 2 * usual, "2": (usual + 1) / 2} {
		choose(speed)
		if got := wait(); got != want {
			t.Errorf("at the speed %s it waits for %d ms, at the usual for %d", speed, got, usual)
		}
	}
	quiet(t, p)
}
