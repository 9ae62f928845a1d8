package site

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// params reads a mapping of anything.
func params(y *source.YAML, k source.Entry) map[string]any {
	entries := y.Entries(k.Value, k.Name)
	if len(entries) == 0 {
		return nil
	}
	m := make(map[string]any, len(entries))
	for _, e := range entries {
		m[e.Name] = value(y, e)
	}
	return m
}

// value reads anything. Dates stay texts: a theme prints them as written.
func value(y *source.YAML, k source.Entry) any {
	switch n := k.Value; n.Kind {
	case yaml.MappingNode:
		return params(y, k)
	case yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, item := range items(k) {
			list = append(list, value(y, item))
		}
		return list
	default:
		return scalar(y, k)
	}
}

func scalar(y *source.YAML, k source.Entry) any {
	text := k.Value.Value
	switch k.Value.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return y.Bool(k)
	case "!!int":
		if i, err := strconv.ParseInt(strings.ReplaceAll(text, "_", ""), 0, 64); err == nil {
			return int(i)
		}
		return text
	case "!!float":
		if f, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64); err == nil {
			return f
		}
		return text
	}
	return text
}

// webURL reads the address of a page somewhere on the web.
func webURL(y *source.YAML, k source.Entry) string {
	s := y.String(k)
	if s != "" && !isWebURL(s) {
		y.Report(k.Value, "url", fmt.Sprintf("%q is not a web address", s), webHint)
		return ""
	}
	return s
}

// webHint says what an address has to look like, whatever else was written.
const webHint = "it has to begin with https:// or http://, such as https://www.example.org/"

// isWebURL tells whether s is a whole http or https URL.
func isWebURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}
