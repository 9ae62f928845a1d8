package publish

import (
	"cmp"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"
)

// recover completes the Commit that a journal describes, and sweeps. Where that is
// not possible, since files were damaged, or something else stands in their way
// now, it leaves the site where the Commit was stopped.
func (s *Staging) recover() error {
	data, err := s.root.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return s.sweep()
	}
	if err != nil {
		return err
	}
	operations, err := parseJournal(data)
	if err != nil {
		return cmp.Or(s.damaged(journalFile, err), s.sweep())
	}
	whole, err := s.isWhole(operations)
	if err != nil {
		return err
	}
	if !whole {
		return s.keepPrefix(operations)
	}
	if _, stop := s.apply(operations, true); stop != nil {
		return s.keepPrefix(operations)
	}
	return s.finish()
}

// isWhole reports whether the files still in the stage have the bytes that were
// written: after a power failure they may be empty.
func (s *Staging) isWhole(operations []operation) (bool, error) {
	for _, op := range operations {
		if !op.isFile() {
			continue
		}
		f, err := s.root.Open(staged(op.path, op.apart))
		if errors.Is(err, fs.ErrNotExist) {
			continue // moved already
		}
		if err != nil {
			return false, err
		}
		sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
		n, err := io.Copy(sum, f)
		if err := cmp.Or(err, f.Close()); err != nil {
			return false, err
		}
		if n != op.size || sum.Sum32() != op.sum {
			return false, nil
		}
	}
	return true, nil
}

// keepPrefix ends a Commit where it was stopped, which is a working site, and
// remembers as ours all that it has made so far. The next build compares every
// byte, asks what may be changed, and mends the rest.
//
// Whatever it is interrupted by, the journal and what it speaks of are as they
// were until the manifest is: to keep the prefix again adds nothing.
func (s *Staging) keepPrefix(operations []operation) error {
	ours, err := s.readManifest()
	if err != nil {
		return err
	}
	moved := "" // the folder that carried files are in
	for _, op := range operations {
		switch {
		case op.do == moveFolder:
			moved = op.path
			fallthrough
		case op.do == makeFolder:
			ours.folders = append(ours.folders, op.path)
		case op.isFile() && s.isMoved(op) && !ours.hasFile(op.path):
			ours.files = append(ours.files, op.path)
		}
		if op.do == carryFile {
			for folder := range parents(op.path[len(moved)+1:]) {
				ours.folders = append(ours.folders, moved+"/"+folder)
			}
		}
	}
	ours.sortFolders()
	if err := s.writeSynced(prefixFile, ours.encode()); err != nil {
		return err
	}
	if err := s.at("keep prefix"); err != nil {
		return err
	}
	if err := s.root.Rename(prefixFile, manifestFile); err != nil {
		return err
	}
	return s.sweep()
}
