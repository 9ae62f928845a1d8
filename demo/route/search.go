package route

import (
	"cmp"
	"container/heap"
	"encoding/binary"
	"slices"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

func decode(text []uint16) string { return string(utf16.Decode(text)) }

// cost is what a path costs; the first difference decides.
type cost struct {
	// mistakes are presses that are refused, off the choices that are not those of
	// the samples, and effort is about what there is to do.
	mistakes, off, effort int
}

func (c cost) compare(d cost) int {
	return cmp.Or(cmp.Compare(c.mistakes, d.mistakes), cmp.Compare(c.off, d.off), cmp.Compare(c.effort, d.effort))
}

// What there is to do, in effort.
const (
	pressing = 8
	choosing = 1 // where no sample says what
	waiting  = 4
)

func costOf(l Leg) cost {
	c := cost{off: len(l.off), effort: pressing}
	if l.Refused {
		c.mistakes++
	}
	if l.Wait > 0 {
		c.effort += waiting
	}
	for _, a := range l.Answers {
		if a.Field.Kind.IsChoice() && a.Choice != a.Field.SampleChoice {
			c.effort += choosing
		}
	}
	return c
}

func (c cost) plus(d cost) cost {
	return cost{c.mistakes + d.mistakes, c.off + d.off, c.effort + d.effort}
}

// node is a state on the way to others.
type node struct {
	path
	cost
	number int // in the order in which they were found, which decides between equals
}

type queue []*node

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if c := q[i].compare(q[j].cost); c != 0 {
		return c < 0
	}
	return q[i].number < q[j].number
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*node)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}

// visit is called for every state that a search comes to, the cheapest first. It
// says whether that is enough.
type visit func(path) bool

// explore goes from some paths to all states that can be reached with what is fixed,
// until a visit is enough.
func (p *player) explore(from []path, fixed choices, v visit) {
	var q queue
	number := 0
	push := func(t path, c cost) {
		heap.Push(&q, &node{t, c, number})
		number++
	}
	for _, t := range from {
		push(t, cost{})
	}
	done := make(map[string]bool)
	for len(q) > 0 && p.left > 0 {
		n := heap.Pop(&q).(*node)
		k := p.key(n.state)
		if done[k] {
			continue
		}
		done[k] = true
		if v(n.path) {
			return
		}
		p.moves(n.path, fixed, func(t path) {
			if done[p.key(t.state)] {
				return
			}
			c := n.cost
			for _, l := range t.legs[len(n.legs):] {
				c = c.plus(costOf(l))
			}
			push(t, c)
		})
	}
}

// moves yields all that can be done in a state.
func (p *player) moves(from path, fixed choices, yield func(path)) {
	for _, b := range p.flow.Screens[from.state.Screen].Buttons {
		if len(b.Items) > 0 {
			continue // a menu only opens
		}
		for _, chosen := range combinations(b, fixed) {
			for _, wait := range p.waits(from.state, b) {
				if p.left <= 0 {
					return
				}
				if l, after, result := p.try(from.state, b, chosen, wait); result == simulate.Done {
					yield(from.then(l, after))
				}
			}
		}
		if len(b.Refused.To) > 0 {
			if failed, ok := p.fail(from, b); ok {
				yield(failed)
			}
		}
	}
}

// waits are the timers to wait for before a button is pressed: none but those that
// it needs, or one that decides where it leads.
func (p *player) waits(s simulate.State, b *flow.Button) []*flow.Timer {
	waits := []*flow.Timer{nil}
	for _, c := range b.Conditions()[len(b.When):] {
		if c.Timer != nil && s.Timers[c.Timer.Index] > 0 && !slices.Contains(waits, c.Timer) {
			waits = append(waits, c.Timer)
		}
	}
	return waits
}

// key tells states apart by all that matters from there on: not by what is typed,
// which is typed again, nor by what is drawn.
func (p *player) key(s simulate.State) string {
	k := make([]byte, 0, 128)
	add := func(n int) { k = binary.AppendUvarint(k, uint64(n)) }
	add(s.Screen)
	for _, v := range s.Slots {
		add(v.Choice)
		add(len(v.Text))
		for _, u := range v.Text {
			add(int(u))
		}
	}
	for _, n := range s.Counters {
		add(n)
	}
	for _, n := range s.Timers {
		add(n)
	}
	for i, f := range p.flow.Fields {
		if f.SMS != nil {
			add(len(s.Fields[i].Shown))
		}
	}
	return string(k)
}

// at is a goal: to be at a screen.
func at(s *flow.Screen) func(path) bool {
	return func(t path) bool { return t.state.Screen == s.Index }
}

// search returns the cheapest path on from another one to a goal.
func (p *player) search(from path, fixed choices, goal func(path) bool) (path, bool) {
	found, ok := from, false
	p.explore([]path{from}, fixed, func(t path) bool {
		if ok = goal(t); ok {
			found = t
		}
		return ok
	})
	return found, ok
}

// complete goes on from a path to an outcome: to success, or where none is to be
// reached, to the nearest other one; where success needs mistakes, the nearest
// without them is better.
func (p *player) complete(from path, fixed choices) path {
	end := func(t path) flow.Outcome { return p.flow.Screens[t.state.Screen].Outcome }
	if end(from) != flow.None {
		return from
	}
	best, ok := from, false
	p.explore([]path{from}, fixed, func(t path) bool {
		switch {
		case end(t) == flow.Success:
			if !ok || mistakes(t) <= mistakes(best) {
				best, ok = t, true
			}
			return true
		case end(t) != flow.None && !ok:
			best, ok = t, true
		}
		return false
	})
	return best
}

func mistakes(t path) int {
	n := 0
	for _, l := range t.legs {
		if l.Refused {
			n++
		}
	}
	return n
}

// route makes a route of a path, and plays it.
func (p *player) route(t path) *Route {
	r := &Route{Flow: p.flow, Legs: t.legs, End: p.flow.Screens[t.state.Screen]}
	if states, err := r.Play(p.machine, seed); err != nil { // the route ends where it stops working
		r.Legs = r.Legs[:len(states)-1]
		r.End = p.flow.Screens[states[len(states)-1].Screen]
	}
	return r
}
