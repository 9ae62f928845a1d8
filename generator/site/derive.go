package site

import (
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
)

// children are the pages of a section or home, in their order.
type children struct{ sections, articles []int32 }

// derive works out everything that follows from the entries.
func (x *Index) derive() {
	p := x.plan()
	x.structure = structure{leftOut: p.missing, said: p.said}
	x.pages = make([]*Page, len(p.pages))
	x.byFile = make(map[string]int32, len(p.pages))
	for i := range p.pages {
		page := p.pages[i].page
		page.number = int32(i)
		x.pages[i] = page
		x.byFile[page.File] = page.number
	}
	order := x.newestFirst()
	x.ranks = inverse(order)
	x.growTree(p, order)
	x.collectTerms(order)
	x.collectResources(p)
	x.assignURLs(p)
	x.said = append(x.said, x.checkMenus()...)
}

// newestFirst returns the numbers of all pages, the newest first. Whatever is
// filled in this order is in this order: one sort serves all lists.
func (x *Index) newestFirst() []int32 {
	order := make([]int32, len(x.pages))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, x.newer)
	return order
}

// inverse returns the place of each number in a permutation.
func inverse(order []int32) []int32 {
	places := make([]int32, len(order))
	for place, n := range order {
		places[n] = int32(place)
	}
	return places
}

// growTree connects pages with their parents and children.
func (x *Index) growTree(p *planner, order []int32) {
	x.parents = make([]int32, len(x.pages))
	x.kids = make([]*children, len(x.pages))
	x.latest = make([][]int32, len(x.Site.Languages))
	x.homes = make([]int32, len(x.Site.Languages))
	for i := range p.pages {
		if x.pages[i].Kind != Article {
			x.kids[i] = &children{}
		}
	}
	for _, page := range order {
		parent := p.pages[page].parent()
		if parent == nil {
			x.parents[page], x.homes[p.pages[page].folder.lang] = -1, page
			continue
		}
		x.parents[page] = parent.page
		kids := x.kids[parent.page]
		if x.pages[page].Kind == Section {
			kids.sections = append(kids.sections, page)
		} else {
			kids.articles = append(kids.articles, page)
			x.latest[parent.lang] = append(x.latest[parent.lang], page)
		}
	}
	for _, kids := range x.kids {
		if kids != nil {
			slices.SortStableFunc(kids.sections, x.byWeight)
			slices.SortStableFunc(kids.articles, x.byWeight)
		}
	}
}

// collectResources gives the other files their URLs. Each belongs to the page
// of the nearest folder above it that has one; what belongs to a page that is
// left out is left out too, and what is in the folder of no language is
// published where it is.
func (x *Index) collectResources(p *planner) {
	x.resources = make([]Resource, 0, len(x.listing.others))
	x.owners = make([]int32, 0, len(x.listing.others))
	for _, file := range x.listing.others {
		f := p.owner(path.Dir(file))
		switch {
		case f == nil:
			x.resources = append(x.resources, Resource{File: file, URL: "/" + file})
			x.owners = append(x.owners, -1)
		case f.page >= 0:
			rest := strings.TrimPrefix(strings.TrimPrefix(file, f.path), "/")
			x.resources = append(x.resources, Resource{File: file, URL: f.url + rest})
			x.owners = append(x.owners, f.page)
		default:
			x.leftOut = append(x.leftOut, LeftOut{File: file, Reason: "belongs to a page that is left out"})
		}
	}
	slices.SortFunc(x.leftOut, func(a, b LeftOut) int { return strings.Compare(a.File, b.File) })
	x.static = make([]Resource, len(x.listing.static))
	for i, file := range x.listing.static {
		x.static[i] = Resource{File: file, URL: strings.TrimPrefix(file, staticDir)}
	}
	static, resources := x.static, x.resources
	x.byPlace = sync.OnceValue(func() map[string]Resource { return byURL(static, resources) })
}

// byURL finds resources by their URLs. A build never asks for it.
func byURL(lists ...[]Resource) map[string]Resource {
	m := map[string]Resource{}
	for _, list := range lists {
		for _, r := range list {
			m[r.URL] = r
		}
	}
	return m
}

// owner returns the folder that a file in dir belongs to, or nil. Folders that
// are not there for any page are passed over.
func (p *planner) owner(dir string) *folder {
	for {
		if f, ok := p.folders[dir]; ok && (f.page >= 0 || f.hidden != "") {
			return f
		}
		if dir == "." {
			return nil
		}
		dir = path.Dir(dir)
	}
}

// Resources returns the files that belong to a page, in the order of their
// paths: those of its folder and of the folders in it that are no pages.
func (x *Index) Resources(p *Page) []Resource {
	n := x.number(p)
	if n < 0 || p.Kind == Article && path.Base(p.File) != "index.md" {
		return nil
	}
	prefix := strings.TrimPrefix(path.Dir(p.File)+"/", "./")
	var list []Resource
	for i := sort.Search(len(x.resources), func(i int) bool { return x.resources[i].File >= prefix }); i < len(x.resources) && strings.HasPrefix(x.resources[i].File, prefix); i++ {
		if x.owners[i] == n {
			list = append(list, x.resources[i])
		}
	}
	return list
}

// Resource returns the resource or static file that is made from a file.
func (x *Index) Resource(file string) (Resource, bool) {
	list := x.resources
	if within(file, staticDir) {
		list = x.static
	}
	i, ok := slices.BinarySearchFunc(list, file, func(r Resource, file string) int { return strings.Compare(r.File, file) })
	if !ok {
		return Resource{}, false
	}
	return list[i], true
}

// ResourceAt returns the resource or static file at a URL.
func (x *Index) ResourceAt(url string) (Resource, bool) {
	r, ok := x.byPlace()[url]
	return r, ok
}

// AllResources returns the resources of all pages, in the order of their files.
func (x *Index) AllResources() []Resource { return x.resources }

// Static returns what is published verbatim, in the order of the files.
func (x *Index) Static() []Resource { return x.static }
