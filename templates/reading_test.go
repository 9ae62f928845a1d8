package templates

import (
	"testing"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
)

// open shows an article when all that helps with reading it is there.
func open(p *browsertest.Page, address string) {
	p.Do(chromedp.Navigate(address))
	p.Wait(`!!document.querySelector('.step-tools')`)
}

func textSize(t *testing.T, s *site, p *browsertest.Page) {
	const size = `parseFloat(getComputedStyle(document.documentElement).fontSize)`
	const named = `[...document.querySelectorAll('.size .unseen')].filter(e => getComputedStyle(e).display !== 'none').map(e => e.textContent).join()`
	open(p, s.url+"/article.zh")
	usual := browsertest.Eval[float64](p, size)
	is(t, p, named, "字号,标准")
	p.Do(chromedp.Click(`.size`))
	large := browsertest.Eval[float64](p, size)
	is(t, p, named, "字号,大")
	is(t, p, `scrollY`, 0) // the button is still there to be pressed
	p.Do(chromedp.Navigate(s.url + "/list.zh"))
	is(t, p, size, large)
	p.Do(chromedp.Click(`.size`))
	is(t, p, named, "字号,特大")
	if larger := browsertest.Eval[float64](p, size); usual >= large || large >= larger {
		t.Errorf("the sizes are %v, %v and %v", usual, large, larger)
	}
	p.Do(chromedp.EmulateViewport(320, 640), chromedp.Navigate(s.url+"/article.en"))
	is(t, p, `document.documentElement.scrollWidth`, 320)
	p.Do(chromedp.Click(`.size`))
	is(t, p, `document.documentElement.hasAttribute('data-size')`, false)
	is(t, p, `localStorage.length + document.cookie.length`, 0)
}

func tickSteps(t *testing.T, s *site, p *browsertest.Page) {
	const done = `[...document.querySelectorAll('.steps .done')].map(e => e.id).join()`
	open(p, s.url+"/article.zh")
	is(t, p, done, "")
	p.Do(chromedp.Click(`#step-只忘了登录密码-2 .step-tools input`))
	is(t, p, done, "step-只忘了登录密码-2")
	open(p, s.url+"/article.zh")
	is(t, p, done, "step-只忘了登录密码-2")
	p.Do(chromedp.Click(`#step-只忘了登录密码-2 .step-tools label`))
	is(t, p, done, "")
}

func copyStepLink(t *testing.T, s *site, p *browsertest.Page) {
	open(p, s.url+"/article.zh")
	browsertest.Eval[bool](p, `(navigator.clipboard.writeText = async text => { window.copied = text }, true)`)
	p.Do(chromedp.Click(`#step-只忘了登录密码-3 .step-tools a`))
	p.Wait(`document.querySelector('#step-只忘了登录密码-3 [role=status]').textContent === '已复制'`)
	is(t, p, `decodeURI(window.copied)`, s.url+"/article.zh#step-只忘了登录密码-3")
	is(t, p, `location.hash`, "")
}

func keepPlace(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.Navigate(s.url + "/article.zh#both"))
	browsertest.Eval[bool](p, `(document.addEventListener('click', e => e.preventDefault()), document.querySelector('.languages a').click(), true)`)
	is(t, p, `document.querySelector('.languages a').getAttribute('href')`, s.url+"/en/x/#both")
}

// Nothing is asked of the other site before the reader asks.
func commentsOnDemand(t *testing.T, s *site, p *browsertest.Page) {
	const script = `(e => e ? e.src + ' ' + e.dataset.repo : '')(document.querySelector('.comments > script'))`
	open(p, s.url+"/article.zh")
	is(t, p, script, "")
	is(t, p, `document.querySelector('.comments').textContent.includes('comments.example')`, true)
	// The samples' policy knows no other site, so that the browser refuses it.
	browsertest.Eval[bool](p, `(Element.prototype.append = new Proxy(Element.prototype.append, {apply(f, self, [e]) {
		if (e.localName !== 'script') return f.call(self, e);
		window.wanted = e.src + ' ' + e.dataset.repo;
		e.onerror();
	}}), document.querySelector('.comments button').click(), true)`)
	is(t, p, `window.wanted`, "https://comments.example/embed.js a/b")
	p.Wait(`document.querySelector('.comments [role=status]').textContent.startsWith('评论没有打开')`)
	is(t, p, `document.querySelector('.comments button').disabled`, false)
}
