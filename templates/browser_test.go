package templates

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rehearse/demo/browsertest"
)

// site serves the samples as a host would, with the policy as a header too.
// Its search module notes that it was opened.
type site struct {
	url string
	// broken makes the search module unreachable, bare the script of every page.
	broken, bare atomic.Bool
}

func serveSamples(t *testing.T) *site {
	t.Helper()
	s := &site{}
	files := map[string][]byte{
		"/assets/search.css": []byte("dialog{color:red}"),
		"/assets/search.js":  []byte("export function open(button) { document.title = 'opened ' + button.dataset.index; }"),
		"/shot.svg":          []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"/>`),
	}
	for _, name := range []string{
		"site.css", "lists.css", "code.css", "print.css", "reading.css", "first.js", "site.js", "reading.js",
	} {
		files["/assets/"+name] = bundle(t, name)
	}
	for _, lang := range []string{"zh", "en"} {
		for name, page := range samples(t, lang) {
			files["/"+name+"."+lang] = render(t, page)
		}
	}
	types := map[string]string{"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
	s.url = browsertest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := files[r.URL.Path]
		if !ok || s.broken.Load() && strings.Contains(r.URL.Path, "search") || s.bare.Load() && r.URL.Path == "/assets/site.js" {
			http.NotFound(w, r)
			return
		}
		kind := "text/html; charset=utf-8"
		if _, ext, found := strings.Cut(strings.TrimPrefix(r.URL.Path, "/assets/"), "."); found && types[ext] != "" {
			kind = types[ext]
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Security-Policy", policy)
		_, _ = w.Write(data)
	}))
	return s
}

func TestInBrowser(t *testing.T) {
	s, p := serveSamples(t), browsertest.New(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *site, *browsertest.Page)
	}{
		{"fits", fits}, {"tabs", tabsByKeyboard}, {"theme", themeForTheVisit}, {"copy", copyCode}, {"tables", tablesInReach},
		{"print", unfoldForPrint}, {"contents", followReading}, {"search", searchOnDemand}, {"still", nothingMoves},
		{"size", textSize}, {"ticks", tickSteps}, {"step link", copyStepLink}, {"place", keepPlace}, {"comments", commentsOnDemand},
	} {
		t.Run(test.name, func(t *testing.T) {
			p.Do(chromedp.EmulateViewport(1280, 900))
			test.run(t, s, p)
		})
	}
	for _, c := range p.Complaints() {
		if !strings.Contains(c, "favicon") {
			t.Errorf("the browser complained: %s", c)
		}
	}
	t.Run("search out of reach", func(t *testing.T) { searchOutOfReach(t, s, p) })
	t.Run("script out of reach", func(t *testing.T) { allPanelsWithoutScript(t, s, p) })
}

func is[T comparable](t *testing.T, p *browsertest.Page, expression string, want T) {
	t.Helper()
	if got := browsertest.Eval[T](p, expression); got != want {
		t.Errorf("%s is %v, want %v", expression, got, want)
	}
}

// fits: no page needs sideways scrolling on the narrowest of phones.
func fits(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.EmulateViewport(320, 640))
	for _, lang := range []string{"zh", "en"} {
		for _, name := range []string{"article", "list", "terms", "home", "lost"} {
			p.Do(chromedp.Navigate(s.url + "/" + name + "." + lang))
			if got := browsertest.Eval[int](p, "document.documentElement.scrollWidth"); got > 320 {
				t.Errorf("%s in %s is %d pixels wide", name, lang, got)
			}
		}
	}
}

func tabsByKeyboard(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.Navigate(s.url+"/article.zh"), chromedp.Click(`[role=tab]`))
	const shown = `[...document.querySelectorAll('.tab')].map(e => e.hidden ? '-' : '+').join('')`
	is(t, p, shown, "+-")
	p.Do(chromedp.KeyEvent(kb.ArrowRight))
	is(t, p, shown, "-+")
	is(t, p, `document.activeElement.textContent`, "去柜台")
	is(t, p, `document.activeElement.getAttribute('aria-selected')`, "true")
	is(t, p, `document.querySelectorAll('[role=tab][tabindex="0"]').length`, 1)
	p.Do(chromedp.KeyEvent(kb.ArrowRight))
	is(t, p, shown, "+-")
	is(t, p, `[...document.querySelectorAll('[role=tab]')].every(e => document.getElementById(e.getAttribute('aria-controls')).getAttribute('aria-labelledby') === e.id)`, true)
	browsertest.Eval[string](p, `location.hash = '#panel:1-2'`)
	p.Wait(shown + ` === '-+'`)
}

