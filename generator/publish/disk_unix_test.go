//go:build unix

package publish

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
)

// TestFullDisk lets a child process run into a limit on the size of files,
// which fails a write half-way as a full disk does.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv("PUBLISH_TEST_FULL"); dir != "" {
		writeToFullDisk(t, dir)
		return
	}
	dir := oldSite(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$", "-test.v")
	cmd.Env = append(os.Environ(), "PUBLISH_TEST_FULL="+dir)
	out, err := cmd.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestFullDisk")) {
		t.Fatalf("%v\n%s", err, out)
	}
	wantTree(t, dir, withForeign(crashOld))
}

func writeToFullDisk(t *testing.T, dir string) {
	signal.Ignore(syscall.SIGXFSZ)
	s := mustOpen(t, dir)
	limit := syscall.Rlimit{Cur: 10_000, Max: 10_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	if err := s.Write("small.html", Page, []byte("fits")); err != nil {
		t.Error(err)
	}
	if err := s.Write("index.html", Page, bytes.Repeat([]byte("x"), 20_000)); !errors.Is(err, syscall.EFBIG) {
		t.Errorf("Write: %v", err)
	}
	if _, err := s.Commit(context.Background()); !errors.Is(err, syscall.EFBIG) {
		t.Errorf("Commit: %v", err)
	}
}

// Files are for a web server to read, whoever it runs as.
func TestModes(t *testing.T) {
	dir := t.TempDir()
	publish(t, dir, site{"a/b.html": "x"})
	for name, want := range map[string]os.FileMode{"a": 0o755, "a/b.html": 0o644} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&^want != 0 || info.Mode().Perm()&0o400 == 0 {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
}
