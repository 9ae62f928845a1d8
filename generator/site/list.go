package site

import "iter"

// List is a list of pages. It costs nothing until its pages are asked for: the
// first fifty of a tag with ten thousand are as cheap as those of a small one.
type List struct {
	all     []*Page // of the Index
	numbers []int
}

// Len is the number of pages.
func (l List) Len() int { return len(l.numbers) }

// Slice returns the pages from from on and before to; there are no more than
// the list has.
func (l List) Slice(from, to int) []*Page {
	numbers := l.numbers[min(from, l.Len()):min(to, l.Len())]
	pages := make([]*Page, len(numbers))
	for i, n := range numbers {
		pages[i] = l.all[n]
	}
	return pages
}

// All yields the pages in their order.
func (l List) All() iter.Seq[*Page] {
	return func(yield func(*Page) bool) {
		for _, n := range l.numbers {
			if !yield(l.all[n]) {
				return
			}
		}
	}
}
