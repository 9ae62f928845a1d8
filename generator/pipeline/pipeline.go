// Package pipeline turns a content folder into a published site.
//
// A build has four stages. The index is read (package site); every page is
// rendered, in parallel and independently of the others, and its files are
// handed to the staging area at once, so that no HTML is kept; what pages ask
// of one another is verified over the whole site; and if nothing is wrong, the
// staging area is published (package publish).
package pipeline

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"rehearse/demo/diag"
	"rehearse/generator/picture"
	"rehearse/generator/publish"
	"rehearse/generator/render"
	"rehearse/generator/search"
	"rehearse/generator/site"
)

// DeadLinks returns those of some addresses of other sites that lead to nothing, with
// the reason in words; see [outside.Checker.Dead].
type DeadLinks func(ctx context.Context, addresses []string) (map[string]string, error)

// Config says what to build, and where to.
type Config struct {
	// Content and Destination are folders.
	Content, Destination string
	// BaseURL overrides the one in site.yaml when it is not empty.
	BaseURL string
	// Drafts, Future and Expired include pages that are left out otherwise.
	Drafts, Future, Expired bool
	// Strict keeps a site with warnings from being published.
	Strict bool
	// Check verifies everything and writes nothing.
	Check bool
	// Adopt takes what stands where the files of the site go for the work of earlier
	// builds; see [publish.Open].
	Adopt bool
	// Clock is the time of the build; it decides what is future or expired.
	Clock time.Time
	// Cache is the folder that keeps files made from pictures for the next build.
	// If it is empty, or cannot be written to, they are made again.
	Cache string
	// Dead looks for links to other sites. If it is nil, they are asked nothing.
	Dead DeadLinks
	// Past tells how files have changed. If it is nil, nothing is known of that.
	Past Past
	// Version of the program, for the generator meta tag.
	Version string
	// remembered is called when addresses have been remembered and nothing is published
	// yet, where a test stops.
	remembered func()
}

// Event tells how far a build has come.
type Event struct {
	// Stage is "index", "render", "pictures", "search", "verify", "links" or "publish".
	Stage string
	// Done of Total; Total is 0 where it is not known.
	Done, Total int
}

// Summary is the outcome of a build.
type Summary struct {
	// Pages, Pictures and Flows are those of the site.
	Pages, Pictures, Flows int
	// Files is how many the site has; the others are zero when only checked.
	Files, Written, Unchanged, Removed int
	// Bytes is the size of the whole site.
	Bytes int64
	// Others counts files in the destination that may be left of earlier builds, and
	// Other is the first of them; see [publish.Report].
	Others int
	Other  string
	// Remembered counts the addresses, anchors among them, that were not known to have
	// been published before; Forgotten those that could not be remembered, and Why.
	Remembered, Forgotten int
	Why                   string
	// Fixes are what [Fix] would write, where the site is only checked.
	Fixes []Fix
	// Published are the files of the site, where it was published; Deploy is where
	// its author wants it to be deployed to.
	Published []publish.Place
	Deploy    site.Deploy
	// NoBaseURL is true for a site that does not know its address, and therefore
	// has no feeds and no sitemap.
	NoBaseURL bool
}

// Run builds the site. Problems are sorted; where they hold an error (or, if
// Strict, a warning), nothing has been published. The error is [ErrNoPages]
// where there is nothing to publish. progress may be nil; it may be called from
// several goroutines.
func Run(ctx context.Context, cfg Config, progress func(Event)) (Summary, []diag.Problem, error) {
	if progress == nil {
		progress = func(Event) {}
	}
	progress(Event{Stage: "index"})
	go render.Bundle() // it takes as long as the index of some thousand pages
	past := cfg.Past.Begin(ctx, cfg.Content)
	root, err := os.OpenRoot(cfg.Content)
	if err != nil {
		return Summary{}, nil, err
	}
	defer root.Close()
	index, problems, err := load(root.FS(), cfg)
	if err != nil {
		return Summary{}, nil, err
	}
	memory, err := Remember(ctx, index, past)
	if err != nil {
		return Summary{}, nil, err
	}
	index, untold := memory.Look(root.FS(), index)
	problems = append(problems, untold...)
	opt := render.Options{Version: cfg.Version}
	if !cfg.Check {
		cache, remove, err := OpenCache(cfg.Cache)
		if err != nil {
			return Summary{}, nil, err
		}
		defer remove()
		opt.Cache = cache
	}
	r, err := render.NewRenderer(root.FS(), index, opt)
	if err != nil {
		return Summary{}, nil, err
	}
	j := &job{renderer: r, index: index, ledger: NewLedger(), problems: problems, progress: progress}
	if cfg.Check {
		names := new(publish.Names)
		j.sink = names
		if err = j.make(ctx); err == nil {
			j.collide(names.Conflicts())
			j.checkMemory(cfg)
			j.summary.Fixes = j.ledger.Fixes(r)
			err = j.askOutside(ctx, cfg.Dead)
		}
		return j.summary, diag.Sort(j.problems), err
	}
	return j.publish(ctx, cfg, root)
}

