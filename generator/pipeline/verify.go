package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// Verify returns the problems in the ledger and those between pages. Links to
// pages that have not been entered yet are not reported.
func (l *Ledger) Verify(r *render.Renderer) ([]diag.Problem, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	problems, err := r.Check(l.embedded(r.Index()))
	if err != nil {
		return nil, err
	}
	var led []render.Led
	for _, p := range r.Index().Pages() {
		if a := l.pages[p.File]; a != nil {
			led = append(led, a.led...)
			problems = append(problems, a.problems...)
			problems = append(problems, l.checkAnchors(r, p.File, a)...)
		}
	}
	problems = append(problems, l.checkAddresses(r)...)
	untold, err := r.CheckTold(led)
	return append(problems, untold...), err
}

const ruleBrokenAnchor = "broken-anchor"

// checkAnchors reports a page's links to anchors that do not exist.
func (l *Ledger) checkAnchors(r *render.Renderer, file string, a *account) []diag.Problem {
	var problems diag.List
	for _, link := range a.links {
		target, offered, isPage := l.offered(r, file, link.url)
		if !isPage || slices.Contains(offered, link.fragment) {
			continue
		}
		if !problems.Full(ruleBrokenAnchor, diag.Error) {
			problems.Add(link.broken(file, target, offered))
		}
	}
	return problems.Problems()
}

// broken reports a link on the page of file to an anchor that is not among those
// offered by target, its page's file; target is empty where there is no file.
func (a *askedAnchor) broken(file, target string, offered []string) diag.Problem {
	hint := "the page has no headings below its title; leave out # and what follows to link to the page"
	if len(offered) > 0 {
		hint = "it has: #" + strings.Join(offered[:min(len(offered), 8)], ", #")
	}
	hint = diag.DidYouMean(a.fragment, offered, hint)
	if s := a.outcome; s != nil {
		where := "that page"
		if target != "" {
			where = target
		}
		return s.LinkPos.Problem(diag.Error, ruleBrokenAnchor,
			fmt.Sprintf("the outcome %s, seen from %s: %s has no heading #%s", s.ID, file, where, a.fragment), hint)
	}
	where := "this page"
	if target != "" && target != file {
		where = target
	}
	return diag.Problem{
		File: file, Line: a.line, Col: a.col, Rule: ruleBrokenAnchor,
		Message: fmt.Sprintf("%s has no heading #%s", where, a.fragment), Hint: hint,
	}
}

// offered returns the anchors of the page at a URL, and its file where it has
// one; url is empty for the page of file itself. Pages that have no text of
// their own offer none.
func (l *Ledger) offered(r *render.Renderer, file, url string) (target string, anchors []string, isPage bool) {
	if url != "" {
		p := r.Index().PageAt(url)
		if p == nil {
			t, ok := r.Route(render.FilePath(url))
			return "", nil, ok && t.Source == ""
		}
		file = p.File
	}
	a := l.pages[file]
	if a == nil {
		return file, nil, false
	}
	return file, a.anchors, true
}

// outside reports links to pages of other sites that lead to nothing.
func (l *Ledger) outside(ctx context.Context, x *site.Index, dead DeadLinks) ([]diag.Problem, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var links []render.Outside
	seen := make(map[render.Outside]bool) // pages share flows
	for _, p := range x.Pages() {
		if a := l.pages[p.File]; a != nil {
			for _, link := range a.outside {
				if !seen[link] {
					seen[link] = true
					links = append(links, link)
				}
			}
		}
	}
	addresses := make([]string, len(links))
	for i, link := range links {
		addresses[i] = link.Address
	}
	reasons, err := dead(ctx, addresses)
	var problems []diag.Problem
	for _, link := range links {
		if reason, ok := reasons[link.Address]; ok {
			problems = append(problems, link.Pos.Problem(diag.Warning, "dead-link",
				fmt.Sprintf("%s %s", diag.Shorten(link.Address, maxAddress), reason),
				"open it in a browser; then write the address that it has now, or take the link out"))
		}
	}
	return problems, err
}

// maxAddress is how much of an address a problem shows.
const maxAddress = 120
