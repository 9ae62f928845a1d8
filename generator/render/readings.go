package render

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"slices"

	"rehearse/demo/source"
)

// maxReading is how much of a file is read: twice what a flow may have.
const maxReading = 1 << 20

// readings is a file system that remembers what was read from it, so that one
// can tell later whether the same would be read again.
type readings struct {
	fsys fs.FS
	// seen has the contents of each file; nil for one that was not there.
	seen map[string][]byte
}

func newReadings(fsys fs.FS) *readings {
	return &readings{fsys: fsys, seen: make(map[string][]byte)}
}

// Open opens a file without remembering it: folders are only listed for hints.
func (r *readings) Open(name string) (fs.File, error) { return r.fsys.Open(name) }

// ReadFile reads a file and remembers its contents.
func (r *readings) ReadFile(name string) ([]byte, error) {
	data, err := source.ReadFile(r.fsys, name, maxReading)
	if err == nil {
		r.seen[name] = append([]byte{}, data...)
	} else if errors.Is(err, fs.ErrNotExist) {
		r.seen[name] = nil
	}
	return data, err
}

// Stat remembers a file that is not there: another answer is given once it is.
func (r *readings) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(r.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		r.seen[name] = nil
	}
	return info, err
}

// files lists what was read, and what was looked for and not there, sorted.
func (r *readings) files() []string { return slices.Sorted(maps.Keys(r.seen)) }

// current reports whether everything is as it was read.
func (r *readings) current() bool {
	for name, before := range r.seen {
		now, err := source.ReadFile(r.fsys, name, maxReading)
		if (err == nil) != (before != nil) || !bytes.Equal(now, before) {
			return false
		}
	}
	return true
}
