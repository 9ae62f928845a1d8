package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
)

// maxDepth bounds the nesting of a document. No file of ours needs a tenth of
// it, and every reader of the tree may then recurse without fear.
const maxDepth = 64

// enough is how many unknown keys of one document are reported: whoever has more
// than that did not mean this file.
const enough = 1000

// YAML reads the values of one YAML document and collects what is wrong with
// them. Its methods accept nil nodes and return zero values for them, so that
// reading goes on after a mistake and all mistakes are found in one run.
type YAML struct {
	// File and FirstLine say where the document begins: FirstLine is the line
	// of the file that the document's first line is.
	File      string
	FirstLine int
	// Files names the file of each node that comes from another one than File.
	Files map[*yaml.Node]string
	// Problems grows with every mistake found.
	Problems []diag.Problem
}

// Entry is a key of a mapping with its value.
type Entry struct {
	Name  string
	Key   *yaml.Node
	Value *yaml.Node
}

// Parse returns the root of the document in text, or nil for an empty or an
// unreadable one. Anchors and aliases are refused: they are how a kilobyte of
// YAML becomes a gigabyte, and they hide where a value comes from.
func (y *YAML) Parse(text []byte) *yaml.Node {
	if y.foreignBreak(text) {
		return nil
	}
	var doc, second yaml.Node
	loader, err := yaml.NewLoader(bytes.NewReader(text))
	if err == nil {
		err = loader.Load(&doc)
	}
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		y.syntaxError(text, err)
		return nil
	}
	if err := loader.Load(&second); !errors.Is(err, io.EOF) {
		y.Report(&second, "yaml-syntax", "a second YAML document begins here", "remove the line ---")
		return nil
	}
	root := doc.Content[0]
	if root.Kind == yaml.ScalarNode && y.colons(text, bytes.Count(text, []byte{'\n'})+1) {
		return nil // it would be a text, which nobody means to write into a file alone
	}
	if !y.plain(root, 0) {
		return nil
	}
	return root
}

// foreignBreak reports the first character that YAML, and nobody else, takes
// for the end of a line. It is invisible, is pasted from elsewhere, and would make
// all positions after it a line too low.
func (y *YAML) foreignBreak(text []byte) bool {
	first, found := len(text), rune(0)
	for _, r := range [...]rune{'\u0085', '\u2028', '\u2029'} {
		if i := bytes.Index(text[:first], []byte(string(r))); i >= 0 {
			first, found = i, r
		}
	}
	if found == 0 {
		return false
	}
	line, col := diag.Position(text, first)
	y.Problems = append(y.Problems, diag.Problem{
		File: y.File, Line: line + y.FirstLine - 1, Col: col, Rule: "invisible-break",
		Message: fmt.Sprintf("an invisible line break (%U) stands here", found),
		Hint:    "delete the characters on both sides of it, and type them again",
	})
	return true
}

// plain reports nodes that no file of ours may contain.
func (y *YAML) plain(n *yaml.Node, depth int) bool {
	switch {
	case depth > maxDepth:
		y.Report(n, "yaml-depth", fmt.Sprintf("nested deeper than %d levels", maxDepth), "write it flatter")
		return false
	case n.Kind == yaml.AliasNode:
		y.Report(n, "yaml-alias", "aliases (*name) are not allowed here", "write the value out")
		return false
	case n.Anchor != "":
		y.Report(n, "yaml-alias", "anchors (&name) are not allowed here", "remove &"+n.Anchor)
		return false
	}
	ok := true
	for _, c := range n.Content {
		ok = y.plain(c, depth+1) && ok
	}
	return ok
}

// Report adds a problem at a node.
func (y *YAML) Report(n *yaml.Node, rule diag.Rule, message, hint string) {
	p := y.At(n)
	p.Rule, p.Message, p.Hint = rule, message, hint
	y.Problems = append(y.Problems, p)
}

// At returns an otherwise empty problem at the position of a node.
func (y *YAML) At(n *yaml.Node) diag.Problem {
	p := diag.Problem{File: y.File, Line: y.FirstLine, Col: 1}
	if n != nil && n.Line > 0 {
		p.Line, p.Col = n.Line+y.FirstLine-1, n.Column
		if file, ok := y.Files[n]; ok {
			p.File, p.Line = file, n.Line
		}
		if n.Kind == yaml.ScalarNode && !strings.Contains(n.Value, "\n") {
			p.Width = len([]rune(n.Value))
			if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
				p.Width += 2
			}
		}
	}
	return p
}

