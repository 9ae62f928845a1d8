package preview

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// settings is the file whose mistakes could move every page of the site.
const settings = "site.yaml"

// version is the site as it was after some save. It never changes.
type version struct {
	number   int
	renderer *render.Renderer
	// problems are what the index says, sorted.
	problems []diag.Problem
	// unread are the mistakes that keep the newest settings from being those of
	// this version; problems has them, too.
	unread []diag.Problem
	// untold is what the history says or does not tell; problems has that, too.
	untold []diag.Problem
	// bases are the base paths that the site had in versions before.
	bases []string
	// moved are the files that pages have now which were in others, by these.
	moved map[string]string
}

// blames reports whether the index holds an error against a file.
func (v *version) blames(file string) bool {
	return slices.ContainsFunc(v.problems, func(p diag.Problem) bool {
		return p.File == file && p.Severity == diag.Error
	})
}

// live holds the newest version, and whether a newer one is on its way.
type live struct {
	mu      sync.Mutex
	newest  *version
	coming  chan struct{} // closed when it has come; nil while nothing is coming
	since   time.Time     // when it began to come
	changes int           // how often something began to come
}

func newLive() *live { return &live{} }

// now returns the newest version.
func (l *live) now() *version {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.newest
}

// begin says that something has changed. Whoever asks for the site from now on
// waits until it has been taken in.
func (l *live) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.coming == nil {
		l.coming, l.since = make(chan struct{}), time.Now()
		l.changes++
	}
}

// put makes v the newest version.
func (l *live) put(v *version) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.newest = v
}

// end says that what had changed has been taken in.
func (l *live) end() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.coming != nil {
		close(l.coming)
		l.coming = nil
	}
}

// tooLong is how long what is coming is waited for: a film may be copied into
// the content for minutes.
const tooLong = 300 * time.Millisecond

