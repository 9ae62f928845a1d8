package preview

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"rehearse/generator/crawl"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// answer is a rendered file, complete.
type answer struct {
	status int
	body   []byte
	etag   string
	// to is where to go instead, "" for nowhere.
	to string
}

// site answers with a file of the site.
func (s *server) site(w http.ResponseWriter, r *http.Request) {
	v, _ := s.live.settled(r.Context())
	index := v.renderer.Index()
	requested, ok := sitePath(r)
	below, inside := strings.CutPrefix("/"+requested, index.Site.BasePath())
	switch {
	case ok && inside:
	case ok && "/"+requested+"/" == index.Site.BasePath(), ok && requested == "":
		s.send(w, r, "", answer{to: index.Site.BasePath()})
		return
	case ok:
		s.send(w, r, "404.html", s.formerly(v, requested, "/"))
		return
	default:
		s.send(w, r, "404.html", s.missing(v, "/"))
		return
	}
	file := fileOf(below)
	if v.renderer.IsSearch(file) {
		s.sendSearch(w, r, v, file)
		return
	}
	target, ok := v.renderer.Route(file)
	switch {
	case ok && target.Source != "":
		s.sendSource(w, r, target.Source, file)
	case ok:
		s.send(w, r, file, s.rendered(r.Context(), file))
	default:
		s.send(w, r, file, s.lost(v, below, file))
	}
}

// fileOf is the file that a path below the site's root means.
func fileOf(below string) string {
	if below == "" || strings.HasSuffix(below, "/") {
		return below + "index.html"
	}
	return below
}

// formerly answers for a path that the site has nothing at: it may have had
// another base path until its author changed it, and open pages still do. url
// is the path below the present one.
func (s *server) formerly(v *version, requested, url string) answer {
	for _, base := range v.bases {
		if below, ok := strings.CutPrefix("/"+requested, base); ok {
			if _, ok := v.renderer.Route(fileOf(below)); ok {
				return answer{to: v.renderer.Index().Href("/" + below)}
			}
		}
	}
	return s.missing(v, url)
}

// rendered makes a file of the newest version of the site.
func (s *server) rendered(ctx context.Context, file string) answer {
	s.catchUp(ctx, file)
	return s.live.undisturbed(ctx, func(v *version) answer {
		target, ok := v.renderer.Route(file)
		if !ok {
			return s.lost(v, file, file)
		}
		return s.render(v, target, file)
	})
}

// render makes a file of a version of the site. Where a mistake keeps the page
// from being whole, the last version that was whole stays.
func (s *server) render(v *version, target render.Target, file string) answer {
	known := s.cache.get(file)
	if known != nil && known.version == v.number {
		return answer{status: http.StatusOK, body: known.body, etag: known.etag}
	}
	page, err := target.Render()
	body, ok := find(page.Files, file)
	isBroken := err != nil || page.Partial || page.File != "" && v.blames(page.File)
	switch {
	case known != nil && s.isBeingWritten(page.File):
		return answer{status: http.StatusOK, body: known.body, etag: known.etag} // and look again next time
	case known != nil && isBroken:
		kept := *known
		kept.version = v.number
		s.cache.put(file, kept)
		return answer{status: http.StatusOK, body: kept.body, etag: kept.etag}
	case err == nil && !ok, errors.Is(err, fs.ErrNotExist): // removed, but not yet reported
		return s.missing(v, "/"+file)
	case err != nil:
		return s.failed(err)
	}
	if isPage(file) && !s.cfg.NoReload {
		body = s.client.inject(body, origin{file: page.File, embedded: slices.Concat(page.Flows, page.Pictures)})
	}
	if !isPage(file) {
		return answer{status: http.StatusOK, body: body, etag: etag(body)}
	}
	made := cachedPage{file: page.File, digest: s.digest(page.File), body: body, etag: etag(body), version: v.number}
	made.sources = s.sources(page)
	s.cache.put(file, made)
	return answer{status: http.StatusOK, body: body, etag: made.etag}
}

// sources are the files that a page is made of, as they are now.
func (s *server) sources(page render.Rendered) snapshot {
	files := make(snapshot)
	for _, file := range slices.Concat(page.Flows, page.Pictures, []string{page.File}) {
		files[file] = trace{}
	}
	delete(files, "")
	return files.again(s.fsys, func(string) bool { return true })
}

// catchUp takes in what has changed in the sources of a page. A busy machine
// reports a save late; whoever saves and then looks sees what was saved all the
// same.
func (s *server) catchUp(ctx context.Context, path string) {
	var before snapshot
	for started := time.Now(); ; {
		s.live.settled(ctx)
		known := s.cache.get(path)
		if known == nil {
			return
		}
		now := known.sources.again(s.fsys, func(string) bool { return true })
		changed := make(map[string]bool)
		if !difference(known.sources, now, changed) {
			return
		}
		atRest := maps.Equal(before, now) && !anyHalfWritten(s.fsys, changed)
		if atRest || time.Since(started) > patience {
			s.takeOrReport(batch{paths: sorted(changed)})
			return
		}
		before = now
		select {
		case <-ctx.Done():
			return
		case <-time.After(quiet):
		}
	}
}

