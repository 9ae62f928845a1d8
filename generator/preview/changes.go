package preview

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"rehearse/generator/site"
)

// batch is what has changed in one go.
type batch struct {
	// paths are below the content folder, with slashes, sorted; a folder
	// stands for everything in it.
	paths []string
	// all says that anything may have changed.
	all bool
}

// changes reports what changes in the content folder.
type changes interface {
	// next waits until something has changed and come to rest. It fails when
	// ctx is done.
	next(ctx context.Context) (batch, error)
	// more reports whether something has changed since next returned.
	more() bool
	close() error
}

// pollFallback is how often to look where the system cannot report changes.
const pollFallback = time.Second

// watch begins to look for changes of the content folder.
func (s *server) watch() changes {
	if s.cfg.Poll > 0 {
		return newPoller(s.fsys, s.cfg.Poll, s.live.begin, s.away)
	}
	return &fallback{changes: s.watchFolders(), server: s}
}

// watchFolders lets the system report changes, if it can.
func (s *server) watchFolders() changes {
	w, err := newWatcher(s.fsys, s.live)
	if err != nil {
		return s.startPolling(err)
	}
	return w
}

// startPolling is what remains where watching has failed.
func (s *server) startPolling(why error) changes {
	hint := ""
	switch {
	case errors.Is(why, syscall.ENOSPC):
		hint = " (the system's limit of watched folders is reached; on Linux: sysctl fs.inotify.max_user_watches)"
	case errors.Is(why, syscall.EMFILE):
		hint = " (too many programs watch files, or too many files are open; on Linux: sysctl fs.inotify.max_user_instances)"
	}
	s.notice("cannot watch the content folder: " + why.Error() + hint + "; looking for changes every second instead")
	return newPoller(s.fsys, pollFallback, s.live.begin, s.away)
}

// fallback is a watcher until that fails, and then a poller until watching works
// again.
type fallback struct {
	changes
	server *server
	// tried is when watching failed last, zero while it works.
	tried time.Time
}

// retryWatching is how long to go on polling before watching is tried again.
const retryWatching = 10 * time.Second

// next is that of whichever is at work.
func (f *fallback) next(ctx context.Context) (batch, error) {
	b, err := f.changes.next(ctx)
	if err == nil && f.isPolling() && time.Since(f.tried) > retryWatching {
		return f.resume(b)
	}
	if err == nil || ctx.Err() != nil {
		return b, err
	}
	f.tried = time.Now()
	before := f.changes
	if errors.Is(err, errMoved) {
		if _, err := f.server.away(ctx); err != nil {
			return batch{}, err
		}
		f.changes = f.server.watchFolders()
	} else {
		f.changes = f.server.startPolling(err)
	}
	// What changed meanwhile is not known, hence everything.
	return batch{all: true}, before.close()
}

func (f *fallback) isPolling() bool {
	_, ok := f.changes.(*poller)
	return ok
}

// resume watches again, if the system now can. Before it does, something may
// have changed that is not in the batch.
func (f *fallback) resume(b batch) (batch, error) {
	f.tried = time.Now()
	w, err := newWatcher(f.server.fsys, f.server.live)
	if err != nil {
		return b, nil // what keeps it from watching has been reported
	}
	before := f.changes
	f.changes = w
	return batch{all: true}, before.close()
}

// comeback is how often to look whether the content folder is there again.
const comeback = 50 * time.Millisecond

// away waits while there is no content folder. Until there is, the site stays
// as it was, for all who ask. The result reports whether it was away, or is
// another folder now.
func (s *server) away(ctx context.Context) (wasAway bool, err error) {
	is := s.fsys.find()
	if is == same {
		return false, nil
	}
	if is == gone {
		s.live.end()
		s.notice("the content folder " + s.cfg.Content + " is gone; the preview stays as it was until it is back")
	}
	for ; is == gone; is = s.fsys.find() {
		select {
		case <-ctx.Done():
			return true, ctx.Err()
		case <-time.After(comeback):
		}
	}
	s.live.begin()
	s.notice("the content folder " + s.cfg.Content + " is another one now; the preview shows that one")
	return true, nil
}

// A save is several events: the file is emptied and written, or another file
// is written and renamed. When none has come for quiet, or longest after the
// first one, the batch is complete. A file that is gone or empty by then gets
// until patience: editors that empty a file before they write it, or move it
// out of the way, are seldom slower.
//
// When another branch is checked out, thousands of files change: many are taken
// in together until flood, and where they are tooMany, everything is read anew.
const (
	quiet    = 10 * time.Millisecond
	longest  = 50 * time.Millisecond
	patience = 150 * time.Millisecond

	many    = 1000
	flood   = 300 * time.Millisecond
	tooMany = 4000
)

// isHalfWritten reports whether a file is in a state that editors leave it in
// while they save: empty, or not there although its folder is. Of files that
// the site does not have yet, a page without a word is one.
func isHalfWritten(fsys fs.FS, file string, isKnown bool) bool {
	info, err := fs.Stat(fsys, file)
	if err == nil {
		return (isKnown || path.Ext(file) == ".md") && info.Mode().IsRegular() && info.Size() == 0
	}
	_, err = fs.Stat(fsys, path.Dir(file))
	return isKnown && err == nil
}

// sorted returns the paths of a set.
func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

// slashed makes a path below dir one with slashes. ok is false for dir itself
// and for what is outside of it or ignored.
func slashed(dir, name string) (string, bool) {
	rel, err := filepath.Rel(dir, name)
	if err != nil {
		return "", false
	}
	rel = filepath.ToSlash(rel)
	return rel, fs.ValidPath(rel) && rel != "." && !isIgnored(rel)
}

// isIgnored reports whether a path, or a folder above it, is ignored.
func isIgnored(rel string) bool {
	for p := rel; p != "."; p = path.Dir(p) {
		if site.Ignored(p) {
			return true
		}
	}
	return false
}
