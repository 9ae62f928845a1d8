package deploy

import (
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
