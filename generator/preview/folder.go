package preview

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// folder is the content folder as it is found at its path. Nothing outside of
// it can be reached, by symbolic links either. Another folder may take its
// place: git, archives and file managers remove a folder and make it anew.
type folder struct {
	dir string // absolute

	mu   sync.RWMutex // held for writing while root is exchanged
	root *os.Root
}

// rootFS is what the file system of an os.Root can do.
type rootFS interface {
	fs.ReadDirFS
	fs.ReadFileFS
	fs.ReadLinkFS
	fs.StatFS
}

// openFolder opens the folder at a path.
func openFolder(dir string) (*folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &folder{dir: dir, root: root}, nil
}

func (f *folder) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.root.Close()
}

// presence is what has become of the folder.
type presence int

const (
	same     presence = iota
	replaced          // by another one, which is now read
	gone              // and what there was is still open, perhaps empty
)

// isMoved reports whether the folder is no longer what is at its path.
func (f *folder) isMoved() bool {
	there, err := os.Stat(f.dir)
	if err != nil {
		return true
	}
	known, err := f.Stat(".")
	return err != nil || !os.SameFile(known, there)
}

// find looks for the folder at its path, and reads that one from now on.
func (f *folder) find() presence {
	if !f.isMoved() {
		return same
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return gone
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = f.root.Close() // nothing was written to it
	f.root = root
	return replaced
}

// errSpecial is why a pipe, a socket or a device is not opened: reading one may
// never end.
var errSpecial = errors.New("not a regular file")

// plain returns an error for what is neither a file nor a folder.
func plain(r rootFS, name string) error {
	info, err := r.Stat(name)
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: errSpecial}
	}
	return err
}

// within calls do with the file system of whatever folder there is now.
func within[T any](f *folder, do func(rootFS) (T, error)) (T, error) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return do(f.root.FS().(rootFS))
}

// Open implements fs.FS.
func (f *folder) Open(name string) (fs.File, error) {
	return within(f, func(r rootFS) (fs.File, error) {
		if err := plain(r, name); err != nil {
			return nil, err
		}
		return r.Open(name)
	})
}

// ReadDir implements fs.ReadDirFS.
func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) {
	return within(f, func(r rootFS) ([]fs.DirEntry, error) { return r.ReadDir(name) })
}

// ReadFile implements fs.ReadFileFS.
func (f *folder) ReadFile(name string) ([]byte, error) {
	return within(f, func(r rootFS) ([]byte, error) {
		if err := plain(r, name); err != nil {
			return nil, err
		}
		return r.ReadFile(name)
	})
}

// Stat implements fs.StatFS.
func (f *folder) Stat(name string) (fs.FileInfo, error) {
	return within(f, func(r rootFS) (fs.FileInfo, error) { return r.Stat(name) })
}

// Lstat implements fs.ReadLinkFS.
func (f *folder) Lstat(name string) (fs.FileInfo, error) {
	return within(f, func(r rootFS) (fs.FileInfo, error) { return r.Lstat(name) })
}

// ReadLink implements fs.ReadLinkFS.
func (f *folder) ReadLink(name string) (string, error) {
	return within(f, func(r rootFS) (string, error) { return r.ReadLink(name) })
}
