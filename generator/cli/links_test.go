package cli

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// check --links asks other sites for what articles and flows link to, each page
// once, and says where a dead link is written. Without the flag nobody is asked.
func TestCheckAsksOtherSites(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	asked := make(chan string, 100)
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.URL.Path
		if r.URL.Path == "/gone" {
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(other.Close)
	content := smallSite(t)
	text := "---\ntitle: A guide\n---\n\nSee [this](" + other.URL + "/gone#part), <" + other.URL + "/there> and [that](" + other.URL + "/there).\n"
	if err := os.WriteFile(filepath.Join(content, "guide.md"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}

	p, _, stderr := newProgram()
	if code := p.run(t.Context(), []string{"check", "-c", content}, nil); code != 0 || len(asked) > 0 {
		t.Fatalf("exit code %d, %d requests without the flag:\n%s", code, len(asked), stderr)
	}
	if code := p.run(t.Context(), []string{"check", "--links", "--strict", "-c", content}, nil); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if want := "guide.md:5:5: warning: " + other.URL + "/gone#part answers 404 Not Found [dead-link]"; !strings.Contains(stderr.String(), want) {
		t.Errorf("standard error does not have %q:\n%s", want, stderr)
	}
	close(asked)
	var requests []string
	for r := range asked {
		requests = append(requests, r)
	}
	if got, want := strings.Join(requests, ", "), "HEAD /gone, GET /gone, HEAD /there"; got != want {
		t.Errorf("asked %s, want %s", got, want)
	}
}
