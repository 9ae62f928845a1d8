package site

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/language"
	"rehearse/demo/source"
)

// Language is one language of the site.
type Language struct {
	// Code is a BCP 47 tag: "zh", "en", "zh-Hant".
	Code string
	// Name is what the language calls itself.
	Name string
	// Prefix is where its pages are: "/" or "/en/".
	Prefix string
	// Folder holds its files: "zh", or "." for the content folder itself.
	Folder string

	at position // in site.yaml
}

// only is the language of a site that has but one.
func only(code string) []Language {
	return []Language{{Code: code, Name: language.Name(code), Prefix: "/", Folder: "."}}
}

// languageCode is a language tag without the rarer subtags (RFC 5646, 2.1).
var languageCode = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// readCode reads a language tag.
func readCode(y *source.YAML, e source.Entry) string {
	code := y.String(e)
	if code != "" && !languageCode.MatchString(code) {
		y.Report(e.Value, "language", fmt.Sprintf("%q is not a language code", code), "such as zh, en or zh-Hant")
		return ""
	}
	return code
}

// readLanguages reads the list of languages. The default one comes first.
func readLanguages(y *source.YAML, e source.Entry) []Language {
	if isNull(e.Value) {
		return nil
	}
	if e.Value.Kind != yaml.SequenceNode {
		y.Report(e.Value, "wrong-type", "languages must be a list of {code, name}", "begin each with - code:")
		return nil
	}
	var languages []Language
	hasDefault := false
	for _, item := range items(e) {
		l, isDefault := readLanguage(y, item)
		if l.Code == "" {
			continue
		}
		if slices.ContainsFunc(languages, func(o Language) bool { return strings.EqualFold(o.Code, l.Code) }) {
			y.Report(item.Value, "duplicate-key", fmt.Sprintf("the language %q is named twice", l.Code), "keep one of them")
			continue
		}
		l.Folder, l.Prefix = l.Code, "/"+l.Code+"/"
		switch {
		case isDefault && hasDefault:
			y.Report(item.Value, "language", "only one language can be the default", "remove one default: true")
		case isDefault:
			hasDefault = true
			languages = slices.Insert(languages, 0, l)
			continue
		}
		languages = append(languages, l)
	}
	if len(languages) > 0 {
		languages[0].Prefix = "/"
	}
	return languages
}

func readLanguage(y *source.YAML, item source.Entry) (l Language, isDefault bool) {
	l.at = positionOf(y, item.Value)
	if item.Value.Kind == yaml.ScalarNode {
		l.Code = readCode(y, item)
	} else {
		for _, e := range y.Mapping(item.Value, "a language", []string{"code", "name", "default"}) {
			switch e.Name {
			case "code":
				l.Code = readCode(y, e)
			case "name":
				l.Name = oneLine(y.String(e))
			case "default":
				isDefault = y.Bool(e)
			}
		}
	}
	if l.Name == "" {
		l.Name = language.Name(l.Code)
	}
	return l, isDefault
}
