package preview

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher learns of changes from the system. It watches folders, not files: an
// editor that saves by renaming replaces the file that would be watched.
type watcher struct {
	dir  string
	fsys *folder
	live *live
	fs   *fsnotify.Watcher
	// folders are those that are watched, below dir, with slashes.
	folders map[string]bool
	// hasTurned says that folders have come or gone since rewatch was called.
	hasTurned bool
	// early are events that more has found, for next.
	early []fsnotify.Event
}

// newWatcher watches all folders of the content. The site learns of a change
// when it is seen, long before it has come to rest.
func newWatcher(fsys *folder, live *live) (*watcher, error) {
	c := &watcher{dir: fsys.dir, fsys: fsys, live: live}
	if err := c.begin(); err != nil {
		return nil, err
	}
	return c, nil
}

// begin watches all folders as they are now.
func (w *watcher) begin() error {
	var err error
	if w.fs, err = fsnotify.NewWatcher(); err != nil {
		return err
	}
	w.folders, w.hasTurned = make(map[string]bool), false
	// The folder itself is seen to come and go in the one that it is in. Where
	// that cannot be watched, a glance shows it.
	_ = w.fs.Add(filepath.Dir(w.dir))
	if err := w.add("."); err != nil {
		return errors.Join(err, w.fs.Close())
	}
	return nil
}

// beginAnew watches as if nothing had been watched before. The system watches
// folders whatever they are called, and reports them by the names that they had when
// it was asked to: where several have been renamed, or it has lost events, nobody
// can tell any more which is which. What is changed meanwhile is not reported.
func (w *watcher) beginAnew() error {
	if err := w.fs.Close(); err != nil {
		return err
	}
	return w.begin()
}

// errMoved says that the content folder is no longer the one that is watched.
var errMoved = errors.New("the content folder has gone, or is another one now")

func (w *watcher) close() error { return w.fs.Close() }

// add watches a folder and all that are in it. Each is watched before it is
// read, so that whatever comes into it meanwhile is either read or reported.
//
// One that is watched already is left alone: where another folder has its name by
// now, fsnotify would lose track of both, and panic when one is forgotten. The event
// that tells of the exchange is still to come.
func (w *watcher) add(folder string) error {
	if w.folders[folder] {
		return nil
	}
	err := w.fs.Add(w.path(folder))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return nil // gone again, or reported by the index
	case err != nil:
		return err
	}
	w.folders[folder], w.hasTurned = true, true
	entries, err := fs.ReadDir(w.fsys, folder)
	if err != nil {
		return nil
	}
	for _, e := range entries {
		name := e.Name()
		if folder != "." {
			name = folder + "/" + name
		}
		if e.IsDir() && !isIgnored(name) {
			if err := w.add(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// forget stops watching a folder that is gone or has another name now, and all
// that were in it: the system would go on reporting them by their old names.
func (w *watcher) forget(folder string) {
	if !w.folders[folder] {
		return // a file
	}
	for f := range w.folders {
		if f == folder || strings.HasPrefix(f, folder+"/") {
			// It fails where the folder is gone, which is as well.
			_ = w.fs.Remove(w.path(f))
			delete(w.folders, f)
			w.hasTurned = true
		}
	}
}

// path is where a folder is.
func (w *watcher) path(folder string) string {
	return filepath.Join(w.dir, filepath.FromSlash(folder))
}

// rewatch watches the folders that are not, and returns them. Whoever makes a
// folder and moves another one into it is faster than the events: add comes
// upon a folder that the system watches under its old name, and stops to watch
// when the event of that name arrives.
func (w *watcher) rewatch() ([]string, error) {
	if !w.hasTurned {
		return nil, nil
	}
	w.hasTurned = false
	watched := make(map[string]bool, len(w.folders))
	for _, p := range w.fs.WatchList() {
		watched[p] = true
	}
	var lost []string
	for _, folder := range sorted(w.folders) {
		if !watched[w.path(folder)] {
			delete(w.folders, folder)
			lost = append(lost, folder)
		}
	}
	for _, folder := range lost {
		if err := w.add(folder); err != nil {
			return nil, err
		}
	}
	return lost, nil
}

// more implements changes. What is ignored does not count: next would
// wait for something else, and whoever asks for the site with it.
func (w *watcher) more() bool {
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return false
			}
			if _, isOurs := slashed(w.dir, e.Name); isOurs || e.Name == w.dir {
				w.early = append(w.early, e)
				return true
			}
		default:
			return false
		}
	}
}

