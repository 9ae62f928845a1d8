package preview

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
)

// unverified serves a folder whose verification has not begun. What it returns
// begins it.
func unverified(t *testing.T, dir string) (url string, verify func()) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	content, err := openFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := newServer(Config{Content: dir, Bind: "127.0.0.1", Clock: time.Now, Editor: DefaultEditor}, content, listener)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.load(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	hold, ended := make(chan struct{}), make(chan error, 2)
	go func() {
		select {
		case <-hold:
			ended <- s.checker.run(ctx)
		case <-ctx.Done():
			ended <- ctx.Err()
		}
	}()
	go func() { ended <- serve(ctx, listener, s) }()
	t.Cleanup(func() {
		cancel()
		err := errors.Join(<-ended, <-ended, content.close())
		s.live.now().renderer.Close()
		if !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
	return s.address().URL, func() { close(hold) }
}

func brokenLink(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range map[string]string{
		"site.yaml": "title: 手册\nbaseURL: https://example.org/\n",
		"_index.md": "---\ntitle: 首页\n---\n看[这里](nowhere.md)。\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The first verification of a large site takes seconds. A page that is opened
// before it ends shows what it finds.
func TestPageIsOpenBeforeTheSiteIsVerified(t *testing.T) {
	url, verify := unverified(t, brokenLink(t))
	p := browsertest.New(t)
	p.Do(chromedp.Navigate(url))
	p.Wait(`document.querySelector("[data-preview-panel]")`)
	// The page looks once whether it is up to date when it begins to follow.
	p.Wait(`performance.getEntriesByType("resource").some((e) => e.initiatorType === "fetch" && e.name === location.href)`)
	verify()
	p.Wait(`document.querySelector("[data-preview-panel]").shadowRoot.textContent.includes("nowhere.md")`)
	if complaints := p.Complaints(); len(complaints) > 0 {
		t.Errorf("the page complains: %q", complaints)
	}
}

// Before the site has been verified there is nothing to tell of it.
func TestNothingIsReportedBeforeTheSiteIsVerified(t *testing.T) {
	h := newHub("")
	early := h.join(justLoaded, true)
	if text := h.encode(h.news(early)); strings.Contains(text, "problems") || strings.Contains(text, "null") {
		t.Errorf("before: %s", text)
	}
	h.report(newReport(nil, os.DirFS(".")))
	for name, l := range map[string]*listener{"early": early, "late": h.join(justLoaded, true)} {
		if text := h.encode(h.news(l)); !strings.Contains(text, `"problems":[]`) {
			t.Errorf("%s: %s", name, text)
		}
	}
}
