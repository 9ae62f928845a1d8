package site

import (
	"cmp"
	"math"
	"strings"
)

// newer orders pages by date, newest first. It looks at the pages themselves:
// where their order is known already, [Index.ranked] does not.
func (x *Index) newer(a, b int32) int {
	if a == b {
		return 0
	}
	p, q := x.pages[a], x.pages[b]
	if c := q.Date.Compare(p.Date); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(p.Title, q.Title), cmp.Compare(a, b))
}

// ranked orders as newer does, by what newer has found.
func (x *Index) ranked(a, b int32) int { return cmp.Compare(x.ranks[a], x.ranks[b]) }

// lighter orders pages within their section: by weight, then by date, newest
// first, then by title.
func (x *Index) lighter(a, b int32) int {
	if c := x.byWeight(a, b); c != 0 {
		return c
	}
	return x.ranked(a, b)
}

func (x *Index) byWeight(a, b int32) int {
	return cmp.Compare(heft(x.pages[a].Weight), heft(x.pages[b].Weight))
}

// heft is a weight in which none is the heaviest.
func heft(weight int) int {
	if weight == 0 {
		return math.MaxInt
	}
	return weight
}
