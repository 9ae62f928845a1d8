package source

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Of a file that is too long no more is read than shows that it is: this one has
// more bytes than any machine has memory.
func TestReadFileStopsAtItsLimit(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "long"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(1<<40), f.Close()); err != nil {
		t.Skip("no such file can be made here:", err)
	}
	got, err := ReadFile(os.DirFS(dir), "long", 1000)
	if err != nil || len(got) != 1004 {
		t.Errorf("%d bytes, %v; want a character more than the limit", len(got), err)
	}
}

func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	for _, n := range []int{0, 9, 10} {
		want := bytes.Repeat([]byte("x"), n)
		if err := os.WriteFile(filepath.Join(dir, "short"), want, 0o644); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadFile(os.DirFS(dir), "short", 10); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q, %v; want %q", got, err, want)
		}
	}
	if _, err := ReadFile(os.DirFS(dir), "none", 10); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of no file: %v", err)
	}
}
