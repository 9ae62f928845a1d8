package preview

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// get asks a preview for a page.
func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var b strings.Builder
	if err := resp.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func save(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// However late the system reports a save, the page that was saved is shown as it
// is now: here, no change is ever reported.
func TestSaveIsSeenBeforeItIsReported(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	save(t, file, "---\ntitle: 从前\n---\n旧的。\n")
	url, _ := unverified(t, dir)
	get(t, url+"a/")
	for i := range 5 {
		title, text := fmt.Sprintf("题目 %d", i), fmt.Sprintf("正文 %d。", i)
		save(t, file+".new", "---\ntitle: "+title+"\n---\n"+text+"\n")
		if err := os.Rename(file+".new", file); err != nil {
			t.Fatal(err)
		}
		if page := get(t, url+"a/"); !strings.Contains(page, title) || !strings.Contains(page, text) {
			t.Fatalf("save %d is not to be seen:\n%s", i, page)
		}
	}
}

// What keeps changing is not waited for, however long it takes.
func TestNobodyWaitsForWhatNeverRests(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	l := newLive()
	l.put(&version{})
	l.begin()
	if _, _ = l.settled(ctx); ctx.Err() != nil {
		t.Error("a request waited for a change that never ended")
	}
}

// growing is a folder with a film that is longer at each look.
type growing struct{ fstest.MapFS }

func (g growing) ReadDir(name string) ([]fs.DirEntry, error) {
	g.MapFS["film.mp4"] = &fstest.MapFile{Data: append(g.MapFS["film.mp4"].Data, 0)}
	return g.MapFS.ReadDir(name)
}

// A film that is being copied is handed over before it is complete, and so is
// what was saved meanwhile.
func TestPollingAFileThatGrows(t *testing.T) {
	g, begun := growing{fstest.MapFS{"film.mp4": {}}}, 0
	p := newPoller(g, time.Millisecond, func() { begun++ }, func(context.Context) (bool, error) { return false, nil })
	collect(t, p, []string{"film.mp4"})
	if begun == 0 || !p.restless {
		t.Errorf("begun %d times; restless: %v", begun, p.restless)
	}
	begun = 0
	g.MapFS["a.md"] = &fstest.MapFile{}
	collect(t, p, []string{"a.md"})
	if begun > 0 {
		t.Error("requests wait for a film again")
	}
}

// Another file of the same size and age is another file.
func TestTraceOfAReplacedFile(t *testing.T) {
	f := content(t)
	name, other := filepath.Join(f.dir, "a.md"), filepath.Join(f.dir, "b.txt")
	save(t, name, "one")
	save(t, other, "two")
	when := time.Now()
	for _, n := range []string{name, other} {
		if err := os.Chtimes(n, when, when); err != nil {
			t.Fatal(err)
		}
	}
	before := snap(f)
	if err := os.Rename(other, name); err != nil {
		t.Fatal(err)
	}
	changed := map[string]bool{}
	if difference(before, snap(f), changed); !changed["a.md"] {
		t.Errorf("changed: %v", changed)
	}
}

// Where very many files change, everything is read anew.
func TestVeryManyChanges(t *testing.T) {
	for n, want := range map[int]bool{tooMany: false, tooMany + 1: true} {
		w, dir := start(t)
		for i := range n {
			w.early = append(w.early, fsnotify.Event{Name: filepath.Join(dir, fmt.Sprintf("%d.md", i)), Op: fsnotify.Write})
		}
		b, err := w.next(t.Context())
		if err != nil || b.all != want || len(b.paths) > 0 == want {
			t.Errorf("%d changes: everything %v, %d paths, %v", n, b.all, len(b.paths), err)
		}
	}
}

// When watching works again, polling ends.
func TestWatchingIsResumed(t *testing.T) {
	c := content(t)
	s := &server{fsys: c, live: newLive(), notice: func(string) {}}
	s.live.put(&version{})
	f := &fallback{changes: newPoller(c, time.Millisecond, s.live.begin, s.away), server: s}
	save(t, filepath.Join(c.dir, "a.md"), "x")
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	b, err := f.next(ctx)
	if err != nil || !b.all || f.isPolling() {
		t.Errorf("%v, %v; polling: %v", b, err, f.isPolling())
	}
	if err := f.close(); err != nil {
		t.Error(err)
	}
}
