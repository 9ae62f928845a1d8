package build

import (
	"io/fs"
	"sync"
	"time"

	"rehearse/generator/picture"
)

// pictures reads each picture once, as long as it does not change.
type pictures struct {
	fsys fs.FS

	mu     sync.Mutex
	byFile map[string]probed
}

type probed struct {
	size    int64
	changed time.Time
	info    picture.Info
	fault   *picture.Fault
}

func newPictures(fsys fs.FS) *pictures {
	return &pictures{fsys: fsys, byFile: make(map[string]probed)}
}

// probe returns what a page must know of a picture file.
func (p *pictures) probe(file string) (picture.Info, *picture.Fault, error) {
	stat, err := fs.Stat(p.fsys, file)
	if err != nil {
		return picture.Info{}, nil, err
	}
	p.mu.Lock()
	known, ok := p.byFile[file]
	p.mu.Unlock()
	if ok && known.size == stat.Size() && known.changed.Equal(stat.ModTime()) {
		return known.info, known.fault, nil
	}
	data, err := fs.ReadFile(p.fsys, file)
	if err != nil {
		return picture.Info{}, nil, err
	}
	known = probed{size: stat.Size(), changed: stat.ModTime()}
	known.info, known.fault = picture.Probe(file, data)
	p.mu.Lock()
	p.byFile[file] = known
	p.mu.Unlock()
	return known.info, known.fault, nil
}
