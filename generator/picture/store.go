package picture

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"golang.org/x/sync/semaphore"

	"rehearse/demo/diag"
)

// recipe is part of the name of everything that is kept. It changes whenever
// the same picture would give other files.
const recipe = "3"

const (
	// room is how many bytes pictures that are being worked on may take
	// together. One that takes more is worked on alone.
	room = 224 << 20
	// muchWaste is how many bytes a picture must have taken to be swept away at
	// once: the next one would be added to what the collector still waits for.
	muchWaste = 16 << 20
)

// Store derives files from pictures and keeps them in a folder, so that it does
// so once for each picture, however often a site is built. What is kept is
// named by the content of its source; it never becomes stale, only unused.
//
// A store may be used by several goroutines. Several processes may share its
// folder.
type Store struct {
	dir  string
	gate *semaphore.Weighted

	mu   sync.Mutex
	used map[string]bool // names of entries
	made int             // how often something had to be derived
	busy map[string]*sync.Mutex
}

// NewStore returns a store that keeps files in dir, which is made if there is
// need.
func NewStore(dir string) *Store {
	return &Store{dir: dir, gate: semaphore.NewWeighted(room), used: make(map[string]bool), busy: make(map[string]*sync.Mutex)}
}

// Find returns what was derived before; ok is false where nothing was.
func (s *Store) Find(src *Source, use Use) (set Set, ok bool) {
	if !src.derivable(use) {
		return Set{Original: true}, true
	}
	key := src.key(use)
	set, err := s.read(key)
	if err != nil {
		return Set{}, false
	}
	s.mu.Lock()
	s.used[key] = true
	s.mu.Unlock()
	return set, true
}

// Make returns what is derived from a picture for a use. A fault is the
// picture's: its pixels cannot be decoded.
func (s *Store) Make(ctx context.Context, src *Source, use Use) (Set, *diag.Problem, error) {
	if !src.derivable(use) {
		return Set{Original: true}, nil, nil
	}
	unlock := s.lock(src.key(use))
	defer unlock()
	if set, ok := s.Find(src, use); ok {
		return set, nil, nil
	}
	cost := min(src.cost(), room)
	if err := s.gate.Acquire(ctx, cost); err != nil {
		return Set{}, nil, err
	}
	defer s.gate.Release(cost)
	set, err := src.derive(use)
	if cost > muchWaste {
		runtime.GC()
	}
	if err != nil {
		return Set{}, damaged(src.name, err), nil
	}
	set.key = src.key(use)
	if s.write(set) != nil {
		return set, nil, nil // with its data: the folder is full, perhaps, and the site need not suffer
	}
	for i := range set.Files {
		set.Files[i].data = nil
	}
	s.mu.Lock()
	s.made++
	s.used[set.key] = true
	s.mu.Unlock()
	return set, nil, nil
}

// lock keeps others from deriving the same at the same time.
func (s *Store) lock(key string) (unlock func()) {
	s.mu.Lock()
	m := s.busy[key]
	if m == nil {
		m = new(sync.Mutex)
		s.busy[key] = m
	}
	s.mu.Unlock()
	m.Lock()
	return m.Unlock
}

// Clean is the picture itself, fit to be published: upright, and with nothing
// in it but the picture.
func (s *Store) Clean(ctx context.Context, src *Source) ([]byte, *diag.Problem, error) {
	if src.turn == upright || src.Animated {
		return src.clean, nil, nil
	}
	set, fault, err := s.Make(ctx, src, Whole)
	if err != nil || fault != nil {
		return nil, fault, err
	}
	data, err := s.Data(set, 0)
	return data, nil, err
}

// Data reads the i-th file of a set.
func (s *Store) Data(set Set, i int) ([]byte, error) {
	if data := set.Files[i].data; data != nil {
		return data, nil
	}
	data, err := os.ReadFile(s.path(set.key))
	if err != nil {
		return nil, err
	}
	_, data, _ = bytes.Cut(data, []byte("\n"))
	for _, f := range set.Files[:i] {
		data = data[min(f.Size, int64(len(data))):]
	}
	f := set.Files[i]
	if int64(len(data)) < f.Size || hashOf(data[:f.Size]) != f.Hash {
		return nil, fmt.Errorf("%s has been changed while it was in use", s.path(set.key))
	}
	return data[:f.Size:f.Size], nil
}

// derivable reports whether a use has files of its own.
func (s *Source) derivable(use Use) bool {
	switch {
	case s.Format == "svg", s.Animated && s.Format == "webp":
		return false // we cannot draw them
	case s.Animated && (use == Figure || use == Whole):
		return false // they would stand still
	}
	return true
}

// cost estimates the bytes that work on the picture takes at its peak.
func (s *Source) cost() int64 {
	area := int64(s.PixelWidth) * int64(s.PixelHeight)
	if s.lossy {
		return area*4 + min(area*scratchPerPixel, scratch)*3/4
	}
	return area*12 + min(area, maxLossless)*24
}

func (s *Source) key(use Use) string {
	sum := sha256.Sum256(append([]byte(recipe+"\n"+string(use)+"\n"), s.digest[:]...))
	return hex.EncodeToString(sum[:16])
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:4])
}

func (s *Store) path(key string) string { return filepath.Join(s.dir, key[:2], key) }

// An entry is a file: a line of JSON that describes the set, and the data of
// its files, one after another. As it is one file, it is there or it is not.

// errBroken is an entry that a crash or a full disk has left.
var errBroken = errors.New("a broken entry")

func (s *Store) read(key string) (Set, error) {
	f, err := os.Open(s.path(key))
	if err != nil {
		return Set{}, err
	}
	defer f.Close()
	r := bufio.NewReaderSize(f, 64<<10)
	line, err := r.ReadSlice('\n')
	if err != nil {
		return Set{}, errBroken
	}
	set := Set{key: key}
	if json.Unmarshal(line, &set) != nil {
		return Set{}, errBroken
	}
	for _, file := range set.Files {
		if file.Size < 0 || file.Size > MaxBytes {
			return Set{}, errBroken
		}
		hash := sha256.New()
		if _, err := io.CopyN(hash, r, file.Size); err != nil || hex.EncodeToString(hash.Sum(nil)[:4]) != file.Hash {
			return Set{}, errBroken
		}
	}
	return set, nil
}

// write makes an entry. Where two processes make the same, the last one wins,
// with the same bytes.
func (s *Store) write(set Set) error {
	head, err := json.Marshal(set)
	if err != nil {
		return err
	}
	path := s.path(set.key)
	if err := s.makeFolder(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(append(head, '\n'))
	for _, file := range set.Files {
		if err == nil {
			_, err = f.Write(file.data)
		}
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// makeFolder makes a folder of the store, and keeps the store out of version
// control and of back-ups.
func (s *Store) makeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for name, text := range map[string]string{
		".gitignore":   "*\n",
		"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Derived pictures; they can be made anew. See https://bford.info/cachedir/\n",
	} {
		path := filepath.Join(s.dir, name)
		if _, err := os.Stat(path); err == nil {
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}
