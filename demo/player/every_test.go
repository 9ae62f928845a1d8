package player_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/demo/flow"
	"rehearse/demo/flowtest"
	"rehearse/demo/player"
)

// every calls f with each flow, in a subtest, and with one browser for all of them.
func every(t *testing.T, f func(*testing.T, *browsertest.Page, *flow.Flow)) {
	p := browsertest.New(t)
	for _, name := range flowtest.Names(t) {
		t.Run(name, func(t *testing.T) {
			f(t, p, flowtest.Flow(t, name))
			quiet(t, p)
		})
	}
}

// visit begins at a screen and reports whether the samples lead there.
func visit(p *browsertest.Page, id string) bool {
	return browsertest.Eval[bool](p, fmt.Sprintf(`new Promise((resolve) => {
		const root = document.querySelector('.rehearsal');
		root.addEventListener('rehearsal:screen', ({ detail }) => resolve(detail.screen === %q), { once: true });
		root.dispatchEvent(new CustomEvent('rehearsal:goto', { detail: { screen: %q } }));
	})`, id, id))
}

// lost reports whether a screen is behind something that nobody can type: a
// forgotten password.
func lost(f *flow.Flow, s *flow.Screen) bool {
	for _, b := range f.Buttons {
		for _, branch := range b.To {
			if branch.Screen == s && !slices.ContainsFunc(b.Checks, forgotten) {
				return false
			}
		}
		for _, branch := range b.Refused.To {
			if branch.Screen == s {
				return false
			}
		}
	}
	return s != f.Start
}

func forgotten(f *flow.Field) bool {
	return f.IsRequired() && f.Sample == "" && f.SampleChoice == 0 && !f.Kind.IsDrawn()
}

// stored counts what the page keeps.
const stored = `(async () => [localStorage.length, sessionStorage.length, document.cookie.length,
	(await indexedDB.databases()).length, (await caches.keys()).length].join())()`

// harmless names what makes browsers send, offer to fill in or keep what is
// typed; it is empty on a page that has nothing of the kind.
const harmless = `[
	...document.querySelectorAll('form, [action], [formaction], [type=password], [type=submit], [type=email], [type=tel], [name]:not([type=radio]):not(meta)'),
	...[...document.querySelectorAll('input:not([type=radio], [type=checkbox]), select')].filter((e) => e.autocomplete !== 'off'),
	...[...document.querySelectorAll('.rehearsal button')].filter((e) => e.type !== 'button'),
].map((e) => e.outerHTML).join()`

// TestNothingLeavesThePage goes to every screen of every flow of the content,
// presses every button there with everything filled in, and looks at what the
// page asked for, keeps and has.
func TestNothingLeavesThePage(t *testing.T) {
	every(t, func(t *testing.T, p *browsertest.Page, f *flow.Flow) {
		p.Do(navigate(site{flow: f}.serve(t)))
		visit(p, f.Start.ID)
		before := len(p.Requests())
		for _, s := range f.Screens {
			if got := visit(p, s.ID); !got {
				if !lost(f, s) {
					t.Errorf("the samples do not lead to %s", s.ID)
				}
				continue
			}
			labelled(t, p, s.ID)
			for _, b := range s.Buttons {
				visit(p, s.ID)
				browsertest.Eval[any](p, fmt.Sprintf(`{
					document.querySelector('[data-do=fill]')?.click(); // questions about the reader have none
					document.querySelector('.rh-on [data-button="%d"]').click();
				}`, b.Index))
				labelled(t, p, s.ID+" after "+b.Label.Default)
			}
		}
		if got := browsertest.Eval[string](p, harmless); got != "" {
			t.Errorf("the page has %s", got)
		}
		if after := p.Requests(); len(after) != before {
			t.Errorf("requests after loading: %q", after[before:])
		}
		if got := browsertest.Eval[string](p, stored); got != "0,0,0,0,0" {
			t.Errorf("storage: %s", got)
		}
	})
}

// labelled looks for the label of the screen that is shown, in the
// accessibility tree. Below a dialog nothing is read.
func labelled(t *testing.T, p *browsertest.Page, where string) {
	t.Helper()
	labels := 0
	for _, n := range accessible(t, p) {
		if n.role == "StaticText" && n.name == "模拟演练，请勿输入真实信息" {
			labels++
		}
	}
	if labels != 1 {
		t.Errorf("%s: the label is read %d times", where, labels)
	}
}

