package preview

import (
	"crypto/sha256"
	"io/fs"
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
	digest digest
}

// moves returns where pages are now that somebody looks at, or did, by the files
// that they were in; before is what moves returned for the version before.
func (s *server) moves(before map[string]string, old, index *site.Index, b batch) map[string]string {
	digests := make(map[string]digest)
	for _, p := range s.cache.all() {
		if _, ok := slices.BinarySearch(b.paths, p.file); ok {
			digests[p.file] = s.digest(p.file)
		}
	}
	var came []arrival
	for _, p := range touched(index, b) {
		if !p.Implied && old.Page(p.File) == nil {
			came = append(came, arrival{p, s.digest(p.File)})
		}
	}
	s.cache.learn(nil, digests, came)
	moved := make(map[string]string)
	for _, p := range s.cache.all() {
		to := before[p.file]
		if p.isGone(index) && index.Page(to) == nil {
			if found := s.whereTo(p, old.Page(p.file), came); found != "" {
				to = found
			}
		}
		if to != "" {
			moved[p.file] = to
		}
	}
	return moved
}

// whereTo returns the file that a page which is gone is in now, or "": the
// names alone do not distinguish a move from a page that was removed and another.
// page is what it was until this batch, nil where it went before.
func (s *server) whereTo(p *cachedPage, page *site.Page, came []arrival) string {
	for _, a := range came {
		if a.digest == p.digest {
			return a.page.File
		}
	}
	if p.copy != "" && s.digest(p.copy) == p.digest {
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
