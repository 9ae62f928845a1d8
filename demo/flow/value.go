package flow

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Part is a piece of a text that readers read: words, or a value of the record.
type Part struct {
	Words string
	// Slot is the name of the value, without "record."; "" for words.
	Slot string
	// Mask hides a part of the value; nil hides nothing.
	Mask *Mask
}

// Mask says how many characters of a value are shown: at its beginning, and at its
// end. The others become asterisks, and so do all where that would leave none.
// A number below 0 stands for what is usual: of eight characters or more the first
// three and the last four, as in 138****8000, and of fewer the first.
type Mask struct{ First, Last int }

// Of returns what is shown of a value.
func (m Mask) Of(value string) string {
	characters := []rune(value)
	n := len(characters)
	first, last := m.First, m.Last
	switch {
	case first < 0 && n >= 8:
		first, last = 3, 4
	case first < 0:
		first, last = 1, 0
	}
	if first+last >= n {
		first, last = 0, 0
	}
	return string(characters[:first]) + strings.Repeat("*", n-first-last) + string(characters[n-last:])
}

// A PartError is a brace in a text that begins nothing.
type PartError struct {
	// Text is what stands between the braces, or after one that is not closed.
	Text   string
	Closed bool
}

func (e *PartError) Error() string { return fmt.Sprintf("braces around %q", e.Text) }

// value is what stands between braces.
var value = regexp.MustCompile(`^ *record\.([a-z][a-z0-9_-]*) *(\| *masked(?: +(\d{1,2}) +(\d{1,2}))? *)?$`)

// Parts divides a text, or a translation of it, at the values that it names. Two
// braces are one, and no value. The error is a *PartError.
func Parts(text string) (parts []Part, err error) {
	words := ""
	for text != "" {
		at := strings.IndexAny(text, "{}")
		if at < 0 {
			break
		}
		brace := text[at : at+1]
		words, text = words+text[:at], text[at+1:]
		if brace == "}" || strings.HasPrefix(text, brace) {
			words, text = words+brace, strings.TrimPrefix(text, brace)
			continue
		}
		inside, rest, closed := strings.Cut(text, "}")
		found := value.FindStringSubmatch(inside)
		if !closed || found == nil {
			return nil, &PartError{inside, closed}
		}
		if words != "" {
			parts = append(parts, Part{Words: words})
		}
		p := Part{Slot: found[1]}
		if found[2] != "" {
			p.Mask = &Mask{number(found[3]), number(found[4])}
		}
		parts, words, text = append(parts, p), "", rest
	}
	if words += text; words != "" {
		parts = append(parts, Part{Words: words})
	}
	return parts, nil
}

// WithoutValues returns a text as it is read where no values are known: each is an
// ellipsis, and two braces are one. A text that [Parts] does not understand stays.
func WithoutValues(text string) string {
	parts, err := Parts(text)
	if err != nil {
		return text
	}
	var words strings.Builder
	for _, p := range parts {
		words.WriteString(cmp.Or(p.Words, "…"))
	}
	return words.String()
}

// number is -1 where there is none.
func number(digits string) int {
	if n, err := strconv.Atoi(digits); err == nil {
		return n
	}
	return -1
}

// plain writes a text that names no values as one that can.
func plain(s string) string { return strings.NewReplacer("{", "{{", "}", "}}").Replace(s) }

// named returns the values of the record that texts name in any language.
func (f *Flow) named(texts ...Text) []*Slot {
	var slots []*Slot
	for _, t := range texts {
		for _, s := range t.All() {
			parts, _ := Parts(s)
			for _, p := range parts {
				if slot := f.Slot(p.Slot); slot != nil && !slices.Contains(slots, slot) {
					slots = append(slots, slot)
				}
			}
		}
	}
	return slots
}

// Slot returns the value of the record of that name, or nil.
func (f *Flow) Slot(name string) *Slot {
	i := slices.IndexFunc(f.Record, func(s *Slot) bool { return s.Name == name })
	if i < 0 {
		return nil
	}
	return f.Record[i]
}

// NamedOn returns the values of the record that can be read on a screen, those of
// messages last.
func (f *Flow) NamedOn(s *Screen) (shown, told []*Slot) {
	texts, messages := []Text{s.Title, s.Text}, []Text{}
	for _, field := range s.Fields {
		texts = append(texts, field.Hint)
		if field.Group != nil {
			texts = append(texts, field.Group.Hint)
		}
		for _, c := range field.Checks {
			messages = append(messages, c.Message)
		}
	}
	return f.named(texts...), f.named(messages...)
}

// Named returns the values of the record that any text names, in the order of the
// record.
func (f *Flow) Named() []*Slot {
	var slots []*Slot
	for _, s := range f.Screens {
		shown, told := f.NamedOn(s)
		slots = append(slots, shown...)
		slots = append(slots, told...)
	}
	slices.SortFunc(slots, func(a, b *Slot) int { return a.Index - b.Index })
	return slices.Compact(slots)
}
