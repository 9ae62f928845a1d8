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
