package picture

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	// keepUnused is how long an entry stays that no build has used: a branch
	// that rests for a month costs a few seconds when it is taken up again.
	keepUnused = 30 * 24 * time.Hour
	// markAfter is how long a store is left alone after it was pruned. Only
	// then are entries marked as used, too.
	markAfter = 24 * time.Hour
	// stampFile has the time of the last pruning.
	stampFile = "last-pruned"
)

// Prune removes, at most once a day, what has not been used for a month. It
// goes by the time of the folder's disk, which may be another computer's. A
// store that has never kept anything has nothing to prune.
func (s *Store) Prune() error {
	now, err := s.now()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	stamp := filepath.Join(s.dir, stampFile)
	if last, err := os.Stat(stamp); err == nil && now.Sub(last.ModTime()) < markAfter {
		return nil
	}
	if err := os.WriteFile(stamp, nil, 0o644); err != nil {
		return err
	}
	entries, err := filepath.Glob(filepath.Join(s.dir, "??", "*"))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if err := s.pruneOne(entry, now); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return os.Chtimes(stamp, now, now)
}

// now is when a file is made that is made now.
func (s *Store) now() (time.Time, error) {
	f, err := os.CreateTemp(s.dir, ".now-*")
	if err != nil {
		return time.Time{}, err
	}
	info, err := f.Stat()
	_ = f.Close()
	_ = os.Remove(f.Name())
	if err != nil {
		return time.Time{}, err
	}
	return info.ModTime(), nil
}

// pruneOne marks an entry that was used, and removes one that has not been for
// too long.
func (s *Store) pruneOne(entry string, now time.Time) error {
	s.mu.Lock()
	used := s.used[filepath.Base(entry)]
	s.mu.Unlock()
	if used {
		return os.Chtimes(entry, now, now)
	}
	info, err := os.Stat(entry)
	if err != nil {
		return err
	}
	if now.Sub(info.ModTime()) > keepUnused {
		return os.Remove(entry)
	}
	return nil
}
