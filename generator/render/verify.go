package render

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/generator/picture"
)

// Verify judges what can be judged only when pages are known together: it
// returns the problems that are in the ledger, and those between pages. What
// the ledger does not have yet is not held against those that link to it.
func (r *Renderer) Verify(l *Ledger) ([]diag.Problem, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	embedded, shown := l.embedded(r.index)
	flows, err := r.checkFlows(embedded)
	if err != nil {
		return nil, err
	}
	pictures, err := r.checkPictures(shown)
	if err != nil {
		return nil, err
	}
	problems := slices.Concat(flows, pictures, r.checkTheme())
	for _, p := range r.index.Pages() {
		if a := l.pages[p.File]; a != nil {
			problems = append(problems, a.problems...)
			problems = append(problems, r.checkAnchors(l, p.File, a)...)
		}
	}
	return problems, nil
}

const ruleBrokenAnchor = "broken-anchor"

// checkAnchors reports a page's links to places that their pages do not have.
func (r *Renderer) checkAnchors(l *Ledger, file string, a *account) []diag.Problem {
	var problems diag.List
	for _, link := range a.links {
		target, offered, isPage := r.offered(l, file, link.url)
		if !isPage || slices.Contains(offered, link.fragment) {
			continue
		}
		if !problems.Full(ruleBrokenAnchor, diag.Error) {
			problems.Add(link.broken(file, target, offered))
		}
	}
	return problems.Problems()
}

// broken reports that the target of a link on the page of file has no such
// place, but those that it offered. target is empty where it has no file.
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
func (r *Renderer) offered(l *Ledger, file, url string) (target string, anchors []string, isPage bool) {
	if url != "" {
		p := r.index.PageAt(url)
		if p == nil {
			t, ok := r.Route(filePath(url))
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

// checkPictures reports pictures that no page shows and that cannot be
// published, because they would be all the same; photographs that would tell
// more than they show; and what was left out of drawings to make them harmless.
func (r *Renderer) checkPictures(shown map[string]bool) ([]diag.Problem, error) {
	problems := r.checkPrivate()
	for _, file := range r.pictureFiles() {
		dropped, fault, err := r.pictures.judge(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if fault != nil && !shown[file] {
			problems = append(problems, unshown(file, fault))
		}
		for _, d := range dropped {
			problems = append(problems, diag.Problem{
				File: file, Line: d.Line, Col: d.Col, Severity: diag.Warning, Rule: "picture-cleaned",
				Message: fmt.Sprintf("%s is left out of this drawing: it could run code or load something", d.What),
				Hint:    "if something is missing now, export it as a plain SVG, or as PNG",
			})
		}
	}
	return problems, nil
}

// checkPrivate reports photographs that lie beside pages in a form in which they
// say more than they show.
func (r *Renderer) checkPrivate() []diag.Problem {
	var problems []diag.Problem
	for _, resource := range r.index.AllResources() {
		if fault := picture.Private(resource.File); fault != nil {
			problems = append(problems, unshown(resource.File, fault))
		}
	}
	return problems
}

// unshown places the fault of a picture that no page shows in the picture itself.
func unshown(file string, fault *diag.Problem) diag.Problem {
	p := *fault
	p.File, p.Line, p.Col = file, 1, 1
	return p
}
