package site

import (
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
)

// bulk is how many files may come, go or move at once before it is quicker to
// read everything anew.
const bulk = 200

// Update returns the Index after files were created, changed or removed, and
// time has passed, for which pages may come and go though no file has changed.
// paths are below the content folder, with slashes; a folder stands for
// everything in it. Only what is named is read again, and the result is what
// [Load] would give at that moment, problems included. x stays as it is; where
// nothing that an Index knows has changed, x itself is returned.
func (x *Index) Update(paths []string, now time.Time) (*Index, []diag.Problem, error) {
	next, isOther := at(x, now)
	var roots []string
	for _, p := range paths {
		p = path.Clean(p)
		if p == "." || p == siteFile || len(roots) > bulk {
			return Load(x.fsys, next.opt)
		}
		if !fs.ValidPath(p) {
			continue
		}
		if p == fact.File {
			other := *next
			other.facts, other.factProblems = fact.Read(x.fsys, x.Site.Zone)
			next, isOther = &other, true
			continue
		}
		if p == AddressesFile {
			other := *next
			other.addresses, other.memoryProblems = readAddresses(x.fsys)
			next, isOther = &other, true
			continue
		}
		refreshed, err := refresh(next, p)
		switch {
		case err != nil:
			return nil, nil, err
		case refreshed == nil:
			roots = append(roots, p)
		case refreshed != next:
			next, isOther = refreshed, true
		}
	}
	rescanned, err := rescan(next, roots)
	if err != nil {
		return nil, nil, err
	}
	if rescanned == next && !isOther {
		rescanned = x
	}
	return rescanned, allProblems(rescanned), nil
}

// at returns the Index as of another moment; isOther tells whether any page
// comes or goes with it, or comes to be checked again.
func at(x *Index, now time.Time) (next *Index, isOther bool) {
	in := x.input
	in.opt.Now = now
	if slices.ContainsFunc(x.entries, func(e *entry) bool { return x.opt.leftOut(&e.meta) != in.opt.leftOut(&e.meta) }) {
		return derive(x.Site, in), true
	}
	same := *x
	same.input = in
	day := func(t time.Time) string { return t.In(x.Site.Zone).Format("2006-01-02") }
	return &same, day(x.opt.Now) != day(now) && !slices.Equal(reviews(x), reviews(&same))
}

// refresh takes in a new text of a file that was a page's before, provided
// that the page keeps its URL. It returns x where nothing changes, and nil where
// more has to be done.
func refresh(x *Index, file string) (*Index, error) {
	i, known := slices.BinarySearch(x.listing.pages, file)
	if !known {
		return nil, nil
	}
	if info, err := fs.Lstat(x.fsys, file); err != nil || !info.Mode().IsRegular() {
		return nil, nil
	}
	r := reader{fsys: x.fsys, zone: x.Site.Zone, text: x.opt.Head, buf: make([]byte, headSize)}
	e, err := r.read(file)
	switch old := x.entries[i]; {
	case err != nil || e == nil:
		return nil, err
	case reflect.DeepEqual(old, e):
		return x, nil
	case keepsStructure(&x.opt, old, e):
		return swap(x, i, e), nil
	}
	return nil, nil
}

// keepsStructure tells whether a change of an entry leaves the structure as it is.
func keepsStructure(opt *Options, old, e *entry) bool {
	a, b := &old.meta, &e.meta
	return a.Title != "" && b.Title != "" && a.Slug == b.Slug && a.Cover == b.Cover &&
		slices.Equal(a.Tags, b.Tags) && slices.Equal(a.Categories, b.Categories) &&
		reflect.DeepEqual(old.at, e.at) && opt.leftOut(a) == opt.leftOut(b)
}

// swap returns the Index with an entry in the position of the one that there was.
func swap(x *Index, i int, e *entry) *Index {
	next := *x
	next.entries = slices.Clone(x.entries)
	next.entries[i] = e
	next.reviewed = x.reviewed || e.meta.Review != (Period{})
	n, isPage := x.byFile[e.file]
	if !isPage || x.pages[n].Implied {
		return &next // it is left out, or has been refused
	}
	old, page := x.pages[n], *x.pages[n]
	page.Meta = &e.meta
	next.pages = slices.Clone(x.pages)
	next.pages[n] = &page
	if old.Title != page.Title || old.Weight != page.Weight || !old.Date.Equal(page.Date) {
		move(&next, n)
	}
	return &next
}

// move puts a page that sorts otherwise now at its new position in the lists that
// have it. It leaves the old lists, which another Index has, alone.
func move(x *Index, n int) {
	x.ordered = x.ordered.moved(x.pages, n)
	if parent := x.parents[n]; parent >= 0 {
		kids := *x.kids[parent]
		if x.pages[n].Kind == Section {
			kids.sections = moved(kids.sections, n, x.lighter)
		} else {
			kids.articles = moved(kids.articles, n, x.lighter)
			lang := x.Site.languageNumber(x.pages[n].Lang)
			x.latest = slices.Clone(x.latest)
			x.latest[lang] = moved(x.latest[lang], n, x.ranked)
		}
		x.kids = slices.Clone(x.kids)
		x.kids[parent] = &kids
	}
	x.terms.all = slices.Clone(x.terms.all)
	for _, t := range x.pageTerms[n] {
		term := *x.terms.all[t]
		term.pages = moved(term.pages, n, x.ranked)
		x.terms.all[t] = &term
	}
}

// rescan takes in that files or folders, and anything below them, have come,
// gone or changed.
func rescan(x *Index, roots []string) (*Index, error) {
	in := x.input
	for _, root := range roots {
		found, err := scan(x.fsys, root)
		if err != nil {
			return nil, err
		}
		fresh, err := found.read(reader{fsys: x.fsys, zone: x.Site.Zone, text: x.opt.Head})
		if err != nil {
			return nil, err
		}
		in.entries = mergeEntries(&in, root, fresh)
		in.listing = in.listing.replace(root, found)
	}
	if x.listing.equal(in.listing) && slices.Equal(x.entries, in.entries) {
		return x, nil
	}
	return derive(x.Site, in), nil
}

// mergeEntries returns the entries with fresh ones for all that is below root. An
// entry that says the same as before is kept.
func mergeEntries(in *input, root string, fresh []*entry) []*entry {
	merged := make([]*entry, 0, len(in.entries)+len(fresh))
	for _, e := range in.entries {
		if !within(e.file, root) {
			merged = append(merged, e)
		}
	}
	for _, e := range fresh {
		if i, known := slices.BinarySearch(in.listing.pages, e.file); known && reflect.DeepEqual(in.entries[i], e) {
			e = in.entries[i]
		}
		merged = append(merged, e)
	}
	slices.SortFunc(merged, func(a, b *entry) int { return strings.Compare(a.file, b.file) })
	return merged
}
