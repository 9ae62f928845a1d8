package site

import "slices"

// How far from a page, by date, its relatives are looked for in the list of
// each tag and of each category, and in its section. A tag with thousands of
// pages says little about any of them and must not cost thousands.
const (
	tagReach      = 16
	categoryReach = 6
	sectionReach  = 6
)

// Related returns at most n articles that have most in common with an article:
// rare tags above all, then categories and the section. Of equals the newer
// comes first.
func (x *Index) Related(p *Page, n int) []*Page {
	self := x.Number(p)
	if self < 0 || n <= 0 || x.parents[self] < 0 {
		return nil
	}
	var room [256]int
	candidates := candidates(x, room[:0], self)
	best := make([]scored, 0, n+1)
	for _, c := range candidates {
		best = keepBest(best, scored{c, affinity(x, self, c), x.ranks[c]}, n)
	}
	related := make([]*Page, len(best))
	for i, s := range best {
		related[i] = x.pages[s.page]
	}
	return related
}

// scored is a page with how much it has in common with another, and its rank.
type scored struct{ page, score, rank int }

// keepBest puts s where it belongs in a sorted list that never gets longer
// than n. Only a few of a hundred candidates are wanted, so that most are
// dismissed after one comparison.
func keepBest(best []scored, s scored, n int) []scored {
	i := len(best)
	for i > 0 && s.better(best[i-1]) {
		i--
	}
	if i == n {
		return best
	}
	best = slices.Insert(best, i, s)
	return best[:min(n, len(best))]
}

func (s scored) better(t scored) bool {
	return s.score > t.score || s.score == t.score && s.rank < t.rank
}

// candidates appends the articles that are near a page in any of its lists,
// each once and without the page itself.
func candidates(x *Index, found []int, self int) []int {
	for _, t := range x.pageTerms[self] {
		reach := tagReach
		if x.terms.all[t].Taxonomy == Categories {
			reach = categoryReach
		}
		found = around(found, x.terms.all[t].pages, self, reach, x.ranked)
	}
	found = around(found, x.kids[x.parents[self]].articles, self, sectionReach, x.lighter)
	slices.Sort(found)
	found = slices.Compact(found)
	return slices.DeleteFunc(found, func(c int) bool { return c == self || x.kids[c] != nil })
}

// around appends what is at most reach positions from self in a sorted list, more
// on one side where the other has less.
func around(found, list []int, self int, reach int, order func(a, b int) int) []int {
	at, _ := slices.BinarySearchFunc(list, self, order)
	from := max(0, min(at-reach, len(list)-2*reach-1))
	return append(found, list[from:min(len(list), from+2*reach+1)]...)
}

// affinity is how much two articles have in common. Few have more than a
// handful of terms: to compare each with each costs less than to be clever.
func affinity(x *Index, a, b int) int {
	score := 0
	own := x.pageTerms[a]
	for _, t := range x.pageTerms[b] {
		if slices.Contains(own, t) {
			score += x.worths[t]
		}
	}
	if x.parents[a] == x.parents[b] {
		score += sectionWorth
	}
	return score
}
