package outside

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// host is a server that notes what it is asked, and never more than one request
// at a time.
type host struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
	busy  int
	most  int
}

func newHost(t *testing.T, answer func(w http.ResponseWriter, r *http.Request)) *host {
	h := new(host)
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.asked = append(h.asked, r.Method+" "+r.URL.Path)
		h.busy++
		h.most = max(h.most, h.busy)
		h.mu.Unlock()
		time.Sleep(2 * time.Millisecond)
		answer(w, r)
		h.mu.Lock()
		h.busy--
		h.mu.Unlock()
	}))
	t.Cleanup(h.Close)
	return h
}

func dead(t *testing.T, c *Checker, addresses ...string) map[string]string {
	t.Helper()
	found, err := c.Dead(t.Context(), addresses)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhatAnswers(t *testing.T) {
	for name, tt := range map[string]struct {
		answer func(w http.ResponseWriter, r *http.Request)
		asked  string
		reason string
	}{
		"found":                          {func(http.ResponseWriter, *http.Request) {}, "HEAD /", ""},
		"gone":                           {status(404), "HEAD / GET /", "answers 404 Not Found"},
		"removed":                        {status(410), "HEAD / GET /", "answers 410 Gone"},
		"not for programs":               {status(403), "HEAD /", ""},
		"too many questions":             {status(429), "HEAD /", ""},
		"a number of its own":            {status(999), "HEAD /", ""},
		"at fault, perhaps for a moment": {status(502), "HEAD / GET /", ""},
		"refuses HEAD": {func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				w.WriteHeader(405)
			}
		}, "HEAD / GET /", ""},
		"cuts off HEAD": {func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				panic(http.ErrAbortHandler)
			}
		}, "HEAD / GET /", ""},
		"denies to HEAD what it has": {func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodHead {
				w.WriteHeader(404)
			}
		}, "HEAD / GET /", ""},
		"moved": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/new", http.StatusMovedPermanently)
			}
		}, "HEAD / HEAD /new", ""},
		"moved to nothing": {func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/new", http.StatusFound)
			} else {
				w.WriteHeader(404)
			}
		}, "HEAD / HEAD /new GET / GET /new", "answers 404 Not Found"},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHost(t, tt.answer)
			got := dead(t, new(Checker), h.URL+"/#part")[h.URL+"/#part"]
			if got != tt.reason {
				t.Errorf("the reason is %q, want %q", got, tt.reason)
			}
			if asked := strings.Join(h.asked, " "); asked != tt.asked {
				t.Errorf("asked %s, want %s", asked, tt.asked)
			}
		})
	}
}

func status(code int) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

// A host gets one request at a time, and none twice for two parts of a page.
func TestOneAtATime(t *testing.T) {
	h := newHost(t, status(200))
	var addresses []string
	for i := range 20 {
		addresses = append(addresses, fmt.Sprintf("%s/%d", h.URL, i), fmt.Sprintf("%s/%d#part", h.URL, i))
	}
	dead(t, new(Checker), addresses...)
	if len(h.asked) != 20 || h.most != 1 {
		t.Errorf("%d requests, %d at a time; want 20, one at a time", len(h.asked), h.most)
	}
}

// What may pass is told when it has lasted for a day; what answers in between
// begins anew.
func TestOnlyALastingFailureIsTold(t *testing.T) {
	code := 503
	h := newHost(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) })
	c := &Checker{Memory: filepath.Join(t.TempDir(), "cache", "links.json"), Now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	for _, step := range []struct {
		after time.Duration
		code  int
		told  bool
	}{
		{0, 503, false},
		{23 * time.Hour, 503, false},
		{2 * time.Hour, 503, true},
		{time.Hour, 200, false},
		{8 * 24 * time.Hour, 503, false},
		{25 * time.Hour, 503, true},
	} {
		c.Now, code = c.Now.Add(step.after), step.code
		if _, told := dead(t, c, h.URL)[h.URL]; told != step.told {
			t.Errorf("on %v, with %d: told is %v, want %v", c.Now, code, told, step.told)
		}
	}
}

// What has answered is not asked again for a week.
func TestAnswersAreRemembered(t *testing.T) {
	h := newHost(t, status(200))
	c := &Checker{Memory: filepath.Join(t.TempDir(), "links.json"), Now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	for _, step := range []struct {
		after time.Duration
		asked int
	}{{0, 1}, {6 * 24 * time.Hour, 1}, {2 * 24 * time.Hour, 2}} {
		c.Now = c.Now.Add(step.after)
		dead(t, c, h.URL)
		if len(h.asked) != step.asked {
			t.Errorf("on %v: %d requests, want %d", c.Now, len(h.asked), step.asked)
		}
	}
}

func TestNobodyThere(t *testing.T) {
	h := newHost(t, status(200))
	h.Close()
	c := &Checker{Memory: filepath.Join(t.TempDir(), "links.json"), Now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
	dead(t, c, h.URL)
	c.Now = c.Now.Add(48 * time.Hour)
	if got := dead(t, c, h.URL)[h.URL]; !strings.HasPrefix(got, "cannot be reached: ") || strings.Contains(got, "Head ") {
		t.Errorf("the reason is %q", got)
	}
}

// Where nothing can be kept, all is asked again; the answers are told all the same.
func TestNoPlaceForWhatWasFound(t *testing.T) {
	h := newHost(t, status(404))
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	c := &Checker{Memory: filepath.Join(file, "links.json")}
	for range 2 {
		if got := dead(t, c, h.URL); len(got) != 1 {
			t.Errorf("told %v, want one", got)
		}
	}
	if len(h.asked) != 4 {
		t.Errorf("asked %v, want HEAD and GET twice", h.asked)
	}
}
