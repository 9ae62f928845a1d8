package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/signer"

	"rehearse/generator/deploy/gateway"
	"rehearse/generator/publish"
)

// pages is a made-up site: files by their paths.
type pages map[string]string

// rank is what a real site says of such files.
func rank(name string) publish.Rank {
	switch {
	case name == "sitemap.xml":
		return publish.Entry
	case name == "feed.xml":
		return publish.Feed
	case path.Base(name) == "index.html" && strings.Count(name, "/") < 2:
		return publish.List
	case path.Ext(name) == ".html":
		return publish.Page
	}
	return publish.Need
}

func (p pages) site() Site {
	s := Site{Order: order, Headers: func(name string) Headers {
		if path.Ext(name) == ".html" {
			return Headers{"text/html; charset=utf-8", "no-cache"}
		}
		return Headers{"application/octet-stream", "public, max-age=31536000, immutable"}
	}}
	files := fstest.MapFS{}
	for _, name := range slices.Sorted(maps.Keys(p)) {
		files[name] = &fstest.MapFile{Data: []byte(p[name])}
		s.Paths = append(s.Paths, File{name, uint8(rank(name))})
	}
	s.Files = files
	return s
}

func order(changes []Change) [][]Change {
	return publish.Order(changes, func(c Change) publish.Place {
		return publish.Place{Path: c.Path, Rank: publish.Rank(c.Rank), Stands: c.Stands, Removed: c.Removed}
	})
}

// before and after are two versions of a site: pages are added, linked, changed, and
// removed, and an asset gets another name.
func before() pages {
	return pages{
		"index.html":           `<a href="guide/index.html"></a><a href="assets/a.css"></a><a href="feed.xml"></a>`,
		"guide/index.html":     `<a href="guide/one/index.html"></a><a href="guide/old/index.html"></a>`,
		"guide/one/index.html": `<a href="assets/a.css"></a><a href="guide/old/index.html"></a>`,
		"guide/old/index.html": `<a href="assets/a.css"></a><a href="guide/one/index.html"></a>`,
		"guide/same.html":      "the same",
		"feed.xml":             `<a href="guide/old/index.html">`,
		"sitemap.xml":          `<a href="guide/old/index.html"></a><a href="guide/index.html"></a>`,
		"assets/a.css":         "a",
	}
}

func after() pages {
	return pages{
		"index.html":           `<a href="guide/index.html"></a><a href="assets/b.css"></a><a href="feed.xml"></a>`,
		"guide/index.html":     `<a href="guide/one/index.html"></a><a href="guide/new/index.html"></a><a href="assets/b.css"></a>`,
		"guide/one/index.html": `<a href="assets/b.css"></a><a href="guide/new/index.html"></a>`,
		"guide/new/index.html": `<a href="assets/b.css"></a><a href="guide/one/index.html"></a>`,
		"guide/same.html":      "the same",
		"feed.xml":             `<a href="guide/new/index.html">`,
		"sitemap.xml":          `<a href="guide/new/index.html"></a><a href="guide/index.html"></a>`,
		"assets/b.css":         "b",
	}
}

var link = regexp.MustCompile(`href="([^"]+)"`)

// broken follows all links from where readers begin.
func broken(files pages) string {
	seen := map[string]bool{}
	rest := []string{"index.html", "sitemap.xml"}
	for len(rest) > 0 {
		name := rest[0]
		rest = rest[1:]
		if seen[name] || files[name] == "" {
			continue
		}
		seen[name] = true
		for _, m := range link.FindAllStringSubmatch(files[name], -1) {
			if files[m[1]] == "" {
				return name + " leads to " + m[1] + ", which is not there"
			}
			rest = append(rest, m[1])
		}
	}
	return ""
}

