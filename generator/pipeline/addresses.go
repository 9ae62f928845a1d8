package pipeline

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/address"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

const ruleLost = "lost-address"

// Fix is an alias that keeps an address alive.
type Fix struct {
	// File is the page's that gets it.
	File, Alias string
}

// lost is a published address at which nothing would be.
type lost struct {
	page *address.Page
	// id is that of a part of a page, where the page itself is there.
	id string
	// became is the page that has its text now, or nil.
	became *site.Page
}

func (l *lost) address() string {
	if l.id != "" {
		return l.page.URL + "#" + l.id
	}
	return l.page.URL
}

// problem reports a lost address where it is to be mended.
func (l *lost) problem(x *site.Index) diag.Problem {
	p := diag.Problem{File: site.AddressesFile, Line: l.page.Line, Col: 1, Width: utf8.RuneCountInString(l.page.URL), Rule: ruleLost}
	gone := fmt.Sprintf("gone: [%s] in site.yaml", l.address())
	out, isLeftOut := site.LeftOutAt(x, l.page.URL)
	switch {
	case isLeftOut && l.id == "":
		p.File, p.Line, p.Width = out.File, 1, 0
		p.Message = fmt.Sprintf("this page has been published at %s, and %s: readers would find nothing there", l.address(), strings.TrimSpace(out.Reason))
		p.Hint = "publish it; if they are to find nothing, write " + gone
	case l.became == nil:
		p.Message = fmt.Sprintf("%s has been published, and nothing would be there", l.address())
		p.Hint = "name it under aliases in the article that readers are to find instead; if they are to find nothing, write " + gone
	default:
		what := "this page, by its text, has been published at "
		if l.id != "" {
			what = "a part of this page, by its text, has been published as "
		}
		p.File, p.Line, p.Width = l.became.File, 1, 0
		p.Message = what + l.address() + ", and links to that would break"
		p.Hint = fmt.Sprintf("write aliases: [%s] here, or have it written: rehearse check --fix; if readers are to find nothing there, write %s", l.address(), gone)
	}
	return p
}

// Fixes returns the aliases that keep lost addresses alive.
func (l *Ledger) Fixes(r *render.Renderer) []Fix {
	l.mu.Lock()
	defer l.mu.Unlock()
	var fixes []Fix
	for _, lost := range l.lost(r) {
		if _, isLeftOut := site.LeftOutAt(r.Index(), lost.page.URL); lost.became != nil && (lost.id != "" || !isLeftOut) {
			fixes = append(fixes, Fix{lost.became.File, lost.address()})
		}
	}
	return fixes
}

// checkAddresses reports lost addresses.
func (l *Ledger) checkAddresses(r *render.Renderer) []diag.Problem {
	var problems diag.List
	for _, lost := range l.lost(r) {
		if !problems.Full(ruleLost, diag.Error) {
			problems.Add(lost.problem(r.Index()))
		}
	}
	return problems.Problems()
}

// lost returns the addresses that would be lost. Nothing is known before all pages have
// been entered.
func (l *Ledger) lost(r *render.Renderer) []lost {
	x, f := r.Index(), finder{renderer: r, ledger: l}
	for _, p := range x.Pages() {
		if !p.Implied && l.pages[p.File] == nil {
			return nil
		}
	}
	var all []lost
	for i := range r.Memory().Pages() {
		page := &r.Memory().Pages()[i]
		if page.Made() || x.PageAt(page.URL) != nil {
			continue
		}
		if t, is := r.Route(render.FilePath(page.URL)); !is && t.Source == "" {
			all = append(all, lost{page: page, became: f.page(page)})
		}
	}
	for _, p := range x.Pages() {
		if a := l.pages[p.File]; a != nil {
			all = append(all, f.parts(p, a.kept)...)
		}
	}
	return all
}

// finder finds texts again.
type finder struct {
	renderer *render.Renderer
	ledger   *Ledger
	// where has the parts of pages that a hash is in; nil before anything is looked for.
	where map[uint32][]found
}

