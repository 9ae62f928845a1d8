package render

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"rehearse/demo/diag"
	"rehearse/generator/asset"
	"rehearse/generator/picture"
)

// picturesDir is the folder of the files made from pictures, below that of the
// files which never change under their names.
const picturesDir = "pictures"

// pictures reads each picture once, until it changes, and knows the files made
// from it for the pages that show it.
type pictures struct {
	fsys fs.FS
	// store is nil where pictures are only verified.
	store *picture.Store
	// later is nil where pages wait for their pictures.
	later func(file string)

	mu     sync.Mutex
	byFile map[string]*known
	byPath map[string]madePicture
	closed bool
	making sync.WaitGroup
	// background is held while something is made that no page waits for, so that
	// only one processor is taken from the pages that do wait.
	background sync.Mutex
}

// known is what is known of a picture file. Its lock is held while a page waits
// for something made from the file, so that others who want the same wait, too.
type known struct {
	mu      sync.Mutex
	size    int64
	changed time.Time
	info    picture.Info
	dropped []picture.Dropped
	fault   *diag.Problem
	// whole is the path of the picture itself, under a name with a hash of its
	// content; empty without a store.
	whole   string
	sets    map[picture.Use]picture.Set
	pending map[picture.Use]bool
	// version counts the contents that the file has had.
	version int
}

// madePicture is a file of the site that was made from a picture.
type madePicture struct {
	// sources are the pictures with this content, where it is that of a whole
	// picture. One of several may be removed.
	sources []string
	set     picture.Set
	number  int // in the set; -1 for the picture itself
}

func newPictures(fsys fs.FS, opt Options) *pictures {
	p := &pictures{fsys: fsys, later: opt.Later, byFile: make(map[string]*known), byPath: make(map[string]madePicture)}
	if opt.Cache != "" {
		p.store = picture.NewStore(opt.Cache)
	}
	return p
}

// close waits for what is still being made.
func (p *pictures) close() {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	p.making.Wait()
}

// lookUp returns what is known of a picture, locked.
func (p *pictures) lookUp(file string) (*known, error) {
	stat, err := fs.Stat(p.fsys, file)
	if err != nil {
		return nil, err
	}
	p.mu.Lock()
	k := p.byFile[file]
	if k == nil {
		k = &known{size: -1}
		p.byFile[file] = k
	}
	p.mu.Unlock()
	k.mu.Lock()
	if k.size == stat.Size() && k.changed.Equal(stat.ModTime()) {
		return k, nil
	}
	if err := p.read(file, k); err != nil {
		k.mu.Unlock()
		return nil, err
	}
	k.size, k.changed = stat.Size(), stat.ModTime()
	return k, nil
}

// read opens a picture that is new or has changed.
func (p *pictures) read(file string, k *known) error {
	k.version++
	k.size, k.info, k.dropped, k.whole = -1, picture.Info{}, nil, ""
	k.sets, k.pending = make(map[picture.Use]picture.Set), make(map[picture.Use]bool)
	src, fault, err := p.open(file)
	k.fault = fault
	if err != nil || fault != nil {
		return err
	}
	k.info, k.dropped = src.Info, src.Dropped
	if p.store == nil {
		return nil
	}
	data, fault, err := p.store.Clean(context.Background(), src)
	k.fault = fault
	if err != nil || fault != nil {
		return err
	}
	k.whole = asset.Hashed(picturesDir+"/"+path.Base(file), data)
	p.registerWhole(k.whole, file)
	return nil
}

func (p *pictures) open(file string) (*picture.Source, *diag.Problem, error) {
	info, err := fs.Stat(p.fsys, file)
	if err != nil {
		return nil, nil, err
	}
	if fault := picture.Oversized(file, info.Size()); fault != nil {
		return nil, fault, nil
	}
	data, err := fs.ReadFile(p.fsys, file)
	if err != nil {
		return nil, nil, err
	}
	src, fault := picture.Open(file, data)
	return src, fault, nil
}

func (p *pictures) register(path string, m madePicture) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.byPath[path] = m
}

// registerWhole remembers a picture that is published by its content.
func (p *pictures) registerWhole(path, file string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	sources := p.byPath[path].sources
	if !slices.Contains(sources, file) {
		sources = append(slices.Clip(sources), file)
	}
	p.byPath[path] = madePicture{sources: sources, number: -1}
}

// check returns what was left out of a picture, and if it cannot be published,
// why.
func (p *pictures) check(file string) ([]picture.Dropped, *diag.Problem, error) {
	k, err := p.lookUp(file)
	if err != nil {
		return nil, nil, err
	}
	defer k.mu.Unlock()
	return k.dropped, k.fault, nil
}

