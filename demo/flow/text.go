package flow

import (
	"maps"
	"slices"
)

// Text is something that readers read, with its translations.
type Text struct {
	// Default is the text as the real service has it.
	Default string
	// translations is nil where there are none; it is only looked up.
	translations map[string]string
}

// NewText returns a text with translations by language code.
func NewText(text string, translations map[string]string) Text {
	return Text{Default: text, translations: translations}
}

// For returns the text in a language, or Default where there is none.
func (t Text) For(lang string) string {
	if s, ok := t.translations[lang]; ok {
		return s
	}
	return t.Default
}

// Translated reports whether the text in lang differs from Default, so that
// a page can show the real label with its translation.
func (t Text) Translated(lang string) bool { return t.For(lang) != t.Default }

// IsZero reports whether there is no text.
func (t Text) IsZero() bool { return t.Default == "" }

// Languages returns the languages in which the text is written, sorted; nil for
// one that is not written by language.
func (t Text) Languages() []string { return slices.Sorted(maps.Keys(t.translations)) }

// All returns the text and its translations, by language code, each once.
func (t Text) All() []string {
	all := []string{t.Default}
	for _, lang := range t.Languages() {
		if s := t.translations[lang]; !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// Originals returns texts as the real service has them.
func Originals(texts []Text) []string {
	originals := make([]string, len(texts))
	for i, t := range texts {
		originals[i] = t.Default
	}
	return originals
}