// found is a part of a page; an empty id is the page's own.
type found struct {
	page *site.Page
	id   string
}

// at returns the parts of pages with a hash.
func (f *finder) at(v uint32) []found {
	if f.where != nil {
		return f.where[v]
	}
	f.where = make(map[uint32][]found)
	for _, p := range f.renderer.Index().Pages() {
		a := f.ledger.pages[p.File]
		if a == nil {
			continue
		}
		for _, part := range append([]address.Anchor{{Text: a.sketch}}, a.parts...) {
			for v := range part.Text.Values() {
				f.where[v] = append(f.where[v], found{p, part.ID})
			}
		}
	}
	return f.where[v]
}

// isNew reports whether the text of a part was not there when it was published, if it
// was.
func (f *finder) isNew(part found, v uint32) bool {
	before := f.renderer.Memory().Page(part.page.URL)
	if before == nil {
		return true
	}
	text := before.Text
	if part.id != "" {
		i := slices.IndexFunc(before.Anchors, func(a address.Anchor) bool { return a.ID == part.id })
		if i < 0 {
			return true
		}
		text = before.Anchors[i].Text
	}
	for w := range text.Values() {
		if w == v {
			return false
		}
	}
	return true
}

// page returns the page that has the text of one that is no more.
func (f *finder) page(lost *address.Page) *site.Page {
	if lost.To != "" {
		if p := f.renderer.Index().PageAt(lost.To); p != nil {
			return f.enterable(p)
		}
		to := f.renderer.Memory().Page(lost.To)
		if to == nil || to.To != "" {
			return nil
		}
		lost = to
	}
	if p := f.withAliasesOf(lost); p != nil {
		return p
	}
	votes, all := make(map[*site.Page]int), 0
	for _, part := range append([]address.Anchor{{Text: lost.Text}}, lost.Anchors...) {
		for v := range part.Text.Values() {
			all++
			has := make(map[*site.Page]bool)
			for _, at := range f.at(v) {
				has[at.page] = has[at.page] || f.isNew(at, v)
			}
			for p, isNew := range has {
				votes[p] += 2
				if isNew {
					votes[p]++
				}
			}
		}
	}
	best, most := elected(f.renderer.Index(), votes)
	if values := most / 3; values < 2 && 2*values < all {
		return nil
	}
	return best
}

// withAliasesOf returns the page that has a former address of one that is no more:
// front matter goes where an article goes.
func (f *finder) withAliasesOf(lost *address.Page) *site.Page {
	for _, p := range f.renderer.Index().Pages() {
		for _, alias := range p.Aliases {
			if before := f.renderer.Memory().Page(alias); before != nil && before.To == lost.URL {
				return p
			}
		}
	}
	return nil
}

// enterable returns a page if its author can write an alias into it.
func (f *finder) enterable(p *site.Page) *site.Page {
	if p.Implied {
		return nil
	}
	return p
}

// elected returns the page with most votes, of several the first.
func elected(x *site.Index, votes map[*site.Page]int) (best *site.Page, most int) {
	for p, n := range votes {
		if n > most || n == most && x.Number(p) < x.Number(best) {
			best, most = p, n
		}
	}
	return best, most
}

// parts returns the parts of a page whose text is on another one now.
func (f *finder) parts(p *site.Page, kept []address.Kept) []lost {
	var all []lost
	for _, k := range kept {
		if k.Sure {
			continue
		}
		votes := make(map[*site.Page]int)
		if on := f.renderer.Index().PageAt(k.On); on != nil && on != p && !on.Implied {
			votes[on] = 1
		}
		for v := range k.Text.Values() {
			for _, at := range f.at(v) {
				if at.page != p && f.isNew(at, v) {
					votes[at.page]++
				}
			}
		}
		if best, _ := elected(f.renderer.Index(), votes); best != nil {
			all = append(all, lost{page: f.publishedWith(p, k.ID), id: k.ID, became: best})
		}
	}
	return all
}

