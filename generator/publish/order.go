package publish

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// Rank says what a file is to the others of its site. From it follows when a
// Commit moves the file, so that whoever follows links, or is stopped half-way,
// finds no link broken:
//
//  1. what pages need,
//  2. new files, by rank: nothing that is there leads to them yet,
//  3. changed files, by rank: all that they may lead to is there,
//  4. removals, in reverse: nothing that is left leads there.
type Rank uint8

// The ranks, in the order of publishing.
const (
	// Need is what pages load: style sheets, scripts, pictures, downloads.
	Need Rank = iota
	// Page is a page that others lead to.
	Page
	// Feed lists pages, and is what other pages lead to by name: a feed, the search
	// index.
	Feed
	// List is a page that leads to others. Those in inner folders come first, so
	// that the home page comes last.
	List
	// Entry is what machines begin with, and lists the whole site.
	Entry
)

// Place is where a file of a site goes, and what is there.
type Place struct {
	Path string
	Rank Rank
	// Stands is set where a file of this path is there already, so that others may
	// lead to it, and Removed where it has to go.
	Stands, Removed bool
}

// Order puts changes of a site into the order of [Rank]; of says what each of them
// is. Those in one list may be made at once, and in any order.
func Order[T any](changes []T, of func(T) Place) [][]T {
	changes = slices.Clone(changes)
	slices.SortStableFunc(changes, func(a, b T) int { return of(a).turn().compare(of(b).turn()) })
	var all [][]T
	for len(changes) > 0 {
		n := 1
		for now := of(changes[0]).turn(); n < len(changes) && of(changes[n]).turn() == now; n++ {
		}
		all = append(all, changes[:n])
		changes = changes[n:]
	}
	return all
}

// turn is when a file is changed: files with the same turn may be changed at
// once, and in any order.
type turn struct {
	isGone, isOld bool
	rank          Rank
	// above is how far up the folder of a list is: 0, -1, …
	above int
}

func (p Place) turn() turn {
	t := turn{rank: p.Rank, isGone: p.Removed, isOld: p.Stands && !p.Removed && p.Rank != Need}
	if p.Rank == List {
		t.above = -strings.Count(p.Path, "/")
	}
	return t
}

// turn is that of an output where nothing was before.
func (o output) turn() turn { return Place{Path: o.path, Rank: o.rank}.turn() }

func (p *planner) turnOf(o output) turn {
	if p.folders[path.Dir(o.path)].whole != "" {
		return turn{rank: Page}
	}
	return Place{Path: o.path, Rank: o.rank, Stands: o.found == foundFile}.turn()
}

func (t turn) compare(other turn) int {
	switch {
	case t.isGone && other.isGone:
		return cmp.Or(cmp.Compare(other.rank, t.rank), cmp.Compare(other.above, t.above))
	case t.isGone, t.isOld && !other.isOld && !other.isGone:
		return 1
	case other.isGone, other.isOld && !t.isOld:
		return -1
	}
	return cmp.Or(cmp.Compare(t.rank, other.rank), cmp.Compare(t.above, other.above))
}

// planMoves orders the staged files, and has way made for them.
func (p *planner) planMoves() error {
	var staged []output
	for _, o := range p.outputs {
		p.plan.report.Bytes += o.size
		if o.staged {
			staged = append(staged, o)
		}
	}
	p.plan.report.Written = len(staged)
	p.plan.report.Unchanged = len(p.outputs) - len(staged)
	slices.SortStableFunc(staged, func(a, b output) int { return p.turnOf(a).compare(p.turnOf(b)) })
	var now turn
	folder := "" // that has been moved in one piece
	for _, o := range staged {
		if t := p.turnOf(o); t != now || p.batch == 0 {
			now = t
			p.batch++
		}
		p.makeWay(o.path)
		outer := p.folders[path.Dir(o.path)]
		p.makeWay(outer.clearance)
		do := moveFile
		if outer.whole != "" {
			do = carryFile
			if outer.whole != folder {
				p.together(operation{do: moveFolder, path: outer.whole}) // the files of a folder are neighbours
			}
			folder = outer.whole
		}
		p.together(operation{do: do, path: o.path, apart: o.apart, size: o.size, sum: o.sum})
	}
	return nil
}

// together plans an operation of the present batch.
func (p *planner) together(op operation) {
	op.batch = p.batch
	p.plan.operations = append(p.plan.operations, op)
}

// makeWay plans what clears a path. It is done alone.
func (p *planner) makeWay(clearance string) {
	if operations := p.clearances[clearance]; len(operations) > 0 {
		p.plan.operations = append(p.plan.operations, operations...)
		delete(p.clearances, clearance)
	}
}

// Files returns the places of the files that were written, in no order.
func (s *Staging) Files() []Place {
	files := make([]Place, len(s.outputs))
	for i, o := range s.outputs {
		files[i] = Place{Path: o.path, Rank: o.rank}
	}
	return files
}

// Change is a file that a Commit makes, replaces or removes.
type Change struct {
	Path    string
	Removed bool
}

// Changes returns what a Commit is going to change, in its order. What is in one
// list is changed at once: nobody can tell what comes first.
func (s *Staging) Changes() ([][]Change, error) {
	p, err := s.planned()
	if err != nil {
		return nil, err
	}
	var all [][]Change
	for rest := p.operations; len(rest) > 0; {
		n := batchSize(rest)
		var changes []Change
		for _, op := range rest[:n] {
			if op.isFile() || op.do == removeFile {
				changes = append(changes, Change{Path: op.path, Removed: op.do == removeFile})
			}
		}
		if len(changes) > 0 {
			all = append(all, changes)
		}
		rest = rest[n:]
	}
	return all, nil
}

// batchSize returns how many operations, from the first one on, may be done in
// any order: those of a batch may, while everything else is done alone.
func batchSize(operations []operation) int {
	first, n := operations[0], 1
	for n < len(operations) && first.batch > 0 && operations[n].batch == first.batch {
		n++
	}
	return n
}
