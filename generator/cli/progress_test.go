package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"rehearse/generator/build"
)

// drawing is a progress whose ticks the test gives.
func drawing() (g *progress, out *bytes.Buffer, tick func(times int), stop func()) {
	out = new(bytes.Buffer)
	g = &progress{w: out, width: 80, quit: make(chan struct{})}
	ticks := make(chan time.Time)
	g.ended.Go(func() { g.draw(ticks) })
	tick = func(times int) {
		for range times {
			ticks <- time.Time{}
		}
	}
	return g, out, tick, g.stop
}

func TestProgressShort(t *testing.T) {
	g, out, tick, stop := drawing()
	g.event(build.Event{Stage: "index"})
	tick(patience - 1)
	stop()
	if out.Len() > 0 {
		t.Errorf("a short build was shown: %q", out)
	}
}

func TestProgressLong(t *testing.T) {
	g, out, tick, stop := drawing()
	g.event(build.Event{Stage: "index", Done: 7})
	tick(patience)
	g.event(build.Event{Stage: "render", Done: 2, Total: 10})
	g.event(build.Event{Stage: "render", Done: 1, Total: 10}) // came late
	tick(1)
	stop()
	const erase = "\r\x1b[K"
	want := erase + "Reading the content 7" + erase + "Rendering pages 2/10" + erase
	if out.String() != want {
		t.Errorf("drawn %q, want %q", out, want)
	}
}

func TestProgressNarrow(t *testing.T) {
	for _, width := range []int{0, 1, 2, 10, 80} {
		g := &progress{width: width}
		g.event(build.Event{Stage: "verify", Done: 100, Total: 200})
		if line := g.line(); len(line) > max(0, width-1) {
			t.Errorf("%q does not fit a terminal of %d columns", line, width)
		}
	}
}

func TestProgressNone(t *testing.T) {
	var g *progress
	g.event(build.Event{Stage: "index"})
	g.stop()
}

func TestStageNames(t *testing.T) {
	seen := map[string]bool{}
	for _, stage := range []string{"index", "render", "verify", "publish", "some later stage"} {
		name := stageName(stage)
		if name == "" || seen[name] || strings.ContainsFunc(name, func(r rune) bool { return r > '~' }) {
			t.Errorf("stage %s is called %q; want an ASCII name of its own", stage, name)
		}
		seen[name] = true
	}
}
