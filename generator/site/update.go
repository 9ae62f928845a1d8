package site

import (
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
	"time"

	"rehearse/demo/diag"
)

// Update returns the Index after files were created, changed or removed, and
// time has passed, for which pages may come and go though no file has changed.
// paths are below the content folder, with slashes; a folder stands for
// everything in it. Only what is named is read again, and the result is what
// [Load] would give at that moment, problems included. x stays as it is; where
// nothing that an Index knows has changed, x itself is returned.
func (x *Index) Update(paths []string, now time.Time) (*Index, []diag.Problem, error) {
	at, isOther := x.at(now)
	next, err := at.take(paths)
	if err != nil {
		return nil, nil, err
	}
	if next == at && !isOther {
		next = x
	}
	return next, next.problems(), nil
}

// at returns the Index as of another moment; isOther tells whether any page
// comes or goes with it.
func (x *Index) at(now time.Time) (next *Index, isOther bool) {
	opt := x.opt
	opt.Now = now
	isOther = slices.ContainsFunc(x.entries, func(e *entry) bool { return x.opt.leftOut(&e.meta) != opt.leftOut(&e.meta) })
	if isOther {
		next = x.underived()
		next.opt = opt
		next.derive()
		return next, true
	}
	same := *x
	same.opt = opt
	return &same, false
}

// take reads what is named.
func (x *Index) take(paths []string) (*Index, error) {
	next := x
	var roots []string
	for _, p := range paths {
		p = path.Clean(p)
		if p == "." || p == siteFile || len(roots) > bulk {
			fresh, _, err := Load(x.fsys, x.opt)
			return fresh, err
		}
		if !fs.ValidPath(p) {
			continue
		}
		refreshed, done, err := next.refresh(p)
		if err != nil {
			return nil, err
		}
		if !done {
			roots = append(roots, p)
			continue
		}
		next = refreshed
	}
	return next.rescan(roots)
}

// underived returns what x has read, without what follows from it.
func (x *Index) underived() *Index {
	return &Index{fsys: x.fsys, opt: x.opt, Site: x.Site, siteSaid: x.siteSaid, listing: x.listing, entries: x.entries}
}

// bulk is how many files may come, go or move at once before it is quicker to
// read everything anew.
const bulk = 200

// refresh takes in a new text of a file that was a page's before, provided
// that the page stays at its place. done is false where more has to be done.
func (x *Index) refresh(file string) (next *Index, done bool, err error) {
	i, known := slices.BinarySearch(x.listing.pages, file)
	if !known {
		return nil, false, nil
	}
	if info, err := fs.Lstat(x.fsys, file); err != nil || !info.Mode().IsRegular() {
		return nil, false, nil
	}
	r := reader{fsys: x.fsys, zone: x.Site.Zone, buf: make([]byte, headSize)}
	e, err := r.read(file)
	if err != nil || e == nil {
		return nil, false, err
	}
	old := x.entries[i]
	if reflect.DeepEqual(old, e) {
		return x, true, nil
	}
	if !x.stays(old, e) {
		return nil, false, nil
	}
	return x.swap(i, e), true, nil
}

// stays tells whether a change of an entry leaves the structure as it is.
func (x *Index) stays(old, e *entry) bool {
	a, b := &old.meta, &e.meta
	return a.Title != "" && b.Title != "" && a.Slug == b.Slug && a.Cover == b.Cover &&
		slices.Equal(a.Tags, b.Tags) && slices.Equal(a.Categories, b.Categories) &&
		reflect.DeepEqual(old.at, e.at) && x.opt.leftOut(a) == x.opt.leftOut(b)
}

// swap puts an entry in the place of the one that there was.
func (x *Index) swap(i int, e *entry) *Index {
	next := *x
	next.entries = slices.Clone(x.entries)
	next.entries[i] = e
	n, isPage := x.byFile[e.file]
	if !isPage || x.pages[n].Implied {
		return &next // it is left out, or has been refused
	}
	page := *x.pages[n]
	page.Meta = &e.meta
	next.pages = slices.Clone(x.pages)
	next.pages[n] = &page
	if !samePlace(x.pages[n].Meta, page.Meta) {
		next.move(n, x)
	}
	return &next
}

// samePlace tells whether two versions of a page sort the same.
func samePlace(a, b *Meta) bool {
	return a.Title == b.Title && a.Weight == b.Weight && a.Date.Equal(b.Date)
}

// move puts a page at its new place in the lists that have it. The lists of
// old, which share their memory with x, are left alone.
func (x *Index) move(n int32, old *Index) {
	x.ranks = inverse(moved(inverse(old.ranks), n, x.newer))
	if parent := x.parents[n]; parent >= 0 {
		kids := *old.kids[parent]
		if x.pages[n].Kind == Section {
			kids.sections = moved(kids.sections, n, x.lighter)
		} else {
			kids.articles = moved(kids.articles, n, x.lighter)
			lang := x.Site.languageNumber(x.pages[n].Lang)
			x.latest = slices.Clone(old.latest)
			x.latest[lang] = moved(x.latest[lang], n, x.ranked)
		}
		x.kids = slices.Clone(old.kids)
		x.kids[parent] = &kids
	}
	if len(x.pageTerms[n]) == 0 {
		return
	}
	x.terms = slices.Clone(old.terms)
	for _, t := range x.pageTerms[n] {
		term := *x.terms[t]
		term.pages = moved(term.pages, n, x.ranked)
		x.terms[t] = &term
	}
}

// moved returns a sorted list in which n is where it belongs now.
func moved(list []int32, n int32, order func(a, b int32) int) []int32 {
	rest := make([]int32, 0, len(list))
	for _, m := range list {
		if m != n {
			rest = append(rest, m)
		}
	}
	at, _ := slices.BinarySearchFunc(rest, n, order)
	return slices.Insert(rest, at, n)
}

// rescan takes in that files or folders, and anything below them, have come,
// gone or changed.
func (x *Index) rescan(roots []string) (*Index, error) {
	if len(roots) == 0 {
		return x, nil
	}
	next := x.underived()
	for _, root := range roots {
		found, err := scan(x.fsys, root)
		if err != nil {
			return nil, err
		}
		fresh, err := found.read(x.fsys, x.Site.Zone)
		if err != nil {
			return nil, err
		}
		entries := next.mergeEntries(root, fresh)
		next.listing, next.entries = next.listing.replace(root, found), entries
	}
	if x.listing.equal(next.listing) && slices.Equal(x.entries, next.entries) {
		return x, nil
	}
	next.derive()
	return next, nil
}

// mergeEntries puts fresh entries in the place of what was known of root. An
// entry that says the same as before is kept.
func (x *Index) mergeEntries(root string, fresh []*entry) []*entry {
	merged := make([]*entry, 0, len(x.entries)+len(fresh))
	for _, e := range x.entries {
		if !within(e.file, root) {
			merged = append(merged, e)
		}
	}
	for _, e := range fresh {
		if i, known := slices.BinarySearch(x.listing.pages, e.file); known && reflect.DeepEqual(x.entries[i], e) {
			e = x.entries[i]
		}
		merged = append(merged, e)
	}
	slices.SortFunc(merged, func(a, b *entry) int { return strings.Compare(a.file, b.file) })
	return merged
}
