package player_test

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rehearse/demo/browsertest"
	"rehearse/demo/flowtest"
	"rehearse/demo/wasm"
)

func navigate(url string) chromedp.Action[chromedp.Void] { return chromedp.Navigate(url) }

// click presses a control with the mouse, as soon as it can be seen.
// click presses an element once it has come to rest: one in a sheet that still
// rises would be missed.
func click(p *browsertest.Page, selector string) {
	p.Wait(fmt.Sprintf(`((e) => e && !document.getAnimations().some((a) => {
		const { duration, iterations } = a.effect.getComputedTiming();
		return a.playState === 'running' && duration < 1000 && iterations < Infinity && a.effect.target.contains(e);
	}))(document.querySelector(%q))`, selector))
	p.Do(chromedp.Click(chromedp.CSS(selector)))
}

// at waits for a screen.
func at(p *browsertest.Page, id string) {
	p.Wait(fmt.Sprintf(`document.querySelector('.rh-on')?.dataset.id === %q`, id))
}

func focused(p *browsertest.Page, selector string) bool {
	return browsertest.Eval[bool](p, fmt.Sprintf(`document.activeElement.matches(%q)`, selector))
}

func text(p *browsertest.Page, selector string) string {
	return strings.Join(strings.Fields(browsertest.Eval[string](p, fmt.Sprintf(`document.querySelector(%q).innerText`, selector))), " ")
}

// quiet fails the test where the page complained of anything.
func quiet(t *testing.T, p *browsertest.Page) {
	t.Helper()
	if c := p.Complaints(); len(c) > 0 {
		t.Errorf("the page complained: %q", c)
	}
}

// What the reader presses to go on, and to have the screen filled in.
const (
	next   = ".rh-on [data-next]"
	fillIn = "[data-do=fill]"
)

// TestPractise goes from the first click to the last screen with the mouse,
// and watches what leaves the page meanwhile.
func TestPractise(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	browsertest.Eval[any](p, `{
		window.visited = [];
		addEventListener('rehearsal:screen', ({ detail }) => visited.push(detail.screen + ':' + detail.mode + ':' + (detail.outcome ?? '')));
	}`)
	// What is fetched last, before anybody begins.
	p.Wait(`performance.getEntriesByName(new URL('assets/help.js', location).href).length > 0`)
	before := len(p.Requests())

	click(p, "[data-do=practise]")
	at(p, "portal")
	if !focused(p, ".rh-on .rh-screen-title") {
		t.Error("the focus is not on the heading of the screen")
	}
	if got := text(p, "[data-part=coach]"); got != "请按“我的卡”。" {
		t.Errorf("coach says %q", got)
	}
	click(p, next)
	at(p, "login")
	click(p, next)
	at(p, "identify")
	click(p, next)
	checkRefusal(t, p)
	click(p, fillIn)
	if !focused(p, next) {
		t.Error("the focus is not on the button after filling in the screen")
	}
	click(p, next)
	at(p, "reset")
	click(p, ".rh-on [data-field]:nth-child(1 of [data-field]) [data-fill]")
	click(p, ".rh-on [data-field]:nth-child(2 of [data-field]) [data-fill]")
	click(p, next)
	at(p, "done")

	if got := text(p, ".rh-on .rh-screen-title"); got != "密码修改成功" {
		t.Errorf("the last screen is %q", got)
	}
	if got := text(p, "[data-part=end]"); !strings.Contains(got, "按了几次按钮5") || !strings.Contains(got, "需要改正的次数1") {
		t.Errorf("summary: %q", got)
	}
	want := []string{"portal:practise:", "login:practise:", "identify:practise:", "reset:practise:", "done:practise:success"}
	if got := browsertest.Eval[[]string](p, `visited`); !slices.Equal(got, want) {
		t.Errorf("events %q, want %q", got, want)
	}
	if after := p.Requests(); len(after) != before {
		t.Errorf("requests while practising: %q", after[before:])
	}
	stored := `(async () => [localStorage.length, sessionStorage.length, document.cookie.length, (await indexedDB.databases()).length, (await caches.keys()).length].join())()`
	if got := browsertest.Eval[string](p, stored); got != "0,0,0,0,0" {
		t.Errorf("storage: %s", got)
	}
	quiet(t, p)
}

