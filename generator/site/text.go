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

// text reads a text, or a mapping of language codes to texts. A language that
// the mapping lacks gets the text of the default language.
func (r *siteReader) text(k source.Entry) Text {
	if k.Value == nil || k.Value.Kind != yaml.MappingNode {
		return Text{all: oneLine(r.y.String(k))}
	}
	t := Text{byLang: map[string]string{}}
	for _, e := range r.y.Mapping(k.Value, k.Name, r.site.codes()) {
		t.byLang[e.Name] = oneLine(r.y.String(e))
	}
	t.all = t.byLang[r.site.Default().Code]
	return t
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
