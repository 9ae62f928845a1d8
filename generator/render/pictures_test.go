package render

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"rehearse/generator/picture"
)

// hugeFS has one file, of a size that no picture has, and nothing in it can be
// read.
type hugeFS struct{ fstest.MapFS }

func (hugeFS) Stat(name string) (fs.FileInfo, error) { return hugeInfo{name}, nil }

type hugeInfo struct{ name string }

func (i hugeInfo) Name() string     { return i.name }
func (hugeInfo) Size() int64        { return picture.MaxBytes + 1 }
func (hugeInfo) Mode() fs.FileMode  { return 0o644 }
func (hugeInfo) ModTime() time.Time { return time.Time{} }
func (hugeInfo) IsDir() bool        { return false }
func (hugeInfo) Sys() any           { return nil }

// TestLargePicturesAreNotRead: a file of gigabytes is refused by its size alone.
func TestLargePicturesAreNotRead(t *testing.T) {
	p := &pictures{fsys: hugeFS{}}
	_, fault, err := p.open("film.png")
	if err != nil || fault == nil || fault.Rule != "picture-size" {
		t.Errorf("%v, %v", fault, err)
	}
}
