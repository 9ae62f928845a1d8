package site

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// AddAliases returns an article with aliases added to its front matter. Nothing else of
// it changes, comments and order of the keys included. The error says, in words for the
// author, that the file is not laid out so that they can be put in.
func AddAliases(raw []byte, aliases []string) ([]byte, error) {
	text, _, ok := source.Text("", raw)
	breaks := bytes.Count(raw, []byte("\n"))
	isDOS := breaks > 0 && breaks == bytes.Count(raw, []byte("\r\n"))
	if !ok || !isDOS && bytes.IndexByte(raw, '\r') >= 0 {
		return nil, errors.New("its lines do not end alike")
	}
	before, ok := readAliases(text)
	if !ok {
		return nil, errors.New("its front matter cannot be read")
	}
	next := addAliases(text, aliases)
	now, ok := readAliases(next)
	if want := append(aliasSet(before), aliases...); !ok || !sameSet(aliasSet(now), want) || !sameRest(before, now) {
		return nil, errors.New("its front matter is not laid out so that they can be put in")
	}
	if isDOS {
		next = bytes.ReplaceAll(next, []byte("\n"), []byte("\r\n"))
	}
	if bytes.HasPrefix(raw, []byte("\uFEFF")) {
		next = append([]byte("\uFEFF"), next...)
	}
	return next, nil
}

// readAliases reads front matter.
func readAliases(text []byte) (*entry, bool) {
	f, closed := splitFront(text)
	e := &entry{file: "x.md", meta: Meta{TOC: true}}
	return e, closed && !e.lateFront(text) && e.readFront(f, time.UTC)
}

func aliasSet(e *entry) []string {
	var all []string
	for _, a := range e.at.aliases {
		if a.id != "" {
			a.path += "#" + a.id
		}
		all = append(all, a.path)
	}
	return all
}

func sameSet(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// sameRest compares what front matter says besides aliases.
func sameRest(a, b *entry) bool {
	return fmt.Sprint(a.meta) == fmt.Sprint(b.meta) && len(a.problems) == len(b.problems)
}

// plainAlias is an alias that needs no quotes in YAML.
var plainAlias = regexp.MustCompile(`^/[\p{L}\p{N}\p{M}/._~-]*(#[\p{L}\p{N}\p{M}_.~-]+)?$`)

// quoted writes aliases so that they are read as they are.
func quoted(aliases []string, isTOML bool) []string {
	list := slices.Clone(aliases)
	for i, a := range list {
		if isTOML || !plainAlias.MatchString(a) {
			list[i] = strconv.Quote(a)
		}
	}
	return list
}

// addAliases puts aliases into front matter, or such before a text that has none.
func addAliases(text []byte, aliases []string) []byte {
	f, _ := splitFront(text)
	items := quoted(aliases, f.toml)
	written := strings.Join(items, ", ")
	if f.body == 0 {
		return slices.Concat([]byte("---\naliases: ["+written+"]\n---\n\n"), text)
	}
	start := bytes.IndexByte(text, '\n') + 1
	at := func(n *yaml.Node) int { return start + offsetOf(f.text, n.Line, n.Column) }
	key, value := aliasesOf(f)
	switch {
	case key == nil && f.toml: // a table may follow
		return insert(text, start, "aliases = ["+written+"]\n")
	case key == nil:
		return insert(text, start+len(f.text), "aliases: ["+written+"]\n")
	case isNull(value):
		colon := at(key)
		return insert(text, colon+bytes.IndexByte(text[colon:], ':')+1, " ["+written+"]")
	case value.Kind != yaml.SequenceNode:
		from := at(value)
		to := from + rawLen(text[from:], value)
		return slices.Concat(text[:from], []byte("["+written+", "), text[from:to], []byte("]"), text[to:])
	case text[at(value)] != '[':
		first := at(value.Content[0])
		line := bytes.LastIndexByte(text[:first], '\n') + 1
		lead := string(text[line:first])
		return insert(text, line, lead+strings.Join(items, "\n"+lead)+"\n")
	case len(value.Content) > 0:
		written += ", "
	}
	return insert(text, at(value)+1, written)
}

// aliasesOf returns the key in front matter, and its value; nil where it is not set.
func aliasesOf(f front) (key, value *yaml.Node) {
	var y source.YAML
	var tree *yaml.Node
	if f.toml {
		tree = parseTOML(&y, f.text)
	} else {
		tree = y.Parse(f.text)
	}
	if tree == nil {
		return nil, nil
	}
	for i := 0; i+1 < len(tree.Content); i += 2 {
		if tree.Content[i].Value == "aliases" {
			return tree.Content[i], tree.Content[i+1]
		}
	}
	return nil, nil
}

// offsetOf is the byte at a line and column of a text.
func offsetOf(text []byte, line, col int) int {
	at := 0
	for ; line > 1; line-- {
		at += bytes.IndexByte(text[at:], '\n') + 1
	}
	for i := range string(text[at:]) {
		if col--; col < 1 {
			return at + i
		}
	}
	return len(text)
}

// rawLen is how long a value is as it is written.
func rawLen(text []byte, n *yaml.Node) int {
	if q := text[0]; q == '"' || q == '\'' {
		return 2 + max(0, bytes.IndexByte(text[1:], q))
	}
	return len(n.Value)
}

func insert(text []byte, at int, s string) []byte {
	return slices.Concat(text[:at], []byte(s), text[at:])
}