// next implements changes.
func (w *watcher) next(ctx context.Context) (batch, error) {
	b := gathering{watcher: w, paths: make(map[string]bool)}
	for _, e := range w.early {
		if err := b.event(e); err != nil {
			return batch{}, err
		}
	}
	w.early = nil
	for !b.begun() {
		if err := b.glance(ctx); err != nil {
			return batch{}, err
		}
	}
	w.live.begin()
	if err := b.gather(ctx); err != nil {
		return batch{}, err
	}
	if w.fsys.isMoved() {
		return batch{}, errMoved
	}
	if b.moves > 1 || b.isDeaf {
		return batch{all: true}, w.beginAnew()
	}
	lost, err := w.rewatch()
	if err != nil {
		return batch{}, err
	}
	for _, folder := range lost {
		b.paths[folder] = true // what was saved there meanwhile is not known
	}
	return batch{paths: sorted(b.paths), all: b.all}, nil
}

// gathering is a batch while its events come in.
type gathering struct {
	*watcher
	paths map[string]bool
	all   bool
	// itself says that something has happened to the content folder.
	itself bool
	// moves is how many folders were renamed. isDeaf says that events were lost.
	moves  int
	isDeaf bool
}

func (g *gathering) begun() bool { return g.all || g.itself || len(g.paths) > 0 }

// glanceEvery is how often to look whether the content folder is still the one that is
// watched. A folder far above it may be renamed, or another disk be mounted there,
// and no event tells of that.
const glanceEvery = time.Second

// glance takes in one event, or looks at the content folder where none has come for
// a while.
func (g *gathering) glance(ctx context.Context) error {
	timer := time.NewTimer(glanceEvery)
	defer timer.Stop()
	err := g.wait(ctx, timer.C)
	if !errors.Is(err, errQuiet) {
		return err
	}
	if g.fsys.isMoved() {
		return errMoved
	}
	return nil
}

// gather takes events in until they have come to rest.
func (g *gathering) gather(ctx context.Context) error {
	for started := time.Now(); ; {
		limit := longest
		if g.all || len(g.paths) > many {
			limit = flood
		}
		left := limit - time.Since(started)
		timer := time.NewTimer(max(min(quiet, left), time.Millisecond))
		err := g.wait(ctx, timer.C)
		timer.Stop()
		switch {
		case err == nil && left > 0:
		case err != nil && !errors.Is(err, errQuiet):
			return err
		case time.Since(started) >= patience || !g.isHalfWritten():
			return nil
		}
	}
}

// isHalfWritten reports whether a file seems to be.
func (g *gathering) isHalfWritten() bool {
	if g.all {
		return false
	}
	v := g.live.now()
	for p := range g.paths {
		if v != nil && isHalfWritten(g.fsys, p, concerns(v.renderer.Index(), p)) {
			return true
		}
	}
	return false
}

// errQuiet says that no event has come.
var errQuiet = errors.New("quiet")

// wait takes in one event, or returns errQuiet when timeout fires before.
func (g *gathering) wait(ctx context.Context, timeout <-chan time.Time) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timeout:
		return errQuiet
	case err, ok := <-g.fs.Errors:
		if !ok {
			return fsnotify.ErrClosed
		}
		if !errors.Is(err, fsnotify.ErrEventOverflow) {
			return err
		}
		g.all, g.isDeaf = true, true
		return nil
	case e, ok := <-g.fs.Events:
		if !ok {
			return fsnotify.ErrClosed
		}
		return g.event(e)
	}
}

// event takes in one event.
func (g *gathering) event(e fsnotify.Event) error {
	if e.Name == g.dir {
		g.itself = true
		return nil
	}
	name, ok := slashed(g.dir, e.Name)
	if !ok {
		return nil
	}
	g.paths[name] = true
	if len(g.paths) > tooMany {
		g.all = true
		clear(g.paths)
	}
	wasWatched := g.folders[name]
	if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) {
		g.forget(name)
	}
	if wasWatched && e.Has(fsnotify.Rename) {
		g.moves++
	}
	// Another one may have its name already.
	if e.Has(fsnotify.Create) || wasWatched {
		if info, err := fs.Stat(g.fsys, name); err == nil && info.IsDir() {
			return g.add(name)
		}
	}
	return nil
}