// checkRefusal looks at the screen "identify" after an empty submission.
func checkRefusal(t *testing.T, p *browsertest.Page) {
	t.Helper()
	if !focused(p, ".rh-on [data-part=summary]") {
		t.Error("the focus is not on the error summary")
	}
	count := func(selector string) int {
		return browsertest.Eval[int](p, fmt.Sprintf(`[...document.querySelectorAll(%q)].filter((e) => e.checkVisibility()).length`, selector))
	}
	for selector, want := range map[string]int{
		".rh-on .rh-summary li":      7,
		".rh-on .rh-error":           7,
		".rh-on [aria-invalid=true]": 7,
	} {
		if got := count(selector); got != want {
			t.Errorf("%d of %s, want %d", got, selector, want)
		}
	}
	described := `[...document.querySelectorAll('.rh-on [aria-invalid]')].every((e) => {
		const message = e.closest('[data-field]').querySelector('.rh-error:not([hidden])');
		return e.getAttribute('aria-describedby').split(' ').includes(message.id);
	})`
	if !browsertest.Eval[bool](p, described) {
		t.Error("a control is not described by its message")
	}
	click(p, ".rh-on .rh-summary li:nth-child(2) a")
	if !focused(p, "select") {
		t.Error("the summary's link does not lead to its field")
	}
	if hash := browsertest.Eval[string](p, `location.hash`); hash != "#r1/practise/identify/2/" {
		t.Errorf("the page's address has become %q", hash)
	}
}

// tabTo presses Tab until the focus is on a control.
func tabTo(t *testing.T, p *browsertest.Page, selector string) {
	t.Helper()
	for range 60 {
		p.Do(chromedp.KeyEvent(kb.Tab))
		if focused(p, selector) {
			return
		}
	}
	t.Fatalf("Tab does not lead to %s", selector)
}

func TestKeyboardOnly(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml"), lang: "en"}.open(t)
	p.Wait(`!document.querySelector('[data-do=practise]').disabled`)
	press := func(selector string) {
		tabTo(t, p, selector)
		p.Do(chromedp.KeyEvent(kb.Enter))
	}
	typeIn := func(label, keys string) {
		tabTo(t, p, fmt.Sprintf(`[data-label=%q] input, [data-label=%q] select`, label, label))
		p.Do(chromedp.KeyEvent(keys))
	}
	press("[data-do=practise]")
	at(p, "portal")
	press(next)
	at(p, "login")
	press(next)
	at(p, "identify")
	browsertest.Eval[any](p, `for (const f of document.querySelectorAll('[data-field]')) f.dataset.label = f.querySelector('.rh-gloss').innerText; null`)
	typeIn("Name", "孙小样")
	typeIn("Type of document", kb.ArrowDown+kb.ArrowDown)
	typeIn("Number", "１１０１０５-19491231002x")
	typeIn("Mobile number", "138 0013 8000")
	typeIn("How", " ")
	typeIn("I have read the notice", " ")
	typeIn("Random code", browsertest.Eval[string](p, `document.querySelector('.rh-on [data-part=shown]').textContent`)+kb.Enter)
	at(p, "reset")
	typeIn("New PIN", "246802")
	typeIn("New PIN again", "246803"+kb.Enter)
	p.Wait(`document.activeElement.matches('.rh-on .rh-summary')`)
	press(".rh-on .rh-summary a")
	p.Do(chromedp.KeyEvent(kb.Backspace+kb.Backspace+kb.Backspace+kb.Backspace+kb.Backspace+kb.Backspace), chromedp.KeyEvent("246802"+kb.Enter))
	at(p, "done")
	if !focused(p, ".rh-on .rh-screen-title") {
		t.Error("the focus is not on the heading of the outcome")
	}
	quiet(t, p)
}

func TestEnterWithinCompositionSubmitsNothing(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	browsertest.Eval[any](p, `{
		const input = document.querySelector('.rh-on input');
		input.focus();
		input.value = 'sun';
		for (const init of [{ isComposing: true }, { keyCode: 229 }])
			input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }));
	}`)
	if got := browsertest.Eval[bool](p, `document.querySelector('.rh-on .rh-summary').hidden && document.querySelector('.rh-on input').value === 'sun'`); !got {
		t.Error("choosing a candidate with Enter submitted the screen")
	}
	quiet(t, p)
}

