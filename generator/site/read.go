package site

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// headSize is how much of a file is read at first: the whole of nearly every article.
const headSize = 16 << 10

// MaxArticle is how much of an article is read, in bytes: many times what may be
// published of one, see package markdown.
const MaxArticle = 8 << 20

// read returns the entries of the pages, in their order. Pages whose files were
// removed since they were listed are taken off the list.
func (l *listing) read(with reader) ([]*entry, error) {
	entries, err := readAll(with, l.pages)
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
func readAll(with reader, files []string) ([]*entry, error) {
	entries := make([]*entry, len(files))
	errs := make([]error, len(files))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(files)) {
		wg.Go(func() {
			r := with
			r.buf = make([]byte, headSize)
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
	text HeadReader
	buf  []byte
}

// read returns what a file says, or nil where it is gone.
func (r *reader) read(file string) (*entry, error) {
	head, whole, err := r.head(file)
	if err == nil && !whole {
		if e, enough := r.digest(file, head, false); enough {
			return e, nil
		}
		head, err = source.ReadFile(r.fsys, file, MaxArticle)
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
		raw = source.TrimPartialRune(raw)
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
	enough = e.fillFromText(text[front.body:], r.text, whole)
	e.meta.MayRehearse = !whole || bytes.Contains(text[front.body:], []byte(source.FlowSuffix))
	e.findOpening(text, front.body)
	e.checkTitle()
	if !sound && e.meta.Title == "" {
		e.meta.Title = fallbackTitle(file)
	}
	return e, enough || whole
}

const (
	// maxTitle is how many characters of a heading can be a page's title.
	maxTitle = 500
	// descriptionLength is about how many characters a description taken
	// from the text may have: what search results and link previews show.
	descriptionLength = 120
)

// fillFromText takes title and description from the Markdown where the front
// matter has none. It is false where the rest of the file has to be seen.
func (e *entry) fillFromText(markdown []byte, read HeadReader, whole bool) bool {
	if read == nil {
		return true
	}
	heading, paragraph, ok := read(markdown, e.meta.Title == "", e.meta.Description == "", whole)
	if heading != "" {
		e.meta.Title = diag.Shorten(heading, maxTitle)
	}
	if paragraph != "" {
		e.meta.Description = shorten(paragraph, descriptionLength)
	}
	return ok
}

// shorten cuts a text to about n characters: after a sentence if one ends in
// the second half, else after a clause or word, with an ellipsis.
func shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	sentence, clause := 0, 0
	for i, r := range runes[:n] {
		switch r {
		case '。', '！', '？', '…':
			sentence = i + 1
		case '.', '!', '?':
			if unicode.IsSpace(runes[i+1]) {
				sentence = i + 1
			}
		case '，', '；', '：', '、', ',', ';', ':':
			clause = i
		default:
			if unicode.IsSpace(r) {
				clause = i
			}
		}
	}
	switch {
	case sentence >= n/2:
		return string(runes[:sentence])
	case clause >= n/2:
		n = clause
	}
	return strings.TrimSpace(string(runes[:n])) + "…"
}
