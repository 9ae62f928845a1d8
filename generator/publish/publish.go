// Package publish is the only writer of the output folder.
//
// A build opens the folder ([Open]), writes every file of the new site
// ([Staging.Write], [Staging.Copy]) and publishes them all at once
// ([Staging.Commit]) or not at all ([Staging.Abort]). Until Commit, the old
// site is untouched: new bytes wait in a stage inside the folder, so that a
// full disk shows up before anything has changed.
//
// The folder itself is never exchanged for another: it may be the working
// directory of a web server, or mounted into a container, and both follow the
// inode. Commit moves files into it, in an order in which every prefix is a
// working site; see [Rank]. A new folder of pages is moved in one piece. A
// journal makes the whole of it atomic against crashes: the next Open completes
// what a killed Commit began.
//
// The folder .rehearse holds what the package keeps for itself: the lock, the
// manifest of files that earlier builds made, and during a build the stage and
// the journal. Only files of the manifest are ever overwritten or removed; a
// file that somebody else put there stays, and is a [Conflict] where the new
// site wants its name.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// Names below the output folder that are the package's own.
const (
	privateDir   = ".rehearse"
	stageDir     = privateDir + "/stage"
	newFolders   = stageDir + "/new" // as they will be
	lockFile     = privateDir + "/lock"
	manifestFile = privateDir + "/manifest"
	nextFile     = privateDir + "/manifest.next"
	journalFile  = privateDir + "/journal"
	journalDraft = privateDir + "/journal.draft"
)

// The process's umask narrows these.
const (
	fileMode = 0o644
	dirMode  = 0o755
)

// ErrBusy is wrapped by the error of [Open] while another process, or another
// Staging of this one, has the folder open.
var ErrBusy = errors.New("another build is writing there")

// ErrClosed is returned by every method after Commit or Abort.
var ErrClosed = errors.New("publish: already committed or aborted")

// ReadOnlyError is what forbids to publish into a folder, or a part of it.
type ReadOnlyError struct {
	// Folder is the one that cannot be written to, named as the output folder
	// was.
	Folder string
}

// Error says that the folder cannot be written to.
func (e *ReadOnlyError) Error() string {
	return fmt.Sprintf("the folder %s cannot be written to", e.Folder)
}

// Staging is a new site on its way into an output folder. Write and Copy may
// be called from several goroutines; the other methods only after them.
type Staging struct {
	dir  string
	root *os.Root
	lock *os.File
	old  manifest
	// step is called before everything that changes the disk. Tests kill the
	// process there, or return an error as a failing disk would.
	step func(name string) error

	buffers sync.Pool
	// missing remembers what isMissing has looked for, by folder.
	missing sync.Map

	mu      sync.Mutex
	outputs []output
	apart   int   // how many outputs were staged apart
	failed  error // the first failure of a Write: such a site is incomplete
	// crowded is the first failure to stage an output because another is there.
	crowded error
	plan    *plan // of outputs as they are; nil after a Write
}

// output is one file of the new site.
type output struct {
	path string
	rank Rank
	size int64
	// sum is the CRC-32C of a staged file, so that a journal can tell whether
	// the file survived a power failure.
	sum uint32
	// staged is false where the file that is there already has the same bytes.
	staged bool
	// apart is the number that names the staged file where it waits alone, since
	// its folder is there already; 0 where it waits in its folder.
	apart int
	// found is what was at path when the output was written.
	found found
}

// found says what is at a path of the output folder.
type found uint8

const (
	foundNothing found = iota
	foundFile
	foundDir
	foundOther // a symbolic link, a device, a socket
)

// Open prepares dir, which is made where it is missing, for a new site. It
// takes the folder's lock, so that a second build fails with [ErrBusy] instead
// of mixing two sites; it completes a Commit that was interrupted, and sweeps
// away what an interrupted build left in its stage.
//
// The error is a [ReadOnlyError] where the folder may not be written to.
//
// The caller must call Commit or Abort; Abort after Commit does nothing, so
// that it can be deferred.
func Open(dir string) (*Staging, error) { return open(dir, nil) }

func open(dir string, step func(string) error) (*Staging, error) {
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nil, cannotOpen(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("publish: %w", err)
	}
	s := &Staging{dir: dir, root: root, step: step}
	s.buffers.New = func() any { return new([2][32 << 10]byte) }
	if err := s.prepare(); err != nil {
		s.close()
		return nil, cannotOpen(dir, err)
	}
	return s, nil
}

// cannotOpen says why dir cannot be used.
func cannotOpen(dir string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return &ReadOnlyError{Folder: dir}
	}
	return fmt.Errorf("publish to %s: %w", dir, err)
}

// prepare takes the lock, tidies up after an interrupted build, reads the
// manifest and makes an empty stage.
func (s *Staging) prepare() error {
	if err := s.makePrivateDir(); err != nil {
		return err
	}
	if err := s.takeLock(); err != nil {
		return err
	}
	if err := s.recover(); err != nil {
		return err
	}
	var err error
	if s.old, err = readManifest(s.root); err != nil {
		return err
	}
	if err := s.root.Mkdir(stageDir, dirMode); err != nil {
		return err
	}
	return s.root.Mkdir(newFolders, dirMode)
}

// makePrivateDir refuses a symbolic link in the place of our folder: the stage
// must be in the output folder's own file system.
func (s *Staging) makePrivateDir() error {
	err := s.root.Mkdir(privateDir, dirMode)
	if !errors.Is(err, fs.ErrExist) {
		return err
	}
	info, err := s.root.Lstat(privateDir)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is not a folder", privateDir)
	}
	return err
}

func (s *Staging) takeLock() error {
	f, err := s.root.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, fileMode)
	if err != nil {
		return err
	}
	if err := lock(f); err != nil {
		f.Close()
		return err
	}
	s.lock = f
	return nil
}

// at tells the test that a step is about to be taken.
func (s *Staging) at(step string) error {
	if s.step == nil {
		return nil
	}
	return s.step(step)
}

// Abort gives the new site up: the old one stays as it is.
func (s *Staging) Abort() error {
	if s.root == nil {
		return nil
	}
	err := s.root.RemoveAll(stageDir)
	s.close()
	if err != nil {
		return fmt.Errorf("publish to %s: %w", s.dir, err)
	}
	return nil
}

// close releases the lock and the folder. Nothing is lost by a failing
// Close: the handles are of folders, and of the empty lock file.
func (s *Staging) close() {
	if s.lock != nil {
		s.lock.Close()
	}
	s.root.Close()
	s.root = nil
}
