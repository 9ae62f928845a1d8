package preview

import (
	"io/fs"
	"path"
	"slices"
)

// trace is what a file shows of a change without being read. It is zero where
// there is none.
type trace struct {
	size     int64
	mode     fs.FileMode
	modified int64 // nanoseconds since 1970
	// inode distinguishes a file from another of the same size and age that has
	// taken its place; 0 where the system has none.
	inode uint64
}

func newTrace(info fs.FileInfo) trace {
	return trace{info.Size(), info.Mode(), info.ModTime().UnixNano(), inode(info)}
}

// snapshot is what files there are, by their paths.
type snapshot map[string]trace

// snap looks at all files that a site could have.
func snap(fsys fs.FS) snapshot {
	s := make(snapshot)
	// Errors are folders that are gone again or cannot be read; the index
	// reports the latter.
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || name != "." && isIgnored(name) {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			s[name] = newTrace(info)
		}
		return nil
	})
	return s
}

// again looks at the same files again, at those only that want accepts.
func (s snapshot) again(fsys fs.FS, want func(file string) bool) snapshot {
	now := make(snapshot)
	for file := range s {
		if !want(file) {
			continue
		}
		now[file] = trace{}
		if info, err := fs.Stat(fsys, file); err == nil {
			now[file] = newTrace(info)
		}
	}
	return now
}

// difference adds the files to changed in which two snapshots differ, and reports
// whether there are any.
func difference(a, b snapshot, changed map[string]bool) bool {
	differs := false
	for name, is := range b {
		if was, ok := a[name]; !ok || was != is {
			changed[name], differs = true, true
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			changed[name], differs = true, true
		}
	}
	return differs
}

// concerns reports whether a file is in a batch.
func (b batch) concerns(file string) bool {
	for p := file; p != "."; p = path.Dir(p) {
		if _, ok := slices.BinarySearch(b.paths, p); ok {
			return true
		}
	}
	return b.all
}
