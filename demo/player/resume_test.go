package player_test

import (
	"strings"
	"testing"

	"rehearse/demo/browsertest"
)

// address is where the page says that the rehearsal is.
const address = `decodeURIComponent(location.hash)`

// TestAReloadGoesOn at the screen where it was, in the same mode, and the address has
// no word of what was typed.
func TestAReloadGoesOn(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	enter(p, "1", "孙小样")
	reload := func() {
		t.Helper()
		browsertest.Eval[any](p, `{ document.body.id = 'old'; location.reload(); }`)
		p.Wait(`document.body?.id !== 'old' && document.querySelector('.rh-ready')`)
	}
	if got := browsertest.Eval[string](p, address); got != "#r1/practise/identify/2/" {
		t.Errorf("the address ends with %s", got)
	}
	reload()
	at(p, "identify")
	if got := browsertest.Eval[string](p, `[document.querySelector('.rehearsal').dataset.mode, document.querySelector('.rh-on [data-field="1"] input').value, history.length].join()`); !strings.HasPrefix(got, "practise,,") {
		t.Errorf("after a reload it is %s", got)
	}
	click(p, fillIn)
	click(p, next)
	at(p, "reset")
	if got := browsertest.Eval[string](p, address); got != "#r1/practise/reset/3/" {
		t.Errorf("then the address ends with %s", got)
	}
	click(p, ".rh-below [data-do=close]")
	if got := browsertest.Eval[string](p, `location.hash + document.querySelectorAll('[data-mode]').length`); got != "0" {
		t.Errorf("after the end the address ends with %s", got)
	}
	quiet(t, p)
}

// TestAReloadedTestBeginsAnew: its result would be of the half that was left.
func TestAReloadedTestBeginsAnew(t *testing.T) {
	s := site{flow: parse(t, "card.flow.yaml")}
	p := browsertest.New(t)
	p.Do(navigate(s.serve(t) + "#r1/test/reset/3/"))
	at(p, "portal")
	if got := browsertest.Eval[string](p, `document.querySelector('.rehearsal').dataset.mode`); got != "test" {
		t.Errorf("it is %s", got)
	}
	quiet(t, p)
}

// TestLinksToPlaces: what an address may say, and what it is taken for.
func TestLinksToPlaces(t *testing.T) {
	s := site{flow: parse(t, "card.flow.yaml")}
	url := s.serve(t)
	for hash, want := range map[string]string{
		"#r1/watch/identify/2/":         "watch,identify",
		"#r1/practise/reset/3/":         "practise,reset",
		"#r1/practise/counter/0/":       "practise,counter",
		"#r1/practise/nowhere/x/beside": "practise,portal",
		"#r1/practise/done/99/":         "practise,done",
		"#r1/restart/reset/3/":          ",",
		"#r1/constructor/reset":         ",",
		"#r1":                           ",",
		"#r2/practise/reset":            ",",
		"#%/%/%":                        ",",
	} {
		p := browsertest.New(t)
		p.Do(navigate(url + hash))
		if want == "," {
			p.Wait(`performance.getEntriesByName(new URL('assets/help.js', location).href).length > 0`)
		} else {
			p.Wait(`document.querySelector('.rh-on')`)
		}
		if got := browsertest.Eval[string](p, `[document.querySelector('.rehearsal').dataset.mode, document.querySelector('.rh-on')?.dataset.id].join()`); got != want {
			t.Errorf("%s leads to %s, want %s", hash, got, want)
		}
		quiet(t, p)
	}
}

// TestAStepIsSentOn from the page of a rehearsal: its link opens that step elsewhere,
// in large letters and without what was typed.
func TestAStepIsSentOn(t *testing.T) {
	s := site{flow: parse(t, "card.flow.yaml"), alone: true}
	url := s.serve(t)
	p := browsertest.New(t)
	p.Do(navigate(url))
	offered := `[...document.querySelectorAll('[data-part=send]:not([hidden]) > :not([hidden]) a')].map((a) => a.href).join()`
	if got := browsertest.Eval[string](p, offered); got != "" {
		t.Errorf("before anything is played %s is to be sent", got)
	}
	goTo(p, "identify")
	enter(p, "1", "孙小样")
	link := browsertest.Eval[string](p, offered)
	if want := "https://example.org/x/?large#r1/practise/identify/2/"; link != want {
		t.Fatalf("on the third screen %q is to be sent, want %q", link, want)
	}
	goTo(p, "counter") // which is beside the route
	if got := browsertest.Eval[string](p, offered); got != "" {
		t.Errorf("beside the route %s is to be sent", got)
	}
	_, place, _ := strings.Cut(link, "/x/")
	other := browsertest.New(t)
	other.Do(navigate(url + place))
	at(other, "identify")
	if got := browsertest.Eval[string](other, `[document.documentElement.dataset.size, document.querySelector('.rh-on [data-field="1"] input').value, location.search].join()`); got != "larger,,?large" {
		t.Errorf("whoever follows it has %s", got)
	}
	quiet(t, p)
	quiet(t, other)
}
