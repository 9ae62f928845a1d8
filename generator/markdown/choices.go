package markdown

import "github.com/yuin/goldmark/ast"

// isChoices reports whether a list asks which case is the reader's: it follows
// a heading, each of its items begins with a link that has a line to itself, and
// some say more below.
func isChoices(list *ast.List) bool {
	if list.IsOrdered() || !follows(list, ast.KindHeading) {
		return false
	}
	explained := false
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		text := item.FirstChild()
		if text == nil || text.NextSibling() != nil || text.FirstChild() == nil || text.FirstChild().Kind() != ast.KindLink {
			return false
		}
		switch after := text.FirstChild().NextSibling().(type) {
		case nil:
		case *ast.Text:
			if !after.HardLineBreak() || after.Segment.Len() > 0 {
				return false
			}
			explained = true
		default:
			return false
		}
	}
	return explained
}

func follows(n ast.Node, kind ast.NodeKind) bool {
	before := n.PreviousSibling()
	return before != nil && before.Kind() == kind
}

// endsIntro reports whether the page's introduction ends before a heading:
// it is the first one, or the first one asks which case is the
// reader's.
func endsIntro(p *page, heading ast.Node) bool {
	switch {
	case heading.Parent() != p.root:
		return false
	case p.section.Level == 0:
		return true
	case len(p.doc.TOC) > 1:
		return false
	}
	first := heading.PreviousSibling()
	for first != nil && first.Kind() != ast.KindHeading {
		first = first.PreviousSibling()
	}
	if first == nil {
		return false
	}
	list, ok := first.NextSibling().(*ast.List)
	return ok && isChoices(list)
}
