package publish

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

// PartialError is the error of a Commit that was stopped on its way. What stands is
// a working site, whose pages are partly new and partly old; the next [Open]
// completes it, or if it cannot, the next Commit does.
type PartialError struct {
	// Done of Total files were published or removed.
	Done, Total int
	// File is what the Commit was stopped at, named as the output folder was.
	File string
	// Err is the system's reason.
	Err error
}

// Error says how far the Commit came, and what stopped it.
func (e *PartialError) Error() string {
	return fmt.Sprintf("%d of %d changes were published, and then %s could not be changed: %v", e.Done, e.Total, e.File, e.Err)
}

// Unwrap returns the system's reason.
func (e *PartialError) Unwrap() error { return e.Err }

// Commit publishes what was written, and closes s. It refuses, and leaves s
// open, when ctx is done, a Write has failed, something may not be changed
// ([ReadOnlyError]), or there are [Conflict]s. Once it has begun it does not look
// at ctx: a site is published to its end.
//
// An error after that is a [PartialError]; unless nothing but new folders had been
// made, which are removed, so that the old site is as it was.
func (s *Staging) Commit(ctx context.Context) (Report, error) {
	p, err := s.planned()
	if err != nil {
		return Report{}, err
	}
	if n := len(p.conflicts); n > 0 {
		return Report{}, fmt.Errorf("publish to %s: %d conflicts, the first: %s", s.dir, n, p.conflicts[0])
	}
	if err := ctx.Err(); err != nil {
		return Report{}, err
	}
	defer s.close()
	if err := s.carryOut(p); err != nil {
		return Report{}, fmt.Errorf("publish to %s: %w", s.dir, err)
	}
	return p.report, nil
}

// carryOut does what was planned, through the journal.
func (s *Staging) carryOut(p *plan) error {
	next := p.next.encode()
	if len(p.operations) == 0 && s.isManifest(next) {
		return s.root.RemoveAll(stageDir)
	}
	if err := s.begin(next, p.operations); err != nil {
		return cmp.Or(reason(err), s.sweep())
	}
	done, stopped := s.apply(p.operations, false)
	switch {
	case stopped != nil && s.undo(p.operations[:done.operations]):
		s.sweep()
		return fmt.Errorf("%s: %w", stopped.path, stopped.err)
	case stopped == nil:
		if err := s.finish(); err != nil {
			stopped = &stop{manifestFile, reason(err)}
		}
	}
	if stopped == nil {
		return nil
	}
	partial := &PartialError{Done: done.files, File: onDisk(s.dir, stopped.path), Err: stopped.err}
	for _, op := range p.operations {
		partial.Total += op.files()
	}
	return partial
}

// isManifest reports whether the manifest is up to date: then not even its
// modification time changes.
func (s *Staging) isManifest(next []byte) bool {
	now, err := s.root.ReadFile(manifestFile)
	return err == nil && bytes.Equal(now, next)
}

// begin writes the manifest to come and the journal. These two are synced to
// the disk: without that, a power failure could keep the moves and lose the
// list of them.
func (s *Staging) begin(next []byte, operations []operation) error {
	if err := s.writeSynced(nextFile, next); err != nil {
		return err
	}
	if err := s.writeSynced(journalDraft, encodeJournal(operations)); err != nil {
		return err
	}
	if err := s.at("begin"); err != nil {
		return err
	}
	return s.root.Rename(journalDraft, journalFile)
}

func (s *Staging) writeSynced(name string, data []byte) error {
	if err := s.at("write " + name); err != nil {
		return err
	}
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return cmp.Or(err, f.Close())
}

// progress is how far the operations have come: how many are done, and how many
// files these have changed.
type progress struct{ operations, files int }

// stop is why operations do not go on, and at which path.
type stop struct {
	path string
	err  error
}

// apply does the operations in their order, as far as that matters (see
// batchSize). After a crash some have been done before: again says that files may
// be missing from the stage.
func (s *Staging) apply(operations []operation, again bool) (progress, *stop) {
	var all progress
	for all.operations < len(operations) {
		rest := operations[all.operations:]
		done, stop := s.applyTogether(rest[:batchSize(rest)], again)
		all.operations += done.operations
		all.files += done.files
		if stop != nil {
			return all, stop
		}
	}
	return all, nil
}

