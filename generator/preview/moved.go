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

// arrival is a page that a batch has brought.
type arrival struct {
	page   *site.Page
	source digest
}

// moves adds to those before what a batch has moved: pages that somebody looks
// at, or did, and that are in another file now.
func (s *server) moves(before map[string]string, old, index *site.Index, b batch) map[string]string {
	s.shelf.learn(b.paths, s.digest)
	var came []arrival
	for _, p := range touched(index, b) {
		if !p.Implied && old.Page(p.File) == nil {
			came = append(came, arrival{p, s.digest(p.File)})
		}
	}
	s.shelf.compare(came)
	moved := maps.Clone(before)
	for _, p := range s.shelf.gone(index) {
		if index.Page(moved[p.file]) != nil {
			continue // it is known where it went
		}
		if to := s.whereTo(p, old.Page(p.file), came); to != "" {
			if moved == nil {
				moved = make(map[string]string)
			}
			moved[p.file] = to
		}
	}
	return moved
}

// whereTo returns the file that a page which is gone is in now, or "": by the
// names alone nobody could tell a move from a page that was removed and another.
// page is what it was until this batch, nil where it went before.
func (s *server) whereTo(p shelved, page *site.Page, came []arrival) string {
	for _, a := range came {
		if a.source == p.source {
			return a.page.File
		}
	}
	if p.copy != "" && s.digest(p.copy) == p.source {
		return p.copy // it was copied first, and then removed
	}
	if page == nil {
		return ""
	}
	to := ""
	for _, a := range came { // it was changed, too, while it moved
		switch {
		case a.page.Title != page.Title || a.page.Lang != page.Lang:
		case to != "":
			return "" // or in this one?
		default:
			to = a.page.File
		}
	}
	return to
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
