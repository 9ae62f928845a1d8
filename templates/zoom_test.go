package templates

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"rehearse/demo/browsertest"
)

// serveFigure serves an article with a picture that leads to itself. The
// module that shows it is missing where broken is set.
func serveFigure(t *testing.T, broken bool) string {
	t.Helper()
	a := Article{Layout: sampleLayout("zh", "图"), Heading: "图", Body: HTML(`<p>看图。</p>
<figure><a class="zoom" href="/full.svg"><img src="/small.svg" alt="登录页面" width="1200" height="800"></a>
<figcaption>第 1 步</figcaption></figure><p>` + strings.Repeat("很长。", 2000) + `</p>`)}
	a.Zoom = Module{"/assets/zoom.js", "/assets/zoom.css"}
	svg := func(w int) []byte {
		return []byte(fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 6 4"><rect width="6" height="4" fill="#ccc"/><circle cx="2" cy="2" r="1"/></svg>`, w, w*2/3))
	}
	files := map[string][]byte{
		"/": render(t, ArticlePage(a)), "/assets/site.css": bundle(t, "site.css"), "/assets/site.js": bundle(t, "site.js"),
		"/assets/lists.css": nil, "/assets/code.css": nil, "/assets/print.css": nil, "/assets/first.js": bundle(t, "first.js"),
		"/assets/reading.js": bundle(t, "reading.js"), "/assets/reading.css": bundle(t, "reading.css"), "/assets/zoom.css": bundle(t, "zoom.css"),
		"/assets/zoom.js": bundle(t, "zoom.js"), "/small.svg": svg(1200), "/full.svg": svg(2400),
	}
	if broken {
		delete(files, "/assets/zoom.js")
	}
	return browsertest.Serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		kind := "text/html; charset=utf-8"
		for ext, k := range map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"} {
			if strings.HasSuffix(r.URL.Path, ext) {
				kind = k
			}
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Security-Policy", policy)
		_, _ = w.Write(data)
	}))
}

const (
	zoomReady  = `document.querySelector('a.zoom[aria-haspopup=dialog]')`
	viewerOpen = `!!document.querySelector('.viewer[open]')`
	viewerTo   = `Number((document.querySelector('.viewer-stage img').style.transform.match(/scale\(([\d.]+)\)/) || [])[1])`
)

func TestEnlargeAPicture(t *testing.T) {
	url, p := serveFigure(t, false), browsertest.New(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *browsertest.Page)
	}{
		{"keyboard", enlargeByKeyboard}, {"mouse", enlargeByMouse}, {"fingers", enlargeByFingers}, {"back", enlargeAndGoBack},
	} {
		t.Run(test.name, func(t *testing.T) {
			p.Do(chromedp.EmulateViewport(390, 844), chromedp.Navigate(url))
			p.Wait(zoomReady)
			test.run(t, p)
		})
	}
	for _, c := range p.Complaints() {
		if !strings.Contains(c, "favicon") && !strings.Contains(c, "icon") {
			t.Errorf("the browser complained: %s", c)
		}
	}
}

// enlargeByKeyboard: open, enlarge, move, close, and be where one was.
func enlargeByKeyboard(t *testing.T, p *browsertest.Page) {
	browsertest.Eval[bool](p, `(document.querySelector('a.zoom').focus(), scrollTo({top: 300, behavior: 'instant'}), true)`)
	before := browsertest.Eval[float64](p, `scrollY`)
	p.Do(chromedp.KeyEvent(kb.Enter))
	p.Wait(viewerOpen)
	is(t, p, `document.activeElement.textContent`, "关闭")
	is(t, p, `document.querySelector('.viewer').getAttribute('aria-label')`, "登录页面")
	is(t, p, `document.querySelector('.viewer > p').textContent`, "第 1 步")
	p.Wait(`document.querySelector('.viewer-stage img').src.endsWith('/full.svg')`)
	is(t, p, viewerTo, 1)
	p.Do(chromedp.KeyEvent("+"))
	is(t, p, viewerTo, 1.5)
	p.Do(chromedp.KeyEvent(kb.ArrowRight))
	is(t, p, `document.querySelector('.viewer-stage img').style.transform.startsWith('translate(-')`, true)
	p.Do(chromedp.KeyEvent("0"))
	is(t, p, viewerTo, 1)
	is(t, p, `[...document.querySelectorAll('.viewer [aria-disabled=true]')].map(b => b.textContent).join()`, "缩小")
	p.Do(chromedp.KeyEvent(kb.Escape))
	p.Wait(`!(` + viewerOpen + `) && !history.state`)
	is(t, p, `document.activeElement.className`, "zoom")
	is(t, p, `scrollY`, before)
}

// dispatch sends the browser an event as from a device.
func dispatch[P any](t *testing.T, p *browsertest.Page, command cdp.Command[P, cdp.Empty], params P) {
	t.Helper()
	if _, err := chromedp.Call(p.Context, command, params); err != nil {
		t.Fatal(err)
	}
}

