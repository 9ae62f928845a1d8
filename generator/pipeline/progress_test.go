package pipeline_test

import (
	"slices"
	"sync"
	"testing"

	"rehearse/generator/pipeline"
)

// Whoever waits is told of everything that takes long on a large site.
func TestProgressTellsOfEveryStage(t *testing.T) {
	var stages []string
	var mu sync.Mutex
	tell := func(e pipeline.Event) {
		mu.Lock()
		defer mu.Unlock()
		if !slices.Contains(stages, e.Stage) {
			stages = append(stages, e.Stage)
		}
	}
	cfg := pipeline.Config{Content: unpack(t, "-- a.md --\n# A\n"), Destination: t.TempDir(), Clock: clock}
	if _, _, err := pipeline.Run(t.Context(), cfg, tell); err != nil {
		t.Fatal(err)
	}
	if want := []string{"index", "render", "pictures", "search", "verify", "publish"}; !slices.Equal(stages, want) {
		t.Errorf("told of %q, not of %q", stages, want)
	}
}