// load reads what pages there are.
func load(fsys fs.FS, cfg Config) (*site.Index, []diag.Problem, error) {
	index, problems, err := site.Load(fsys, render.SiteOptions(site.Options{
		BaseURL: cfg.BaseURL, Drafts: cfg.Drafts, Future: cfg.Future, Expired: cfg.Expired, Now: cfg.Clock,
	}))
	if err != nil {
		return nil, nil, err
	}
	if failed, _ := diag.Count(problems); failed == 0 && !hasText(index) {
		return nil, nil, ErrNoPages
	}
	return index, problems, nil
}

// The errors of [Run] by which a destination is to blame.
type (
	// ReadOnlyError says that the destination, or a part of it, may not be changed.
	ReadOnlyError = publish.ReadOnlyError
	// DamagedError says that it is not known what earlier builds made.
	DamagedError = publish.DamagedError
	// PartialError says that publishing was stopped on its way.
	PartialError = publish.PartialError
)

// ErrNoPages says that there is no page in the content folder. That is hardly
// intended, and publishing it would remove all that was published before.
var ErrNoPages = errors.New("there are no pages in the content folder")

// hasText reports whether anybody has written a page, including those left out.
func hasText(index *site.Index) bool {
	return len(index.LeftOut()) > 0 || slices.ContainsFunc(index.Pages(), func(p *site.Page) bool { return !p.Implied })
}

// sink takes the files of a site.
type sink interface {
	Write(path string, rank publish.Rank, data []byte) error
	Copy(path string, rank publish.Rank, open func() (io.ReadCloser, error)) error
}

// job is one build.
type job struct {
	renderer *render.Renderer
	index    *site.Index
	ledger   *Ledger
	mu       sync.Mutex // of problems
	problems []diag.Problem
	html     map[string]bool            // the addresses of pages
	search   map[string]*search.Builder // by language
	sink     sink
	progress func(Event)
	files    atomic.Int64
	summary  Summary
}

// publish makes the site in a staging area and publishes it if nothing is
// wrong with it.
func (j *job) publish(ctx context.Context, cfg Config, content *os.Root) (Summary, []diag.Problem, error) {
	staging, err := publish.Open(cfg.Destination, cfg.Adopt)
	if err != nil {
		return Summary{}, nil, err
	}
	defer staging.Abort()
	j.sink = staging
	if err := j.make(ctx); err != nil {
		return j.summary, diag.Sort(j.problems), err
	}
	j.progress(Event{Stage: "publish"})
	conflicts, err := staging.Conflicts()
	if err != nil {
		return j.summary, nil, err
	}
	j.collide(conflicts)
	problems := diag.Sort(j.problems)
	if failed, warned := diag.Count(problems); failed > 0 || cfg.Strict && warned > 0 {
		return j.summary, problems, nil
	}
	undo := j.remember(content, cfg)
	if cfg.remembered != nil {
		cfg.remembered()
	}
	report, err := staging.Commit(ctx)
	var partial *PartialError
	if err != nil && !errors.As(err, &partial) {
		undo()
	}
	j.summary.Written, j.summary.Unchanged, j.summary.Removed = report.Written, report.Unchanged, report.Removed
	j.summary.Published = staging.Files()
	j.summary.Bytes, j.summary.Others, j.summary.Other = report.Bytes, report.Others, report.Other
	return j.summary, problems, err
}

// make renders and verifies the whole site.
func (j *job) make(ctx context.Context) error {
	var err error
	if j.search, err = searchBuilders(ctx, j.renderer); err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{j.render, j.copyFiles, j.surround, j.verify} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	j.summary.Files = int(j.files.Load())
	j.summary.Deploy = j.index.Site.Deploy
	j.summary.NoBaseURL = j.index.Site.BaseURL == ""
	return nil
}

// render renders all targets, as many at a time as there are processors.
func (j *job) render(ctx context.Context) error {
	total := len(j.index.Pages())
	var pages atomic.Int64
	group, inGroup := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for t := range j.renderer.Targets() {
		if inGroup.Err() != nil {
			break
		}
		group.Go(func() error {
			isPage, err := j.renderOne(t)
			if isPage {
				n := int(pages.Add(1))
				j.progress(Event{Stage: "render", Done: min(n, total), Total: total})
			}
			return err
		})
	}
	err := group.Wait()
	j.summary.Pages = int(pages.Load())
	if err := cmp.Or(err, ctx.Err()); err != nil {
		return err
	}
	return j.forward()
}

