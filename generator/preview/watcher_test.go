package preview

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"rehearse/generator/site"
)

// start watches a new folder.
func start(t *testing.T) (*watcher, string) {
	t.Helper()
	content := content(t)
	w, err := newWatcher(content, newLive())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.close() })
	return w, content.dir
}

// content opens a new folder.
func content(t *testing.T) *folder {
	t.Helper()
	f, err := openFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.close() })
	return f
}

// collect gathers batches until every path has been told of, itself or by a
// folder above it.
func collect(t *testing.T, c changes, want []string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	told := func(paths []string, p string) bool {
		return slices.ContainsFunc(paths, func(q string) bool { return p == q || strings.HasPrefix(p, q+"/") })
	}
	for len(want) > 0 {
		b, err := c.next(ctx)
		if err != nil {
			t.Fatalf("%v; not told of: %q", err, want)
		}
		want = slices.DeleteFunc(want, func(p string) bool { return told(b.paths, p) })
	}
}

// Folders that are made and filled faster than they can be watched.
func TestFoldersFilledAtOnce(t *testing.T) {
	w, dir := start(t)
	var want []string
	for i := range 100 {
		folder := fmt.Sprintf("a%d/b/c/d", i%10)
		name := fmt.Sprintf("%s/%d.md", folder, i)
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
		want = append(want, name)
	}
	collect(t, w, want)
	// They are watched from then on, and so they are by another name.
	late := filepath.Join(dir, "a3/b/c/d/late.md")
	if err := os.WriteFile(late, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	collect(t, w, []string{"a3/b/c/d/late.md"})
	if err := os.Rename(filepath.Join(dir, "a3"), filepath.Join(dir, "z")); err != nil {
		t.Fatal(err)
	}
	collect(t, w, []string{"a3", "z"})
	if err := os.WriteFile(filepath.Join(dir, "z/b/c/d/later.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	collect(t, w, []string{"z/b/c/d/later.md"})
}

// A folder that is moved into a new one, faster than can be watched, is watched
// where it is now, with all that is in it.
func TestFolderMovedIntoNewOne(t *testing.T) {
	w, dir := start(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.MkdirAll(filepath.Join(dir, "a/b"), 0o755))
	collect(t, w, []string{"a/b"})
	for i := range 20 {
		from, to := fmt.Sprintf("a%d", i), fmt.Sprintf("new%d/deep", i)
		must(os.MkdirAll(filepath.Join(dir, from, "b"), 0o755))
		collect(t, w, []string{from + "/b"})
		must(os.MkdirAll(filepath.Join(dir, to), 0o755))
		must(os.Rename(filepath.Join(dir, from), filepath.Join(dir, to, "c")))
		collect(t, w, []string{from, to})
		for _, name := range []string{"/c/x.md", "/c/b/y.md"} {
			must(os.WriteFile(filepath.Join(dir, to+name), []byte("x"), 0o644))
			collect(t, w, []string{to + name})
		}
	}
}

// A folder that has the name of another one by now, before its event is there, does
// not take the watcher down when either is forgotten (fsnotify 1.10 would panic).
func TestFolderOfANameThatIsWatched(t *testing.T) {
	w, dir := start(t)
	for _, folder := range []string{"a", "b"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := w.add(folder); err != nil {
			t.Fatal(err)
		}
	}
	for _, move := range [][2]string{{"a", "c"}, {"b", "a"}} {
		if err := os.Rename(filepath.Join(dir, move[0]), filepath.Join(dir, move[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.add("a"); err != nil { // as an event of before asks for
		t.Fatal(err)
	}
	w.forget("b")
	w.forget("a")
}

// What editors leave beside a file is nobody's business.
func TestSwapFilesAreIgnored(t *testing.T) {
	w, dir := start(t)
	for _, name := range []string{".a.md.swp", "a.md~", ".#a.md", "#a.md#", ".git", "a.md___jb_tmp___", "_draft.md", "a.md"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := w.next(t.Context())
	if err != nil || !slices.Equal(b.paths, []string{"a.md"}) {
		t.Errorf("the batch is %q, %v", b.paths, err)
	}
}

// What happens while a batch is taken in, and is nobody's business, does not
// count as more to come: requests would wait for it.
func TestMoreIsWhatConcernsUs(t *testing.T) {
	w, dir := start(t)
	for name, want := range map[string]bool{dir + "/.a.md.swp": false, dir + "-else": false, dir + "/a.md": true, dir: true} {
		sent := make(chan bool)
		go func() {
			w.fs.Events <- fsnotify.Event{Name: name, Op: fsnotify.Create}
			close(sent)
		}()
		found := false
		for isSent := false; !isSent; {
			found = w.more() || found
			select {
			case <-sent:
				isSent = true
			default:
			}
		}
		if found != want {
			t.Errorf("%s: more is %v", name, found)
		}
	}
}

// When the system loses events, anything may have changed.
func TestOverflow(t *testing.T) {
	w, dir := start(t)
	go func() { w.fs.Errors <- fsnotify.ErrEventOverflow }()
	if b, err := w.next(t.Context()); err != nil || !b.all {
		t.Errorf("the batch is %+v, %v", b, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	collect(t, w, []string{"a.md"})
}

// A watcher that fails is replaced by a poller, and the author is told.
func TestFallback(t *testing.T) {
	w, dir := start(t)
	var notice string
	s := &server{fsys: w.fsys, live: w.live, notice: func(text string) { notice = text }}
	f := &fallback{changes: w, server: s}
	go func() { w.fs.Errors <- &fs.PathError{Op: "inotify_add_watch", Path: "x", Err: errNoSpace()} }()
	if b, err := f.next(t.Context()); err != nil || !b.all {
		t.Errorf("the batch is %+v, %v", b, err)
	}
	if !strings.Contains(notice, "every second") {
		t.Errorf("the notice is %q", notice)
	}
	if err := os.WriteFile(filepath.Join(dir, "a.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	collect(t, f, []string{"a.md"})
	if err := f.close(); err != nil {
		t.Error(err)
	}
}

func errNoSpace() error { return errors.New("no space left on device") }

// Where the system's limits keep it from watching, the author is told which one, and
// how to raise it.
func TestFallbackSaysWhichLimit(t *testing.T) {
	c := content(t)
	for limit, setting := range map[syscall.Errno]string{
		syscall.ENOSPC: "max_user_watches", syscall.EMFILE: "max_user_instances",
	} {
		var notice string
		s := &server{fsys: c, live: newLive(), notice: func(text string) { notice = text }}
		p := s.startPolling(fmt.Errorf("watching: %w", os.NewSyscallError("inotify_init", limit)))
		if err := p.close(); err != nil || !strings.Contains(notice, setting) {
			t.Errorf("%v: %q", limit, notice)
		}
	}
}

// However many pages have moved since the preview began, it remembers those that
// somebody may still have open.
func TestWhatHasMovedIsBounded(t *testing.T) {
	c := content(t)
	index, _, err := site.Load(c, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, before := &server{fsys: c, cache: newCache()}, map[string]string{}
	for i := range 20 * cachePages {
		file := fmt.Sprintf("f%d.md", i)
		before[file] = "now/" + file
		s.cache.put(file, cachedPage{file: file})
	}
	moved := s.moves(before, index, index, batch{})
	if last := fmt.Sprintf("f%d.md", 20*cachePages-1); len(moved) != cachePages || moved[last] != "now/"+last {
		t.Errorf("%d pages are remembered", len(moved))
	}
}

// The end of the preview ends every wait.
func TestWaitsEnd(t *testing.T) {
	w, _ := start(t)
	s := &server{fsys: w.fsys, live: w.live, notice: func(string) {}}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []changes{w, newPoller(w.fsys, time.Hour, w.live.begin, s.away)} {
		if _, err := c.next(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%T: error %v", c, err)
		}
	}
}

func TestHalfWritten(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "full.md"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"empty.md", "empty.tmp"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]bool{"full.md": false, "empty.md": true, "gone.md": true, "gone/x.md": false, ".": false} {
		if got := isHalfWritten(os.DirFS(dir), name, true); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	// What was never part of the site may come and go as it likes, but a new
	// page is about to be written.
	for name, want := range map[string]bool{"full.md": false, "empty.md": true, "empty.tmp": false, "gone.md": false} {
		if got := isHalfWritten(os.DirFS(dir), name, false); got != want {
			t.Errorf("%s, which is new: %v", name, got)
		}
	}
}

// A page that cannot take events is told the newest state and nothing else.
func TestHubForgetsWhatIsOutOfDate(t *testing.T) {
	h := newHub("")
	h.announce(0, nil, true)
	l := h.join(0, true)
	for i := 1; i <= 10; i++ {
		h.announce(i, []string{fmt.Sprintf("/f%d", i%3)}, false)
		h.report(report{Errors: i})
	}
	n := h.news(l)
	if n.version != 10 || n.problems.Errors != 10 || !slices.Equal(n.site.Files, []string{"/f0", "/f1", "/f2"}) || n.site.All {
		t.Errorf("the news are %+v %+v", n, n.site)
	}
	if n := h.news(l); n.site != nil || n.problems != nil {
		t.Errorf("the same news come twice: %+v", n)
	}
	if n := h.news(h.join(justLoaded, true)); n.site.All || len(n.site.Files) > 0 {
		t.Errorf("a page that was just loaded is told %+v", n.site)
	}
	if n := h.news(h.join(fromBefore, true)); !n.site.All {
		t.Errorf("a page of another run is told %+v", n.site)
	}
	for i := range history + 5 {
		h.announce(11+i, nil, false)
	}
	if n := h.news(l); !n.site.All {
		t.Error("a page that slept for long does not know what changed")
	}
}

func TestHubIsBounded(t *testing.T) {
	h := newHub("")
	for range maxListeners {
		if h.join(0, true) == nil {
			t.Fatal("refused too early")
		}
	}
	if h.join(0, true) != nil {
		t.Error("there is no limit")
	}
}

// However many pages other machines open, and come back with, the author's own
// are told of every save.
func TestHubKeepsRoomForTheAuthor(t *testing.T) {
	h := newHub("")
	var distant []*listener
	for l := h.join(0, false); l != nil; l = h.join(0, false) {
		distant = append(distant, l)
	}
	if len(distant) != maxDistant {
		t.Errorf("%d pages elsewhere are served", len(distant))
	}
	h.leave(distant[0])
	if h.join(0, false) == nil || h.join(0, false) != nil {
		t.Error("a place that was given up is not given again, or twice")
	}
	for range maxListeners - maxDistant {
		if h.join(0, true) == nil {
			t.Fatal("there is no room for the author")
		}
	}
}

func TestCache(t *testing.T) {
	s := newCache()
	for i := range cachePages {
		s.put(fmt.Sprint(i), cachedPage{etag: "e"})
	}
	s.get("0")
	s.put("new", cachedPage{})
	if s.get("0") == nil || s.get("1") != nil || s.get("new") == nil {
		t.Error("what was asked for last is gone")
	}
	s.put("new", cachedPage{etag: "5", version: 5})
	s.put("new", cachedPage{etag: "4", version: 4})
	if s.get("new").etag != "5" {
		t.Error("an older version came after a newer one")
	}
	s.put("large", cachedPage{body: make([]byte, cacheBytes*2/3)})
	s.put("larger", cachedPage{body: make([]byte, cacheBytes*2/3)})
	if s.get("new") != nil || s.get("large") != nil || s.get("larger") == nil || s.bytes > cacheBytes {
		t.Errorf("the cache has %d pages of %d bytes", len(s.pages), s.bytes)
	}
}

func TestEditorAddress(t *testing.T) {
	for _, test := range []struct{ address, folder, want string }{
		{DefaultEditor, "/home/刘 姐/content", "vscode://file/home/%E5%88%98%20%E5%A7%90/content/{file}:{line}"},
		{DefaultEditor, "C:/site/content", "vscode://file/C:/site/content/{file}:{line}"},
		{"idea://open?file={path}&line={line}", "/a&b", "idea://open?file=/a%26b/{file}&line={line}"},
		{"", "/a", ""},
	} {
		if got := editorAddress(test.address, test.folder); got != test.want {
			t.Errorf("%s in %s: %s, want %s", test.address, test.folder, got, test.want)
		}
	}
	for address, ok := range map[string]bool{
		"": true, DefaultEditor: true, "zed://file{path}:{line}:{col}": true,
		"vscode://file": false, "{path}": false, "javascript:alert('{path}')": false, "JavaScript:{path}": false,
		"https://evil.example/?{path}": false, "data:text/html,{path}": false, "x://{path}/{nothing}": false, "file://{path}": false,
	} {
		if err := CheckEditor(address); (err == nil) != ok {
			t.Errorf("%q: %v", address, err)
		}
	}
}
