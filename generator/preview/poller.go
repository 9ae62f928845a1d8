package preview

import (
	"context"
	"io/fs"
	"time"
)

// poller looks for changes itself, for disks whose system does not tell.
type poller struct {
	fsys     fs.FS
	interval time.Duration
	begin    func()
	away     func(context.Context) (bool, error) // see server.away
	known    snapshot
}

// snapshot is what files there are.
type snapshot map[string]trace

// trace is what a file shows of a change without being read.
type trace struct {
	size     int64
	mode     fs.FileMode
	modified int64 // nanoseconds since 1970
}

func newPoller(fsys fs.FS, interval time.Duration, begin func(), away func(context.Context) (bool, error)) *poller {
	return &poller{fsys: fsys, interval: interval, begin: begin, away: away, known: take(fsys)}
}

func (p *poller) more() bool { return false } // it has not looked

func (p *poller) close() error { return nil }

// take looks at all files that a site could have.
func take(fsys fs.FS) snapshot {
	s := make(snapshot)
	// Errors are folders that are gone again or cannot be read; the index
	// tells of the latter.
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name != "." && isIgnored(name) {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			s[name] = trace{info.Size(), info.Mode(), info.ModTime().UnixNano()}
		}
		return nil
	})
	return s
}

// next implements changes. What has changed must look the same twice before it
// counts as come to rest.
func (p *poller) next(ctx context.Context) (batch, error) {
	changed := make(map[string]bool)
	for {
		pause := p.interval
		if len(changed) > 0 {
			pause = min(pause, longest)
		}
		select {
		case <-ctx.Done():
			return batch{}, ctx.Err()
		case <-time.After(pause):
		}
		wasAway, err := p.away(ctx)
		if err != nil {
			return batch{}, err
		}
		if wasAway {
			changed["."] = true
		}
		found := take(p.fsys)
		before := p.known
		p.known = found
		if !difference(before, found, changed) && len(changed) > 0 {
			return batch{paths: sorted(changed)}, nil
		}
		if len(changed) > 0 {
			p.begin()
		}
	}
}

// difference adds the files to changed in which two snapshots differ, and tells
// whether there are any.
func difference(a, b snapshot, changed map[string]bool) bool {
	differs := false
	for name, is := range b {
		if was, ok := a[name]; !ok || was != is {
			changed[name], differs = true, true
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			changed[name], differs = true, true
		}
	}
	return differs
}
