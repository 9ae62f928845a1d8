package site

import (
	"cmp"
	"math"
	"strings"
)

// newer orders pages by date, newest first.
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

// lighter orders pages within their section: by weight, then by date, newest
// first, then by title.
func (x *Index) lighter(a, b int32) int {
	if c := x.byWeight(a, b); c != 0 {
		return c
	}
	return x.newer(a, b)
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
