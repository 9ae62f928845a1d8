package pipeline

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
	"rehearse/demo/flow"
	"rehearse/generator/address"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// Ledger remembers what every page offers and what it asks of others, so that the
// two can be compared when all are entered. The index knows whether the page of a
// link exists; whether that page has the anchor is known once it is rendered.
//
// Entering a page again replaces what was known of it. The methods may be called
// concurrently.
type Ledger struct {
	mu    sync.Mutex
	pages map[string]*account // by File
}

// account is what is known of one page.
type account struct {
	anchors         []string
	links           []askedAnchor
	flows, pictures []string
	problems        []diag.Problem
	asked           []string // see render.Rendered.Asked
	outside         []render.Outside
	led             []render.Led
	sketch          address.Sketch
	parts           []address.Anchor
	kept            []address.Kept
}

// askedAnchor is a link to an anchor of a page.
type askedAnchor struct {
	line, col int
	outcome   *flow.Screen // whose link it is, instead of line and col; else nil
	url       string       // of the page; empty for the page itself
	fragment  string       // decoded, without "#"
}

// NewLedger returns an empty ledger.
func NewLedger() *Ledger {
	return &Ledger{pages: make(map[string]*account)}
}

// Enter adds what a page of an index amounts to. Pages without a text of
// their own have nothing to enter.
func (l *Ledger) Enter(index *site.Index, page render.Rendered) {
	if page.File == "" {
		return
	}
	a := &account{
		anchors: page.Anchors, links: askedAnchors(page, index.Site.BasePath()),
		flows: page.Flows, pictures: page.Pictures, problems: page.Problems, asked: page.Asked,
		outside: page.Outside, led: page.Led, sketch: page.Sketch, parts: page.Parts, kept: page.Kept,
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.pages[page.File] = a
}

// askedAnchors picks the links to anchors from those of a page and of the
// rehearsals on it.
func askedAnchors(page render.Rendered, basePath string) []askedAnchor {
	var asked []askedAnchor
	for _, link := range page.Links {
		if a, ok := askedBy(link.Href, basePath); ok {
			a.line, a.col = link.Line, link.Col
			asked = append(asked, a)
		}
	}
	for _, link := range page.Outcomes {
		if a, ok := askedBy(link.Href, basePath); ok {
			a.outcome = link.Screen
			asked = append(asked, a)
		}
	}
	return asked
}

// askedBy returns which anchor an address names, if it names one.
func askedBy(href, basePath string) (a askedAnchor, ok bool) {
	address, fragment, ok := strings.Cut(href, "#")
	if !ok || fragment == "" || fragment == "top" {
		return a, false // "top" is every page's, by the HTML standard
	}
	a.fragment = decode(fragment)
	if address != "" {
		address, _, _ = strings.Cut(address, "?")
		a.url = "/" + strings.TrimPrefix(decode(address), basePath)
	}
	return a, true
}

func decode(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}

// Stale returns the pages to enter again when now has replaced before and these
// files have changed: those that are not entered yet, those made from such a
// file (facts may stand on any page), and those with a destination that no longer means the same. Pages that no
// longer exist are forgotten.
func (l *Ledger) Stale(before, now *site.Index, changed map[string]bool) []*site.Page {
	l.mu.Lock()
	defer l.mu.Unlock()
	is := func(file string) bool { return changed[file] }
	var stale []*site.Page
	for _, p := range now.Pages() {
		a := l.pages[p.File]
		if a == nil || changed[p.File] || changed[fact.File] || slices.ContainsFunc(a.flows, is) || slices.ContainsFunc(a.pictures, is) ||
			before != now && !sameAnswers(before, now, p, a.asked) {
			stale = append(stale, p)
		}
	}
	if len(l.pages) > len(now.Pages())-len(stale) {
		maps.DeleteFunc(l.pages, func(file string, _ *account) bool { return now.Page(file) == nil })
	}
	return stale
}

// sameAnswers reports whether a page's destinations mean the same in two indexes.
func sameAnswers(before, now *site.Index, p *site.Page, asked []string) bool {
	old := before.Page(p.File)
	if old == nil || old.URL != p.URL {
		return false
	}
	faults := 0
	for _, dest := range asked {
		was, wasFault := before.Resolve(old, dest, faults < render.MaxSuggestions)
		is, isFault := now.Resolve(p, dest, faults < render.MaxSuggestions)
		if was.URL != is.URL || was.File != is.File || (wasFault == nil) != (isFault == nil) {
			return false
		}
		if isFault != nil {
			if *wasFault != *isFault {
				return false
			}
			faults++
		}
	}
	return true
}

// embedded returns the flows and the pictures that pages of the index embed.
func (l *Ledger) embedded(index *site.Index) (flows, pictures map[string]bool) {
	flows, pictures = make(map[string]bool), make(map[string]bool)
	for _, p := range index.Pages() {
		if a := l.pages[p.File]; a != nil {
			for _, f := range a.flows {
				flows[f] = true
			}
			for _, f := range a.pictures {
				pictures[f] = true
			}
		}
	}
	return flows, pictures
}
