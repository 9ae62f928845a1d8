package address

import "slices"

// Top is the anchor of the beginning of every page, by the HTML standard.
const Top = "top"

// Kept is an anchor that a page had, with the one that stands for it now.
type Kept struct {
	Anchor
	// Sure is false where nothing says that it is the same text: it may be on
	// another page.
	Sure bool
	// On is the URL of the page that readers were sent to, if that was another one.
	On string
}

// Keep finds for each anchor that a page had and has no longer the one that stands for
// it: the one that has its text; else the only new one between the same neighbours;
// else the one before it. What has to be known of the page is as for [Read].
func Keep(before, now []Anchor, text string, sections []Section) []Kept {
	if areAmong(before, now) {
		return nil
	}
	k := keeper{before: before, now: now, at: make(map[string]int, len(now)), was: make(map[string]int, len(before))}
	for i, a := range now {
		k.at[a.ID] = i
	}
	for i, a := range before {
		k.was[a.ID] = i
	}
	var kept []Kept
	for i, a := range before {
		if _, stays := k.at[a.ID]; stays {
			continue
		}
		if k.texts == nil {
			k.texts = whereAre(text, sections)
		}
		at, sure := k.find(i)
		origin := &before[k.origin(i)]
		found := Kept{Anchor: Anchor{a.ID, at, origin.Text}, Sure: sure}
		if origin.isElsewhere() {
			found.On = origin.At
		}
		kept = append(kept, found)
	}
	return kept
}

// areAmong reports whether anchors are among others, in the same order: then nothing is
// lost.
func areAmong(anchors, others []Anchor) bool {
	i := 0
	for _, o := range others {
		if i < len(anchors) && anchors[i].ID == o.ID {
			i++
		}
	}
	return i == len(anchors)
}

// keeper is what is known of a page before and now.
type keeper struct {
	before, now []Anchor
	was, at     map[string]int // where in these an id is
	texts       map[uint32][]int
}

// whereAre returns in which parts of a text each clause is, by the numbers of [parts].
func whereAre(text string, sections []Section) map[uint32][]int {
	texts := make(map[uint32][]int)
	parts(text, sections, func(i int, _, part string) {
		for v := range clauses(part) {
			texts[v] = append(texts[v], i)
		}
	})
	return texts
}

// origin follows anchors that stood for others.
func (k *keeper) origin(i int) int {
	for range len(k.before) {
		next, known := k.was[k.before[i].At]
		if !known {
			break
		}
		i = next
	}
	return i
}

// find returns the anchor that stands for one that is no more.
func (k *keeper) find(i int) (at string, sure bool) {
	for j, n := i, 0; n < len(k.before); n++ {
		at := k.before[j].At
		if _, stays := k.at[at]; stays || at == Top {
			return at, true
		}
		next, known := k.was[at]
		if !known {
			break
		}
		j = next
	}
	i = k.origin(i)
	if at := k.byText(k.before[i].Text); at != "" {
		return at, true
	}
	return k.byPlace(i), false
}

// byText returns the part with most of a sketch, a new one before others, or "".
func (k *keeper) byText(text Sketch) string {
	score := make(map[int]int)
	for v := range text.Values() {
		for _, part := range slices.Compact(slices.Clone(k.texts[v])) {
			score[part] += 2
		}
	}
	best, most := "", 0
	if score[0] > 0 {
		best, most = Top, score[0]
	}
	for n, a := range k.now {
		s := score[n+1]
		if _, isOld := k.was[a.ID]; s > 0 && !isOld {
			s++
		}
		if s > most {
			best, most = a.ID, s
		}
	}
	return best
}

// byPlace returns the only new anchor between the neighbours that have stayed, or the
// neighbour before.
func (k *keeper) byPlace(i int) string {
	stays := func(j int) bool { _, ok := k.at[k.before[j].ID]; return ok }
	from, to, lost := i-1, i+1, 1
	for ; from >= 0 && !stays(from); from-- {
		lost++
	}
	for ; to < len(k.before) && !stays(to); to++ {
		lost++
	}
	first, last := 0, len(k.now)
	if from >= 0 {
		first = k.at[k.before[from].ID] + 1
	}
	if to < len(k.before) {
		last = k.at[k.before[to].ID]
	}
	if lost == 1 && last == first+1 {
		if _, isOld := k.was[k.now[first].ID]; !isOld {
			return k.now[first].ID
		}
	}
	if from < 0 {
		return Top
	}
	return k.before[from].ID
}
