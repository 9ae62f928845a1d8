package deploy

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"rehearse/generator/deploy/gateway"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/signer"
)

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
