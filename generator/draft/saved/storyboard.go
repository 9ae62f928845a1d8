package saved

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"rehearse/generator/draft"
)

// isBoard finds a rehearsal of ours, which says more than pages of others.
func isBoard(n *html.Node) bool {
	return n.Type == html.ElementNode && has(n, "data-rehearsal") && hasClass(n, "rehearsal")
}

// class finds elements of a class.
func class(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Type == html.ElementNode && hasClass(n, name) }
}

// with finds elements that have an attribute.
func with(name string) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.Type == html.ElementNode && has(n, name) }
}

// rehearsal reads all screens of a rehearsal of ours, in the order of its flow.
func (p *Page) rehearsal(board *html.Node) {
	p.Phone = attribute(board, "data-frame") == "phone"
	if title := find(board, class("rh-title")); title != nil {
		p.Title = named(title)
	}
	figures := all(board, with("data-screen"))
	slices.SortStableFunc(figures, func(a, b *html.Node) int { return number(a) - number(b) })
	for _, figure := range figures {
		s := &draft.Screen{ID: attribute(figure, "data-id"), Outcome: attribute(figure, "data-outcome"), Dialog: has(figure, "data-over")}
		if title := find(figure, class("rh-screen-title")); title != nil {
			s.Title = draft.Text{Text: named(title)}
		}
		var texts []string
		for _, n := range all(figure, class("rh-text")) {
			if a := find(n, func(c *html.Node) bool { return is(c, "a") }); a != nil {
				s.Link = destination(attribute(a, "href"))
			} else {
				texts = append(texts, raw(n))
			}
		}
		s.Text = strings.Join(texts, "\n")
		for _, n := range all(figure, func(n *html.Node) bool {
			return with("data-field")(n) && closestClass(n, "rh-list") == nil || class("rh-list")(n)
		}) {
			s.Fields = append(s.Fields, boardField(n))
		}
		s.Buttons = boardButtons(figure)
		p.Screens = append(p.Screens, s)
	}
	slices.SortStableFunc(p.Screens, func(a, b *draft.Screen) int { return rank(a) - rank(b) })
}

// destination is what a flow can say of a link: an address elsewhere, or the heading
// that it leads to.
func destination(href string) string {
	if _, heading, ok := strings.Cut(href, "#"); ok && !strings.HasPrefix(href, "https://") {
		return "#" + heading
	}
	return href
}

// number is that of a screen in its flow.
func number(n *html.Node) int {
	i, _ := strconv.Atoi(attribute(n, "data-screen"))
	return i
}

// rank puts outcomes last, the success first of them: a draft leads there.
func rank(s *draft.Screen) int {
	return slices.Index([]string{"", "success", "link", "dead-end"}, s.Outcome)
}

// named is the name of a thing, without its translation.
func named(n *html.Node) string {
	if n == nil {
		return ""
	}
	if gloss := find(n, class("rh-gloss")); gloss != nil {
		if original := find(n, func(c *html.Node) bool { return is(c, "span") }); original != nil {
			return raw(original)
		}
	}
	return raw(n)
}

// raw is a text as it stands in the page: the numbers in ours are the flow's.
func raw(n *html.Node) string {
	var b strings.Builder
	write(&b, n, true)
	return strings.Join(strings.Fields(strings.ToValidUTF8(b.String(), "")), " ")
}

func closestClass(n *html.Node, name string) *html.Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if hasClass(p, name) {
			return p
		}
	}
	return nil
}

// boardField reads a field, or a checklist.
func boardField(n *html.Node) *draft.Field {
	f := &draft.Field{Kind: draft.Text{Text: attribute(n, "data-kind")}}
	if label := find(n, class("rh-name")); label != nil {
		f.Label = draft.Text{Text: named(label)}
	}
	for _, hint := range all(n, class("rh-hint")) {
		if id := attribute(hint, "id"); closestClass(hint, "rh-field") == nil || strings.HasSuffix(id, "-hint") {
			f.Hint = raw(hint)
			break
		}
	}
	var options []string
	switch f.Kind.Text {
	case "":
		f.Kind.Text = "checklist"
		for _, box := range all(n, with("data-field")) {
			options = append(options, named(find(box, class("rh-name"))))
		}
	case "select":
		for _, o := range all(n, func(c *html.Node) bool { return is(c, "option") && attribute(c, "value") != "0" }) {
			options = append(options, raw(o))
		}
	case "radio":
		for _, o := range all(n, func(c *html.Node) bool { return is(c, "label") }) {
			options = append(options, named(o))
		}
	}
	for _, o := range options {
		f.Options = append(f.Options, draft.Text{Text: o})
	}
	return f
}

// boardButtons reads the buttons of a screen, those that look alike together.
func boardButtons(figure *html.Node) []*draft.Button {
	var buttons []*draft.Button
	var menu *draft.Button
	for _, n := range all(figure, with("data-button")) {
		b := &draft.Button{Label: draft.Text{Text: named(n)}, Role: boardRole(n), Sends: has(n, "data-send"), Submit: has(n, "data-needs"), Stays: has(n, "aria-current")}
		switch {
		case has(n, "data-menu"):
			b.Role, menu = "", b
			b.Items = []*draft.Button{}
		case menu != nil && closestClass(n, "rh-items") != nil:
			b.Role = ""
			menu.Items = append(menu.Items, b)
			continue
		}
		buttons = append(buttons, b)
	}
	return buttons
}

// boardRole is what a button looks like, by the strip that it is in.
func boardRole(n *html.Node) string {
	for _, strip := range [][2]string{{"rh-menu", "menu"}, {"rh-rows", "menu"}, {"rh-tabs", "tab"}, {"rh-app", "tab"}, {"rh-links", "link"}} {
		if closestClass(n, strip[0]) != nil {
			return strip[1]
		}
	}
	return ""
}
