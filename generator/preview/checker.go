package preview

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"sync"

	"rehearse/demo/diag"
	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// checker verifies the whole site behind the pages: at first all of it, then
// only what a change concerns. It works on one page after the other and turns
// to newer changes at once, so that it is never in anybody's way.
type checker struct {
	report func([]diag.Problem)

	wake chan struct{} // has room for one

	mu      sync.Mutex
	newest  *version
	changed map[string]bool // since it was last looked at
	all     bool
}

func newChecker(report func([]diag.Problem)) *checker {
	return &checker{report: report, wake: make(chan struct{}, 1), changed: make(map[string]bool)}
}

// look asks for a version to be verified. It does not wait.
func (c *checker) look(v *version, b batch) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.newest = v
	c.all = c.all || b.all
	for _, p := range b.paths {
		c.changed[p] = true
	}
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// news returns what has been asked for since the last call.
func (c *checker) news() (v *version, changed map[string]bool, all bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	changed, all = c.changed, c.all
	c.changed, c.all = make(map[string]bool), false
	return c.newest, changed, all
}

// run verifies until ctx is done.
func (c *checker) run(ctx context.Context) error {
	w := verification{checker: c, ledger: pipeline.NewLedger()}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-c.wake:
		}
		if err := w.round(ctx); err != nil {
			return err
		}
	}
}

// verification is what the checker knows.
type verification struct {
	*checker
	ledger  *pipeline.Ledger
	version *version
	// due are the files of pages that must be looked at again.
	due map[string]bool
	// reported are the problems that were reported last.
	reported []diag.Problem
	// complete is false before the whole site has been verified once.
	complete bool
}

// round verifies until there is nothing to do or something newer to do first.
func (w *verification) round(ctx context.Context) error {
	v, changed, all := w.news()
	first := w.schedule(v, changed, all)
	for i, p := range first {
		if len(w.wake) > 0 || ctx.Err() != nil {
			return ctx.Err()
		}
		// What was just saved is reported before the rest is looked at.
		if i > 0 && changed[first[i-1].File] && !changed[p.File] {
			if err := w.conclude(); err != nil {
				return err
			}
		}
		if err := w.enter(p); err != nil {
			return err
		}
	}
	w.complete = true
	return w.conclude()
}

// schedule returns the pages to look at, those first that have been saved.
func (w *verification) schedule(v *version, changed map[string]bool, all bool) []*site.Page {
	before := w.version
	if before == nil {
		before = v
	}
	if all {
		w.due = make(map[string]bool)
		for _, p := range v.renderer.Index().Pages() {
			w.due[p.File] = true
		}
	}
	if w.due == nil {
		w.due = make(map[string]bool)
	}
	for _, p := range w.ledger.Stale(before.renderer.Index(), v.renderer.Index(), changed) {
		w.due[p.File] = true
	}
	w.version = v
	var pages []*site.Page
	for file := range w.due {
		if p := v.renderer.Index().Page(file); p != nil {
			pages = append(pages, p)
		} else {
			delete(w.due, file)
		}
	}
	slices.SortFunc(pages, func(a, b *site.Page) int {
		switch {
		case changed[a.File] && !changed[b.File]:
			return -1
		case changed[b.File] && !changed[a.File]:
			return 1
		}
		return v.renderer.Index().Number(a) - v.renderer.Index().Number(b)
	})
	return pages
}

// enter looks at one page.
func (w *verification) enter(p *site.Page) error {
	page, err := w.version.renderer.Page(p).Render()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil // the change that says so is on its way
	case err != nil:
		page = render.Rendered{File: p.File, Problems: []diag.Problem{unreadable(p.File, err)}}
	}
	w.ledger.Enter(w.version.renderer.Index(), page)
	delete(w.due, p.File)
	return nil
}

func unreadable(file string, err error) diag.Problem {
	return diag.Problem{File: file, Line: 1, Col: 1, Rule: "unreadable", Message: "this page cannot be made: " + err.Error(),
		Hint: "it is tried again when the file is saved"}
}

// conclude reports the problems that are known, if they have changed.
func (w *verification) conclude() error {
	found, err := w.ledger.Verify(w.version.renderer)
	if err != nil {
		found = []diag.Problem{unreadable(settings, err)}
	}
	problems := diag.Sort(slices.Concat(w.version.problems, found))
	if w.reported != nil && slices.Equal(problems, w.reported) || w.reported == nil && len(problems) == 0 && !w.complete {
		return nil
	}
	w.reported = append([]diag.Problem{}, problems...)
	w.report(problems)
	return nil
}