// goTo asks for a screen as a page does.
func goTo(p *browsertest.Page, screen string) {
	browsertest.Eval[any](p, fmt.Sprintf(`document.querySelector('[data-rehearsal]').dispatchEvent(new CustomEvent('rehearsal:goto', { detail: { screen: %q } })), null`, screen))
	at(p, screen)
}

func TestGoToAnyScreenAndBack(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	p := site{flow: f}.open(t)
	for _, s := range f.Screens {
		if s.ID == "inside" {
			continue // behind a forgotten password: nobody gets there
		}
		goTo(p, s.ID)
	}
	goTo(p, "counter") // by a choice that is not the sample
	click(p, "[data-do=back]")
	at(p, "identify")
	if !browsertest.Eval[bool](p, `document.querySelector('.rh-on [type=radio][value="2"]').checked`) {
		t.Error("what was chosen is lost on the way back")
	}
	captcha := text(p, ".rh-on .rh-captcha")
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-on [data-kind=captcha] input').value`); got != strings.ReplaceAll(captcha, " ", "") {
		t.Errorf("the captcha shows %q, its field holds %q", captcha, got)
	}
	click(p, "[data-do=back]")
	click(p, "[data-do=back]")
	at(p, "portal")
	if !browsertest.Eval[bool](p, `document.querySelector('[data-do=back]').disabled`) {
		t.Error("there is a way back from the start")
	}
	quiet(t, p)
}

func TestRealNumbersAreWarnedOf(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	for _, c := range []struct {
		value string
		warns bool
	}{
		{"11010519491231002X", false}, // the persona's
		{"440524188001010014", true},  // valid, and not the persona's
		{"44052418800101001４", true},  // as Chinese keyboards have it
		{"440524 1880 0101 0014", true},
		{"440524188001010015", true}, // a slip in the check digit
		{"440524188013010014", true}, // and in the month
		{"440524800101001", true},    // of 15 digits
		{"6222021234567890", true},   // a bank card
		{"6222 0212 3456 7890 123", true},
		{"110105194912310021", false}, // the persona's, with a slip
		{"44052418800101", false},     // of no length that numbers of people have
		{"138-0013-8000", false},      // the persona's
		{"13900139000", true},
		{"+86 139 0013 9000", true},
		{"0086 139 0013 9000", true},
		{"86-13800138000", false}, // the persona's
		{"电话：13900139000（家里）", true},
		{"身份证440524188001010014，谢谢", true},
		{"139\u200b0013\u20139000", true},
		{"139001390001", false}, // one digit more
		{"12900139000", false},
		{"", false},
	} {
		got := browsertest.Eval[bool](p, fmt.Sprintf(`(() => {
			const input = document.querySelector('.rh-on input');
			input.value = %q;
			input.dispatchEvent(new InputEvent('input', { bubbles: true }));
			const warning = document.querySelector('[data-part=warning]');
			return !warning.hidden && warning.closest('[data-field]') === input.closest('[data-field]');
		})()`, c.value))
		if got != c.warns {
			t.Errorf("%q: warned %v, want %v", c.value, got, c.warns)
		}
	}
	quiet(t, p)
}

func TestWatchByStepsThenTakeOver(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	click(p, "[data-do=watch]")
	at(p, "portal")
	click(p, "[data-do=pause]")
	if got := text(p, "[data-do=pause]"); got != "继续播放" {
		t.Errorf("the paused film's button says %q", got)
	}
	for range 12 {
		if browsertest.Eval[string](p, `document.querySelector('.rh-on').dataset.id`) == "reset" {
			break
		}
		click(p, "[data-do=step]")
	}
	at(p, "reset")
	if !focused(p, "[data-do=step]") {
		t.Error("the film moves the focus away from its controls")
	}
	if !browsertest.Eval[bool](p, `document.querySelector('.rh-on fieldset').disabled`) {
		t.Error("the reader can type into a film")
	}
	click(p, "[data-do=step]")
	p.Wait(`document.querySelector('.rh-on .rh-input').value === '135790'`)
	click(p, "[data-do=takeover]")
	p.Wait(`document.querySelector('[data-rehearsal]').dataset.mode === 'practise'`)
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-on .rh-input').value`); got != "135790" {
		t.Errorf("the film's work is lost on taking over: %q", got)
	}
	click(p, fillIn)
	click(p, next)
	at(p, "done")
	quiet(t, p)
}