func anyHalfWritten(fsys fs.FS, files map[string]bool) bool {
	for file := range files {
		if isHalfWritten(fsys, file, true) {
			return true
		}
	}
	return false
}

// writing is how long a file may be empty before its author is taken to want
// it so.
const writing = time.Second

// isBeingWritten reports whether a file has just been emptied, as many editors do
// before they write it.
func (s *server) isBeingWritten(file string) bool {
	info, err := fs.Stat(s.fsys, file)
	return err == nil && info.Size() == 0 && time.Since(info.ModTime()) < writing
}

// lost answers for a path that the site has nothing at: below is as it was
// asked for, file the file that it means.
func (s *server) lost(v *version, below, file string) answer {
	index := v.renderer.Index()
	if p := index.PageAt("/" + below + "/"); p != nil {
		return answer{to: index.Href("/" + below + "/")}
	}
	if known := s.cache.get(file); known != nil && known.file != "" {
		p := index.Page(known.file)
		switch {
		case p == nil:
			if to := v.successor(known.file); to != nil {
				return answer{to: index.Href(to.URL)}
			}
		case v.blames(known.file), s.isBeingWritten(known.file): // which may have cost it its address
			return answer{status: http.StatusOK, body: known.body, etag: known.etag}
		case p.URL != "/"+strings.TrimSuffix(file, "index.html"):
			return answer{to: index.Href(p.URL)}
		}
	}
	return s.formerly(v, strings.TrimPrefix(index.Site.BasePath(), "/")+below, "/"+below)
}

// missing is the site's own page for wrong addresses.
func (s *server) missing(v *version, url string) answer {
	target, file := v.renderer.NotFound(url)
	page, err := target.Render()
	body, ok := find(page.Files, file)
	if err != nil || !ok {
		return s.failed(err)
	}
	if !s.cfg.NoReload {
		body = s.client.inject(body, origin{note: s.whyMissing(v.renderer.Index(), url)})
	}
	return answer{status: http.StatusNotFound, body: body, etag: etag(body)}
}

// whyMissing says why there is no page at a URL although its author has written
// one, or "".
func (s *server) whyMissing(index *site.Index, url string) string {
	for _, l := range index.LeftOut() {
		if l.URL != "" && (l.URL == url || l.URL == url+"/") {
			return l.File + " " + l.Reason + "; -D, -F and -E show drafts, future and expired pages"
		}
	}
	known := s.cache.get(fileOf(strings.TrimPrefix(url, "/")))
	if known == nil || known.file == "" || index.Page(known.file) != nil {
		return ""
	}
	was := known.file
	if known.digest == (digest{}) { // a section that no file speaks for
		was = path.Dir(known.file)
	}
	return was + ", which was shown here, is gone"
}

// failed is the page for what cannot be read. It follows the next save, too.
func (s *server) failed(err error) answer {
	page := []byte("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Cannot show this page</title></head>" +
		"<body><h1>This page cannot be shown</h1><p>" + html.EscapeString(fmt.Sprint(err)) + "</p></body></html>\n")
	if !s.cfg.NoReload {
		page = s.client.inject(page, origin{})
	}
	return answer{status: http.StatusInternalServerError, body: page, etag: etag(page)}
}

// find returns the data of a file among others.
func find(files []render.File, path string) ([]byte, bool) {
	for _, f := range files {
		if f.Path == path {
			return f.Data, true
		}
	}
	return nil, false
}

// isPage reports whether a file is an HTML page, which may follow changes.
func isPage(file string) bool { return strings.HasSuffix(file, ".html") }

// etag is a validator of an answer (RFC 9110, 8.8.3).
func etag(body []byte) string {
	sum := sha256.Sum256(body)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// send sends what was made. Browsers must ask each time, and learn when
// nothing has changed.
func (s *server) send(w http.ResponseWriter, r *http.Request, file string, a answer) {
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	if a.to != "" {
		to := a.to
		if r.URL.RawQuery != "" {
			to += "?" + (&url.URL{RawQuery: r.URL.RawQuery}).Query().Encode()
		}
		h.Set("Location", to)
		w.WriteHeader(http.StatusFound)
		return
	}
	h.Set("ETag", a.etag)
	kind := crawl.ContentType(file)
	if a.status != http.StatusOK {
		kind = crawl.ContentType(".html")
		h.Set("Content-Type", kind)
		h.Set("Content-Length", fmt.Sprint(len(a.body)))
		w.WriteHeader(a.status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(a.body) // whoever asked has gone
		}
		return
	}
	write(w, r, kind, a.body)
}

// sendSource sends a file of the content folder as it is.
func (s *server) sendSource(w http.ResponseWriter, r *http.Request, source, file string) {
	f, err := s.fsys.Open(source)
	if err != nil {
		status := http.StatusInternalServerError
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			status = http.StatusNotFound
		}
		http.Error(w, http.StatusText(status), status)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	content, isFile := f.(io.ReadSeeker)
	if err != nil || !isFile || !info.Mode().IsRegular() {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-cache")
	h.Set("Content-Type", crawl.ContentType(file))
	h.Set("ETag", fmt.Sprintf(`"%x-%x"`, info.ModTime().UnixNano(), info.Size()))
	http.ServeContent(w, r, "", time.Time{}, content)
}
