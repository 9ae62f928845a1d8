package preview

import (
	"maps"
	"sync"

	"rehearse/generator/site"
)

// How many pages the cache holds, and how many bytes: far more than anybody has
// open.
const (
	cachePages = 100
	cacheBytes = 32 << 20
)

// cache keeps the pages that were asked for last. It saves rendering a page
// again as long as nothing has changed, and it has the last good version of a
// page that a mistake has broken since.
type cache struct {
	mu    sync.Mutex
	pages map[string]*cachedPage // by path
	bytes int
	clock int
}

// cachedPage is a page as it was answered.
type cachedPage struct {
	// file is the source that the page is made of, "" where it has none.
	file string
	// sources are the files that the page is made of, as they were when the site
	// last took them in.
	sources snapshot
	// digest is that of file.
	digest digest
	// copy is the file of another page that came with the same content, or "".
	copy string
	body []byte
	etag string
	// version is the site's when the page was last known to be like this.
	version int
	used    int
}

func newCache() *cache { return &cache{pages: make(map[string]*cachedPage)} }

// get returns the page at a path, in whatever version it is there, or nil.
func (c *cache) get(path string) *cachedPage {
	c.mu.Lock()
	defer c.mu.Unlock()
	p := c.pages[path]
	if p == nil {
		return nil
	}
	c.clock++
	p.used = c.clock
	return p.clone()
}

func (p *cachedPage) clone() *cachedPage {
	q := *p
	q.sources = maps.Clone(p.sources)
	return &q
}

// all returns the pages in no particular order.
func (c *cache) all() []*cachedPage {
	c.mu.Lock()
	defer c.mu.Unlock()
	var pages []*cachedPage
	for _, p := range c.pages {
		pages = append(pages, p.clone())
	}
	return pages
}

// learn notes what files are like that were saved, also where nobody has looked
// since, and pages that came with the content of another.
func (c *cache) learn(found snapshot, digests map[string]digest, came []arrival) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, p := range c.pages {
		for file := range p.sources {
			if t, ok := found[file]; ok {
				p.sources[file] = t
			}
		}
		if d := digests[p.file]; d != (digest{}) {
			p.digest = d
		}
		for _, a := range came {
			if a.digest == p.digest && a.page.File != p.file && p.digest != (digest{}) {
				p.copy = a.page.File
			}
		}
	}
}

// isGone reports whether the site does not have the page any more.
func (p *cachedPage) isGone(index *site.Index) bool {
	return p.file != "" && p.digest != (digest{}) && index.Page(p.file) == nil
}

// put keeps a page, in place of those that nobody has asked for longest.
func (c *cache) put(path string, p cachedPage) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.pages[path]; known != nil {
		if known.version > p.version {
			return // a slower request has rendered an older version
		}
		p.copy = known.copy
		for file := range p.sources {
			if t, ok := known.sources[file]; ok {
				p.sources[file] = t
			}
		}
		c.bytes -= len(known.body)
	}
	c.clock++
	p.used = c.clock
	c.pages[path] = &p
	c.bytes += len(p.body)
	for len(c.pages) > cachePages || c.bytes > cacheBytes && len(c.pages) > 1 {
		c.dropOldest()
	}
}

func (c *cache) dropOldest() {
	oldest := ""
	for path, p := range c.pages {
		if oldest == "" || p.used < c.pages[oldest].used {
			oldest = path
		}
	}
	c.bytes -= len(c.pages[oldest].body)
	delete(c.pages, oldest)
}
