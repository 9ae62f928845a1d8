package cli

import (
	"fmt"
	"io"
	"sync"
	"time"

	"rehearse/generator/pipeline"
)

const (
	// redraw is how often the progress line changes.
	redraw = 100 * time.Millisecond
	// patience is how many redraws pass before the line first shows: most
	// builds are over by then, and a flash of text only worries people.
	patience = 3
)

// progress is a line in a terminal that says how far a long build has come. A
// nil progress shows nothing.
type progress struct {
	w     io.Writer
	width int

	mu   sync.Mutex
	last pipeline.Event

	ticks int // of the goroutine that draws
	quit  chan struct{}
	ended sync.WaitGroup
}

// startProgress shows progress on w until stop is called.
func startProgress(w io.Writer) *progress {
	g := &progress{w: w, width: terminalWidth(w), quit: make(chan struct{})}
	g.ended.Go(g.follow)
	return g
}

// follow redraws the line until the end.
func (g *progress) follow() {
	ticker := time.NewTicker(redraw)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			g.tick()
		case <-g.quit:
			g.erase()
			return
		}
	}
}

func (g *progress) tick() {
	g.ticks++
	if g.ticks >= patience {
		fmt.Fprintf(g.w, "\r\x1b[K%s", g.line())
	}
}

func (g *progress) erase() {
	if g.ticks >= patience {
		fmt.Fprint(g.w, "\r\x1b[K")
	}
}

// event takes note of an event; any goroutine may call it.
func (g *progress) event(e pipeline.Event) {
	if g == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if e.Stage != g.last.Stage || e.Done > g.last.Done { // a slow goroutine may come late
		g.last = e
	}
}

// stop erases the line and returns when nothing more will be drawn.
func (g *progress) stop() {
	if g == nil {
		return
	}
	close(g.quit)
	g.ended.Wait()
}

// line is what to show now, short of the terminal's last column, where some
// terminals would wrap.
func (g *progress) line() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	line := stageName(g.last.Stage)
	switch {
	case g.last.Total > 0:
		line += fmt.Sprintf(" %d/%d", g.last.Done, g.last.Total)
	case g.last.Done > 0:
		line += fmt.Sprintf(" %d", g.last.Done)
	}
	return line[:min(len(line), max(0, g.width-1))]
}

func stageName(stage string) string {
	switch stage {
	case "index":
		return "Reading the content"
	case "render":
		return "Rendering pages"
	case "pictures":
		return "Copying pictures and files"
	case "search":
		return "Making the search index"
	case "verify":
		return "Checking the site"
	case "links":
		return "Asking other sites"
	case "upload":
		return "Uploading"
	case "publish":
		return "Publishing the site"
	}
	return "Working"
}
