// Package preview serves a site while it is being written.
//
// Pages are rendered when they are asked for, from memory, by the same index
// and the same renderer as in a build; nothing is written anywhere. To start
// costs the index alone, and a save costs one front matter and one page,
// however large the site is.
//
//	folder               the content folder, which may be removed and made anew
//	watcher or poller    what has changed in it, in batches
//	site (live.go)       the newest version: index, renderer, what changed
//	server               answers requests; see guard.go for whom
//	checker              verifies the whole site behind the pages
//	hub                  announces versions and problems to open pages
//	client/              what runs in those pages
//
// A request waits for a batch that is being taken in, so that whoever saves
// and then looks sees what was saved. A page that a mistake keeps from being
// whole is answered with the last version that was (cache.go), and the mistake
// is reported in a panel over it.
//
// Everything of the preview itself is below [Prefix]. A content folder cannot
// have such a path: names that begin with "_" are not published.
package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"rehearse/demo/diag"
	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// Prefix begins the paths of what the preview adds to a site.
const Prefix = "/__rehearse/"

// Config says what to serve, and where.
type Config struct {
	// Content is a folder.
	Content string
	// Drafts, Future and Expired include pages that are left out otherwise.
	Drafts, Future, Expired bool
	// Clock tells the time, which decides what is future or expired.
	Clock func() time.Time
	// Cache is the folder that keeps what is made of pictures. Where it is
	// empty, or cannot be written, all is made anew.
	Cache string
	// Past tells how files have changed. If it is nil, nothing is known of that.
	Past pipeline.Past
	// Version of the program, for the generator meta tag.
	Version string

	// Bind is the address or host name to listen on, without a port.
	Bind string
	// Port is where to listen; the next free one is taken where it is in use,
	// unless StrictPort is set. 0 is any.
	Port       int
	StrictPort bool

	// Hosts are names besides that to answer to, as requests write them
	// ("localhost:8080"): the author forwards them to this server.
	Hosts []string

	// Poll looks for changes at this interval; 0 lets the system report them.
	Poll time.Duration
	// NoReload leaves pages as a build would make them: they do not follow.
	NoReload bool
	// Editor is the address that opens an editor; see [CheckEditor].
	Editor string

	// Listening is called once, when requests are answered.
	Listening func(Address)
	// Problems is called with all problems of the site, sorted, whenever they
	// are not what they were. The first call comes when the site has been
	// verified for the first time, or before if there are some.
	Problems func([]diag.Problem)
	// Notice is called with what the author should know otherwise.
	Notice func(string)
}

// Run serves until ctx is done, which is no error. It returns when everything
// it started has ended.
func Run(ctx context.Context, cfg Config) error {
	listener, err := listen(ctx, cfg)
	if err != nil {
		return err
	}
	defer listener.Close()
	content, err := openFolder(cfg.Content)
	if err != nil {
		return err
	}
	defer content.close()
	s, err := newServer(cfg, content, listener)
	if err != nil {
		return err
	}
	// Watching begins before reading, so that no change falls in between.
	changes := s.watch()
	defer changes.close()
	cache, remove, err := pipeline.OpenCache(cfg.Cache)
	if err != nil {
		return err
	}
	defer remove()
	if err := s.load(cache); err != nil {
		return err
	}
	defer s.live.now().renderer.Close()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return s.follow(ctx, changes) })
	group.Go(func() error { return s.checker.run(ctx) })
	group.Go(func() error { return serve(ctx, listener, s) })
	group.Go(func() error { return s.remember(ctx) })
	if cfg.Listening != nil {
		cfg.Listening(s.address())
	}
	if err := group.Wait(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// server is the preview of one site.
type server struct {
	cfg     Config
	at      netip.AddrPort // where it listens
	fsys    *folder
	guard   guard
	client  *client
	live    *live
	cache   *cache
	search  searcher
	hub     *hub
	checker *checker
	// taking is held while a new version is made.
	taking sync.Mutex
	// memory is what the history says; nil until it is known.
	memory *pipeline.Memory
	// notice is never nil.
	notice func(string)
}

func newServer(cfg Config, content *folder, listener net.Listener) (*server, error) {
	c, err := newClient()
	if err != nil {
		return nil, err
	}
	s := &server{
		cfg: cfg, fsys: content, client: c, live: newLive(), cache: newCache(),
		at:    netip.MustParseAddrPort(listener.Addr().String()),
		guard: newGuard(cfg.Bind, cfg.Hosts, listener.Addr()), notice: cfg.Notice,
		hub: newHub(editorAddress(cfg.Editor, content.dir)),
	}
	if s.notice == nil {
		s.notice = func(string) {}
	}
	s.checker = newChecker(s.report)
	return s, nil
}

// report passes problems on to the pages and to the author's terminal.
func (s *server) report(problems []diag.Problem) {
	s.hub.report(newReport(problems, s.fsys))
	if s.cfg.Problems != nil {
		s.cfg.Problems(problems)
	}
}

// load reads the site for the first time.
func (s *server) load(cache string) error {
	index, problems, err := site.Load(s.fsys, s.options())
	if err != nil {
		return err
	}
	renderer, err := render.NewRenderer(s.fsys, index, render.Options{
		Version: s.cfg.Version, Lines: !s.cfg.NoReload, Cache: cache, Later: s.pictureMade,
	})
	if err != nil {
		return err
	}
	s.publish(&version{renderer: renderer, problems: problems}, batch{all: true})
	return nil
}

func (s *server) options() site.Options {
	return render.SiteOptions(site.Options{Drafts: s.cfg.Drafts, Future: s.cfg.Future, Expired: s.cfg.Expired, Now: s.cfg.Clock()})
}

// serve answers requests until ctx is done.
func serve(ctx context.Context, listener net.Listener, s *server) error {
	h := newHTTPServer(ctx, s)
	stopped := make(chan error, 1)
	go func() {
		<-ctx.Done()
		// Event streams end with ctx; anything else has a moment to finish.
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		err := h.Shutdown(grace)
		if err != nil {
			err = h.Close()
		}
		stopped <- err
	}()
	if err := h.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving the preview: %w", err)
	}
	if err := <-stopped; err != nil {
		return err
	}
	return ctx.Err()
}
