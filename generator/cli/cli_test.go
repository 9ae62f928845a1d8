package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// newProgram returns a program in an empty world, and what it writes.
func newProgram() (p *program, stdout, stderr *bytes.Buffer) {
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	return &program{
		stdout: stdout, stderr: stderr,
		getenv: func(string) string { return "" },
		now:    func() time.Time { return time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) },
	}, stdout, stderr
}

// smallSite returns a content folder with a home page.
func smallSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "index.md"), []byte("---\ntitle: Home\n---\n\nText.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestInterrupted(t *testing.T) {
	p, stdout, stderr := newProgram()
	content, public := smallSite(t), filepath.Join(t.TempDir(), "public")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if code := p.run(ctx, []string{"build", "-c", content, "-d", public}, nil); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if want := "rehearse: interrupted; nothing was published\n"; stderr.String() != want || stdout.Len() > 0 {
		t.Errorf("standard error %q, want %q; standard output %q, want none", stderr, want, stdout)
	}
	if _, err := os.Stat(filepath.Join(public, "index.html")); err == nil {
		t.Error("a page was published all the same")
	}
}

// A panic is told as what it is: our fault.
func TestPanic(t *testing.T) {
	p, _, stderr := newProgram()
	p.now = func() time.Time { panic("no clock") }
	if code := p.run(t.Context(), []string{"check", "-c", smallSite(t)}, nil); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	for _, want := range []string{"this is a bug in Rehearse", "no clock", "cli_test.go"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("standard error does not have %q:\n%s", want, stderr)
		}
	}
}

// brokenPipe is a reader that went away.
type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestBrokenPipe(t *testing.T) {
	content := smallSite(t)
	for _, args := range [][]string{
		{"version"},
		{"completion", "bash"},
		{"init", filepath.Join(t.TempDir(), "new")},
		{"new", "a/b", "-c", t.TempDir()},
		{"check", "-c", content},
		{"check", "-c", content, "--format", "json"},
	} {
		p, _, stderr := newProgram()
		p.stdout = brokenPipe{}
		if code := p.run(t.Context(), args, nil); code != 1 {
			t.Errorf("%v: exit code %d, want 1", args, code)
		}
		if !strings.Contains(stderr.String(), "broken pipe") {
			t.Errorf("%v: standard error %q does not tell why", args, stderr)
		}
	}
}

func TestColour(t *testing.T) {
	tests := []struct {
		name string
		env  map[string]string
		want bool
	}{
		{"a pipe", nil, false},
		{"forced", map[string]string{"CLICOLOR_FORCE": "1"}, true},
		{"forced in a dumb terminal", map[string]string{"CLICOLOR_FORCE": "1", "TERM": "dumb"}, true},
		{"not forced", map[string]string{"CLICOLOR_FORCE": "0"}, false},
		{"NO_COLOR wins", map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, false},
	}
	for _, test := range tests {
		p, _, stderr := newProgram()
		p.getenv = func(name string) string { return test.env[name] }
		if got := p.colour(stderr); got != test.want {
			t.Errorf("%s: colour is %v, want %v", test.name, got, test.want)
		}
		if p.animated() {
			t.Errorf("%s: a line would be redrawn in a pipe", test.name)
		}
	}
}
