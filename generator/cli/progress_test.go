package cli

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"rehearse/generator/pipeline"
)

func TestProgressShort(t *testing.T) {
	var out bytes.Buffer
	g := &progress{w: &out, width: 80}
	g.event(pipeline.Event{Stage: "index"})
	for range patience - 1 {
		g.tick()
	}
	g.erase()
	if out.Len() > 0 {
		t.Errorf("a short build was shown: %q", &out)
	}
}

func TestProgressLong(t *testing.T) {
	var out bytes.Buffer
	g := &progress{w: &out, width: 80}
	g.event(pipeline.Event{Stage: "index", Done: 7})
	for range patience {
		g.tick()
	}
	g.event(pipeline.Event{Stage: "render", Done: 2, Total: 10})
	g.event(pipeline.Event{Stage: "render", Done: 1, Total: 10}) // came late
	g.tick()
	g.erase()
	const erase = "\r\x1b[K"
	want := erase + "Reading the content 7" + erase + "Rendering pages 2/10" + erase
	if out.String() != want {
		t.Errorf("drawn %q, want %q", &out, want)
	}
}

// After stop nothing is drawn any more, whoever still reports.
func TestProgressStops(t *testing.T) {
	defer goleak.VerifyNone(t)
	var out bytes.Buffer
	g := startProgress(&out)
	var workers sync.WaitGroup
	for i := range 4 {
		workers.Go(func() { g.event(pipeline.Event{Stage: "render", Done: i, Total: 4}) })
	}
	g.stop()
	drawn := out.Len()
	workers.Wait()
	g.event(pipeline.Event{Stage: "publish"})
	if out.Len() != drawn {
		t.Errorf("drawn after the end: %q", &out)
	}
}

func TestProgressNarrow(t *testing.T) {
	for _, width := range []int{0, 1, 2, 10, 80} {
		g := &progress{width: width}
		g.event(pipeline.Event{Stage: "verify", Done: 100, Total: 200})
		if line := g.line(); len(line) > max(0, width-1) {
			t.Errorf("%q does not fit a terminal of %d columns", line, width)
		}
	}
}

func TestProgressNone(t *testing.T) {
	var g *progress
	g.event(pipeline.Event{Stage: "index"})
	g.stop()
}

func TestStageNames(t *testing.T) {
	seen := map[string]bool{}
	for _, stage := range []string{"index", "render", "pictures", "search", "verify", "publish", "some later stage"} {
		name := stageName(stage)
		if name == "" || seen[name] || strings.ContainsFunc(name, func(r rune) bool { return r > '~' }) {
			t.Errorf("stage %s is called %q; want an ASCII name of its own", stage, name)
		}
		seen[name] = true
	}
}
