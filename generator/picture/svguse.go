package picture

import "strings"

// maxUses is how many elements a drawing may amount to when every <use> is
// replaced by what it repeats. Ten lines that each use the line before ten
// times are ten thousand million.
const maxUses = 100_000

// useCounter counts what a drawing amounts to.
type useCounter struct {
	// open are the elements that are open, the root first.
	open []*useNode
	byID map[string]*useNode
	root *useNode
}

// useNode is an element with what is in it.
type useNode struct {
	children []*useNode
	uses     string // the id that it repeats
	total    int    // 0: not counted yet; -1: being counted
}

func newUseCounter() *useCounter { return &useCounter{byID: make(map[string]*useNode)} }

func (c *useCounter) enter() {
	n := &useNode{}
	if len(c.open) == 0 {
		c.root = n
	} else {
		parent := c.open[len(c.open)-1]
		parent.children = append(parent.children, n)
	}
	c.open = append(c.open, n)
}

func (c *useCounter) leave() { c.open = c.open[:len(c.open)-1] }

func (c *useCounter) name(id string) { c.byID[id] = c.open[len(c.open)-1] }

func (c *useCounter) refer(element, href string) {
	if element == "use" {
		c.open[len(c.open)-1].uses = strings.TrimPrefix(strings.TrimSpace(href), "#")
	}
}

func (c *useCounter) tooMany() bool { return c.count(c.root) > maxUses }

// count stops at maxUses. Browsers ignore what repeats itself.
func (c *useCounter) count(n *useNode) int {
	if n == nil || n.total < 0 {
		return 0
	}
	if n.total > 0 {
		return n.total
	}
	n.total = -1
	total := 1
	for _, child := range n.children {
		total = min(total+c.count(child), maxUses+1)
	}
	if n.uses != "" {
		total = min(total+c.count(c.byID[n.uses]), maxUses+1)
	}
	n.total = total
	return total
}
