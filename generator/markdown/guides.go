package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Guide is a section that tells steps.
type Guide struct {
	// Name and ID are those of its heading, empty where there is none.
	Name, ID string
	// Flow is the destination of the first rehearsal in the section, without its
	// fragment, or "".
	Flow string
	// Lists are the steps that a rehearsal in the section would go with.
	Lists [][]WalkStep
}

// Guides returns the sections of an article that tell steps, in its order. None
// are returned of an article that is too complex to be converted.
func (c *Converter) Guides(src Source) []Guide {
	p := c.begin(src, nowhere{})
	defer c.release(p)
	if tooComplex(p) {
		return nil
	}
	parse(p, c.parser)
	var guides []Guide
	for _, s := range findSections(p) {
		var guide Guide
		if len(s.flows) > 0 {
			guide.Flow, _, _ = strings.Cut(p.destination(s.flows[0].Destination).text, "#")
		}
		if s.heading != nil {
			guide.Name = textOf(p, s.heading, c.heading)
			guide.ID = headingID(p, s.heading, []byte(guide.Name))
		}
		var g gleaner
		for _, parts := range s.guide() {
			list, _ := gleanSteps(p, &g, parts)
			guide.Lists = append(guide.Lists, list)
		}
		if len(guide.Lists) > 0 {
			guides = append(guides, guide)
		}
	}
	return guides
}

// guide returns the steps that a rehearsal in the section would go with.
func (s *section) guide() [][]*ast.List {
	switch {
	case len(s.steps) > 0:
		return s.steps
	case len(s.ordered) > 0:
		return [][]*ast.List{s.ordered[0].parts}
	}
	return nil
}
