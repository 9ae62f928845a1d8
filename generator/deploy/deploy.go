// Package deploy copies a built site to storage that speaks the S3 protocol, and
// only what has changed.
//
// What is there is known from a record that every deploy leaves at the target (see
// record.go), which is read instead of a listing. Before anything is changed, the
// record is told what is going to be, so that a deploy that was killed is completed
// by the next one; a lock (see lock.go) keeps two from mixing. Changes are made in an
// order in which every prefix is a working site, which the caller knows.
//
// Only objects that came from here are overwritten or removed: each carries its sum
// as metadata, so that it is known even where no record tells of it.
package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Site is what is to be deployed.
type Site struct {
	Files fs.FS
	// Paths are those of the site's files; others are not looked at.
	Paths []File
	// Order puts changes into lists, one to be made after the other, each in any
	// order.
	Order func([]Change) [][]Change
	// Headers are those that a file is served with.
	Headers func(path string) Headers
}

// File is a file of the site.
type File struct {
	Path string
	// Rank is kept for Order, for when the file has to be removed.
	Rank uint8
}

// Headers are HTTP headers that the target keeps with an object.
type Headers struct{ ContentType, CacheControl string }

// Change is a file that is uploaded or removed.
type Change struct {
	File
	// Stands is set where the target has a file of that path, perhaps an old one.
	Stands, Removed bool
	// Size is that of the file here, in bytes.
	Size int64
}

// Options say how to deploy.
type Options struct {
	// DryRun finds out what would be changed, and changes nothing.
	DryRun bool
	// Adopt overwrites objects that did not come from here, and does without a
	// record that cannot be read.
	Adopt bool
	// Compress stores what is text as gzip, which all browsers undo.
	Compress bool
	// MaxRemovals is how many files may be removed; below zero, a quarter of the
	// site, or twenty of a small one.
	MaxRemovals int
	// Progress may be nil. It is called by several goroutines.
	Progress func(done, total int)
	// Waiting is told, once, that another deploy seems to be going on, which is
	// waited for. It may be nil.
	Waiting func()
}

// Report is what a deploy amounted to.
type Report struct {
	// Changes are those that were made or, of a dry run, would be, in their order.
	Changes []Change
	// Uploaded, Removed and Unchanged count files. Present counts those that an
	// earlier deploy, which was stopped, had uploaded already.
	Uploaded, Removed, Unchanged, Present int
	// Bytes is how much was uploaded, the record included.
	Bytes int64
	// Unguarded is set where the target does not know conditional writes: two
	// deploys at once would not be noticed, nor is a file of others that comes
	// between.
	Unguarded bool
}

// The ways in which a target is not as it should be. Errors wrap them, or are them.
var (
	// ErrOvertaken says that another deploy has changed the target meanwhile.
	ErrOvertaken = errors.New("another deploy has changed the target meanwhile")
	// ErrRecord says that the record at the target cannot be read.
	ErrRecord = errors.New("the record of earlier deploys is damaged")
	// ErrChanged says that the site was changed while it was deployed.
	ErrChanged = errors.New("the site was changed meanwhile")
)

// ForeignError tells of objects that have the name of a file of the site, and did not
// come from here.
type ForeignError struct{ Paths []string }

// Error names the first of them.
func (e *ForeignError) Error() string {
	return fmt.Sprintf("%d objects did not come from Rehearse, the first: %s", len(e.Paths), e.Paths[0])
}

// RemovalsError says that more would be removed than may be.
type RemovalsError struct{ Removals, Of, Max int }

// Error gives the numbers.
func (e *RemovalsError) Error() string {
	return fmt.Sprintf("%d of %d files would be removed, more than %d", e.Removals, e.Of, e.Max)
}

// parallel is how many requests are made at once: most of the time they wait.
const parallel = 16

// Run deploys a site. When ctx ends, or there is an error, what stands at the target
// is a working site, partly new; the next Run completes it.
func Run(ctx context.Context, site Site, target Target, opt Options) (report Report, err error) {
	s, err := connect(target)
	if err != nil {
		return report, err
	}
	d := &deploy{store: s, site: site, opt: opt}
	if !opt.DryRun {
		if d.lock, ctx, err = s.lock(ctx, opt.Waiting); err != nil {
			return report, err
		}
		defer d.lock.release()
	}
	err = d.run(ctx)
	if cause := context.Cause(ctx); err != nil && errors.Is(cause, ErrOvertaken) {
		err = cause
	}
	d.report.Bytes, d.report.Unguarded = s.sent.Load(), s.unguarded
	return d.report, err
}

// deploy is one run.
type deploy struct {
	store *store
	lock  *lock // nil in a dry run
	site  Site
	opt   Options
	// there is what the target had at first.
	there   record
	planned map[string]content
	report  Report
}

