package walk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

// kind is what a name can stand for.
type kind int

const (
	button kind = iota
	field
	option
	title // of a screen, or of the whole flow
	prose // what a screen says
)

// thing is something that a name can stand for, on a screen.
type thing struct {
	kind   kind
	screen *flow.Screen // nil for the title of the flow
	button *flow.Button
	field  *flow.Field
	option int // from 1
}

// isControl reports whether a reader does something with the thing.
func (t thing) isControl() bool { return t.kind <= option }

// glossary is what there is in a flow to be named.
type glossary struct {
	flow   *flow.Flow
	things map[string][]thing // by the normal form of the name
	// labels are those of controls, each once, in the order of the file.
	labels []string
	// suggested are the labels that were found for names that are not here.
	suggested map[string]string
	// setters are the first fields from which each value of the record is set.
	setters map[*flow.Slot][]*flow.Field
}

// maxSetters bounds the fields of which the record may have a value that are looked at.
const maxSetters = 8

func newGlossary(f *flow.Flow) *glossary {
	g := &glossary{flow: f, things: make(map[string][]thing), suggested: make(map[string]string), setters: make(map[*flow.Slot][]*flow.Field)}
	for _, b := range f.Buttons {
		for _, a := range b.Set {
			if list := g.setters[a.Slot]; len(list) < maxSetters && !slices.Contains(list, a.Field) {
				g.setters[a.Slot] = append(list, a.Field)
			}
		}
	}
	for _, s := range f.Screens {
		g.add(s.Title, thing{kind: title, screen: s})
		for _, entry := range s.Fields {
			g.addField(entry)
		}
		for _, b := range s.Buttons {
			g.add(b.Label, thing{kind: button, screen: s, button: b})
		}
	}
	g.add(f.Title, thing{kind: title})
	return g
}

func (g *glossary) addField(f *flow.Field) {
	g.add(f.Label, thing{kind: field, screen: f.Screen, field: f})
	if f.Group != nil {
		g.add(f.Group.Label, thing{kind: field, screen: f.Screen, field: f})
	}
	for i, o := range f.Options {
		g.add(o, thing{kind: option, screen: f.Screen, field: f, option: i + 1})
	}
}

// add adds a thing under its name in every language.
func (g *glossary) add(name flow.Text, t thing) {
	if name.IsZero() {
		return
	}
	for _, s := range name.All() {
		key := normal(s)
		if len(g.things[key]) == 0 && t.isControl() {
			g.labels = append(g.labels, s)
		}
		g.things[key] = append(g.things[key], t)
	}
}

// normal returns a text without spaces and in lower case.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// lookup returns what a name stands for, by its normal form. A part of a
// control's label stands for nothing, although messages say the label.
func (g *glossary) lookup(name string) []thing {
	things, known := g.things[name]
	if known || utf8.RuneCountInString(name) < 2 {
		return things
	}
	part := g.whole(name) != ""
	for _, s := range g.flow.Screens {
		if !part && says(s, name) {
			things = append(things, thing{kind: prose, screen: s})
		}
	}
	g.things[name] = things
	return things
}

// whole returns the first label of a control of which a name, in its normal form,
// is a part, or "".
func (g *glossary) whole(name string) string {
	for _, label := range g.labels {
		if strings.Contains(normal(label), name) {
			return label
		}
	}
	return ""
}

// says reports whether a name is part of what a screen says, in its text, its
// hints and its messages.
func says(s *flow.Screen, name string) bool {
	if in(s.Text, name) {
		return true
	}
	for _, f := range s.Fields {
		if in(f.Hint, name) {
			return true
		}
		for _, c := range f.Checks {
			if in(c.Message, name) {
				return true
			}
		}
	}
	return false
}

func in(t flow.Text, name string) bool {
	if t.IsZero() {
		return false
	}
	for _, s := range t.All() {
		if strings.Contains(normal(s), name) {
			return true
		}
	}
	return false
}

// maxSuggestions bounds how many unknown names are compared with all labels.
const maxSuggestions = 50

// suggest returns the label that an unknown name was most likely meant to be,
// or "".
func (g *glossary) suggest(name string) string {
	s, known := g.suggested[name]
	if !known && len(g.suggested) < maxSuggestions {
		s = diag.Suggest(strings.TrimSpace(name), g.labels)
		if part := normal(name); s == "" && utf8.RuneCountInString(part) > 1 {
			s = g.whole(part)
		}
		g.suggested[name] = s
	}
	return s
}
