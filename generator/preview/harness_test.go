package preview_test

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
	"go.uber.org/goleak"

	"rehearse/demo/browsertest"
	"rehearse/demo/diag"
	"rehearse/generator/preview"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(tests{m}) }

// tests are those of the package with the browser that they share.
type tests struct{ *testing.M }

func (t tests) Run() int { return browsertest.Main(t.M) }

// clock is the time of all sites here.
var clock = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// author is somebody at work: a content folder and the preview of it.
type author struct {
	t     testing.TB
	dir   string
	url   string // without a trailing slash, without the base path
	cache string
	// base is where the site is.
	base string
	http *http.Client
	stop func() error

	mu       sync.Mutex
	problems []diag.Problem
	told     int
	notices  []string
}

// unpack writes the files of an archive below a folder.
func unpack(t testing.TB, dir, archive string) {
	t.Helper()
	for _, f := range txtar.Parse([]byte(archive)).Files {
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
}

func write(t testing.TB, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// begin starts a preview of the files in an archive, and ends it with the test.
func begin(t testing.TB, archive string, change ...func(*preview.Config)) *author {
	t.Helper()
	dir := t.TempDir()
	unpack(t, dir, archive)
	return serve(t, dir, change...)
}

// serve starts a preview of a folder.
func serve(t testing.TB, dir string, change ...func(*preview.Config)) *author {
	t.Helper()
	a := &author{t: t, dir: dir, cache: t.TempDir()}
	listening := make(chan preview.Address, 1)
	cfg := preview.Config{
		Content: dir, Drafts: true, Clock: func() time.Time { return clock }, Version: "test", Bind: "127.0.0.1",
		Editor: preview.DefaultEditor, Cache: a.cache,
		Listening: func(at preview.Address) { listening <- at },
		Problems:  a.report,
		Notice:    a.notice,
	}
	for _, f := range change {
		f(&cfg)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- preview.Run(ctx, cfg) }()
	a.stop = sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	t.Cleanup(func() {
		if err := a.stop(); err != nil {
			t.Errorf("the preview ended with: %v", err)
		}
		a.http.CloseIdleConnections()
	})
	a.http = &http.Client{
		Transport:     &http.Transport{},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	select {
	case at := <-listening:
		a.base = strings.TrimSuffix(at.URL, "/")
		a.url = at.URL[:len("http://")+strings.IndexByte(at.URL[len("http://"):], '/')]
	case err := <-ended:
		ended <- err
		t.Fatalf("the preview did not start: %v", err)
	}
	return a
}

func (a *author) report(problems []diag.Problem) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.problems = problems
	a.told++
}

func (a *author) notice(text string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.notices = append(a.notices, text)
}

// save writes a file of the content.
func (a *author) save(name, text string) {
	a.t.Helper()
	write(a.t, a.file(name), text)
}

func (a *author) file(name string) string { return filepath.Join(a.dir, filepath.FromSlash(name)) }

// remove removes a file or folder of the content.
func (a *author) remove(name string) {
	a.t.Helper()
	if err := os.RemoveAll(a.file(name)); err != nil {
		a.t.Fatal(err)
	}
}

// get asks for a path.
func (a *author) get(path string) (status int, body string, header http.Header) {
	a.t.Helper()
	resp, err := a.http.Get(a.url + path)
	if err != nil {
		a.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		a.t.Fatal(err)
	}
	return resp.StatusCode, string(data), resp.Header
}

// patience is far more than anything here takes.
const patience = 60 * time.Second

// until waits for something to become true.
func (a *author) until(what string, is func() bool) {
	a.t.Helper()
	for deadline := time.Now().Add(patience); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			a.mu.Lock()
			defer a.mu.Unlock()
			a.t.Fatalf("waited in vain: %s\nproblems: %v\nnotices: %q", what, a.problems, a.notices)
		}
	}
}

// sees waits until a path shows a text.
func (a *author) sees(path, text string) {
	a.t.Helper()
	a.until(path+" shows "+text, func() bool {
		status, body, _ := a.get(path)
		return status == http.StatusOK && strings.Contains(body, text)
	})
}

// hears waits until a problem of a rule is told, or, for "", that there is none.
func (a *author) hears(rule diag.Rule) {
	a.t.Helper()
	a.until("hearing of "+string(rule), func() bool {
		a.mu.Lock()
		defer a.mu.Unlock()
		if rule == "" {
			return a.told > 0 && len(a.problems) == 0
		}
		for _, p := range a.problems {
			if p.Rule == rule {
				return true
			}
		}
		return false
	})
}

// port is where the preview listens.
func (a *author) port() int {
	a.t.Helper()
	port, err := strconv.Atoi(a.url[strings.LastIndexByte(a.url, ':')+1:])
	if err != nil {
		a.t.Fatal(err)
	}
	return port
}
