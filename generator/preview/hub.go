package preview

import (
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"
)

// history is how many versions back the hub knows what had changed.
const history = 64

// hub knows what open pages should know, and wakes them when that changes.
// Nothing is queued for a page: each asks for what is new to it when it can
// take it, so that a slow one delays nobody and skips what is out of date.
type hub struct {
	// boot distinguishes this run of the server from others.
	boot   string
	editor string

	mu       sync.Mutex
	version  int
	recent   []changed // of the last versions
	problems report    // of the last verification, once reports is not 0
	reports  int       // how often problems have changed
	pages    map[*listener]bool
	distant  int // how many of them are elsewhere
}

// changed is what was published anew in a version, besides pages.
type changed struct {
	version int
	hrefs   []string
	all     bool
}

// listener is one open page.
type listener struct {
	// wake has room for one: it says that there is something, not what.
	wake chan struct{}
	// version and reports are what the page knows of.
	version, reports int
	isLocal          bool
}

func newHub(editor string) *hub {
	return &hub{
		boot: strconv.FormatInt(time.Now().UnixNano(), 36), editor: editor,
		pages: make(map[*listener]bool),
	}
}

// announce announces a new version of the site.
func (h *hub) announce(version int, hrefs []string, all bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.version = version
	h.recent = append(h.recent, changed{version, hrefs, all})
	if len(h.recent) > history {
		h.recent = slices.Delete(h.recent, 0, 1)
	}
	h.wakeAll()
}

// report reports the problems of the site.
func (h *hub) report(r report) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.problems = r
	h.reports++
	h.wakeAll()
}

// wakeAll never waits for anybody.
func (h *hub) wakeAll() {
	for l := range h.pages {
		select {
		case l.wake <- struct{}{}:
		default: // it will look anyway
		}
	}
}

// maxListeners bounds how many pages are served at a time, and maxDistant how
// many of them to other machines: however many these open, there is room for the
// author's own.
const (
	maxListeners = 200
	maxDistant   = 100
)

// join adds a page that knows of a version. It returns nil where there are too
// many.
func (h *hub) join(version int, isLocal bool) *listener {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.pages) >= maxListeners || !isLocal && h.distant >= maxDistant {
		return nil
	}
	if !isLocal {
		h.distant++
	}
	l := &listener{wake: make(chan struct{}, 1), version: version, isLocal: isLocal}
	h.pages[l] = true
	return l
}

func (h *hub) leave(l *listener) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.pages, l)
	if !l.isLocal {
		h.distant--
	}
}

// news is what a page does not know yet.
type news struct {
	version int
	// site is nil where the page knows the version.
	site *siteNews
	// problems are nil where the page knows them.
	problems *report
}

// siteNews says that the site has a new version.
type siteNews struct {
	// Files are the hrefs of files, not pages, that changed since.
	Files []string `json:"files"`
	// All says that any file may have changed.
	All bool `json:"all"`
}

// news returns what is new to a page, which then knows it.
func (h *hub) news(l *listener) news {
	h.mu.Lock()
	defer h.mu.Unlock()
	n := news{version: h.version}
	if l.version != h.version {
		n.site = h.since(l.version)
	}
	if l.reports != h.reports {
		r := h.problems
		n.problems = &r
	}
	l.version, l.reports = h.version, h.reports
	return n
}

// since gathers what changed after a version.
func (h *hub) since(version int) *siteNews {
	n := &siteNews{Files: []string{}}
	if version == justLoaded {
		return n
	}
	n.All = version == fromBefore || len(h.recent) > 0 && h.recent[0].version > version+1
	files := make(map[string]bool)
	for _, c := range h.recent {
		if c.version > version {
			n.All = n.All || c.all
			for _, href := range c.hrefs {
				files[href] = true
			}
		}
	}
	n.Files = append(n.Files, slices.Sorted(maps.Keys(files))...)
	return n
}
