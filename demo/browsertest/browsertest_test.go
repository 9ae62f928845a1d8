package browsertest

import (
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// handler serves pages that misbehave, by path.
func handler() http.Handler {
	pages := map[string]string{
		"/quiet":     `<p>nothing</p>`,
		"/console":   `<script>console.error("spilled", 3)</script>`,
		"/exception": `<script>throw new Error("tripped")</script>`,
		"/rejection": `<script>Promise.reject(new Error("refused"))</script>`,
		"/policy":    `<p style="color: red">red</p>`,
		"/missing":   `<link rel="stylesheet" href="/nowhere.css">`,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Security-Policy", "script-src 'unsafe-inline'; style-src 'self'; img-src data:")
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><title>t</title><link rel="icon" href="data:,">%s`, page)
	})
}

func TestComplaints(t *testing.T) {
	url := Serve(t, handler())
	p := New(t)
	for _, c := range []struct{ path, want string }{
		{"/quiet", ""},
		{"/console", `console: "spilled" 3`},
		{"/exception", "tripped"},
		{"/rejection", "refused"},
		{"/policy", "Content Security Policy"},
		{"/missing", "/nowhere.css"},
	} {
		before := len(p.Complaints())
		p.Do(chromedp.Navigate(url + c.path))
		p.Wait(`document.readyState === 'complete'`)
		got := strings.Join(p.Complaints()[before:], "\n")
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: complaints %q, want %q", c.path, got, c.want)
		}
		if !slices.Contains(p.Requests(), url+c.path) {
			t.Errorf("requests %q lack %s", p.Requests(), c.path)
		}
	}
}

func TestEval(t *testing.T) {
	p := New(t)
	if got := Eval[int](p, `Promise.resolve(6 * 7)`); got != 42 {
		t.Errorf("got %d", got)
	}
}

// recorder is a test that remembers how it was ended.
type recorder struct {
	testing.TB
	ended string
}

func (r *recorder) Helper()      {}
func (r *recorder) Fatal(...any) { r.ended = "failed"; runtime.Goexit() }
func (r *recorder) Skip(...any)  { r.ended = "skipped"; runtime.Goexit() }

func TestWithoutBrowser(t *testing.T) {
	t.Setenv("PATH", "")
	t.Setenv("CHROMIUM", "")
	for ci, want := range map[string]string{"": "skipped", "true": "failed"} {
		t.Setenv("CI", ci)
		r := &recorder{}
		done := make(chan struct{})
		go func() {
			defer close(done)
			New(r)
		}()
		<-done
		if r.ended != want {
			t.Errorf("with CI=%q the test is %s, want %s", ci, r.ended, want)
		}
	}
}

// What one page keeps, no other finds, at whatever time.
func TestPagesShareNothing(t *testing.T) {
	url := Serve(t, handler())
	first, second := New(t), New(t)
	for _, p := range []*Page{first, second} {
		p.Do(chromedp.Navigate(url + "/quiet"))
	}
	first.Do(chromedp.Evaluate[chromedp.Void](`localStorage.setItem("a", "1"); document.cookie = "a=1"`))
	second.Do(chromedp.Navigate(url + "/quiet"))
	if got := Eval[string](second, `localStorage.length + document.cookie`); got != "0" {
		t.Errorf("another page left %q", got)
	}
	for i, p := range []*Page{first, second} {
		if got := Eval[string](p, `[document.hasFocus(), document.visibilityState].join()`); got != "true,visible" {
			t.Errorf("page %d: %s", i, got)
		}
	}
}
