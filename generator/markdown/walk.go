package markdown

import (
	"bytes"
	"slices"

	"github.com/yuin/goldmark/ast"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// claim is a section whose rehearsal looks for its steps, in wider and wider
// findSections around it.
type claim struct{ section, scope *section }

// walkSteps has the resolver follow the steps of the sections that embed a
// flow. That comes before rendering: steps mostly stand before their
// rehearsal, and what is found is written into them.
//
// A rehearsal goes with the steps of the innermost section around it that has
// any. The article as a whole is such a section only where it holds a single
// rehearsal and steps below a single heading: a rehearsal at the top of a long
// article says nothing about the steps further down.
func walkSteps(p *page) {
	if !bytes.Contains(p.source[p.body:], []byte(source.FlowSuffix)) {
		return // pages without rehearsals pay nothing
	}
	p.walk = walk{lists: map[*ast.List]bool{}, items: map[ast.Node]stepMark{}, names: map[int]WalkedControl{}}
	sections := findSections(p)
	var claims []claim
	flows := 0
	for _, s := range sections {
		for _, link := range s.flows {
			rehearsalID(p, link) // ids are numbered in the order of the page
			if flows++; flows > maxFlows {
				p.tooManyFlows(link)
				return
			}
		}
		if len(s.flows) > 0 {
			claims = append(claims, claim{s, s})
		}
	}
	if article := sections[0]; flows > 1 || article.withSteps > 1 {
		article.withSteps, article.inner = len(article.steps), nil
	}
	slices.Reverse(claims) // inner sections before those around them
	for len(claims) > 0 {
		claims = settle(p, claims)
	}
	for _, s := range sections {
		reportFolded(p, s)
	}
}

// reportFolded reports steps that go on in a tab or a folded block: which of
// several ways on is meant, nobody can tell.
func reportFolded(p *page, s *section) {
	for _, l := range s.folded {
		for _, parts := range s.steps {
			if s.claimed && goesOn(parts[len(parts)-1], l.parts[0]) {
				reportUnwalked(p, l.parts[0], "these steps go on with those above, in a tab or a folded block, and are not compared with the rehearsal",
					"put all of these steps, and the link to their flow, into the tab")
			}
		}
	}
}

func reportUnwalked(p *page, list *ast.List, message, hint string) {
	p.report(p.offset(list), diag.Warning, "unwalked-steps", message, hint)
}

// settle gives the steps of each claim's scope to its rehearsal, and returns the
// claims that have to look further out.
func settle(p *page, claims []claim) []claim {
	further := claims[:0]
	for _, c := range claims {
		if c.scope.withSteps > 0 {
			if steps := c.scope.claim(c.section.flows[0], nil); len(steps) > 0 {
				walkSection(p, c.section.flows, steps)
			}
		} else if c.scope.parent != nil {
			further = append(further, claim{c.section, c.scope.parent})
		} else if list := c.section.outermost().firstFolded(); list != nil {
			reportUnwalked(p, list, "no rehearsal is compared with these steps: they are in a tab or a folded block, and the rehearsal is below another heading",
				"put the link to the flow below the heading that has them")
		}
	}
	return further
}

// walkSection has the steps of a section followed through its flow.
func walkSection(p *page, flows []*ast.Link, steps [][]*ast.List) {
	for _, parts := range steps {
		for _, list := range parts {
			p.walk.lists[list] = true
		}
	}
	if len(flows) > 1 {
		p.report(p.offset(flows[1]), diag.Warning, "ambiguous-rehearsal",
			"this section has steps and more than one rehearsal, so the steps are not compared with any",
			"put each rehearsal below a heading of its own, with its steps")
		return
	}
	var g gleaner
	lists := make([][]WalkStep, len(steps))
	var items []ast.Node
	for i, parts := range steps {
		list, of := gleanSteps(p, &g, parts)
		lists[i], items = list, append(items, of...)
	}
	walked := p.resolver.Walk(p.destination(flows[0].Destination).text, rehearsalID(p, flows[0]), lists)
	for _, problem := range walked.Problems {
		p.problems.Add(problem)
	}
	keepMarks(p, rehearsalID(p, flows[0]), items, g.offsets, walked)
}

// gleanSteps returns what the steps of a list in parts say, and their items.
func gleanSteps(p *page, g *gleaner, parts []*ast.List) (steps []WalkStep, items []ast.Node) {
	for _, list := range parts {
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			step := glean(p, g, item)
			step.Number = parts[0].Start + len(steps)
			steps, items = append(steps, step), append(items, item)
		}
	}
	return steps, items
}

// keepMarks remembers what was found for rendering; offsets are those of all
// controls of all items.
func keepMarks(p *page, rehearsal string, items []ast.Node, offsets []int, walked Walked) {
	for i, step := range walked.Steps {
		p.walk.items[items[i]] = stepMark{rehearsal, step.Screen, step.Leg, walked.Begin}
		for j, control := range step.Controls {
			p.walk.names[offsets[j]] = control
		}
		offsets = offsets[len(step.Controls):]
	}
}
