package site

import (
	"errors"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// headSize is how much of a file is read at first. It holds the front matter
// and the first paragraph of nearly every article.
const headSize = 4 << 10

// read returns the entries of the pages, in their order. Pages whose files were
// removed since they were listed are taken off the list.
func (l *listing) read(fsys fs.FS, zone *time.Location) ([]*entry, error) {
	entries, err := readAll(fsys, l.pages, zone)
	if err != nil || !slices.Contains(entries, nil) {
		return entries, err
	}
	entries = slices.DeleteFunc(entries, func(e *entry) bool { return e == nil })
	l.pages = make([]string, len(entries))
	for i, e := range entries {
		l.pages[i] = e.file
	}
	return entries, nil
}

// readAll reads files in parallel. The entry of a file that is gone is nil.
func readAll(fsys fs.FS, files []string, zone *time.Location) ([]*entry, error) {
	entries := make([]*entry, len(files))
	errs := make([]error, len(files))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		wg.Go(func() {
			r := reader{fsys: fsys, zone: zone, buf: make([]byte, headSize)}
			for i := next.Add(1) - 1; i < int64(len(files)); i = next.Add(1) - 1 {
				entries[i], errs[i] = r.read(files[i])
			}
		})
	}
	wg.Wait()
	return entries, errors.Join(errs...)
}

// reader reads one file after another with the same buffer.
type reader struct {
	fsys fs.FS
	zone *time.Location
	buf  []byte
}

// read returns what a file says, or nil where it is gone.
func (r *reader) read(file string) (*entry, error) {
	head, whole, err := r.head(file)
	if err == nil && !whole {
		if e, enough := r.digest(file, head, false); enough {
			return e, nil
		}
		head, err = fs.ReadFile(r.fsys, file)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case errors.Is(err, fs.ErrPermission):
		return unreadable(file, diag.Problem{Rule: ruleUnreadable, Message: "this file cannot be read: permission denied", Hint: readableHint}), nil
	case err != nil:
		return nil, err
	}
	e, _ := r.digest(file, head, true)
	return e, nil
}

// head reads the beginning of a file into the buffer.
func (r *reader) head(file string) (head []byte, whole bool, err error) {
	f, err := r.fsys.Open(file)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	n, err := io.ReadFull(f, r.buf)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return r.buf[:n], true, nil
	}
	return r.buf[:n], false, err
}

// digest makes an entry of a file's text, or of its beginning. enough is
// false where the rest of the file must be known too.
func (r *reader) digest(file string, raw []byte, whole bool) (e *entry, enough bool) {
	if !whole {
		raw = trimPartialRune(raw)
	}
	text, problem, ok := source.Text(file, raw)
	if !ok {
		return unreadable(file, problem), whole
	}
	front, closed := splitFront(text)
	if !closed && !whole {
		return nil, false
	}
	e = &entry{file: file, meta: Meta{TOC: true}}
	if !closed {
		e.unclosed(string(text[:3]))
		return e, true
	}
	sound := !e.lateFront(text) && e.readFront(front, r.zone)
	enough = e.fillFromBody(text[front.body:], whole)
	if !sound && e.meta.Title == "" {
		e.meta.Title = fallbackTitle(file)
	}
	return e, enough || whole
}

// trimPartialRune cuts off a character that ends beyond what was read.
func trimPartialRune(b []byte) []byte {
	for i := 1; i < utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}
