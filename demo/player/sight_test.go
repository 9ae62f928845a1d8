package player_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/demo/flowtest"
)

// here is what is hidden of the line that says what to do, and of the control to
// use now; the second says "beyond" where there is no room for both.
const here = `(() => {
	const bar = document.querySelector('[data-part=bar]').getBoundingClientRect();
	const control = document.querySelector('.rh-here');
	const line = document.querySelector('[data-part=coach]').getBoundingClientRect();
	if (line.top < 0 || line.bottom > innerHeight) return 'the line is at ' + line.top + ' to ' + line.bottom + ' of ' + innerHeight;
	if (!control) return '';
	const { top, bottom, height } = control.getBoundingClientRect();
	if (height > innerHeight - bar.bottom) return '';
	if (top < bar.bottom - 1 || bottom > innerHeight + 1)
		return 'the control is at ' + top + ' to ' + bottom + ', below a bar that ends at ' + bar.bottom + ' of ' + innerHeight;
	return '';
})()`

// use does what the coach says. It reports whether there was anything to do.
const use = `(() => {
	const control = document.querySelector('.rh-here');
	if (!control) return false;
	(control.querySelector('[data-fill]') || control).click();
	return true;
})()`

// TestWhatToDoIsInSight practises a guide's rehearsal to its end on a phone, on
// one that lies on its side, and at four times the size of text: the line that
// says what to do is in sight at every step, and so is the control that it names,
// where there is room for both.
func TestWhatToDoIsInSight(t *testing.T) {
	for name, size := range map[string][2]int64{"upright": {390, 844}, "on its side": {844, 390}, "enlarged": {320, 256}} {
		t.Run(name, func(t *testing.T) {
			p := browsertest.New(t)
			p.Do(chromedp.EmulateViewport(size[0], size[1]))
			p.Do(navigate(site{flow: flowtest.Flow(t, "login-password")}.serve(t)))
			p.Wait(`document.querySelector('.rh-ready')`)
			click(p, "[data-do=practise]")
			p.Wait(`document.querySelector('.rh-here')`)
			steps := 0
			for ; steps < 60; steps++ {
				if got := browsertest.Eval[string](p, here); got != "" {
					t.Errorf("after %d steps, on %s: %s", steps, text(p, ".rh-on .rh-screen-title"), got)
				}
				if !browsertest.Eval[bool](p, use) {
					break
				}
			}
			if steps < 10 || steps == 60 {
				t.Errorf("%d steps, and no end", steps)
			}
			quiet(t, p)
		})
	}
}
