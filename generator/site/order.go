package site

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// ordered are pages with the order of their dates. Lists of pages hold their
// numbers, so that a page with another title need not be put into each of them.
type ordered struct {
	pages []*Page // by File
	ranks []int   // the position of each page among all, newest first
}

// inOrder ranks pages. It also returns their numbers, the newest first:
// whatever is filled in this order is in this order.
func inOrder(pages []*Page) (o ordered, newestFirst []int) {
	o.pages = pages
	newestFirst = make([]int, len(pages))
	for i := range newestFirst {
		newestFirst[i] = i
	}
	slices.SortFunc(newestFirst, o.newer)
	o.ranks = inverse(newestFirst)
	return o, newestFirst
}

// inverse returns the position of each number in a permutation.
func inverse(order []int) []int {
	positions := make([]int, len(order))
	for i, n := range order {
		positions[n] = i
	}
	return positions
}

// moved returns the order after a page has changed.
func (o ordered) moved(pages []*Page, n int) ordered {
	next := ordered{pages: pages}
	next.ranks = inverse(moved(inverse(o.ranks), n, next.newer))
	return next
}

// moved returns a sorted list in which n is where it belongs now.
func moved(list []int, n int, order func(a, b int) int) []int {
	rest := make([]int, 0, len(list))
	for _, m := range list {
		if m != n {
			rest = append(rest, m)
		}
	}
	at, _ := slices.BinarySearchFunc(rest, n, order)
	return slices.Insert(rest, at, n)
}

// newer orders pages by date, newest first. It looks at the pages themselves:
// where their order is known already, ranked does not.
func (o *ordered) newer(a, b int) int {
	if a == b {
		return 0
	}
	p, q := o.pages[a], o.pages[b]
	if c := q.Date.Compare(p.Date); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(p.Title, q.Title), cmp.Compare(a, b))
}

// ranked orders as newer does, by what newer has found.
func (o *ordered) ranked(a, b int) int { return cmp.Compare(o.ranks[a], o.ranks[b]) }

// lighter orders pages within their section: by weight, then by date, newest
// first, then by title.
func (o *ordered) lighter(a, b int) int {
	if c := o.byWeight(a, b); c != 0 {
		return c
	}
	return o.ranked(a, b)
}

func (o *ordered) byWeight(a, b int) int {
	return cmp.Compare(heft(o.pages[a].Weight), heft(o.pages[b].Weight))
}

// heft is a weight in which none is the heaviest.
func heft(weight int) int {
	if weight == 0 {
		return math.MaxInt
	}
	return weight
}
