// Package compare compares a flow with the real thing: with saved pages, or with a
// recording.
//
// Only what was read is compared. That a page does not tell what is required, or how
// long something may be, is no difference; nor is what a recording did not touch.
package compare

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/generator/draft"
)

// Real is a screen of the real thing.
type Real struct {
	*draft.Screen
	// From names the file that it was read from.
	From string
}

// Pages returns the differences between a flow and saved pages, in no particular
// order: what is on one and not on the other, and what is not alike on both.
func Pages(f *flow.Flow, pages []Real) []diag.Problem {
	var problems []diag.Problem
	for _, page := range pages {
		on := nearest(f, page, nil)
		switch {
		case on == nil && len(page.Fields)+len(page.Buttons) == 0 && slices.ContainsFunc(f.Screens, func(s *flow.Screen) bool { return is(s.Title, page.Title.Text) }):
			continue // an outcome
		case on == nil:
			problems = append(problems, unlike(f, page))
			continue
		}
		d := &differences{screen: on, page: page}
		d.fields()
		d.buttons()
		problems = append(problems, d.found...)
	}
	return problems
}

// Recording returns the differences between a flow and a recording: what is used there
// and not to be found here, and presses that lead elsewhere.
func Recording(f *flow.Flow, screens []Real) []diag.Problem {
	var problems []diag.Problem
	var before *flow.Screen
	var pressed *draft.Button
	for _, screen := range screens {
		if len(screen.Fields)+len(screen.Buttons) == 0 {
			continue
		}
		b := buttonOf(before, pressed)
		var next []*flow.Screen
		if b != nil {
			for _, e := range b.Edges() {
				next = append(next, e.To())
			}
		}
		on := nearest(f, screen, next)
		if on == nil {
			problems = append(problems, unlike(f, screen))
			before = nil
			continue
		}
		d := &differences{screen: on, page: screen, partial: true}
		d.fields()
		d.buttons()
		problems = append(problems, d.found...)
		if b != nil && !slices.Contains(next, on) && before != on {
			problems = append(problems, b.Pos.Problem(diag.Error, "", fmt.Sprintf("in %s “%s” leads to what is the screen %s here, and no branch of the button does", screen.From, b.Label.Default, on.ID),
				"let it lead there, or put the screen between them in that is missing"))
		}
		before, pressed = on, leading(screen.Screen)
	}
	return problems
}

// leading is the button that leads on from a screen.
func leading(s *draft.Screen) *draft.Button {
	for _, b := range s.Buttons {
		if b.To != nil {
			return b
		}
		for _, item := range b.Items {
			if item.To != nil {
				return item
			}
		}
	}
	return nil
}

// buttonOf is the button of a screen that is called as one of the real thing, or nil.
func buttonOf(s *flow.Screen, b *draft.Button) *flow.Button {
	if s == nil || b == nil {
		return nil
	}
	for _, own := range s.Buttons {
		if is(own.Label, b.Label.Text) {
			return own
		}
	}
	return nil
}

func unlike(f *flow.Flow, page Real) diag.Problem {
	return f.Start.Pos.Problem(diag.Error, "", fmt.Sprintf("no screen of this flow has anything that %s has%s", page.From, listed(page.Screen)),
		"compare it with the flow that it belongs to, or add a screen: rehearse draft makes one of it")
}

// listed says what is on a screen.
func listed(s *draft.Screen) string {
	var labels []string
	for _, f := range s.Fields {
		labels = append(labels, "“"+f.Label.Text+"”")
	}
	for _, b := range s.Buttons {
		labels = append(labels, "“"+b.Label.Text+"”")
	}
	if len(labels) == 0 {
		return ", where there is no form"
	}
	const most = 6
	if len(labels) > most {
		labels = append(labels[:most], "…")
	}
	return ": " + strings.Join(labels, ", ")
}

// nearest returns the screen that has most in common with a page, nil where none has
// anything. A field counts more than a button; between equals the title decides, or
// that a screen is one of those that are expected.
func nearest(f *flow.Flow, page Real, expected []*flow.Screen) *flow.Screen {
	var best *flow.Screen
	most := 0
	for _, s := range f.Screens {
		n := 0
		for _, field := range s.Fields {
			if fieldOf(page.Fields, field) != nil {
				n += 8
			}
		}
		for _, b := range s.Buttons {
			if slices.ContainsFunc(page.Buttons, func(o *draft.Button) bool { return is(b.Label, o.Label.Text) }) {
				n += 4
			}
		}
		if n > 0 && is(s.Title, page.Title.Text) {
			n += 2
		}
		if n > 0 && slices.Contains(expected, s) {
			n++
		}
		if n > most {
			best, most = s, n
		}
	}
	return best
}

// is reports whether a text of the flow is one of the page, whatever the spaces and
// the case of the letters.
func is(t flow.Text, name string) bool {
	return slices.ContainsFunc(t.All(), func(s string) bool { return normal(s) == normal(name) })
}

func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("*＊:：", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// fieldOf is the field of a page that a field of the flow is, or nil.
func fieldOf(fields []*draft.Field, f *flow.Field) *draft.Field {
	for _, real := range fields {
		if is(f.Label, real.Label.Text) || f.Group != nil && is(f.Group.Label, real.Label.Text) {
			return real
		}
	}
	return nil
}
