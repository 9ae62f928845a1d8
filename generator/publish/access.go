package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// ReadOnlyError is what forbids to publish: a folder in which this process may not
// change anything, or a file that it may not replace. Nothing was changed.
type ReadOnlyError struct {
	// Folder and File are named as the output folder was. One of them is "".
	Folder, File string
	// More is how many folders and files are like it.
	More int
	// Err is the system's reason.
	Err error
}

// Error says what cannot be changed, and why.
func (e *ReadOnlyError) Error() string {
	what := "the folder " + e.Folder + " cannot be written to"
	if e.File != "" {
		what = "the file " + e.File + " cannot be replaced"
	}
	if e.More > 0 {
		what += fmt.Sprintf(" (and %d more like it)", e.More)
	}
	return what + ": " + e.Err.Error()
}

// Unwrap returns the system's reason.
func (e *ReadOnlyError) Unwrap() error { return e.Err }

// reason is what the system says, without the name of the call that it was asked
// by.
func reason(err error) error {
	var inPath *fs.PathError
	var inLink *os.LinkError
	switch {
	case errors.As(err, &inPath):
		return inPath.Err
	case errors.As(err, &inLink):
		return inLink.Err
	}
	return err
}

// denied returns what keeps name, below dir, from being read or changed, where err
// says that something does.
func denied(dir, name string, err error) error {
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	if refusesChange(dir) != nil || name == "." {
		return &ReadOnlyError{Folder: dir, Err: reason(err)}
	}
	for folder := range parents(name) {
		if at := onDisk(dir, folder); refusesChange(at) != nil {
			return &ReadOnlyError{Folder: at, Err: reason(err)}
		}
	}
	return &ReadOnlyError{File: onDisk(dir, name), Err: reason(err)}
}

// deniedOutput is denied for the output folder itself, which may not exist: then
// what it would be made in is to blame.
func deniedOutput(dir string, err error) error {
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	for folder := filepath.Clean(dir); ; folder = filepath.Dir(folder) {
		_, missing := os.Stat(folder)
		if missing == nil || folder == filepath.Dir(folder) {
			return &ReadOnlyError{Folder: folder, Err: reason(err)}
		}
	}
}

// onDisk is where a path below dir is.
func onDisk(dir, name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }

// planAccess asks for everything that exists and is to be changed whether it may
// be: what is found out in the middle of a Commit leaves half of a site.
func (p *planner) planAccess() error {
	var first *ReadOnlyError
	refuse := func(e ReadOnlyError) {
		if first == nil {
			first = &e
		} else {
			first.More++
		}
	}
	isOpen := map[string]bool{} // by folders that have been asked for
	for _, op := range p.plan.operations {
		name := path.Dir(op.path)
		if f, err := p.look(name); err != nil {
			return err
		} else if f.found != foundDir || op.do == carryFile {
			continue // the build makes it
		}
		folder := onDisk(p.dir, name)
		if _, asked := isOpen[name]; !asked {
			err := refusesMoves(folder, p.dir)
			isOpen[name] = err == nil
			if err != nil {
				refuse(ReadOnlyError{Folder: folder, Err: err})
			}
		}
		if file := onDisk(p.dir, op.path); isOpen[name] && op.do != makeFolder {
			if err := refusesReplacing(folder, file); err != nil {
				refuse(ReadOnlyError{File: file, Err: err})
			}
		}
	}
	if first != nil {
		return first
	}
	return nil
}