// TestEveryTextFieldWarnsOfRealNumbers types numbers that might be somebody's
// into every text field of every flow.
func TestEveryTextFieldWarnsOfRealNumbers(t *testing.T) {
	every(t, func(t *testing.T, p *browsertest.Page, f *flow.Flow) {
		p.Do(navigate(site{flow: f}.serve(t)))
		for _, s := range f.Screens {
			if !visit(p, s.ID) {
				continue
			}
			missed := browsertest.Eval[string](p, `(() => {
				const samples = [...document.querySelectorAll('[data-sample]')].map((e) => [e.dataset.sample, false]);
				return [...document.querySelectorAll('.rh-on .rh-entry input')].flatMap((input) =>
				[['440524188001010014', true], ['13900139000', true], ['440524188001010015', true], ['4405241880', false], ...samples].filter(([number, isReal]) => {
					input.value = number;
					input.dispatchEvent(new InputEvent('input', { bubbles: true }));
					const warning = document.querySelector('[data-part=warning]');
					return isReal !== (!warning.hidden && input.closest('[data-field]').contains(warning));
				}).map(([number]) => input.id + ' ' + number)).join();
			})()`)
			if missed != "" {
				t.Errorf("%s: judged wrongly: %s", s.ID, missed)
			}
		}
	})
}

// TestEveryScreenFits holds every screen of every flow, in both languages,
// within 320 pixels: what 400 % zoom leaves of 1280.
func TestEveryScreenFits(t *testing.T) {
	every(t, func(t *testing.T, p *browsertest.Page, f *flow.Flow) {
		for _, lang := range []string{"zh", "en"} {
			p.Do(chromedp.EmulateViewport(320, 640), navigate(site{flow: f, lang: lang}.serve(t)))
			for _, s := range f.Screens {
				visit(p, s.ID)
				if got := browsertest.Eval[int](p, `document.documentElement.scrollWidth`); got > 320 {
					t.Errorf("%s: with screen %s the page is %d pixels wide", lang, s.ID, got)
				}
				small := `[...document.querySelectorAll('.rehearsal :is(button, .rh-input, .rh-option)')].filter((e) => e.checkVisibility() && !e.closest('.rh-under') && e.getBoundingClientRect().height < 43.9).map((e) => e.outerHTML).join()`
				if got := browsertest.Eval[string](p, small); got != "" {
					t.Errorf("%s: too small to touch: %s", s.ID, got)
				}
			}
		}
	})
}

// emulate sets what the reader's system asks for.
func emulate(t *testing.T, p *browsertest.Page, name, value string) {
	t.Helper()
	params := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: name, Value: value}}}
	if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, params); err != nil {
		t.Fatal(err)
	}
}

// TestEveryFilmReachesItsEnd steps through every flow of the content.
func TestEveryFilmReachesItsEnd(t *testing.T) {
	every(t, func(t *testing.T, p *browsertest.Page, f *flow.Flow) {
		emulate(t, p, "prefers-reduced-motion", "reduce")
		p.Do(navigate(site{flow: f, lang: "en"}.serve(t)))
		click(p, "[data-do=watch]")
		at(p, f.Start.ID)
		if got := text(p, "[data-do=pause]"); got != "Play on" {
			t.Errorf("where less motion is wanted the film plays by itself; the button says %q", got)
		}
		if n := browsertest.Eval[int](p, `document.getAnimations().length`); n != 0 {
			t.Errorf("%d animations where none is wanted", n)
		}
		outcome := `document.querySelector('.rh-on').dataset.outcome ?? ''`
		for range 100 {
			if browsertest.Eval[string](p, outcome) != "" {
				break
			}
			if got := text(p, "[data-part=coach]"); got == "" {
				t.Fatal("the film does something and does not say what")
			}
			click(p, "[data-do=step]")
		}
		if browsertest.Eval[string](p, outcome) == "" {
			t.Errorf("the film stops at %s", browsertest.Eval[string](p, `document.querySelector('.rh-on').dataset.id`))
		}
	})
}

// BenchmarkStoryboards renders every flow.
func BenchmarkStoryboards(b *testing.B) {
	var views []player.View
	for _, f := range flowtest.All(b) {
		views = append(views, player.View{Flow: f, Lang: "zh", ID: "a"})
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, v := range views {
			render(b, v)
		}
	}
}
