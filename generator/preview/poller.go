package preview

import (
	"context"
	"io/fs"
	"time"
)

// poller looks for changes itself, for disks whose system does not report them.
type poller struct {
	fsys     fs.FS
	interval time.Duration
	begin    func()
	away     func(context.Context) (bool, error) // see server.away
	known    snapshot
	// restless says that what next returned last had not come to rest. Nobody
	// should wait for it any longer.
	restless bool
}

func newPoller(fsys fs.FS, interval time.Duration, begin func(), away func(context.Context) (bool, error)) *poller {
	return &poller{fsys: fsys, interval: interval, begin: begin, away: away, known: snap(fsys)}
}

func (p *poller) more() bool { return false } // it has not looked

func (p *poller) close() error { return nil }

// next implements changes. What has changed must look the same twice before it
// counts as come to rest.
func (p *poller) next(ctx context.Context) (batch, error) {
	changed := make(map[string]bool)
	var since time.Time
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
		before := p.known
		p.known = snap(p.fsys)
		differs := difference(before, p.known, changed)
		switch {
		case len(changed) == 0:
			continue
		case since.IsZero():
			since = time.Now()
		case !differs || time.Since(since) > tooLong:
			p.restless = differs
			return batch{paths: sorted(changed)}, nil
		}
		if !p.restless {
			p.begin()
		}
	}
}
