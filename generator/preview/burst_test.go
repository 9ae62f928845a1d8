package preview_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rehearse/demo/effort"
	"rehearse/generator/corpus"
)

// BenchmarkBurst lets thousands of files come at once into a site of 1,000
// articles, as an archive does that is unpacked, while somebody reads a page. It
// reports how long the slowest answer took, and how much longer than one reading of
// the whole site it took until the last file was seen.
//
//	go test ./generator/preview -run '^$' -bench Burst -benchtime 1x
func BenchmarkBurst(b *testing.B) {
	for _, files := range []int{3_000, 8_000, 15_000, 20_000} {
		b.Run(fmt.Sprint(files), func(b *testing.B) {
			for b.Loop() {
				slowest, seen := burst(b, files)
				b.ReportMetric(slowest.Seconds(), "s-slowest")
				b.ReportMetric(seen.Seconds(), "s-seen")
			}
		})
	}
}

func burst(t testing.TB, files int) (slowest, seen time.Duration) {
	t.Helper()
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	if err := (corpus.Site{Articles: 1000, Sections: 20, Seed: 1}).Write(content); err != nil {
		t.Fatal(err)
	}
	fresh := filepath.Join(content, "zh", "fresh")
	if err := os.MkdirAll(fresh, 0o755); err != nil {
		t.Fatal(err)
	}
	a := serve(t, content)
	stop, stopped := make(chan struct{}), make(chan time.Duration)
	go func() { // the reader
		slowest := time.Duration(0)
		for {
			select {
			case <-stop:
				stopped <- slowest
				return
			case <-time.After(20 * time.Millisecond):
			}
			began := time.Now()
			resp, err := a.http.Get(a.base + "/zh/fresh/")
			if err == nil {
				resp.Body.Close()
			}
			slowest = max(slowest, time.Since(began))
		}
	}()
	for i := range files {
		name := filepath.Join(fresh, fmt.Sprintf("p%05d.md", i))
		if err := os.WriteFile(name, fmt.Appendf(nil, "# Page %d\n\nText.\n", i), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	began := time.Now()
	last := fmt.Sprintf("/zh/fresh/p%05d/", files-1)
	a.until(last+" is there", func() bool {
		status, body, _ := a.get(last)
		return status == http.StatusOK && strings.Contains(body, fmt.Sprintf("Page %d", files-1))
	})
	seen = time.Since(began)
	close(stop)
	return <-stopped, seen
}

// Folders that trade their names while thousands of files change are watched under
// the names that they have now: whatever is saved in them afterwards is seen.
func TestFoldersTradeNamesInAStorm(t *testing.T) {
	a := begin(t, "-- _index.md --\n# Home\n")
	changes := effort.Of(6_000)
	const folders = 6
	for i := range folders {
		a.save(fmt.Sprintf("f%d/deep/page.md", i), fmt.Sprintf("# Page %d\n", i))
	}
	a.sees("/f5/deep/page/", "Page 5")
	storm := make(chan error, 1)
	go func() {
		for i := range changes {
			name := a.file(fmt.Sprintf("many/n%04d.md", i%500))
			if i == 0 {
				_ = os.MkdirAll(filepath.Dir(name), 0o755)
			}
			if err := os.WriteFile(name, fmt.Appendf(nil, "# %d\n", i), 0o644); err != nil {
				storm <- err
				return
			}
		}
		storm <- nil
	}()
	calm := false
	for round := 0; !calm; round++ {
		from, to := round%folders, (round*5+1)%folders
		if from != to {
			a.move(fmt.Sprintf("f%d", from), "spare")
			a.move(fmt.Sprintf("f%d", to), fmt.Sprintf("f%d", from))
			a.move("spare", fmt.Sprintf("f%d", to))
		}
		select {
		case err := <-storm:
			if err != nil {
				t.Fatal(err)
			}
			calm = true
		case <-time.After(10 * time.Millisecond):
		}
	}
	for i := range folders {
		a.save(fmt.Sprintf("f%d/deep/page.md", i), "# Page\n\n[To nothing](nothing.md)\n")
	}
	// A page that is asked for looks at its own file; that the others are told of a
	// save, only watching can bring about.
	a.until("every save is seen", func() bool {
		a.mu.Lock()
		defer a.mu.Unlock()
		seen := map[string]bool{}
		for _, p := range a.problems {
			seen[p.File] = true
		}
		return len(seen) == folders
	})
}
