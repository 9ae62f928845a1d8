package flow

// Edge leads from a screen to another: it is a branch of a button.
type Edge struct {
	Button *Button
	// Number is that of the branch in Button.To, or in Button.Refused.To for the
	// edge of a refused press.
	Number  int
	Refused bool
}

// From returns the screen that the edge leaves.
func (e Edge) From() *Screen { return e.Button.Screen }

// To returns the screen that the edge leads to.
func (e Edge) To() *Screen { return e.Branch().Screen }

// Branch returns the branch that the edge is.
func (e Edge) Branch() Branch {
	if e.Refused {
		return e.Button.Refused.To[e.Number]
	}
	return e.Button.To[e.Number]
}

// Edges returns the edges of a button, those of a refusal last.
func (b *Button) Edges() []Edge {
	edges := make([]Edge, 0, len(b.To)+len(b.Refused.To))
	for i := range b.To {
		edges = append(edges, Edge{Button: b, Number: i})
	}
	for i := range b.Refused.To {
		edges = append(edges, Edge{Button: b, Number: i, Refused: true})
	}
	return edges
}

// Edges returns the edges that leave a screen, those of refusals last.
func (s *Screen) Edges() []Edge {
	var done, refused []Edge
	for _, b := range s.Buttons {
		edges := b.Edges()
		done = append(done, edges[:len(b.To)]...)
		refused = append(refused, edges[len(b.To):]...)
	}
	return append(done, refused...)
}

// Arrivals returns the edges that lead to each screen, by Screen.Index, in the order of
// the file.
func (f *Flow) Arrivals() [][]Edge {
	into := make([][]Edge, len(f.Screens))
	for _, b := range f.Buttons {
		for _, e := range b.Edges() {
			into[e.To().Index] = append(into[e.To().Index], e)
		}
	}
	return into
}

// Visit is one node that a search reached.
type Visit[Node comparable, Edge any] struct {
	Node Node
	// Before is the number of the visit from which Edge led here first; -1
	// where the search began.
	Before int
	Edge   Edge
}

// BreadthFirst returns the nodes that can be reached from some nodes, nearest
// first, those included. edges returns the edges to follow from a node, and to
// the node at the other end of one. It is called once for each node.
func BreadthFirst[Node comparable, Edge any](from []Node, edges func(Node) []Edge, to func(Edge) Node) []Visit[Node, Edge] {
	var visits []Visit[Node, Edge]
	seen := map[Node]bool{}
	visit := func(v Visit[Node, Edge]) {
		if !seen[v.Node] {
			seen[v.Node] = true
			visits = append(visits, v)
		}
	}
	for _, n := range from {
		visit(Visit[Node, Edge]{Node: n, Before: -1})
	}
	for i := 0; i < len(visits); i++ {
		for _, e := range edges(visits[i].Node) {
			visit(Visit[Node, Edge]{to(e), i, e})
		}
	}
	return visits
}
