package player

import (
	"slices"

	"rehearse/demo/flow"
)

// Preparations returns what readers need at hand for each of the rehearsals of an
// article, in words for them. What one of them makes, as a new password, no other
// asks for; and nothing is needed for one that asks readers about themselves.
func Preparations(views []View) [][]string {
	var boards []*board
	var made []string
	for _, v := range views {
		b := boardFor(v)
		boards = append(boards, b)
		for _, f := range b.asked() {
			if f.Kind == flow.NewPassword {
				made = append(made, f.Label.Default)
			}
		}
	}
	lists := make([][]string, len(boards))
	for i, b := range boards {
		for _, f := range b.asked() {
			needed := b.needed(f)
			if needed != "" && !slices.Contains(lists[i], needed) && !slices.Contains(made, f.Label.Default) {
				lists[i] = append(lists[i], needed)
			}
		}
	}
	return lists
}

// asked are the fields that are filled in on the route.
func (b *board) asked() []*flow.Field {
	var fields []*flow.Field
	if !b.canSucceed() {
		return nil
	}
	for _, l := range b.Route.Legs {
		for _, a := range l.Answers {
			fields = append(fields, a.Field)
		}
	}
	return fields
}

// needed is what a reader must have for a field; "" for nothing, or for what
// everybody knows.
func (b *board) needed(f *flow.Field) string {
	switch isFact := isFact(f); {
	case f.Group != nil:
		return f.Label.For(b.Lang)
	case f.Kind == flow.ResidentID:
		return b.needDocument
	case f.Kind == flow.Mobile && isFact:
		return b.needPhone
	case f.Kind == flow.SMSCode && !b.asksForPhone():
		return b.needMessages
	case f.Kind == flow.Face:
		return b.needFace
	case isFact && f.Kind.Spec().Holds == flow.Typed && !isName(f):
		return f.Label.For(b.Lang)
	}
	return ""
}

// asksForPhone reports whether the phone on record is asked for, which gets the
// messages, too.
func (b *board) asksForPhone() bool {
	return slices.ContainsFunc(b.asked(), func(f *flow.Field) bool { return f.Kind == flow.Mobile && isFact(f) })
}

// isName reports whether a field asks for the reader's name, by the key that the
// record has for it.
func isName(f *flow.Field) bool {
	return slices.ContainsFunc(f.Checks, func(c flow.Check) bool { return c.Slot != nil && c.Slot.Name == "name" })
}
