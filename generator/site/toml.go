package site

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// parseTOML returns a TOML document as the tree of a YAML one, so that what
// front matter may say is decided in one place. What is set twice is in the tree
// twice: whoever reads the tree reports it. It returns nil for a document with a
// mistake in its syntax.
func parseTOML(y *source.YAML, text []byte) *yaml.Node {
	t := tomlTree{text: text, headers: make(map[*yaml.Node]bool)}
	root := t.node(yaml.MappingNode, 0)
	table := root
	t.parser.Reset(text)
	for t.parser.NextExpression() {
		switch n := t.parser.Expression(); n.Kind {
		case unstable.KeyValue:
			t.set(table, n)
		case unstable.Table, unstable.ArrayTable:
			table = t.header(root, n)
		}
	}
	if err := t.parser.Error(); err != nil {
		y.Problems = append(y.Problems, t.syntaxError(y, err))
		return nil
	}
	return root
}

// tomlTree builds the nodes of a document.
type tomlTree struct {
	text   []byte
	parser unstable.Parser
	// headers are the tables that have a header of their own, such as [source].
	headers map[*yaml.Node]bool
}

func (t *tomlTree) syntaxError(y *source.YAML, err error) diag.Problem {
	offset := 0
	var at *unstable.ParserError
	if errors.As(err, &at) {
		offset = int(t.parser.Range(at.Highlight).Offset)
	}
	line, col := diag.Position(t.text, offset)
	return diag.Problem{
		File: y.File, Line: y.FirstLine + line - 1, Col: col, Rule: "toml-syntax",
		Message: "this is not valid TOML: " + err.Error(), Hint: `texts need quotes: title = "…"`,
	}
}

// node returns an empty node at a byte of the document.
func (t *tomlTree) node(kind yaml.Kind, offset int) *yaml.Node {
	line, col := diag.Position(t.text, offset)
	n := &yaml.Node{Kind: kind, Line: line, Column: col}
	switch kind {
	case yaml.MappingNode:
		n.Tag = "!!map"
	case yaml.SequenceNode:
		n.Tag = "!!seq"
	}
	return n
}

// add puts a key and its value into a table.
func (t *tomlTree) add(table *yaml.Node, key *unstable.Node, value *yaml.Node) *yaml.Node {
	name := t.node(yaml.ScalarNode, int(key.Raw.Offset))
	name.Tag, name.Value = "!!str", string(key.Data)
	if int(key.Raw.Length) > len(key.Data) {
		name.Style = yaml.DoubleQuotedStyle
	}
	table.Content = append(table.Content, name, value)
	return value
}

// value returns what a table has for a key, or nil.
func value(table *yaml.Node, key *unstable.Node) *yaml.Node {
	for i := 0; i < len(table.Content); i += 2 {
		if table.Content[i].Value == string(key.Data) {
			return table.Content[i+1]
		}
	}
	return nil
}

// descend returns the table to which all parts of a dotted key but the last
// lead, which it makes where there is none, and the last part.
func (t *tomlTree) descend(table *yaml.Node, keys unstable.Iterator) (*yaml.Node, *unstable.Node) {
	keys.Next()
	for !keys.IsLast() {
		next := value(table, keys.Node())
		if next == nil || next.Kind != yaml.MappingNode {
			next = t.add(table, keys.Node(), t.node(yaml.MappingNode, int(keys.Node().Raw.Offset)))
		}
		table = next
		keys.Next()
	}
	return table, keys.Node()
}

// header opens the table of a header, [x] or [[x]]. No key of ours has a list of
// tables, so that each is a list of its own.
func (t *tomlTree) header(root *yaml.Node, n *unstable.Node) *yaml.Node {
	table, key := t.descend(root, n.Key())
	offset := int(key.Raw.Offset)
	opened := value(table, key)
	switch {
	case n.Kind == unstable.ArrayTable:
		opened = t.node(yaml.MappingNode, offset)
		list := t.add(table, key, t.node(yaml.SequenceNode, offset))
		list.Content = []*yaml.Node{opened}
	case opened == nil || opened.Kind != yaml.MappingNode || t.headers[opened]:
		opened = t.add(table, key, t.node(yaml.MappingNode, offset))
	}
	t.headers[opened] = true
	return opened
}

// set enters key = value.
func (t *tomlTree) set(table *yaml.Node, n *unstable.Node) {
	table, key := t.descend(table, n.Key())
	end := int(key.Raw.Offset + key.Raw.Length)
	after := t.text[end:]
	t.add(table, key, t.value(n.Value(), end+len(after)-len(bytes.TrimLeft(after, " \t="))))
}

// value returns a value as a node; offset is where it begins.
func (t *tomlTree) value(v *unstable.Node, offset int) *yaml.Node {
	n := t.node(yaml.ScalarNode, offset)
	n.Value = string(v.Data)
	switch v.Kind {
	case unstable.InlineTable:
		n = t.node(yaml.MappingNode, offset)
		for pairs := v.Children(); pairs.Next(); {
			t.set(n, pairs.Node())
		}
	case unstable.Array:
		n = t.node(yaml.SequenceNode, offset)
		for items := v.Children(); items.Next(); {
			at := offset // of a list in a list, whose position the parser does not know
			if raw := items.Node().Raw; raw.Length > 0 {
				at = int(raw.Offset)
			}
			n.Content = append(n.Content, t.value(items.Node(), at))
		}
	case unstable.String:
		n.Tag, n.Style = "!!str", yaml.DoubleQuotedStyle
	case unstable.Bool:
		n.Tag = "!!bool"
	case unstable.Float:
		n.Tag = "!!float"
	case unstable.Integer:
		n.Tag = "!!int"
		if i, err := strconv.ParseInt(strings.ReplaceAll(n.Value, "_", ""), 0, 64); err == nil {
			n.Value = strconv.FormatInt(i, 10)
		}
	case unstable.DateTime:
		n.Tag, n.Value = "!!timestamp", strings.Replace(strings.ToUpper(n.Value), " ", "T", 1)
	default: // a date or a time without a zone
		n.Tag, n.Value = "!!timestamp", strings.Replace(strings.ToUpper(n.Value), "T", " ", 1)
	}
	return n
}