// enlargeByMouse: a press enlarges where it is, the wheel goes on, dragging
// moves, another press returns, one beside the picture closes.
func enlargeByMouse(t *testing.T, p *browsertest.Page) {
	p.Do(chromedp.Click("a.zoom"))
	p.Wait(viewerOpen)
	at := func(kind input.DispatchMouseEventType, x, y float64) {
		dispatch(t, p, input.DispatchMouseEvent, input.DispatchMouseEventParams{
			Type: kind, X: x, Y: y, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1,
		})
	}
	const pressed, moved, released = input.DispatchMouseEventTypeMousePressed, input.DispatchMouseEventTypeMouseMoved, input.DispatchMouseEventTypeMouseReleased
	press := func(x, y float64) { at(pressed, x, y); at(released, x, y) }
	middle := browsertest.Eval[float64](p, `document.querySelector('.viewer-stage').clientHeight / 2`)
	press(100, middle)
	is(t, p, viewerTo, 2.5)
	dispatch(t, p, input.DispatchMouseEvent, input.DispatchMouseEventParams{
		Type: input.DispatchMouseEventTypeMouseWheel, X: 100, Y: middle, DeltaX: 0.001, DeltaY: -100,
	})
	p.Wait(viewerTo + ` > 2.5`)
	before := browsertest.Eval[float64](p, `document.querySelector('.viewer-stage img').getBoundingClientRect().left`)
	at(pressed, 200, middle)
	at(moved, 150, middle)
	at(released, 150, middle)
	after := browsertest.Eval[float64](p, `document.querySelector('.viewer-stage img').getBoundingClientRect().left`)
	if after != before-50 {
		t.Errorf("dragged by -50, the picture moved by %v", after-before)
	}
	press(200, middle)
	is(t, p, viewerTo, 1)
	press(200, 20)
	p.Wait(`!(` + viewerOpen + `) && !history.state`)
}

// enlargeByFingers: two fingers that part enlarge as much as they part.
func enlargeByFingers(t *testing.T, p *browsertest.Page) {
	p.Do(chromedp.Click("a.zoom"))
	p.Wait(viewerOpen)
	y := browsertest.Eval[float64](p, `document.querySelector('.viewer-stage').clientHeight / 2`)
	touch := func(kind input.DispatchTouchEventType, xs ...float64) {
		points := []*input.TouchPoint{}
		for i, x := range xs {
			points = append(points, &input.TouchPoint{X: x, Y: y, ID: new(float64(i + 1))})
		}
		dispatch(t, p, input.DispatchTouchEvent, input.DispatchTouchEventParams{Type: kind, TouchPoints: points})
	}
	touch(input.DispatchTouchEventTypeTouchStart, 145, 245)
	touch(input.DispatchTouchEventTypeTouchMove, 120, 270)
	touch(input.DispatchTouchEventTypeTouchMove, 95, 295)
	touch(input.DispatchTouchEventTypeTouchEnd)
	scale := browsertest.Eval[float64](p, viewerTo)
	if scale < 1.9 || scale > 2.1 {
		t.Errorf("fingers that part to twice their distance enlarge by %v", scale)
	}
	is(t, p, `visualViewport.scale`, 1)
	is(t, p, viewerOpen, true)
	p.Do(chromedp.KeyEvent(kb.Escape))
	p.Wait(`!history.state`)
}

// enlargeAndGoBack: the back button of a phone closes the picture, not the page.
func enlargeAndGoBack(t *testing.T, p *browsertest.Page) {
	browsertest.Eval[bool](p, `window.stayed = true`)
	p.Do(chromedp.Click("a.zoom"))
	p.Wait(viewerOpen)
	browsertest.Eval[string](p, `(history.back(), '')`)
	p.Wait(`!(` + viewerOpen + `)`)
	is(t, p, `window.stayed && !history.state`, true)
	p.Do(chromedp.Click("a.zoom"))
	p.Wait(viewerOpen)
	is(t, p, `document.querySelectorAll('.viewer').length`, 1)
	p.Do(chromedp.KeyEvent(kb.Escape))
	p.Wait(`!history.state`)
}

// Without the module, and without scripts, the link leads to the picture.
func TestPictureWithoutItsModule(t *testing.T) {
	url, p := serveFigure(t, true), browsertest.New(t)
	p.Do(chromedp.Navigate(url))
	p.Wait(zoomReady)
	p.Do(chromedp.Click("a.zoom"))
	p.Wait(`location.pathname === '/full.svg'`)
}

// What FigureSizes tells browsers is what the style sheet does.
func TestFigureSizesAreTrue(t *testing.T) {
	url, p := serveFigure(t, false), browsertest.New(t)
	for _, width := range []int64{320, 390, 1280, 1920} {
		p.Do(chromedp.EmulateViewport(width, 900), chromedp.Navigate(url))
		shown := browsertest.Eval[float64](p, `document.querySelector('figure img').getBoundingClientRect().width`)
		want := float64(measurePixels)
		if width < measurePixels {
			want = float64(width - gutterPixels)
		}
		if shown < want-3 || shown > want+3 {
			t.Errorf("at %d pixels the picture is %v wide; FigureSizes says %v", width, shown, want)
		}
	}
	for width, want := range map[int]string{
		300:  "(min-width: 338px) 300px, calc(100vw - 38px)",
		2000: "(min-width: 794px) 756px, calc(100vw - 38px)",
		0:    "(min-width: 794px) 756px, calc(100vw - 38px)",
	} {
		if got := FigureSizes(width); got != want {
			t.Errorf("FigureSizes(%s) = %q, want %q", strconv.Itoa(width), got, want)
		}
	}
}
