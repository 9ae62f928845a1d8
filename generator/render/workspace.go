package render

import (
	"bytes"
	"io/fs"
	"sync"
)

// workspace is the memory in which a page is made: a build makes one page after
// the other, and each is forgotten as soon as it is written.
type workspace struct {
	source bytes.Buffer
	html   []byte       // the article alone
	files  bytes.Buffer // all files of the page
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// read returns the content of a file, which is good until the next read.
func (w *workspace) read(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	w.source.Reset()
	_, err = w.source.ReadFrom(f)
	return w.source.Bytes(), err
}