// allPanelsWithoutScript: first.js, which keeps the tabs' place for a script,
// gives up when that does not come.
func allPanelsWithoutScript(t *testing.T, s *site, p *browsertest.Page) {
	s.bare.Store(true)
	defer s.bare.Store(false)
	p.Do(chromedp.Navigate(s.url + "/article.zh?bare"))
	is(t, p, `[...document.querySelectorAll('.tab')].filter(e => e.offsetHeight > 0).length`, 2)
	is(t, p, `document.querySelectorAll('[role=tab]').length`, 0)
}

func themeForTheVisit(t *testing.T, s *site, p *browsertest.Page) {
	const ground = `getComputedStyle(document.documentElement).backgroundColor`
	p.Do(chromedp.Navigate(s.url + "/home.zh"))
	light := browsertest.Eval[string](p, ground)
	p.Do(chromedp.Click(`.theme [value=dark]`))
	dark := browsertest.Eval[string](p, ground)
	if light == dark {
		t.Errorf("dark is %s, as light is", dark)
	}
	p.Do(chromedp.Navigate(s.url + "/list.zh"))
	is(t, p, ground, dark)
	is(t, p, `document.querySelector('.theme [aria-pressed=true]').value`, "dark")
	is(t, p, `localStorage.length + document.cookie.length`, 0)
	p.Do(chromedp.Click(`.theme [value=auto]`))
	is(t, p, ground, light)
}

func copyCode(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.Navigate(s.url + "/article.zh"))
	browsertest.Eval[bool](p, `(navigator.clipboard.writeText = async text => { window.copied = text }, true)`)
	p.Do(chromedp.Click(`.copy`))
	p.Wait(`document.querySelector('.copy').textContent === '已复制'`)
	is(t, p, `window.copied.startsWith('title: 找回登录密码\nstart: portal\n')`, true)
	p.Wait(`document.querySelector('.copy').textContent === '复制'`)
}

func tablesInReach(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.Navigate(s.url + "/article.zh"))
	p.Wait(`!document.querySelector('.table').hasAttribute('tabindex')`)
	p.Do(chromedp.EmulateViewport(320, 640))
	p.Wait(`document.querySelector('.table').tabIndex === 0`)
}

func unfoldForPrint(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.Navigate(s.url + "/article.zh"))
	const open = `document.querySelectorAll('.prose > details[open]').length`
	is(t, p, open, 1)
	browsertest.Eval[bool](p, `dispatchEvent(new Event('beforeprint'))`)
	is(t, p, open, 2)
	browsertest.Eval[bool](p, `dispatchEvent(new Event('afterprint'))`)
	is(t, p, open, 1)
}

func followReading(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.Navigate(s.url + "/article.zh"))
	for _, id := range []string{"只忘了交易密码", "两个密码各管什么"} {
		browsertest.Eval[bool](p, `(document.getElementById('`+id+`').scrollIntoView({behavior: 'instant'}), true)`)
		p.Wait(`document.querySelector('.toc [aria-current]')?.textContent === '` + id + `'`)
	}
	is(t, p, `document.querySelectorAll('.toc [aria-current]').length`, 1)
}

func searchOnDemand(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.Navigate(s.url + "/article.zh"))
	p.Wait(`!document.querySelector('.find').hidden`)
	asked := func() bool {
		return slices.ContainsFunc(p.Requests(), func(url string) bool { return strings.Contains(url, "/assets/search") })
	}
	if asked() {
		t.Error("the search was fetched before anyone searched")
	}
	p.Do(chromedp.KeyEvent("/"))
	p.Wait(`document.title === 'opened /search/zh/index.json'`)
	is(t, p, `document.querySelectorAll('link[href$="search.css"]').length`, 1)
	browsertest.Eval[string](p, `document.title = ''`)
	p.Do(chromedp.Click(`.find`))
	p.Wait(`document.title.startsWith('opened')`)
	is(t, p, `document.querySelectorAll('link[href$="search.css"]').length`, 1)
}

func searchOutOfReach(t *testing.T, s *site, p *browsertest.Page) {
	s.broken.Store(true)
	p.Do(chromedp.Navigate(s.url+"/list.en"), chromedp.Click(`.find`))
	p.Wait(`document.querySelector('.find [role=status]')?.textContent.startsWith('Search did not open')`)
}

func nothingMoves(t *testing.T, s *site, p *browsertest.Page) {
	p.Do(chromedp.EmulateViewport(390, 844))
	for _, name := range []string{"article", "list", "home"} {
		p.Do(chromedp.Navigate(s.url + "/" + name + ".zh"))
		is(t, p, `new Promise(done => {
			let sum = 0;
			new PerformanceObserver(list => list.getEntries().forEach(e => sum += e.value)).observe({type: 'layout-shift', buffered: true});
			setTimeout(() => done(sum), 300);
		})`, 0.0)
	}
}
