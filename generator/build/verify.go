package build

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"

	"rehearse/demo/diag"
	"rehearse/generator/site"
)

// ledger collects, while pages are rendered, what each offers and what it asks
// of others, and compares the two when all are there. Whether a link's page
// exists is known from the index; whether the page has the place that the link
// names is known only now.
type ledger struct {
	mu       sync.Mutex
	anchors  map[string][]string // by the page's URL
	asked    []askedAnchor
	flows    map[string]bool // files that are embedded
	pictures map[string]bool
	problems []diag.Problem
}

// askedAnchor is a link that names a place in a page.
type askedAnchor struct {
	file      string
	line, col int
	url       string // of the page
	fragment  string // decoded, without "#"
}

func newLedger() *ledger {
	return &ledger{anchors: make(map[string][]string), flows: make(map[string]bool), pictures: make(map[string]bool)}
}

// enter adds what a page offers and asks.
func (l *ledger) enter(r Rendered, basePath string) {
	var asked []askedAnchor
	for _, link := range r.Links {
		address, fragment, ok := strings.Cut(link.Href, "#")
		if !ok || fragment == "" || fragment == "top" {
			continue // "top" is every page's, by the HTML standard
		}
		a := askedAnchor{file: r.File, line: link.Line, col: link.Col, url: r.URL, fragment: decode(fragment)}
		if address != "" {
			address, _, _ = strings.Cut(address, "?")
			a.url = "/" + strings.TrimPrefix(decode(address), basePath)
		}
		asked = append(asked, a)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.URL != "" {
		l.anchors[r.URL] = r.Anchors
	}
	l.asked = append(l.asked, asked...)
	for _, f := range r.Flows {
		l.flows[f] = true
	}
	for _, p := range r.Pictures {
		l.pictures[p] = true
	}
	l.problems = append(l.problems, r.Problems...)
}

func decode(s string) string {
	if d, err := url.PathUnescape(s); err == nil {
		return d
	}
	return s
}

// checkAnchors reports links to places that their pages do not have.
func (l *ledger) checkAnchors(index *site.Index) []diag.Problem {
	var problems []diag.Problem
	for _, a := range l.asked {
		offered, isPage := l.anchors[a.url]
		if !isPage || slices.Contains(offered, a.fragment) {
			continue
		}
		where := "this page"
		if p := index.PageAt(a.url); p != nil && p.File != a.file {
			where = p.File
		}
		hint := "the page has no headings"
		if len(offered) > 0 {
			hint = "it has: #" + strings.Join(offered[:min(len(offered), 8)], ", #")
		}
		problems = append(problems, diag.Problem{
			File: a.file, Line: a.line, Col: a.col, Rule: "broken-anchor",
			Message: fmt.Sprintf("%s has no heading #%s", where, a.fragment),
			Hint:    diag.DidYouMean(a.fragment, offered, hint),
		})
	}
	return problems
}

// checkPictures reports pictures that no page shows and that cannot be
// published: they would be all the same.
func (r *Renderer) checkPictures(shown map[string]bool) ([]diag.Problem, error) {
	var problems []diag.Problem
	for _, file := range r.pictureFiles() {
		if shown[file] {
			continue
		}
		_, fault, err := r.pictures.probe(file)
		if err != nil {
			return nil, err
		}
		if fault != nil {
			problems = append(problems, diag.Problem{
				File: file, Line: 1, Col: 1, Rule: fault.Rule, Message: fault.Message, Hint: fault.Hint,
			})
		}
	}
	return problems, nil
}