func (d *deploy) run(ctx context.Context) error {
	r, err := d.store.readRecord(ctx, d.opt.Adopt)
	if err != nil {
		return err
	}
	d.there = r.record
	changes, err := d.plan(ctx)
	if err != nil {
		return err
	}
	batches := d.site.Order(changes)
	d.report.Changes = slices.Concat(batches...)
	d.report.Unchanged = len(d.site.Paths)
	for _, c := range changes {
		if !c.Removed {
			d.report.Unchanged--
		}
	}
	if d.opt.DryRun || len(changes) == 0 {
		return nil
	}
	if err := d.store.write(ctx, r, d.during(changes)); err != nil {
		return err
	}
	if err := d.carryOut(ctx, batches, len(changes)); err != nil {
		return err
	}
	return d.store.write(ctx, r, d.after())
}

// plan compares the site with what the target had.
func (d *deploy) plan(ctx context.Context) ([]Change, error) {
	var err error
	if d.planned, err = read(ctx, d.site, d.opt.Compress); err != nil {
		return nil, err
	}
	var changes []Change
	for _, f := range d.site.Paths {
		o, known := d.there[f.Path]
		if known && o.state == sure && o.sum == d.planned[f.Path].sum {
			continue
		}
		changes = append(changes, Change{File: f, Stands: known && o.state != perhaps, Size: d.planned[f.Path].size})
	}
	removals := 0
	for path, o := range d.there {
		if _, stays := d.planned[path]; !stays {
			removals++
			changes = append(changes, Change{File: File{path, o.rank}, Stands: true, Removed: true})
		}
	}
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.Path, b.Path) })
	most := d.opt.MaxRemovals
	if most < 0 {
		most = max(20, len(d.there)/4)
	}
	if removals > most {
		return nil, &RemovalsError{removals, len(d.there), most}
	}
	return changes, nil
}

// during is the record while the changes are made: of what they touch, nothing is
// sure.
func (d *deploy) during(changes []Change) record {
	now := d.there.clone()
	for _, c := range changes {
		o := now[c.Path]
		o.rank, o.state = c.Rank, perhaps
		if c.Stands && !c.Removed {
			o.state = changing
		}
		now[c.Path] = o
	}
	return now
}

// after is the record when all is done.
func (d *deploy) after() record {
	now := make(record, len(d.site.Paths))
	for _, f := range d.site.Paths {
		now[f.Path] = object{sum: d.planned[f.Path].sum, rank: f.Rank}
	}
	return now
}

// carryOut makes the changes, one list after the other.
func (d *deploy) carryOut(ctx context.Context, batches [][]Change, total int) error {
	t := &tally{}
	defer func() { d.report.Uploaded, d.report.Present, d.report.Removed = t.uploaded, t.present, t.removed }()
	for _, batch := range batches {
		// Whoever was asleep finds out before going on.
		if err := d.lock.renew(ctx); err != nil {
			return err
		}
		group, inGroup := errgroup.WithContext(ctx)
		group.SetLimit(parallel)
		for _, c := range batch {
			group.Go(func() error {
				made, err := d.make(inGroup, c)
				done, err := t.count(c, made, err)
				if err == nil && d.opt.Progress != nil {
					d.opt.Progress(done, total)
				}
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		if len(t.foreign) > 0 {
			slices.Sort(t.foreign)
			return &ForeignError{t.foreign}
		}
	}
	return ctx.Err()
}

// tally counts what has been done.
type tally struct {
	mu                         sync.Mutex
	uploaded, present, removed int
	foreign                    []string
}

// count enters a change, and returns how many there are. That an object is foreign is
// told when all of its list are known.
func (t *tally) count(c Change, made bool, err error) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case errors.Is(err, errForeign):
		t.foreign, err = append(t.foreign, c.Path), nil
	case err != nil:
	case c.Removed:
		t.removed++
	case made:
		t.uploaded++
	default:
		t.present++
	}
	return t.uploaded + t.present + t.removed, err
}

// errForeign says that an object did not come from here.
var errForeign = errors.New("foreign object")

// make makes one change, and reports whether it had to.
func (d *deploy) make(ctx context.Context, c Change) (bool, error) {
	if c.Removed {
		return true, d.remove(ctx, c.Path)
	}
	planned := d.planned[c.Path]
	guard := condition{isNew: !c.Stands}
	// What may be there from a deploy that was stopped is looked for before it is
	// sent again; what cannot be there, only when the target says that it is.
	look := d.there[c.Path].state != sure || d.store.unguarded && !c.Stands
	for {
		if look {
			found, err := d.store.stat(ctx, c.Path)
			switch {
			case err != nil:
				return false, err
			case found.sum == planned.sum:
				return false, nil
			case found.exists && found.sum == "" && !c.Stands && !d.opt.Adopt:
				return false, errForeign
			}
			guard = condition{isNew: !found.exists, etag: found.etag}
		}
		err := d.store.upload(ctx, d.site, c.Path, planned, guard)
		if !errors.Is(err, errCondition) {
			return true, err
		}
		if err := d.lock.renew(ctx); err != nil {
			return false, err
		}
		look = true
	}
}

// remove removes an object that is known to have come from here.
func (d *deploy) remove(ctx context.Context, path string) error {
	if d.there[path].state == perhaps {
		found, err := d.store.stat(ctx, path)
		if err != nil || !found.exists || found.sum == "" {
			return err
		}
	}
	return d.store.remove(ctx, path)
}

// wait waits, unless ctx ends before.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