// Entries returns the keys of a mapping in the order of the file, without
// repetitions. what names the mapping in messages: "the front matter".
func (y *YAML) Entries(n *yaml.Node, what string) []Entry {
	if n == nil || isNull(n) {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		y.Report(n, "wrong-type", fmt.Sprintf("%s must be a mapping (key: value), not %s", what, kindName(n)), "write it as key: value, a line each, or as {key: value}")
		return nil
	}
	entries := make([]Entry, 0, len(n.Content)/2)
	first := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode {
			y.Report(key, "wrong-type", "a key must be a plain word", "name it by letters: key: value")
			continue
		}
		if line, seen := first[key.Value]; seen {
			y.Report(key, "duplicate-key", fmt.Sprintf("%q is already set in line %d", key.Value, line), "keep one of them")
			continue
		}
		first[key.Value] = y.At(key).Line
		entries = append(entries, Entry{Name: key.Value, Key: key, Value: n.Content[i+1]})
	}
	return entries
}

// Mapping is [YAML.Entries] for a mapping whose keys are known: others are
// reported, with the known one that was probably meant.
func (y *YAML) Mapping(n *yaml.Node, what string, known []string) []Entry {
	entries := y.Entries(n, what)
	return slices.DeleteFunc(entries, func(e Entry) bool {
		if slices.Contains(known, e.Name) {
			return false
		}
		if len(y.Problems) < enough {
			hint := diag.DidYouMean(e.Name, known, "known keys: "+strings.Join(known, ", "))
			if _, write, ok := misspelt([]byte(e.Name)); ok {
				hint = write
			}
			y.Report(e.Key, "unknown-key", fmt.Sprintf("%s has no key %q", what, e.Name), hint)
		}
		return true
	})
}

// String returns a text. Numbers, dates and truth values are not texts: they
// must be quoted, or else 007 would silently become 7.
func (y *YAML) String(e Entry) string {
	if e.Value == nil || isNull(e.Value) {
		return ""
	}
	if e.Value.Kind != yaml.ScalarNode || e.Value.ShortTag() != "!!str" {
		y.wrongType(e, "a text", quoteHint(e.Value))
		return ""
	}
	return e.Value.Value
}

// Strings returns a list of texts; a single text is a list of one.
func (y *YAML) Strings(e Entry) []string {
	if e.Value == nil || isNull(e.Value) {
		return nil
	}
	if e.Value.Kind != yaml.SequenceNode {
		if s := y.String(e); s != "" {
			return []string{s}
		}
		return nil
	}
	list := make([]string, 0, len(e.Value.Content))
	for _, c := range e.Value.Content {
		if s := y.String(Entry{Name: e.Name, Key: e.Key, Value: c}); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// Bool returns a truth value: true or false, nothing else.
func (y *YAML) Bool(e Entry) bool {
	if e.Value == nil || isNull(e.Value) {
		return false
	}
	if e.Value.Kind != yaml.ScalarNode || e.Value.ShortTag() != "!!bool" {
		y.wrongType(e, "true or false", "write true or false, without quotes")
		return false
	}
	return strings.EqualFold(e.Value.Value, "true")
}

// Int returns a whole number.
func (y *YAML) Int(e Entry) int {
	if e.Value == nil || isNull(e.Value) {
		return 0
	}
	i, err := strconv.Atoi(e.Value.Value)
	if e.Value.Kind != yaml.ScalarNode || e.Value.ShortTag() != "!!int" || err != nil {
		y.wrongType(e, "a whole number", "write digits, without quotes")
		return 0
	}
	return i
}

// timeLayouts are the ways of writing a date that [YAML.Time] accepts.
var timeLayouts = []string{
	time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02",
}

// Time returns a date, or a date with time, in zone where it names none.
func (y *YAML) Time(e Entry, zone *time.Location) time.Time {
	if e.Value == nil || isNull(e.Value) {
		return time.Time{}
	}
	if t, err := ParseTime(e.Value.Value, zone); err == nil && e.Value.Kind == yaml.ScalarNode {
		return t
	}
	y.wrongType(e, "a date", "write it as 2026-11-23 or 2026-11-23T08:30:00+08:00")
	return time.Time{}
}

// ParseTime reads a date as [YAML.Time] does.
func ParseTime(s string, zone *time.Location) (time.Time, error) {
	for _, layout := range timeLayouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, errors.New("not a date: " + s)
}

func (y *YAML) wrongType(e Entry, want, hint string) {
	y.Report(e.Value, "wrong-type", fmt.Sprintf("%q must be %s, not %s", e.Name, want, kindName(e.Value)), hint)
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" }

func quoteHint(n *yaml.Node) string {
	if n.Kind == yaml.ScalarNode {
		return fmt.Sprintf("put it in quotes: %q", n.Value)
	}
	return "write one text, in quotes where it begins with [ or {"
}

// kindName says what an author wrote, in an author's words.
func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!int", "!!float":
		return "the number " + n.Value
	case "!!bool":
		return "the truth value " + n.Value
	case "!!timestamp":
		return "the date " + n.Value
	case "!!null":
		return "nothing"
	}
	return fmt.Sprintf("the text %q", n.Value)
}
