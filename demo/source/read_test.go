package source

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// endless is a folder whose files have no end, and a file of it.
type endless struct{ fs.File }

func (endless) Open(string) (fs.File, error) { return endless{}, nil }
func (endless) Stat() (fs.FileInfo, error)   { return huge{}, nil }
func (endless) Close() error                 { return nil }

type huge struct{ fs.FileInfo }

func (huge) Size() int64 { return 1 << 40 }

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// Of a file that is too long no more is read than shows that it is.
func TestReadFileStopsAtItsLimit(t *testing.T) {
	got, err := ReadFile(endless{}, "long", 1000)
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
