package site

import "slices"

// tree is how pages are grouped.
type tree struct {
	kids    []*children // of each home and section
	parents []int       // of each page; -1 for homes
	homes   []int       // of each language
	latest  [][]int     // the articles of each language, newest first
}

// children are the pages of a section or home, in their order.
type children struct{ sections, articles []int }

// growTree connects pages with their parents and children. order has the numbers
// of all pages, the newest first.
func growTree(nodes []*node, languages int, o *ordered, order []int) tree {
	t := tree{
		kids: make([]*children, len(nodes)), parents: make([]int, len(nodes)),
		homes: make([]int, languages), latest: make([][]int, languages),
	}
	for i, n := range nodes {
		if n.kind != Article {
			t.kids[i] = &children{}
		}
	}
	for _, page := range order {
		n := nodes[page]
		if n.parent == nil {
			t.parents[page], t.homes[n.lang] = -1, page
			continue
		}
		t.parents[page] = n.parent.number
		kids := t.kids[n.parent.number]
		if n.kind == Section {
			kids.sections = append(kids.sections, page)
		} else {
			kids.articles = append(kids.articles, page)
			t.latest[n.lang] = append(t.latest[n.lang], page)
		}
	}
	for _, kids := range t.kids {
		if kids != nil {
			slices.SortStableFunc(kids.sections, o.byWeight)
			slices.SortStableFunc(kids.articles, o.byWeight)
		}
	}
	return t
}