func TestTestModeGivesNoHints(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	click(p, "[data-do=test]")
	at(p, "portal")
	click(p, next)
	at(p, "login")
	click(p, next)
	at(p, "identify")
	visible := func(selector string) bool {
		return browsertest.Eval[bool](p, fmt.Sprintf(`[...document.querySelectorAll(%q)].some((e) => e.checkVisibility())`, selector))
	}
	for _, hint := range []string{".rh-here", "[data-part=coach]", fillIn, ".rh-on [data-fill]", ".rh-on .rh-persona dl"} {
		if visible(hint) {
			t.Errorf("%s is shown in a test", hint)
		}
	}
	click(p, ".rh-on .rh-persona summary")
	if got := text(p, ".rh-on .rh-persona dl"); !strings.Contains(got, "11010519491231002X") {
		t.Errorf("the persona's number, which nobody can know, is not among %q", got)
	}
	goTo(p, "reset")
	if visible(".rh-persona") {
		t.Error("practice lists what it offers to fill in")
	}
	quiet(t, p)
}

func TestPressingAPictureBeginsThere(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	p.Wait(`document.querySelector('.rh-ready')`)
	click(p, ".rh-all")
	click(p, "[data-id=reset] .rh-screen-title")
	at(p, "reset")
	click(p, "[data-id=reset] .rh-screen-title") // nothing any more
	if got := browsertest.Eval[string](p, `document.querySelector('.rh-on').dataset.id`); got != "reset" {
		t.Errorf("a press on the heading leads to %s", got)
	}
	quiet(t, p)
}

func TestCloseRestoresTheStoryboard(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "reset")
	click(p, ".rh-below [data-do=close]")
	p.Wait(`document.activeElement.matches('[data-do=practise]')`)
	state := `JSON.stringify({
		mode: document.querySelector('[data-rehearsal]').dataset.mode,
		enabled: document.querySelectorAll('fieldset:enabled').length,
		typed: [...document.querySelectorAll('[type=text]')].filter((e) => e.value).length,
		bar: document.querySelector('.rh-bar').checkVisibility(),
	})`
	if got := browsertest.Eval[string](p, state); got != `{"enabled":0,"typed":0,"bar":false}` {
		t.Errorf("after closing: %s", got)
	}
	quiet(t, p)
}

func TestNothingIsLoadedUntilTheReaderComesNear(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml"), gap: true}.open(t)
	p.Wait(`document.querySelector('.rh-ready')`)
	if asked := strings.Join(p.Requests(), " "); strings.Contains(asked, "player.js") || strings.Contains(asked, ".wasm") {
		t.Errorf("loaded far from the rehearsal: %s", asked)
	}
	browsertest.Eval[any](p, `document.querySelector('[data-rehearsal]').scrollIntoView(), null`)
	p.Wait(`performance.getEntriesByName(new URL('assets/flow.wasm', location).href).length > 0`)
	quiet(t, p)
}

// TestNothingShiftsWhileThePageLoads compares where things are before near.js
// has come, and after the player has.
func TestNothingShiftsWhileThePageLoads(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml"), late: true}.open(t)
	places := `JSON.stringify([...document.querySelectorAll('.rehearsal *')].map((e) => e.getBoundingClientRect()))`
	before := browsertest.Eval[string](p, places)
	browsertest.Eval[any](p, `import(new URL('assets/near.js', location)).then(() => null)`)
	p.Wait(`performance.getEntriesByName(new URL('assets/flow.wasm', location).href).length > 0`)
	if browsertest.Eval[string](p, places) != before {
		t.Error("something has moved")
	}
	quiet(t, p)
}

// figures counts the screens that can be seen.
const figures = `[...document.querySelectorAll('.rh-screen')].filter((e) => e.checkVisibility()).length`

