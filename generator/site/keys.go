package site

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// key is a key that a mapping may have, and how its value is read.
type key[Reader any] struct {
	name string
	read func(Reader, source.Entry)
}

func names[Reader any](keys []key[Reader]) []string {
	list := make([]string, len(keys))
	for i, k := range keys {
		list[i] = k.name
	}
	return list
}

// readKeys reads a mapping in the order of keys, and reports others. what names
// the mapping in messages.
func readKeys[Reader any](r Reader, y *source.YAML, n *yaml.Node, what string, keys []key[Reader]) {
	entries := y.Mapping(n, what, names(keys))
	for _, k := range keys {
		for _, e := range entries {
			if e.Name == k.name {
				k.read(r, e)
			}
		}
	}
}

// items returns the elements of a list as entries of their own, and a single
// value as a list of one, so that each mistake is reported at its position.
func items(k source.Entry) []source.Entry {
	if k.Value == nil || k.Value.Kind != yaml.SequenceNode {
		return []source.Entry{k}
	}
	list := make([]source.Entry, len(k.Value.Content))
	for i, n := range k.Value.Content {
		list[i] = source.Entry{Name: k.Name, Key: k.Key, Value: n}
	}
	return list
}

func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

// webHint says what an address has to look like, whatever else was written.
const webHint = "it has to begin with https:// or http://, such as https://www.example.org/"

// readWebURL reads the address of a page somewhere on the web.
func readWebURL(y *source.YAML, k source.Entry) string {
	s := y.String(k)
	if s != "" && !isWebURL(s) {
		y.Report(k.Value, "url", fmt.Sprintf("%q is not a web address", s), webHint)
		return ""
	}
	return s
}

// readPattern reads a URL with {name} placeholders.
func readPattern(y *source.YAML, e source.Entry, names ...string) string {
	written := y.String(e)
	if written == "" {
		return ""
	}
	sample := written
	for _, name := range names {
		sample = strings.ReplaceAll(sample, "{"+name+"}", "x")
	}
	if i := strings.IndexByte(sample, '{'); i >= 0 {
		name, _, _ := strings.Cut(sample[i+1:], "}")
		y.Report(e.Value, "pattern", fmt.Sprintf("%s cannot have {%s}", e.Name, name),
			diag.DidYouMean(name, names, "it may have {"+strings.Join(names, "}, {")+"}"))
		return ""
	}
	if !isWebURL(sample) {
		y.Report(e.Value, "url", fmt.Sprintf("%s is not a web address", e.Name), webHint)
		return ""
	}
	return written
}
