// Package browsertest runs tests in a real browser: Chromium, found on the
// machine and started headless with a profile of its own. The tests of a package
// share one (see [Main]); each of their pages has its own storage, cookies and
// cache. A [Page] keeps what it complained about and what it asked of the
// network.
package browsertest

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"rehearse/demo/chromium"
)

// deadline bounds a test's browser, so that a page that never answers fails
// the test and not the whole run.
const deadline = 5 * time.Minute

// patience bounds one wait; a machine with other work may need seconds.
const patience = time.Minute

// Page is one tab.
type Page struct {
	// Context is the tab's, for chromedp.Run and chromedp.Call.
	Context context.Context

	t          testing.TB
	mu         sync.Mutex
	complaints []string
	requests   []string
}

// Path returns the path of the machine's browser. Without one, or with -short,
// the test is skipped. With CI=true in the environment a missing browser fails
// it, as a suite that skips itself proves nothing.
func Path(t testing.TB) string {
	t.Helper()
	path := chromium.Find(os.Getenv("CHROMIUM"))
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium found: " + chromium.Missing)
		}
		t.Skip("SKIPPED: no Chromium found; " + chromium.Missing)
	}
	if testing.Short() {
		t.Skip("browsers take long; without -short this is tested")
	}
	return path
}

// New opens an empty tab that knows nothing of others, and closes it with the
// test; see [Path]. The package's TestMain must have called [Main].
func New(t testing.TB) *Page {
	t.Helper()
	path := Path(t)
	browser, err := shared.context(path)
	if err != nil {
		t.Fatal(err)
	}
	parent, cancelDeadline := context.WithTimeout(browser, deadline)
	p := &Page{t: t}
	ctx, cancelTab := chromedp.NewContext(parent, chromedp.WithNewBrowserContext(), chromedp.WithListener(p.listen))
	p.Context = ctx
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Logf("closing the tab: %v", err)
		}
		cancelTab()
		cancelDeadline()
	})
	// The tab lives as long as the context of its first action.
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	p.call(log.Enable)
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	// Each tab behaves as the one that somebody looks at and types into.
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *Page) call(c cdp.Command[cdp.Empty, cdp.Empty]) {
	p.t.Helper()
	if _, err := chromedp.Call(p.Context, c, cdp.Empty{}); err != nil {
		p.t.Fatalf("%s: %v", c.Method, err)
	}
}

// Do performs actions, and fails the test at the first that cannot be done.
func (p *Page) Do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	for i, step := range steps {
		if err := p.do(step); err != nil {
			p.t.Fatalf("action %d: %v\ncomplaints: %q", i+1, err, p.Complaints())
		}
	}
}

// do performs one action within the time that only a broken page needs.
func (p *Page) do(step chromedp.Action[chromedp.Void]) error {
	ctx, cancel := context.WithTimeout(p.Context, patience)
	defer cancel()
	return chromedp.Do(ctx, step)
}

// Eval returns the value of a JavaScript expression; promises are awaited.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.Context, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return value
}

// Wait waits until a JavaScript expression is truthy. It fails the test after
// a time that only a broken page needs.
func (p *Page) Wait(expression string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.Context, patience)
	defer cancel()
	for {
		// An error may mean that the page is just being replaced by the next.
		done, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+expression+")"))
		if done {
			return
		}
		select {
		case <-ctx.Done():
			p.t.Fatalf("waited in vain for %s: %v\ncomplaints: %q", expression, err, p.Complaints())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (p *Page) listen(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		p.complaints = append(p.complaints, "exception: "+exception(e.ExceptionDetails))
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			p.complaints = append(p.complaints, string(e.Entry.Source)+": "+e.Entry.Text+" "+e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning || e.Type == runtime.ConsoleAPICalledTypeAssert {
			p.complaints = append(p.complaints, "console: "+arguments(e.Args))
		}
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil {
		return d.Exception.Description
	}
	return d.Text
}

func arguments(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if len(a.Value) > 0 {
			words = append(words, string(a.Value))
		} else {
			words = append(words, a.Description)
		}
	}
	return strings.Join(words, " ")
}

// Complaints returns the page's uncaught exceptions, console errors and
// warnings, and what the browser logged: violations of the content security
// policy, failed requests.
func (p *Page) Complaints() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.complaints...)
}

// Requests returns the addresses that the page has asked for so far.
func (p *Page) Requests() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.requests...)
}

// Serve answers on the loopback interface until the test ends, and returns
// the address without a trailing slash.
func Serve(t testing.TB, h http.Handler) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(h)
	s.Listener.Close()
	s.Listener = l
	s.Start()
	t.Cleanup(s.Close)
	return s.URL
}
