package picture

import "strings"

// maxUses is how many elements a drawing may amount to when every <use> is
// replaced by what it repeats, and every pattern, mask and the like drawn
// wherever it is named. Ten lines that each use the line before ten times are
// ten thousand million.
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
	uses     []string // the ids of what it repeats or is drawn with
	flat     bool     // a gradient: browsers do not draw what is in it
	total    int      // 0: not counted yet; -1: being counted
}

func newUseCounter() *useCounter { return &useCounter{byID: make(map[string]*useNode)} }

func (c *useCounter) enter(element string) {
	n := &useNode{flat: strings.HasSuffix(element, "Gradient")}
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

// link notes an href.
func (c *useCounter) link(element, href string) {
	if element == "use" {
		c.refer(strings.TrimPrefix(strings.TrimSpace(href), "#"))
	}
}

// paint notes what an attribute draws with: url(#pattern).
func (c *useCounter) paint(value string) {
	for {
		_, after, found := cutFold(value, "url(")
		if !found {
			return
		}
		var id string
		id, value, _ = strings.Cut(after, ")")
		c.refer(strings.TrimPrefix(strings.Trim(id, " \t\r\n\"'"), "#"))
	}
}

// cutFold is [strings.Cut] for a separator in lower case that may be written in
// capitals.
func cutFold(s, sep string) (before, after string, found bool) {
	for i := range len(s) - len(sep) + 1 {
		if strings.EqualFold(s[i:i+len(sep)], sep) {
			return s[:i], s[i+len(sep):], true
		}
	}
	return s, "", false
}

func (c *useCounter) refer(id string) {
	n := c.open[len(c.open)-1]
	n.uses = append(n.uses, id)
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
	if !n.flat {
		for _, child := range n.children {
			total = min(total+c.count(child), maxUses+1)
		}
	}
	for _, id := range n.uses {
		total = min(total+c.count(c.byID[id]), maxUses+1)
	}
	n.total = total
	return total
}
