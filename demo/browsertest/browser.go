package browsertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"github.com/chromedp/chromedp"

	"rehearse/demo/chromium"
)

// shared is the browser of the test binary: a process has one.
var shared = new(browser)

// browser is a running Chromium, started when it is first needed.
type browser struct {
	mu      sync.Mutex
	entered bool // by Main
	ctx     context.Context
	err     error
	profile string
	cancel  context.CancelFunc
}

// Main runs the tests of a package and closes the browser that they shared. It
// returns the exit code. A package whose tests open pages has
//
//	func TestMain(m *testing.M) { os.Exit(browsertest.Main(m)) }
func Main(m interface{ Run() int }) int {
	shared.enter()
	code := m.Run()
	if err := shared.close(); err != nil {
		fmt.Fprintln(os.Stderr, "closing the browser:", err)
	}
	return code
}

func (b *browser) enter() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.entered = true
}

// context returns the context of the browser, for tabs.
func (b *browser) context(path string) (context.Context, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.entered {
		return nil, errors.New("TestMain of this package must call browsertest.Main, which closes the browser")
	}
	if b.ctx == nil && b.err == nil {
		b.err = b.start(path)
	}
	return b.ctx, b.err
}

func (b *browser) start(path string) error {
	profile, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		return err
	}
	b.profile = profile
	allocator, cancel := chromedp.NewExecAllocator(context.Background(), chromium.Options(path, profile)...)
	b.ctx, _ = chromedp.NewContext(allocator) // ends with the allocator
	b.cancel = cancel
	return chromedp.Do(b.ctx)
}

// close waits until the browser has ended, so that its profile can be removed.
func (b *browser) close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ctx == nil {
		return nil
	}
	err := chromedp.Cancel(b.ctx)
	b.cancel()
	return errors.Join(err, os.RemoveAll(b.profile))
}