// stored returns the objects in a bucket's folder, without our own.
func stored(t *testing.T, dir string) pages {
	t.Helper()
	files := pages{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || strings.HasPrefix(name, ".") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func target(address, bucket string) Target {
	return Target{
		Bucket: bucket, Endpoint: address, Region: "us-east-1", Credentials: gateway.Credentials(),
		beat: 20 * time.Millisecond, patience: 200 * time.Millisecond, attempts: 1,
	}
}

func defaults() Options { return Options{MaxRemovals: -1} }

// run deploys, which must not fail.
func run(t *testing.T, p pages, to Target, opt Options) Report {
	t.Helper()
	report, err := Run(t.Context(), p.site(), to, opt)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func counts(r Report) [4]int { return [4]int{r.Uploaded, r.Present, r.Removed, r.Unchanged} }

func TestDeploy(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	to := target(g.URL(nil), "site")
	dry := defaults()
	dry.DryRun = true
	if r := run(t, before(), to, dry); len(r.Changes) != len(before()) || len(stored(t, dir)) != 0 {
		t.Errorf("a dry run: %+v", r)
	}
	if got := counts(run(t, before(), to, defaults())); got != [4]int{8, 0, 0, 0} {
		t.Errorf("at first %v", got)
	}
	if got := counts(run(t, before(), to, defaults())); got != [4]int{0, 0, 0, 8} {
		t.Errorf("again %v", got)
	}
	if got := counts(run(t, after(), to, defaults())); got != [4]int{7, 0, 2, 1} {
		t.Errorf("after a change %v", got)
	}
	if diff := cmp.Diff(after(), stored(t, dir)); diff != "" {
		t.Errorf("the bucket differs (-want +got):\n%s", diff)
	}
	for _, name := range []string{lockName, basePrefix + "0"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
			t.Errorf("%s is left", name)
		}
	}
}

// TestFolder shows that two sites in folders of a bucket do not see one another.
func TestFolder(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	one, two := target(g.URL(nil), "site"), target(g.URL(nil), "site")
	one.Prefix, two.Prefix = "one/", "手册/"
	run(t, before(), one, defaults())
	run(t, before(), two, defaults())
	run(t, after(), two, defaults())
	if diff := cmp.Diff(before(), stored(t, filepath.Join(dir, "one"))); diff != "" {
		t.Errorf("one (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(after(), stored(t, filepath.Join(dir, "手册"))); diff != "" {
		t.Errorf("two (-want +got):\n%s", diff)
	}
}

// TestKilledAtEveryRequest cuts the connection for good at one request after the other,
// before or after it has reached the storage. What stands is a working site, and the next
// deploy, also of another version, completes it.
func TestKilledAtEveryRequest(t *testing.T) {
	g := gateway.Start(t)
	for _, first := range []bool{true, false} {
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprintf("first=%t,late=%t", first, late), func(t *testing.T) {
				t.Parallel()
				killed(t, g, first, late)
			})
		}
	}
}

func killed(t *testing.T, g *gateway.Gateway, first, late bool) {
	step, present := 1, 0
	if testing.Short() {
		step = 7
	}
	for n := 1; ; n += step {
		bucket := fmt.Sprintf("site-%t-%t-%d", first, late, n)
		dir := g.Bucket(bucket)
		to := target(g.URL(nil), bucket)
		to.beat, to.patience, to.attempts = time.Minute, 20*time.Millisecond, 5
		if !first {
			run(t, before(), to, defaults())
		}
		var requests atomic.Int64
		dying := to
		dying.attempts = 1
		dying.Endpoint = g.URL(func(w http.ResponseWriter, r *http.Request, on http.Handler) {
			if i := int(requests.Add(1)); i < n {
				on.ServeHTTP(w, r)
				return
			} else if i == n && late {
				on.ServeHTTP(discard{}, r)
			}
			panic(http.ErrAbortHandler)
		})
		_, err := Run(t.Context(), after().site(), dying, defaults())
		if int(requests.Load()) < n {
			if err != nil {
				t.Error(err)
			}
			break // nothing is left to be cut
		}
		if found := broken(stored(t, dir)); found != "" {
			t.Fatalf("cut at request %d: %s", n, found)
		}
		next := after()
		if n%3 == 0 {
			next = before()
		}
		present += run(t, next, to, Options{MaxRemovals: 100}).Present
		if diff := cmp.Diff(next, stored(t, dir)); diff != "" {
			t.Fatalf("cut at request %d, and deployed again (-want +got):\n%s", n, diff)
		}
	}
	if present == 0 {
		t.Error("what had been uploaded was always uploaded again")
	}
}

// discard is an answer that does not come back.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) Write(b []byte) (int, error) { return len(b), nil }
func (discard) WriteHeader(int)             {}

// TestBadNetwork loses every third request, or the answer to it.
func TestBadNetwork(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	var n atomic.Int64
	to := target(g.URL(func(w http.ResponseWriter, r *http.Request, on http.Handler) {
		switch n.Add(1) % 6 {
		case 0:
			panic(http.ErrAbortHandler)
		case 3:
			on.ServeHTTP(discard{}, r)
			panic(http.ErrAbortHandler)
		}
		on.ServeHTTP(w, r)
	}), "site")
	to.attempts, to.patience, to.beat = 10, time.Minute, time.Minute
	for _, p := range []pages{before(), after()} {
		run(t, p, to, defaults())
		if diff := cmp.Diff(p, stored(t, dir)); diff != "" {
			t.Errorf("the bucket differs (-want +got):\n%s", diff)
		}
	}
}

// TestTwoAtOnce starts a deploy while another one is held up: it waits, and begins
// when the first is done.
func TestTwoAtOnce(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	held, release := make(chan bool), make(chan bool)
	var once sync.Once
	slow := g.URL(func(w http.ResponseWriter, r *http.Request, on http.Handler) {
		if strings.HasSuffix(r.URL.Path, "/feed.xml") {
			once.Do(func() { close(held); <-release })
		}
		on.ServeHTTP(w, r)
	})
	ended := make(chan error)
	go func() {
		_, err := Run(t.Context(), before().site(), target(slow, "site"), defaults())
		ended <- err
	}()
	<-held
	opt := defaults()
	opt.Waiting = func() { close(release) }
	to := target(g.URL(nil), "site")
	to.patience = time.Minute
	if got := counts(run(t, after(), to, opt)); got != [4]int{7, 0, 2, 1} {
		t.Errorf("the second: %v", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("the first: %v", err)
	}
	if diff := cmp.Diff(after(), stored(t, dir)); diff != "" {
		t.Errorf("the bucket differs (-want +got):\n%s", diff)
	}
}

// TestOvertaken stops all that a deploy sends, as a computer does that is put to sleep,
// until another has taken its place: when it wakes, it notices.
func TestOvertaken(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	asleep, awake := make(chan bool), make(chan bool)
	var isAsleep atomic.Bool
	slow := g.URL(func(w http.ResponseWriter, r *http.Request, on http.Handler) {
		if strings.HasSuffix(r.URL.Path, "/feed.xml") && isAsleep.CompareAndSwap(false, true) {
			close(asleep)
		}
		if isAsleep.Load() {
			<-awake
		}
		on.ServeHTTP(w, r)
	})
	ended := make(chan error)
	go func() {
		_, err := Run(t.Context(), before().site(), target(slow, "site"), defaults())
		ended <- err
	}()
	<-asleep
	opt := Options{MaxRemovals: 100}
	run(t, after(), target(g.URL(nil), "site"), opt)
	close(awake)
	if err := <-ended; !errors.Is(err, ErrOvertaken) {
		t.Errorf("whoever slept says %v", err)
	}
	if found := broken(stored(t, dir)); found != "" {
		t.Error(found)
	}
	if _, err := os.Stat(filepath.Join(dir, lockName)); err == nil {
		t.Error("a lock is left")
	}
}

// put writes an object as others do.
func put(t *testing.T, g *gateway.Gateway, bucket, name, data string) {
	t.Helper()
	_, err := g.Client(g.URL(nil)).PutObject(t.Context(), bucket, name, strings.NewReader(data), int64(len(data)), minio.PutObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
}

// TestForeign puts objects of others in the way, and beside it.
func TestForeign(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	others := pages{"index.html": "theirs", "guide/index.html": "theirs", "theirs.html": "theirs", "assets/theirs.css": "theirs"}
	for name, data := range others {
		put(t, g, "site", name, data)
	}
	for range 2 {
		_, err := Run(t.Context(), before().site(), target(g.URL(nil), "site"), defaults())
		var foreign *ForeignError
		if !errors.As(err, &foreign) || !slices.Contains(foreign.Paths, "guide/index.html") {
			t.Errorf("the error is %v", err)
		}
	}
	// What was never ours is not removed either, though a deploy had begun to write it.
	run(t, pages{"guide/same.html": "the same"}, target(g.URL(nil), "site"), Options{MaxRemovals: 100})
	now := stored(t, dir)
	for name := range others {
		if now[name] != "theirs" {
			t.Errorf("%s is %q", name, now[name])
		}
	}
	opt := defaults()
	opt.Adopt = true
	run(t, before(), target(g.URL(nil), "site"), opt)
	want := before()
	want["theirs.html"], want["assets/theirs.css"] = "theirs", "theirs"
	if diff := cmp.Diff(want, stored(t, dir)); diff != "" {
		t.Errorf("adopted (-want +got):\n%s", diff)
	}
}

func TestRemovalsAreBounded(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	to := target(g.URL(nil), "site")
	many := pages{"index.html": "home"}
	for i := range 99 {
		many[fmt.Sprintf("p%d.html", i)] = "page"
	}
	run(t, many, to, defaults())
	_, err := Run(t.Context(), pages{"index.html": "home"}.site(), to, defaults())
	var removals *RemovalsError
	if !errors.As(err, &removals) || *removals != (RemovalsError{99, 100, 25}) || len(stored(t, dir)) != 100 {
		t.Errorf("the error is %v", err)
	}
	if got := counts(run(t, pages{"index.html": "home"}, to, Options{MaxRemovals: 99})); got != [4]int{0, 0, 99, 1} {
		t.Errorf("%v", got)
	}
}

// TestHeaders asks the storage what it tells browsers.
func TestHeaders(t *testing.T) {
	g := gateway.Start(t)
	g.Bucket("site")
	to := target(g.URL(nil), "site")
	long := pages{"index.html": strings.Repeat("many words ", 1000), "assets/a.bin": strings.Repeat("\x00\x01", 1000)}
	for _, compress := range []bool{false, true} { // versitygw keeps an encoding that an object has had
		opt := defaults()
		opt.Compress = compress
		run(t, long, to, opt)
		h, data := g.Get("site", "index.html")
		if compress {
			if text, err := unpack([]byte(data)); err != nil || string(text) != long["index.html"] || h.Get("Content-Encoding") != "gzip" {
				t.Errorf("compressed: %v, %v", err, h)
			}
		} else if h.Get("Content-Encoding") != "" || data != long["index.html"] {
			t.Errorf("not compressed: %v", h)
		}
		if h.Get("Content-Type") != "text/html; charset=utf-8" || h.Get("Cache-Control") != "no-cache" {
			t.Errorf("a page has %v", h)
		}
		h, data = g.Get("site", "assets/a.bin")
		if h.Get("Content-Encoding") != "" || data != long["assets/a.bin"] || !strings.Contains(h.Get("Cache-Control"), "immutable") {
			t.Errorf("an asset has %v", h)
		}
	}
}

// TestWithoutConditions deploys to storage that ignores conditional writes, or
// refuses them.
func TestWithoutConditions(t *testing.T) {
	g := gateway.Start(t)
	for bucket, refuses := range map[string]bool{"ignores": false, "refuses": true} {
		dir := g.Bucket(bucket)
		address := g.URL(func(w http.ResponseWriter, r *http.Request, on http.Handler) {
			if refuses && r.Header.Get("If-None-Match")+r.Header.Get("If-Match") != "" {
				http.Error(w, "", http.StatusNotImplemented)
				return
			}
			r.Header.Del("If-None-Match")
			r.Header.Del("If-Match")
			r.Header.Del("Authorization")
			again := r.Clone(r.Context())
			again.URL.Host = r.Host
			again = signer.SignV4(*again, gateway.AccessKey, gateway.SecretKey, "", "us-east-1")
			on.ServeHTTP(w, again)
		})
		if r := run(t, before(), target(address, bucket), defaults()); !r.Unguarded || r.Uploaded != 8 {
			t.Errorf("%s: %+v", bucket, r)
		}
		if r := run(t, after(), target(address, bucket), defaults()); !r.Unguarded {
			t.Errorf("%s: %+v", bucket, r)
		}
		if diff := cmp.Diff(after(), stored(t, dir)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", bucket, diff)
		}
		put(t, g, bucket, "theirs.html", "theirs")
		more := after()
		more["theirs.html"] = "ours"
		var foreign *ForeignError
		if _, err := Run(t.Context(), more.site(), target(address, bucket), defaults()); !errors.As(err, &foreign) {
			t.Errorf("%s: the error is %v", bucket, err)
		}
	}
}

// TestLostRecord takes the record away, and damages it.
func TestLostRecord(t *testing.T) {
	g := gateway.Start(t)
	g.Bucket("site")
	to := target(g.URL(nil), "site")
	run(t, before(), to, defaults())
	if err := g.Client(g.URL(nil)).RemoveObject(t.Context(), "site", recordName, minio.RemoveObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := counts(run(t, before(), to, defaults())); got != [4]int{0, 8, 0, 0} {
		t.Errorf("without a record %v", got)
	}
	put(t, g, "site", recordName, "?")
	if _, err := Run(t.Context(), before().site(), to, defaults()); !errors.Is(err, ErrRecord) {
		t.Errorf("the error is %v", err)
	}
	opt := defaults()
	opt.Adopt = true
	if got := counts(run(t, before(), to, opt)); got != [4]int{0, 8, 0, 0} {
		t.Errorf("with a damaged record %v", got)
	}
}

// TestRecordIsSmall changes one page of many: what is written beside the page is a few
// hundred bytes, and what is read two objects.
func TestRecordIsSmall(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	var requests atomic.Int64
	to := target(g.URL(func(w http.ResponseWriter, r *http.Request, on http.Handler) {
		requests.Add(1)
		on.ServeHTTP(w, r)
	}), "site")
	to.beat, to.patience = time.Minute, time.Minute
	many := pages{"index.html": "home"}
	for i := range longest + 10 {
		many[fmt.Sprintf("p%d.html", i)] = "page"
	}
	run(t, many, to, defaults())
	many["p7.html"] = "changed"
	requests.Store(0)
	r := run(t, many, to, defaults())
	if r.Uploaded != 1 || r.Bytes > 1000 || requests.Load() > 10 {
		t.Errorf("%d requests, %+v", requests.Load(), r)
	}
	// A base goes where the other is not.
	for i := range longest + 5 {
		many[fmt.Sprintf("p%d.html", i)] = "changed"
	}
	run(t, many, to, defaults())
	if _, err := os.Stat(filepath.Join(dir, basePrefix+"0")); err != nil {
		t.Error(err)
	}
	if got := counts(run(t, many, to, defaults())); got != [4]int{0, 0, 0, longest + 11} {
		t.Errorf("%v", got)
	}
}

// TestSiteChanges changes a file after its sum was taken.
func TestSiteChanges(t *testing.T) {
	g := gateway.Start(t)
	g.Bucket("site")
	for _, compress := range []bool{false, true} {
		s := before().site()
		s.Files = swapped{s.Files, new(atomic.Int64)}
		opt := defaults()
		opt.Compress = compress
		if _, err := Run(t.Context(), s, target(g.URL(nil), "site"), opt); !errors.Is(err, ErrChanged) {
			t.Errorf("compressed %t: the error is %v", compress, err)
		}
	}
}

// swapped has another index.html from the second time on.
type swapped struct {
	fs.FS
	opened *atomic.Int64
}

func (c swapped) Open(name string) (fs.File, error) {
	if name == "guide/index.html" && c.opened.Add(1) > 1 {
		name = "guide/one/index.html"
	}
	return c.FS.Open(name)
}

func TestInterrupted(t *testing.T) {
	g := gateway.Start(t)
	dir := g.Bucket("site")
	ctx, cancel := context.WithCancel(t.Context())
	opt := defaults()
	opt.Progress = func(done, _ int) {
		if done == 3 {
			cancel()
		}
	}
	if _, err := Run(ctx, before().site(), target(g.URL(nil), "site"), opt); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, lockName)); err == nil {
		t.Error("a lock is left")
	}
}

func TestRecord(t *testing.T) {
	base := record{"a.html": {sum: "x", rank: 1}, "old.html": {sum: "y", rank: 2}}
	now := record{"a.html": {sum: "x", rank: 1, state: changing}, "新 的.html": {rank: 3, state: perhaps}, "b": {sum: "z"}}
	read := base.clone()
	if err := read.apply(string(now.encode(base))); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(now, read, cmp.AllowUnexported(object{})); diff != "" {
		t.Errorf("read differs (-want +got):\n%s", diff)
	}
	for _, line := range []string{"", "=", "= x 1", "= x 256 a", "= x -1 a", "! x 1 a", "== x 1 a", "= x 1 ../a", "= x 1 /a", "= x 1 ", "- ", "- ..",
		"= x 1 .rehearse/deployed", "base 0 x"} {
		if err := (record{}).apply(line + "\n"); !errors.Is(err, ErrRecord) {
			t.Errorf("%q is taken: %v", line, err)
		}
	}
}
