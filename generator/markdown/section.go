package markdown

import (
	"slices"

	"github.com/yuin/goldmark/ast"
)

// section is a heading with everything up to the next heading of its level or
// a higher one. The article as a whole is the section around all others. A tab
// or a folded block that holds steps and their rehearsal is a section, too.
type section struct {
	level int
	// heading is nil for the article as a whole, and for tabs and folded blocks.
	heading *ast.Heading
	parent  *section
	inner   []*section
	// flows and ordered are those below this very heading, not those of the
	// inner sections.
	flows   []*ast.Link
	ordered []*orderedList
	// folded are the first lists of tabs and folded blocks that embed no flow.
	folded []*orderedList
	// steps are the ordered lists that are steps, each in its parts.
	steps [][]*ast.List
	// withSteps counts the sections with steps, s and those in it.
	withSteps int
	// claimed says that a rehearsal has all the steps of s and its inner sections,
	// and rehearsal is that of the steps of s, or nil.
	claimed   bool
	rehearsal *ast.Link
}

// orderedList is an ordered list with those that go on where it stops.
type orderedList struct {
	parts []*ast.List
	steps bool
}

// findSections returns the sections of the article, itself first, in the order of
// the page, and remembers which blocks are in which.
func findSections(p *page) []*section {
	p.walk.sections = make(map[ast.Node]*section)
	current := &section{}
	all := []*section{current}
	for n := p.root.FirstChild(); n != nil; n = n.NextSibling() {
		if heading, ok := n.(*ast.Heading); ok {
			current = current.open(heading.Level)
			current.heading = heading
			all = append(all, current)
			continue
		}
		all = append(all, addBlock(p, current, n)...)
	}
	for _, s := range all {
		s.findSteps()
	}
	return all
}

// addBlock adds what a block has, and returns the sections that are in it.
func addBlock(p *page, s *section, n ast.Node) []*section {
	p.walk.sections[n] = s
	if list, ok := n.(*ast.List); ok && list.IsOrdered() {
		s.addList(list, isProcedure(p, list))
	}
	if kind := calloutKind(n); kind == "TAB" || kind == "DETAILS" {
		return addPanel(p, s, n)
	}
	s.addFlows(p, n)
	return nil
}

// addPanel adds a tab or a folded block. With steps and a rehearsal it is a
// section of its own; what else there is belongs to the section around it.
func addPanel(p *page, around *section, panel ast.Node) []*section {
	s := &section{level: around.level, parent: around}
	var inner []*section
	for n := panel.FirstChild(); n != nil; n = n.NextSibling() {
		inner = append(inner, addBlock(p, s, n)...)
	}
	if len(s.flows) > 0 && len(s.ordered)+len(s.folded) > 0 {
		around.inner = append(around.inner, s)
		return append([]*section{s}, inner...)
	}
	for _, one := range s.inner {
		one.parent = around
	}
	around.inner = append(around.inner, s.inner...)
	around.flows = append(around.flows, s.flows...)
	if len(s.ordered) > 0 {
		around.folded = append(around.folded, s.ordered[0])
	}
	around.folded = append(around.folded, s.folded...)
	return inner
}

// open returns the section of the next heading. The page has one title, so a
// heading of the first level divides it as one of the second does.
func (s *section) open(level int) *section {
	level = max(level, 2)
	for s.level >= level {
		s = s.parent
	}
	inner := &section{level: level, parent: s}
	s.inner = append(s.inner, inner)
	return inner
}

func (s *section) addList(list *ast.List, steps bool) {
	if n := len(s.ordered); n > 0 {
		before := s.ordered[n-1]
		if goesOn(before.parts[len(before.parts)-1], list) {
			before.parts = append(before.parts, list)
			return
		}
	}
	s.ordered = append(s.ordered, &orderedList{parts: []*ast.List{list}, steps: steps})
}

// addFlows adds the flows that a block embeds.
func (s *section) addFlows(p *page, n ast.Node) {
	if n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock {
		if link := flowLinkAlone(p, n); link != nil {
			s.flows = append(s.flows, link)
		}
		return
	}
	for c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock; c = c.NextSibling() {
		s.addFlows(p, c)
	}
}

// findSteps finds the lists that are steps. Beside a rehearsal that is the first
// one, however much stands between it and the heading, where none is nearer;
// and where there is none, those in tabs and folded blocks.
func (s *section) findSteps() {
	for _, l := range s.ordered {
		if l.steps {
			s.steps = append(s.steps, l.parts)
		}
	}
	if len(s.steps) == 0 && len(s.flows) > 0 {
		if len(s.ordered) > 0 {
			s.steps = append(s.steps, s.ordered[0].parts)
		} else {
			for _, l := range s.folded {
				s.steps = append(s.steps, l.parts)
			}
			s.folded = nil
		}
	}
	if len(s.steps) > 0 {
		for around := s; around != nil; around = around.parent {
			around.withSteps++
		}
	}
}

// claim appends the steps of s and its inner sections that no rehearsal has, for
// this one.
func (s *section) claim(rehearsal *ast.Link, lists [][]*ast.List) [][]*ast.List {
	if s.claimed {
		return lists
	}
	s.claimed = true
	if len(s.steps) > 0 {
		s.rehearsal = rehearsal
	}
	lists = append(lists, s.steps...)
	for _, inner := range s.inner {
		lists = inner.claim(rehearsal, lists)
	}
	return lists
}

// beside are the rehearsals that go with a picture, the nearest first: those of the
// steps of its section and of the sections around it, and those that these embed,
// the last one before it, and so on up, before those below.
func beside(p *page, image ast.Node) []Beside {
	var all []Beside
	add := func(link *ast.Link) {
		b := Beside{p.destination(link.Destination).text, rehearsalID(p, link)}
		if !slices.Contains(all, b) {
			all = append(all, b)
		}
	}
	at := p.offset(image)
	for n := image; n != nil; n = n.Parent() {
		for s := p.walk.sections[n]; s != nil; s = s.parent {
			if s.rehearsal != nil {
				add(s.rehearsal)
			}
			below := 0
			for below < len(s.flows) && p.offset(s.flows[below]) < at {
				below++
			}
			for _, link := range slices.Backward(s.flows[:below]) {
				add(link)
			}
			for _, link := range s.flows[below:] {
				add(link)
			}
		}
	}
	return all
}

// outermost is the section around s that has only the article around it; for
// what stands above all headings it has nothing in it.
func (s *section) outermost() *section {
	if s.parent == nil {
		return &section{}
	}
	for s.parent.parent != nil {
		s = s.parent
	}
	return s
}

// firstFolded is the first list in a tab or a folded block that is no steps of
// a rehearsal, or nil.
func (s *section) firstFolded() *ast.List {
	if len(s.folded) > 0 {
		return s.folded[0].parts[0]
	}
	for _, inner := range s.inner {
		if list := inner.firstFolded(); list != nil {
			return list
		}
	}
	return nil
}
