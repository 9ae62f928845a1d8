package preview

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"rehearse/generator/crawl"
)

// answerTime is how long an answer may take to be read: a phone in a bad
// network that loads a large picture.
const answerTime = 5 * time.Minute

// newHTTPServer returns a server whose requests end with ctx.
func newHTTPServer(ctx context.Context, s *server) *http.Server {
	return &http.Server{
		Handler:           s,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second, // nothing has a body worth reading
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		// What goes wrong there is up to browsers and strangers.
		ErrorLog: log.New(io.Discard, "", 0),
	}
}

// ServeHTTP implements http.Handler.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Referrer-Policy", "same-origin")
	// Browsers that do not send Sec-Fetch-Dest keep to these.
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	h.Set("X-Frame-Options", "DENY")
	switch {
	case !s.guard.admits(r):
		http.Error(w, s.guard.refusal(), http.StatusForbidden)
		return
	case isFramed(r):
		http.Error(w, "the preview is not shown inside of other pages", http.StatusForbidden)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	case !s.guard.isOwn(r) && !isNavigation(r):
		http.Error(w, "this is for the preview's own pages", http.StatusForbidden)
		return
	}
	// A panic is our mistake; it must neither end the server nor leave half an
	// answer, so that nothing is written before it is complete.
	defer func() {
		if p := recover(); p != nil && p != http.ErrAbortHandler {
			s.notice(fmt.Sprintf("a bug in Rehearse, at %s: %v\n%s", r.URL.Path, p, debug.Stack()))
			panic(http.ErrAbortHandler)
		}
	}()
	if rest, ok := strings.CutPrefix(r.URL.Path, Prefix); ok {
		s.own(w, r, rest)
		return
	}
	// The connection may have gone by now, which the answer will find out.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerTime))
	s.site(w, r)
}

// own answers what is the preview's and not the site's. Its pages write these
// addresses in one way.
func (s *server) own(w http.ResponseWriter, r *http.Request, name string) {
	if s.cfg.NoReload || r.URL.EscapedPath() != Prefix+name {
		http.NotFound(w, r)
		return
	}
	if name == "events" {
		if !s.guard.isOwn(r) || r.Method != http.MethodGet {
			http.Error(w, "this is for the preview's own pages", http.StatusForbidden)
			return
		}
		s.events(w, r)
		return
	}
	data, ok := s.client.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "max-age=31536000, immutable")
	write(w, r, crawl.ContentType(name), data)
}

// write sends a complete answer.
func write(w http.ResponseWriter, r *http.Request, kind string, data []byte) {
	w.Header().Set("Content-Type", kind)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
}