// publishedWith returns the page that was published with an anchor: p itself, or one
// that it has taken the place of.
func (f *finder) publishedWith(p *site.Page, id string) *address.Page {
	for _, url := range append([]string{p.URL}, p.Aliases...) {
		before := f.renderer.Memory().Page(url)
		if before != nil && slices.ContainsFunc(before.Anchors, func(a address.Anchor) bool { return a.ID == id }) {
			return before
		}
	}
	return &address.Page{URL: p.URL, Line: 1}
}

// forward sends readers on from where the program itself had made something.
func (j *job) forward() error {
	memory := j.renderer.Memory().Pages()
	for i := range memory {
		url := memory[i].URL
		if !memory[i].Made() || j.html[url] {
			continue
		}
		if _, taken := j.index.ResourceAt("/" + render.FilePath(url)); taken {
			continue
		}
		if t, ok := render.Forward(j.renderer, url); ok {
			if _, err := j.renderOne(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// published are the addresses that the build publishes.
func (j *job) published() []address.Page {
	var pages []address.Page
	for _, url := range slices.Sorted(maps.Keys(j.html)) {
		p := j.index.PageAt(url)
		switch before := j.renderer.Memory().Page(url); {
		case p == nil && site.IsGone(j.index, url, ""):
			if before != nil {
				pages = append(pages, *before)
			}
		case p == nil:
			pages = append(pages, address.Page{URL: url})
		case p.URL != url:
			pages = append(pages, address.Page{URL: url, To: p.URL})
		default:
			pages = append(pages, j.ledger.published(p))
		}
	}
	return pages
}

// published is what is to be remembered of a page.
func (l *Ledger) published(p *site.Page) address.Page {
	page := address.Page{URL: p.URL}
	if a := l.pages[p.File]; a != nil {
		page.Text, page.Anchors = a.sketch, a.parts
		for _, k := range a.kept {
			page.Anchors = append(slices.Clip(page.Anchors), address.Anchor{ID: k.ID, At: k.At})
		}
	}
	return page
}

// isPublic reports whether the site is built as its readers see it: then what it has is
// remembered.
func (cfg *Config) isPublic() bool { return !cfg.Drafts && !cfg.Future && !cfg.Expired }

// checkMemory reports, where the author is strict, that not all addresses are in the
// file that is to be committed.
func (j *job) checkMemory(cfg Config) {
	if len(j.index.Addresses()) == 0 || !cfg.Strict || !cfg.isPublic() {
		return
	}
	if _, added := j.renderer.Memory().And(j.published()); added > 0 {
		j.problems = append(j.problems, diag.Problem{File: site.AddressesFile, Line: 1, Col: 1, Severity: diag.Warning, Rule: "new-address",
			Message: fmt.Sprintf("%d addresses of this site, anchors among them, are not remembered here", added),
			Hint:    "run rehearse build, and commit this file with what it adds"})
	}
}

// remember writes what the build publishes, before it does: whoever is stopped in
// between has remembered too much, and loses nothing. undo takes it back.
func (j *job) remember(content *os.Root, cfg Config) (undo func()) {
	undo = func() {}
	next, added := j.renderer.Memory().And(j.published())
	before, after := j.index.Addresses(), next.Encode()
	if !cfg.isPublic() || string(before) == string(after) {
		return undo
	}
	err := source.Replace(content, site.AddressesFile, after)
	if err == nil {
		j.summary.Remembered = added
		return func() {
			j.summary.Remembered = 0
			if len(before) == 0 {
				_ = content.Remove(site.AddressesFile)
			} else {
				_ = source.Replace(content, site.AddressesFile, before)
			}
		}
	}
	if added > 0 {
		var at *os.PathError
		if errors.As(err, &at) {
			err = at.Err
		}
		j.summary.Forgotten, j.summary.Why = added, err.Error()
	}
	return undo
}

// note notes that an HTML file is published.
func (j *job) note(file string) {
	if base := path.Base(file); path.Ext(file) != ".html" || base == "404.html" {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.html == nil {
		j.html = make(map[string]bool)
	}
	j.html[strings.TrimSuffix("/"+file, "index.html")] = true
}
