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
	prefixFile   = privateDir + "/manifest.prefix"
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

// DamagedError is the error of [Open] where what the package keeps for itself cannot
// be read: it is not known which files of the folder earlier builds made.
type DamagedError struct {
	// File is named as the output folder was.
	File string
	// Reason completes the sentence "the file …".
	Reason string
}

// Error returns a sentence without a full stop.
func (e *DamagedError) Error() string { return "the file " + e.File + " " + e.Reason }

// Staging is a new site on its way into an output folder. Write and Copy may
// be called from several goroutines; the other methods only after them.
type Staging struct {
	dir  string
	root *os.Root
	lock *os.File
	old  manifest
	// adopt takes files that stand where those of the new site go for ours.
	adopt bool
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
// Where adopt is set, what earlier builds made is not known, since the folder
// .rehearse was lost or damaged: a file that has the name of one of the new site
// is taken for ours, and what of .rehearse cannot be read is given up.
//
// The error is a [ReadOnlyError] where the folder may not be written to, and a
// [DamagedError] where adopt would help.
//
// The caller must call Commit or Abort; Abort after Commit does nothing, so
// that it can be deferred.
func Open(dir string, adopt bool) (*Staging, error) { return open(dir, adopt, nil) }

func open(dir string, adopt bool, step func(string) error) (*Staging, error) {
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return nil, fmt.Errorf("publish to %s: %w", dir, deniedOutput(dir, err))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("publish to %s: %w", dir, deniedOutput(dir, err))
	}
	s := &Staging{dir: dir, root: root, adopt: adopt, step: step}
	s.buffers.New = func() any { return new([2][32 << 10]byte) }
	if err := s.prepare(); err != nil {
		s.close()
		return nil, fmt.Errorf("publish to %s: %w", dir, s.plainly(err))
	}
	return s, nil
}

// plainly says what keeps the package from its own files.
func (s *Staging) plainly(err error) error {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return reason(err)
	}
	if why := denied(s.dir, at.Path, err); why != err {
		return why
	}
	return fmt.Errorf("%s: %w", at.Path, at.Err)
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
	if s.old, err = s.readManifest(); err != nil {
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
