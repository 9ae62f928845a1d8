package site

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// Text is what site.yaml says in one language for all, or in each.
type Text struct {
	all    string
	byLang map[string]string
}

// For returns the text for a language. Where there is none it returns what
// is said for all languages, which may be empty.
func (t Text) For(lang string) string {
	if s, ok := t.byLang[lang]; ok {
		return s
	}
	return t.all
}

// readText reads a text, or a mapping of language codes to texts. A language that
// the mapping lacks gets the text of the default language, which is the first.
func readText(y *source.YAML, k source.Entry, codes []string) Text {
	if k.Value == nil || k.Value.Kind != yaml.MappingNode {
		return Text{all: oneLine(y.String(k))}
	}
	t := Text{byLang: map[string]string{}}
	for _, e := range y.Mapping(k.Value, k.Name, codes) {
		t.byLang[e.Name] = oneLine(y.String(e))
	}
	t.all = t.byLang[codes[0]]
	return t
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