// applyTogether does operations at once. A test that counts steps gets them one
// after the other.
func (s *Staging) applyTogether(operations []operation, again bool) (progress, *stop) {
	workers := min(runtime.GOMAXPROCS(0), len(operations))
	if s.step != nil {
		workers = 1
	}
	var next, done, files atomic.Int64
	var first atomic.Pointer[stop]
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(operations)); i = next.Add(1) - 1 {
				op := operations[i]
				if err := s.applyOne(op, again); err != nil {
					first.CompareAndSwap(nil, &stop{op.path, reason(err)})
					next.Store(int64(len(operations)))
					return
				}
				done.Add(1)
				files.Add(int64(op.files()))
			}
		})
	}
	group.Wait()
	return progress{int(done.Load()), int(files.Load())}, first.Load()
}

// applyOne does one operation; doing it again has no effect.
func (s *Staging) applyOne(op operation, again bool) error {
	if err := s.at(string(op.do) + " " + op.path); err != nil {
		return err
	}
	switch op.do {
	case makeFolder:
		err := s.root.Mkdir(op.path, dirMode)
		if errors.Is(err, fs.ErrExist) {
			return nil
		}
		return err
	case moveFile:
		err := s.root.Rename(staged(op.path, op.apart), op.path)
		if again && errors.Is(err, fs.ErrNotExist) && s.isMoved(op) {
			return nil
		}
		return err
	case moveFolder:
		err := s.moveFolder(op.path)
		if again && errors.Is(err, fs.ErrNotExist) && s.isMoved(op) {
			return nil
		}
		return err
	case carryFile:
		return nil
	case removeFile:
		return s.removeIf(op.path, foundFile)
	case removeFolder:
		return s.removeIf(op.path, foundDir)
	}
	return fmt.Errorf("unknown operation %q", op.do)
}

// moveFolder moves a staged folder. Where somebody has just made a folder of
// its name, what is in it is moved into that.
func (s *Staging) moveFolder(name string) error {
	err := s.root.Rename(staged(name, 0), name)
	if err == nil {
		return nil
	}
	if info, lstatErr := s.root.Lstat(name); lstatErr != nil || !info.IsDir() {
		return err
	}
	entries, err := fs.ReadDir(s.root.FS(), staged(name, 0))
	for _, entry := range entries {
		if err != nil {
			break
		}
		if inner := name + "/" + entry.Name(); entry.IsDir() {
			err = s.moveFolder(inner)
		} else {
			err = s.root.Rename(staged(inner, 0), inner)
		}
	}
	return err
}

// staged is where the file or folder at path waits; see output.
func staged(path string, apart int) string {
	if apart == 0 {
		return newFolders + "/" + path
	}
	return stageDir + "/" + strconv.Itoa(apart)
}

// isMoved reports whether what op moves has left the stage.
func (s *Staging) isMoved(op operation) bool {
	_, err := s.root.Lstat(staged(op.path, op.apart))
	return errors.Is(err, fs.ErrNotExist)
}

// removeIf removes what is at path if it is of the expected kind. A folder that
// is not empty stays: somebody keeps a file in it.
func (s *Staging) removeIf(path string, expected found) error {
	info, err := lstat(s.root, path)
	if err != nil || kindOf(info) != expected {
		return err
	}
	err = s.root.Remove(path)
	if expected == foundDir && err != nil && s.hasEntries(path) {
		return nil
	}
	return err
}

func (s *Staging) hasEntries(folder string) bool {
	f, err := s.root.Open(folder)
	if err != nil {
		return false
	}
	defer f.Close()
	names, _ := f.Readdirnames(1)
	return len(names) > 0
}

// undo reverses operations that only made folders, and reports whether it
// could.
func (s *Staging) undo(done []operation) bool {
	for _, op := range done {
		if op.do != makeFolder {
			return false
		}
	}
	for i := len(done) - 1; i >= 0; i-- {
		if s.removeIf(done[i].path, foundDir) != nil {
			return false
		}
	}
	return true
}

// finish puts the new manifest in place and drops the journal. A crash between
// these is harmless: all that is done again has no effect.
func (s *Staging) finish() error {
	if err := s.at("manifest"); err != nil {
		return err
	}
	err := s.root.Rename(nextFile, manifestFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return s.sweep()
}

// sweep removes all that a build leaves behind but the manifest and the lock.
// The journal goes before the files that it names.
func (s *Staging) sweep() error {
	for _, name := range []string{journalFile, journalDraft, nextFile, prefixFile, stageDir} {
		if err := s.at("sweep " + name); err != nil {
			return err
		}
		if err := s.root.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}
