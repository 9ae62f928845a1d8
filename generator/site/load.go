package site

import (
	"io/fs"
	"slices"
	"strings"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
)

// Load reads the content folder. The problems are sorted; they are those of
// the whole site, and the Index is usable in spite of them. An error means
// that reading failed, or that opt is wrong.
func Load(fsys fs.FS, opt Options) (*Index, []diag.Problem, error) {
	in := input{fsys: fsys, opt: opt}
	var err error
	if opt.BaseURL != "" {
		if in.opt.BaseURL, err = ParseBaseURL(opt.BaseURL); err != nil {
			return nil, nil, err
		}
	}
	site := opt.Site
	if site == nil {
		if site, in.siteProblems, err = readSite(fsys, in.opt.BaseURL); err != nil {
			return nil, nil, err
		}
	}
	if in.listing, err = scan(fsys, "."); err != nil {
		return nil, nil, err
	}
	if in.entries, err = in.listing.read(reader{fsys: fsys, zone: site.Zone, text: opt.Head}); err != nil {
		return nil, nil, err
	}
	in.facts, in.factProblems = fact.Read(fsys, site.Zone)
	in.addresses, in.memoryProblems = readAddresses(fsys)
	x := derive(site, in)
	return x, allProblems(x), nil
}

// derive works out everything that follows from what was read.
func derive(site *Site, in input) *Index {
	x := &Index{Site: site, input: in}
	p := makePlan(site, in.entries, in.opt.leftOut)
	var order []int
	x.ordered, order = inOrder(p.pages)
	x.byFile = make(map[string]int, len(p.pages))
	for i, page := range p.pages {
		x.byFile[page.File] = i
	}
	x.tree = growTree(p.nodes, len(site.Languages), &x.ordered, order)
	x.terms = findTerms(site, p.pages, order, x.latest)
	var leftOut []LeftOut
	x.files, leftOut = placeFiles(&in.listing, p.folders)
	x.leftOut = slices.SortedFunc(slices.Values(append(p.leftOut, leftOut...)), func(a, b LeftOut) int { return strings.Compare(a.File, b.File) })
	c, byURL := claimURLs(p, x.files, x.terms.all, &in, site.gone)
	x.byURL, x.contested, x.parted = byURL, c.contested, c.parted
	x.reviewed = site.Review != (Period{}) || slices.ContainsFunc(in.entries, func(e *entry) bool { return e.meta.Review != (Period{}) })
	x.problems = slices.Concat(p.problems, c.problems, checkMenus(x))
	return x
}

// allProblems gathers what has been found everywhere.
func allProblems(x *Index) []diag.Problem {
	all := slices.Concat(x.siteProblems, x.listing.problems, x.factProblems, x.memoryProblems, x.problems, reviews(x))
	for _, e := range x.entries {
		all = append(all, e.problems...)
	}
	return diag.Sort(all)
}