// settled returns the newest version once nothing is coming any more, or that
// takes too long, or ctx is done. Its second result changes when something begins to come.
func (l *live) settled(ctx context.Context) (*version, int) {
	l.mu.Lock()
	coming, left := l.coming, tooLong-time.Since(l.since)
	l.mu.Unlock()
	if coming != nil && left > 0 {
		select {
		case <-coming:
		case <-time.After(left):
		case <-ctx.Done():
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.newest, l.changes
}

// maxRetries is how often something is made again because the site changed
// meanwhile.
const maxRetries = 3

// begun returns how often something has begun to come.
func (l *live) begun() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.changes
}

// undisturbed makes an answer from the newest version. Where something changes
// meanwhile it makes another: a file may have been read while it was being
// written.
func (l *live) undisturbed(ctx context.Context, make func(*version) answer) answer {
	for retry := 0; ; retry++ {
		v, before := l.settled(ctx)
		a := make(v)
		if retry == maxRetries || l.begun() == before {
			return a
		}
	}
}

// follow takes in one batch of changes after the other.
func (s *server) follow(ctx context.Context, c changes) error {
	for {
		b, err := c.next(ctx)
		if err != nil {
			return err
		}
		s.takeOrReport(b)
		// What changed meanwhile is waited for, too: it may be half-written.
		if !c.more() {
			s.live.end()
		}
	}
}

// takeOrReport takes a batch in. What could not be read now can perhaps be read
// at the next save.
func (s *server) takeOrReport(b batch) {
	if err := s.take(b); err != nil {
		s.notice(fmt.Sprintf("cannot read the content: %v", err))
	}
}

// take makes a new version of the site from what has changed.
func (s *server) take(b batch) error {
	s.taking.Lock()
	defer s.taking.Unlock()
	for _, p := range s.cache.all() { // before the files are read
		s.cache.learn(p.sources.again(s.fsys, b.concerns), nil, nil)
	}
	before := s.live.now()
	old := before.renderer.Index()
	next, err := s.update(before, b)
	if err != nil {
		return err
	}
	index := next.renderer.Index()
	b.paths = slices.DeleteFunc(b.paths, func(p string) bool { return !concerns(old, p) && !concerns(index, p) })
	if index == old && len(b.paths) == 0 && !b.all {
		return nil
	}
	s.publish(next, b)
	if old.Site.BasePath() != index.Site.BasePath() {
		s.notice("site.yaml has another base path; the site is now at " + s.address().URL)
	}
	return nil
}

// update returns the version after a batch.
func (s *server) update(before *version, b batch) (*version, error) {
	old := before.renderer.Index()
	next := &version{number: before.number + 1, unread: before.unread, untold: before.untold, bases: before.bases}
	index, problems, err := old, []diag.Problem(nil), error(nil)
	everything := b.all || slices.Contains(b.paths, settings) || slices.Contains(b.paths, ".")
	if everything {
		index, problems, next.unread, err = s.reload(old)
	} else {
		// Time has passed, too: a page that was dated just now is not one of the
		// future, however long the preview runs.
		index, problems, err = old.Update(b.paths, s.cfg.Clock())
	}
	if err != nil {
		return nil, err
	}
	if base := old.Site.BasePath(); base != index.Site.BasePath() && !slices.Contains(next.bases, base) {
		next.bases = append(slices.Clone(next.bases), base)
	}
	if everything || s.memory.Concerns(b.concerns) {
		index, next.untold = s.memory.Look(s.fsys, index)
	}
	next.moved = s.moves(before.moved, old, index, b)
	next.renderer = before.renderer.With(index)
	next.problems = diag.Sort(slices.Concat(problems, next.unread, next.untold))
	return next, nil
}

// reload reads everything anew. Mistakes in the settings could give every page
// another URL, so that the settings before stay until they are mended; unread
// are these mistakes.
func (s *server) reload(old *site.Index) (index *site.Index, problems, unread []diag.Problem, err error) {
	index, problems, err = site.Load(s.fsys, s.options())
	if err != nil || !slices.ContainsFunc(index.SiteProblems(), isError) {
		return index, problems, nil, err
	}
	unread = index.SiteProblems()
	opt := s.options()
	opt.Site = old.Site
	index, problems, err = site.Load(s.fsys, opt)
	return index, problems, unread, err
}

func isError(p diag.Problem) bool { return p.Severity == diag.Error }

// concerns reports whether a path is, or holds, something of the site.
func concerns(index *site.Index, path string) bool {
	if path == settings || path == fact.File || path == site.AddressesFile || path == "." || index.Page(path) != nil {
		return true
	}
	_, ok := index.Resource(path)
	return ok
}

// publish makes v the newest version and announces it.
func (s *server) publish(v *version, b batch) {
	index := v.renderer.Index()
	var hrefs []string
	for _, path := range b.paths {
		if r, ok := index.Resource(path); ok {
			hrefs = append(hrefs, index.Href(r.URL))
		}
	}
	s.live.put(v)
	s.hub.announce(v.number, hrefs, b.all)
	s.checker.look(v, b)
}

// remember looks into the history, which may take longer than an author should wait:
// pages have what it says a moment later.
func (s *server) remember(ctx context.Context) error {
	memory, err := pipeline.Remember(ctx, s.live.now().renderer.Index(), s.cfg.Past.Begin(ctx, s.cfg.Content))
	if err != nil && ctx.Err() == nil {
		s.notice(fmt.Sprintf("git does not tell how the articles have changed: %v", err))
	}
	if err != nil || memory == nil {
		return ctx.Err()
	}
	s.taking.Lock()
	defer s.taking.Unlock()
	before := s.live.now()
	v := *before
	v.number++
	s.memory = memory
	index, untold := memory.Look(s.fsys, before.renderer.Index())
	v.renderer, v.untold = before.renderer.With(index), untold
	v.problems = diag.Sort(slices.Concat(before.problems, untold))
	s.publish(&v, batch{})
	return nil
}

// pictureMade makes a new version of the site in which there is more of a
// picture: its smaller sizes take longer than an author should wait.
func (s *server) pictureMade(file string) {
	s.taking.Lock()
	defer s.taking.Unlock()
	before := s.live.now()
	v := *before
	v.number++
	s.publish(&v, batch{paths: []string{file}})
}