func TestWithoutScriptsTheStoryboardRemains(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	p := browsertest.New(t)
	url := site{flow: f}.serve(t)
	if _, err := chromedp.Call(p.Context, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	p.Do(navigate(url))
	if got := browsertest.Eval[int](p, figures); got != len(f.Screens) {
		t.Errorf("%d screens are shown, want %d", got, len(f.Screens))
	}
	if browsertest.Eval[bool](p, `document.querySelector('.rh-start').checkVisibility()`) {
		t.Error("there is a start button that can do nothing")
	}
	if got := text(p, "[data-rehearsal]"); !strings.Contains(got, "浏览器没有开启脚本") {
		t.Error("nobody says why nothing moves")
	}
}

func TestWithoutModuleTheStoryboardRemains(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	p := site{flow: f, broken: true}.open(t)
	if got := browsertest.Eval[int](p, figures); got != 0 {
		t.Errorf("%d screens are shown at rest, want a card without any", got)
	}
	click(p, "[data-do=practise]")
	p.Wait(`document.activeElement.matches('[data-part=trouble]')`)
	if got := browsertest.Eval[int](p, figures); got != len(f.Screens) {
		t.Errorf("%d screens are shown, want %d", got, len(f.Screens))
	}
	// The connection is back.
	module, err := wasm.Compile(f)
	if err != nil {
		t.Fatal(err)
	}
	browsertest.Eval[any](p, fmt.Sprintf(`window.fetch = async () => new Response(Uint8Array.from(atob(%q), (c) => c.charCodeAt(0))), null`,
		base64.StdEncoding.EncodeToString(module)))
	click(p, "[data-do=practise]")
	at(p, "portal")
	if browsertest.Eval[bool](p, `document.querySelector('[data-part=trouble]').checkVisibility()`) {
		t.Error("the trouble that is over is still told")
	}
}

// TestWithoutWebAssemblyTheStoryboardRemains: in a browser that does not know it,
// and under a policy that forbids it.
func TestWithoutWebAssemblyTheStoryboardRemains(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	for lang, said := range map[string]string{"zh": "别着急", "en": "No harm done"} {
		for name, s := range map[string]site{
			"unknown":   {flow: f, lang: lang, before: steps(t)},
			"forbidden": {flow: f, lang: lang, before: steps(t), policy: strings.Replace(policy, " 'wasm-unsafe-eval'", "", 1)},
		} {
			t.Run(lang+" "+name, func(t *testing.T) {
				p := browsertest.New(t)
				if name == "unknown" {
					if _, err := chromedp.Call(p.Context, cdppage.AddScriptToEvaluateOnNewDocument, cdppage.AddScriptToEvaluateOnNewDocumentParams{Source: "delete globalThis.WebAssembly"}); err != nil {
						t.Fatal(err)
					}
				}
				p.Do(navigate(s.serve(t)))
				p.Wait(`document.querySelector('.rh-ready')`)
				if known := browsertest.Eval[bool](p, `'WebAssembly' in window`); known != (name == "forbidden") {
					t.Fatalf("the browser knows WebAssembly: %v", known)
				}
				for _, button := range []string{"[data-do=practise]", "[data-do=watch]", "[data-do=test]", "#two .from-here"} {
					browsertest.Eval[any](p, `document.activeElement.blur(), null`)
					click(p, button)
					p.Wait(`document.activeElement.matches('[data-part=trouble]')`)
				}
				if got := text(p, "[data-part=trouble]"); !strings.Contains(got, said) {
					t.Errorf("what is said is %q", got)
				}
				if got := browsertest.Eval[int](p, figures); got != len(f.Screens) {
					t.Errorf("%d screens are shown, want %d", got, len(f.Screens))
				}
			})
		}
	}
}

// TestWithoutTheEntryTheStoryboardRemains: where near.js cannot be loaded,
// nothing can be pressed in vain, and after a while the style sheet says why.
func TestWithoutTheEntryTheStoryboardRemains(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	p := site{flow: f, late: true, before: steps(t)}.open(t)
	seen := func(selector string) bool {
		return browsertest.Eval[bool](p, fmt.Sprintf(`(({ visibility, display }) => visibility === 'visible' && display !== 'none')(getComputedStyle(document.querySelector(%q)))`, selector))
	}
	if seen(".rh-late") {
		t.Error("trouble is told of before there is any")
	}
	if seen(".from-here") {
		t.Error("a step has a button that nobody answers")
	}
	browsertest.Eval[any](p, `for (const a of document.getAnimations()) a.finish(); null`)
	if !seen(".rh-late") || !strings.Contains(text(p, ".rh-late"), "显示全部画面") {
		t.Error("nobody says why nothing can be pressed")
	}
	click(p, ".rh-all")
	if got := browsertest.Eval[int](p, figures); got != len(f.Screens) {
		t.Errorf("%d screens are shown, want %d", got, len(f.Screens))
	}
	browsertest.Eval[any](p, `import(new URL('assets/near.js', location)).then(() => null)`)
	p.Wait(`document.querySelector('.rh-ready')`)
	if seen(".rh-late") || !seen(".from-here") {
		t.Error("what was late has come, and nobody notices")
	}
	quiet(t, p)
}

// TestLabelsAreAsFarFromEveryControl compares what is typed with what is chosen.
func TestLabelsAreAsFarFromEveryControl(t *testing.T) {
	p := site{flow: parse(t, "card.flow.yaml")}.open(t)
	goTo(p, "identify")
	gaps := browsertest.Eval[[]float64](p, `[...document.querySelectorAll('.rh-on [data-field]:not(:has(.rh-hint)) > .rh-entry')].map((e) =>
		e.firstElementChild.getBoundingClientRect().top - e.closest('[data-field]').querySelector('label').getBoundingClientRect().bottom)`)
	if len(gaps) < 2 || slices.Max(gaps)-slices.Min(gaps) > 0.5 {
		t.Errorf("between labels and controls there are %v pixels", gaps)
	}
}

func TestPrintShowsEveryScreen(t *testing.T) {
	f := parse(t, "card.flow.yaml")
	p := site{flow: f}.open(t)
	goTo(p, "identify")
	if _, err := chromedp.Call(p.Context, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	if got := browsertest.Eval[int](p, figures); got != len(f.Screens) {
		t.Errorf("%d screens are printed, want %d", got, len(f.Screens))
	}
	if browsertest.Eval[bool](p, `document.querySelector('.rh-bar').checkVisibility()`) {
		t.Error("the tools are printed")
	}
}

// TestNarrowestPage holds every screen within 320 pixels, which is also what
// 400 % zoom leaves of 1280.
func TestNarrowestPage(t *testing.T) {
	for _, frame := range []string{"browser", "phone"} {
		t.Run(frame, func(t *testing.T) {
			f := parse(t, "card.flow.yaml", "frame: browser", "frame: "+frame)
			p := browsertest.New(t)
			p.Do(chromedp.EmulateViewport(320, 640), navigate(site{flow: f, lang: "en"}.serve(t)))
			overflow := `document.documentElement.scrollWidth`
			if got := browsertest.Eval[int](p, overflow); got > 320 {
				t.Errorf("at rest the page is %d pixels wide", got)
			}
			for _, s := range f.Screens {
				if s.ID == "inside" {
					continue
				}
				goTo(p, s.ID)
				if got := browsertest.Eval[int](p, overflow); got > 320 {
					t.Errorf("with screen %s the page is %d pixels wide", s.ID, got)
				}
			}
			small := `[...document.querySelectorAll('.rehearsal :is(button, .rh-input, .rh-option)')].filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.9).map((e) => e.outerHTML).join()`
			goTo(p, "identify")
			if got := browsertest.Eval[string](p, small); got != "" {
				t.Errorf("too small to touch: %s", got)
			}
			quiet(t, p)
		})
	}
}

// TestAnAnswerReadsAsOne: a flow that asks readers about themselves has nothing
// to fill in for them, nothing to be tested on, and ends in an answer.
func TestAnAnswerReadsAsOne(t *testing.T) {
	p := site{flow: flowtest.Flow(t, "which-password")}.open(t)
	if browsertest.Eval[int](p, `document.querySelectorAll('[data-do=test], [data-do=fill], [data-fill]').length`) > 0 {
		t.Error("the reader's own question is answered, or tested")
	}
	goTo(p, "login-password")
	if got := text(p, "[data-part=coach]"); got != "这就是您的情况，请照画面里说的接着看。" {
		t.Errorf("coach says %q", got)
	}
	if got := text(p, "[data-part=end]"); got != "演练小结 找到了，接着看画面里说的那一节就好。" {
		t.Errorf("summary: %q", got)
	}
	quiet(t, p)
}
