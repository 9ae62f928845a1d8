package preview

import (
	"crypto/sha256"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"rehearse/generator/site"
)

// digest is a hash of a page's source, by which the page is known under another
// name. It is zero for what cannot be read.
type digest [sha256.Size]byte

func (s *server) digest(file string) digest {
	source, err := fs.ReadFile(s.fsys, file)
	if err != nil {
		return digest{}
	}
	return sha256.Sum256(source)
}

// moves adds to those before what a batch has moved: pages that somebody looks
// at, or did, and whose source is now in a file that was not there. By the
// names alone nobody could tell that from a page that was removed and another.
func (s *server) moves(before map[string]string, old, index *site.Index, b batch) map[string]string {
	s.shelf.learn(b.paths, s.digest)
	gone := s.shelf.gone(index)
	if len(gone) == 0 {
		return before
	}
	moved := maps.Clone(before)
	for _, p := range touched(index, b) {
		if p.Implied || old.Page(p.File) != nil {
			continue
		}
		if from, ok := gone[s.digest(p.File)]; ok {
			if moved == nil {
				moved = make(map[string]string)
			}
			moved[from] = p.File
		}
	}
	return moved
}

// touched are the pages that a batch may have to do with.
func touched(index *site.Index, b batch) []*site.Page {
	all := index.Pages()
	if b.all {
		return all
	}
	var pages []*site.Page
	for _, path := range b.paths {
		if p := index.Page(path); p != nil {
			pages = append(pages, p)
		}
		below := path + "/"
		i, _ := slices.BinarySearchFunc(all, below, func(p *site.Page, s string) int { return strings.Compare(p.File, s) })
		for ; i < len(all) && strings.HasPrefix(all[i].File, below); i++ {
			pages = append(pages, all[i])
		}
	}
	return pages
}

// successor returns the page that a file has become, perhaps in several moves,
// or nil.
func (v *version) successor(file string) *site.Page {
	index := v.renderer.Index()
	for range v.moved {
		file = v.moved[file]
		if p := index.Page(file); p != nil {
			return p
		}
	}
	return nil
}
