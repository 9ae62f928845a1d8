package publish

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"syscall"
)

// Write puts data at path, a slash-separated path below the output folder such
// as "zh/account/index.html". A file that has these bytes already stays as it
// is, with its inode and modification time; otherwise data goes to the stage.
// A path that cannot be a file's name is a [*NameError].
func (s *Staging) Write(path string, rank Rank, data []byte) error {
	return s.put(path, rank, int64(len(data)), func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	})
}

// Copy is Write for a file too large to be held in memory. It may call open
// twice: once to compare, and once to copy.
func (s *Staging) Copy(path string, rank Rank, open func() (io.ReadCloser, error)) error {
	return s.put(path, rank, -1, open)
}

// put is Write and Copy; size is -1 where it is not known.
func (s *Staging) put(path string, rank Rank, size int64, open func() (io.ReadCloser, error)) error {
	if err := checkPath(path); err != nil {
		return err
	}
	if s.root == nil {
		return ErrClosed
	}
	out := output{path: path, rank: rank, size: size}
	if err := s.fill(&out, open); err != nil {
		err = fmt.Errorf("publish %s: %w", path, err)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.failed = cmp.Or(s.failed, err)
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outputs = append(s.outputs, out)
	s.plan = nil
	return nil
}

// fill compares an output with what is there and stages it where they differ.
func (s *Staging) fill(out *output, open func() (io.ReadCloser, error)) error {
	if s.isMissing(path.Dir(out.path)) {
		return s.stageFile(out, open)
	}
	s.mu.Lock()
	s.apart++
	out.apart = s.apart
	s.mu.Unlock()
	info, err := lstat(s.root, out.path)
	if err != nil {
		return err
	}
	out.found = kindOf(info)
	if out.found == foundFile && (out.size < 0 || out.size == info.Size()) {
		same, err := s.sameAs(out.path, open)
		if err != nil {
			return err
		}
		if same {
			out.size = info.Size()
			return nil
		}
	}
	return s.stageFile(out, open)
}

// isMissing reports whether nothing has a folder's name. For a new site that
// answers for all files in and below the folder.
func (s *Staging) isMissing(folder string) bool {
	if folder == "." {
		return false
	}
	if s.isMissing(path.Dir(folder)) {
		return true
	}
	if missing, known := s.missing.Load(folder); known {
		return missing.(bool)
	}
	_, err := s.root.Lstat(folder)
	missing := errors.Is(err, fs.ErrNotExist)
	s.missing.Store(folder, missing)
	return missing
}

// lstat returns nil for a path where nothing is, also because the folder that
// it would be in is a file or a link that leads out: planning looks at folders,
// and reports what is in the way.
func lstat(root *os.Root, path string) (fs.FileInfo, error) {
	info, err := root.Lstat(path)
	if err == nil {
		return info, nil
	}
	if errors.Is(err, fs.ErrNotExist) || blocked(root, path) {
		return nil, nil
	}
	return nil, reason(denied(root.Name(), path, err))
}

// blocked reports whether a folder on the way to path is something else.
func blocked(root *os.Root, path string) bool {
	for folder := range parents(path) {
		if info, err := root.Lstat(folder); err == nil && !info.IsDir() {
			return true
		}
	}
	return false
}

func kindOf(info fs.FileInfo) found {
	switch {
	case info == nil:
		return foundNothing
	case info.Mode().IsRegular():
		return foundFile
	case info.IsDir():
		return foundDir
	}
	return foundOther
}

// sameAs reports whether the file at path has the bytes that open gives. One that
// may not be read is replaced, if it may be.
func (s *Staging) sameAs(path string, open func() (io.ReadCloser, error)) (bool, error) {
	have, err := s.root.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return false, nil
	}
	if err != nil {
		return false, reason(err)
	}
	defer have.Close()
	want, err := open()
	if err != nil {
		return false, err
	}
	defer want.Close()
	buffers := s.buffers.Get().(*[2][32 << 10]byte)
	defer s.buffers.Put(buffers)
	return equal(have, want, buffers[0][:], buffers[1][:])
}

// equal compares two streams, reading each into its buffer; these are of one
// length.
func equal(a, b io.Reader, bufA, bufB []byte) (bool, error) {
	for {
		n, errA := io.ReadFull(a, bufA)
		m, errB := io.ReadFull(b, bufB)
		if err := cmp.Or(failure(errA), failure(errB)); err != nil {
			return false, err
		}
		if !bytes.Equal(bufA[:n], bufB[:m]) {
			return false, nil
		}
		if errA != nil { // both have ended: they gave equally many bytes
			return true, nil
		}
	}
}

// failure is err, or nil for the end of a stream.
func failure(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil
	}
	return err
}

// stageFile writes an output to the stage. It is not synced to the disk: that
// would cost more than the whole build, and its bytes can be made again. The sum
// in the journal shows what a power failure did to it.
func (s *Staging) stageFile(out *output, open func() (io.ReadCloser, error)) error {
	out.staged = true
	if err := s.at("stage " + out.path); err != nil {
		return reason(err)
	}
	from, err := open()
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := s.create(out)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.ENOTDIR) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.crowded = cmp.Or(s.crowded, err) // planning finds the two, and says more
		return nil
	}
	if err != nil {
		return reason(err)
	}
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	out.size, err = io.Copy(io.MultiWriter(to, sum), from)
	out.sum = sum.Sum32()
	var writing *fs.PathError
	if errors.As(err, &writing) && writing.Op == "write" {
		err = writing.Err
	}
	return cmp.Or(err, to.Close())
}

// create makes a file in the stage, which is new and ours alone: it has no links
// to other places, and a plain path takes a third of the time of an [os.Root].
func (s *Staging) create(out *output) (*os.File, error) {
	name := onDisk(s.dir, staged(out.path, out.apart))
	const flags = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := os.OpenFile(name, flags, fileMode)
	if out.apart > 0 || !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	if err := s.makeStaged(path.Dir(out.path)); err != nil {
		return nil, err
	}
	return os.OpenFile(name, flags, fileMode)
}

// makeStaged makes a folder of the stage, and those that it is in, but not the
// stage itself: where that has vanished, so have files. What is no folder is
// found when something is to be put into it.
func (s *Staging) makeStaged(folder string) error {
	if folder == "." {
		return fs.ErrNotExist
	}
	name := onDisk(s.dir, staged(folder, 0))
	err := os.Mkdir(name, dirMode)
	if errors.Is(err, fs.ErrNotExist) {
		if err := s.makeStaged(path.Dir(folder)); err != nil {
			return err
		}
		err = os.Mkdir(name, dirMode)
	}
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}