// shown is a picture with the paths of the files made from it.
type shown struct {
	picture.Info
	// whole is the path of the picture itself; empty without a store.
	whole string
	set   picture.Set
	// paths are those of the set's files.
	paths []string
}

// show makes, or finds, what a use of a picture needs. Where pages do not wait,
// the set may be missing at first.
func (p *pictures) show(file string, use picture.Use) (shown, *diag.Problem, error) {
	k, err := p.lookUp(file)
	if err != nil {
		return shown{}, nil, err
	}
	defer k.mu.Unlock()
	if k.fault != nil {
		return shown{}, k.fault, nil
	}
	if _, ok := k.sets[use]; !ok && !k.pending[use] {
		if err := p.fill(file, k, use); err != nil {
			return shown{}, nil, err
		}
	}
	s := shown{Info: k.info, whole: k.whole, set: k.sets[use]}
	for _, f := range s.set.Files {
		s.paths = append(s.paths, madePath(file, f))
	}
	return s, k.fault, nil
}

// fill makes a set, or begins to. Without a store it checks that one could be
// made.
func (p *pictures) fill(file string, k *known, use picture.Use) error {
	src, fault, err := p.open(file)
	if err != nil || fault != nil {
		return err // it has changed again; the next request finds out
	}
	if p.store == nil {
		k.sets[use], k.fault = picture.Set{}, src.Verify()
		return nil
	}
	set, ok := p.store.Find(src, use)
	if !ok && p.later != nil {
		p.begin(file, k, src, use)
		return nil
	}
	if !ok {
		if set, k.fault, err = p.store.Make(context.Background(), src, use); err != nil || k.fault != nil {
			return err
		}
	}
	p.keep(file, k, use, set)
	return nil
}

// keep remembers a set; the lock of k is held.
func (p *pictures) keep(file string, k *known, use picture.Use, set picture.Set) {
	k.sets[use] = set
	for i, f := range set.Files {
		p.register(madePath(file, f), madePicture{set: set, number: i})
	}
}

// begin makes a set that no page waits for.
func (p *pictures) begin(file string, k *known, src *picture.Source, use picture.Use) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	k.pending[use] = true
	version := k.version
	p.making.Go(func() {
		p.background.Lock()
		defer p.background.Unlock()
		if p.isClosed() {
			return
		}
		set, fault, err := p.store.Make(context.Background(), src, use)
		if err != nil {
			return // the picture itself will do, and a build will say more
		}
		k.mu.Lock()
		current := k.version == version
		if current && fault != nil {
			k.fault = fault
		} else if current {
			p.keep(file, k, use, set)
		}
		k.mu.Unlock()
		p.later(file)
	})
}

func (p *pictures) isClosed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

// madePath is where a file made from a picture is published.
func madePath(source string, f picture.File) string {
	base := path.Base(source)
	name := strings.TrimSuffix(base, path.Ext(base)) + "-" + strconv.Itoa(f.Width)
	ext := f.Format
	if ext == "jpeg" {
		ext = "jpg"
	}
	return path.Join(asset.Dir, picturesDir, name+"."+f.Hash+"."+ext)
}

// paths returns the paths of everything that was made, sorted.
func (p *pictures) paths() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := make([]string, 0, len(p.byPath))
	for path := range p.byPath {
		list = append(list, path)
	}
	slices.Sort(list)
	return list
}

// has reports whether a file was made for a path.
func (p *pictures) has(path string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, ok := p.byPath[path]
	return ok
}

// data returns a file that was made; see paths.
func (p *pictures) data(path string) ([]byte, error) {
	p.mu.Lock()
	m, ok := p.byPath[path]
	p.mu.Unlock()
	if !ok {
		return nil, fs.ErrNotExist
	}
	if m.number < 0 {
		return p.whole(path, m.sources)
	}
	return p.store.Data(m.set, m.number)
}

// whole returns a picture by its content, from one of these files that still
// has it.
func (p *pictures) whole(path string, sources []string) ([]byte, error) {
	for _, file := range sources {
		k, err := p.lookUp(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		has := k.whole == path
		k.mu.Unlock()
		if has {
			return p.clean(file)
		}
	}
	return nil, fs.ErrNotExist
}

// errUnfit is the error for a picture that cannot be published; why is reported
// elsewhere.
var errUnfit = errors.New("not fit to be published")

// clean returns a whole picture, fit to be published. There must be a store.
func (p *pictures) clean(file string) ([]byte, error) {
	src, fault, err := p.open(file)
	if err != nil {
		return nil, err
	}
	if fault != nil {
		return nil, errUnfit
	}
	data, fault, err := p.store.Clean(context.Background(), src)
	if err == nil && fault != nil {
		err = errUnfit
	}
	return data, err
}
