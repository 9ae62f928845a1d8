package flow

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// text reads a text: a plain one, or a mapping from language codes to texts,
// of which zh, or else the first, is what the real service shows.
func (p *parser) text(e source.Entry) Text {
	if e.Value == nil {
		return Text{}
	}
	if e.Value.Kind != yaml.MappingNode {
		return Text{Default: strings.TrimSpace(p.y.String(e))}
	}
	t := Text{translations: map[string]string{}}
	for _, l := range p.y.Entries(e.Value, fmt.Sprintf("%q", e.Name)) {
		if !isLanguage(l.Name) {
			p.y.Report(l.Key, "bad-language", fmt.Sprintf("%q is no language code", short(l.Name)),
				"translations are written {zh: …, en: …}")
			continue
		}
		s := strings.TrimSpace(p.y.String(l))
		if len(t.translations) == 0 || l.Name == "zh" {
			t.Default = s
		}
		t.translations[l.Name] = s
	}
	if len(t.translations) > 0 {
		p.translated = append(p.translated, translatedText{t, p.pos(e.Value)})
	}
	return t
}

// requiredText reads a text that a parent, at a node, cannot do without.
func (p *parser) requiredText(e source.Entry, parent *yaml.Node, what string) Text {
	before := len(p.y.Problems)
	t := p.text(e)
	if t.IsZero() && len(p.y.Problems) == before {
		p.missing(parent, what, e.Name)
	}
	return t
}

// isLanguage reports whether s looks like a language tag: "en", "zh-Hant".
func isLanguage(s string) bool {
	primary, rest, _ := strings.Cut(s, "-")
	if len(primary) < 2 || len(primary) > 3 || len(rest) > 20 || strings.HasSuffix(s, "-") {
		return false
	}
	for _, r := range primary {
		if r < 'a' || r > 'z' {
			return false
		}
	}
	for _, r := range rest {
		if (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return true
}