// renderOne renders a target and passes on everything that comes of it. It reports
// whether that was a page.
func (j *job) renderOne(t render.Target) (isPage bool, err error) {
	r, err := t.Render()
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // removed while we were building; nothing links to it any more
	}
	if err != nil {
		return false, err
	}
	j.ledger.Enter(j.index, r)
	if r.Search != nil {
		j.search[r.Lang].Add(*r.Search)
	}
	for _, f := range r.Files {
		j.note(f.Path)
		if err := j.write(f); err != nil {
			return false, err
		}
	}
	return len(r.Files) > 0 && path.Ext(r.Files[0].Path) == ".html", nil
}

// write passes a file to the sink. A name that no file can have is the
// author's mistake.
func (j *job) write(f render.File) error {
	j.files.Add(1)
	return j.named(f.Path, j.sink.Write(f.Path, j.renderer.Rank(f.Path), f.Data))
}

// named turns an impossible name into a problem and returns other errors.
func (j *job) named(path string, err error) error {
	var bad *publish.NameError
	if !errors.As(err, &bad) {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	p := j.origin(path)
	p.Rule, p.Message, p.Hint = "file-name", "this cannot be published: the name of what becomes of it "+bad.Reason, "give it another name"
	j.problems = append(j.problems, p) // the same for all that is below a folder
	return nil
}

// copyFiles copies what lies beside the pages, and static files, and adds what
// was made of pictures.
func (j *job) copyFiles(ctx context.Context) error {
	j.progress(Event{Stage: "pictures"})
	for _, resource := range append(j.index.AllResources(), j.index.Static()...) {
		if picture.Is(resource.File) {
			j.summary.Pictures++
		}
	}
	for c := range j.renderer.Copies() {
		if err := j.copy(ctx, c.Path, c.Open); err != nil {
			return err
		}
	}
	return j.renderer.Prune()
}

// copy passes a file to the sink, unless it has been removed meanwhile.
func (j *job) copy(ctx context.Context, path string, open func() (io.ReadCloser, error)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	j.files.Add(1)
	err := j.named(path, j.sink.Copy(path, j.renderer.Rank(path), open))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// surround writes what the pages turned out to need, and the search index.
func (j *job) surround(ctx context.Context) error {
	j.progress(Event{Stage: "search"})
	if err := ctx.Err(); err != nil {
		return err
	}
	j.summary.Flows = len(j.renderer.Modules())
	return j.writeAll(slices.Concat(j.renderer.Assets(), finishSearch(j.index, j.search)))
}

// writeAll writes files, as many at a time as there are processors.
func (j *job) writeAll(files []render.File) error {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range files {
		group.Go(func() error { return j.write(f) })
	}
	return group.Wait()
}

// verify checks what depends on all pages.
func (j *job) verify(ctx context.Context) error {
	j.progress(Event{Stage: "verify"})
	if err := ctx.Err(); err != nil {
		return err
	}
	problems, err := j.ledger.Verify(j.renderer)
	j.problems = append(j.problems, problems...)
	return err
}

// askOutside asks for the pages of other sites.
func (j *job) askOutside(ctx context.Context, dead DeadLinks) error {
	if dead == nil {
		return nil
	}
	j.progress(Event{Stage: "links"})
	problems, err := j.ledger.outside(ctx, j.index, dead)
	j.problems = append(j.problems, problems...)
	return err
}

// collide reports files that cannot be published, unless the index has done so.
func (j *job) collide(conflicts []publish.Conflict) {
	for _, c := range conflicts {
		if c.Kind == publish.Foreign || !j.index.Contested("/"+c.Path) && !j.index.Contested("/"+c.Other) {
			j.problems = append(j.problems, j.conflict(c))
		}
	}
}

// conflict is the problem of a file that cannot be published.
func (j *job) conflict(c publish.Conflict) diag.Problem {
	p := j.origin(c.Path)
	p.Message = c.String()
	if c.Kind == publish.Foreign {
		p.Rule, p.Hint = "output-foreign", "Rehearse overwrites only what it made: move that file away, or delete it; if an earlier build made it, and its record is lost, build once with --adopt"
	} else {
		p.Rule, p.Hint = "url-collision", "give one of the two another slug or name"
	}
	return p
}

// origin is an otherwise empty problem at the source of a file of the site.
func (j *job) origin(path string) diag.Problem {
	return j.index.Origin(render.Owner(j.renderer, path))
}
