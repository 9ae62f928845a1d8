package preview

import (
	"slices"
	"sync"

	"rehearse/generator/site"
)

// shelfSize is how many pages the shelf holds: far more than anybody has open,
// and still a few megabytes at most.
const shelfSize = 100

// shelf keeps the pages that were asked for last. It saves rendering a page
// again as long as nothing has changed, and it has the last good version of a
// page that a mistake has broken since.
type shelf struct {
	mu    sync.Mutex
	pages map[string]*shelved // by path
	clock int
}

// shelved is a page as it was answered.
type shelved struct {
	// file is the source that the page is made of, "" where it has none.
	file string
	// source is what was in it.
	source digest
	// copy is the file of another page that came with the same in it, or "".
	copy string
	body []byte
	etag string
	// version is the site's when the page was last known to be like this.
	version int
	used    int
}

func newShelf() *shelf { return &shelf{pages: make(map[string]*shelved)} }

// get returns the page at a path, in whatever version it is there, or nil.
func (s *shelf) get(path string) *shelved {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.pages[path]
	if p == nil {
		return nil
	}
	s.clock++
	p.used = s.clock
	c := *p
	return &c
}

// learn takes note of what is in files that were saved, also where nobody has
// looked since. paths are sorted.
func (s *shelf) learn(paths []string, of func(file string) digest) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pages {
		if _, ok := slices.BinarySearch(paths, p.file); !ok {
			continue
		}
		if source := of(p.file); source != (digest{}) {
			p.source = source
		}
	}
}

// compare takes note of pages that came with what another has in it.
func (s *shelf) compare(came []arrival) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pages {
		for _, a := range came {
			if a.source == p.source && a.page.File != p.file && p.source != (digest{}) {
				p.copy = a.page.File
			}
		}
	}
}

// gone returns the pages that the site does not have any more.
func (s *shelf) gone(index *site.Index) []shelved {
	s.mu.Lock()
	defer s.mu.Unlock()
	var gone []shelved
	for _, p := range s.pages {
		if p.file != "" && p.source != (digest{}) && index.Page(p.file) == nil {
			gone = append(gone, *p)
		}
	}
	return gone
}

// put keeps a page, in place of the one that nobody has asked for longest.
func (s *shelf) put(path string, p shelved) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.pages[path]; known != nil {
		if known.version > p.version {
			return // a slower request has rendered an older version
		}
		p.copy = known.copy
	}
	s.clock++
	p.used = s.clock
	s.pages[path] = &p
	if len(s.pages) <= shelfSize {
		return
	}
	oldest := ""
	for path, p := range s.pages {
		if oldest == "" || p.used < s.pages[oldest].used {
			oldest = path
		}
	}
	delete(s.pages, oldest)
}
