package site

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// parseTOML returns a TOML document in the shape of a YAML one, so that what
// front matter may say is decided in one place whichever way it is written.
func parseTOML(y *source.YAML, text string) *yaml.Node {
	if at := tooDotted(text); at >= 0 {
		line, col := diag.Position([]byte(text), at)
		y.Problems = append(y.Problems, diag.Problem{
			File: y.File, Line: y.FirstLine + line - 1, Col: col, Rule: "toml-depth",
			Message: fmt.Sprintf("this key has more than %d parts", maxDots),
		})
		return nil
	}
	text, doc, meta, ok := decodeTOML(y, text)
	if !ok {
		return nil
	}
	t := tomlTree{places: tomlPlaces(text), order: map[string][]string{}}
	for _, key := range meta.Keys() {
		parent := strings.Join(key[:len(key)-1], "\x00")
		t.order[parent] = append(t.order[parent], key[len(key)-1])
	}
	return t.table(nil, doc, tomlPlace{keyLine: 1, keyCol: 1, line: 1, col: 1})
}

// maxTwice bounds how many keys that are set twice are told of.
const maxTwice = 10

// decodeTOML decodes a document and reports what is wrong with it. The decoder
// stops at a key that is set twice: the second one is then taken out, so that
// the rest is judged, too. read is the text as it was decoded.
func decodeTOML(y *source.YAML, text string) (read string, doc map[string]any, meta toml.MetaData, ok bool) {
	for n := range maxTwice {
		doc = nil
		meta, err := toml.Decode(text, &doc)
		if err == nil {
			return text, doc, meta, true
		}
		problem, rest, twice := tomlTwice(y, text, err)
		switch {
		case twice:
			y.Problems = append(y.Problems, problem)
		case n == 0:
			y.Problems = append(y.Problems, tomlError(y, text, err))
		}
		if rest == "" {
			break // or what was taken out has left this mistake behind
		}
		text = rest
	}
	return "", nil, meta, false
}

// tomlTwice reports a key that is set twice, if that is the mistake. rest is
// the text without the line of the second; it is empty where more than a line
// would have to go.
func tomlTwice(y *source.YAML, text string, err error) (p diag.Problem, rest string, ok bool) {
	var at toml.ParseError
	if !errors.As(err, &at) || !strings.HasSuffix(at.Message, "has already been defined.") {
		return p, "", false
	}
	start, end := at.Position.Start, at.Position.Start+at.Position.Len
	if start < 0 || end > len(text) {
		return p, "", false
	}
	line, col := diag.Position([]byte(text), start)
	name := text[start:end]
	p = diag.Problem{
		File: y.File, Line: y.FirstLine + line - 1, Col: col, Width: len([]rune(name)), Rule: "duplicate-key",
		Message: fmt.Sprintf("%q is already set", name), Hint: "keep one of them",
	}
	if first, known := tomlPlaces(text)[tomlName(at.LastKey)]; known && first.keyLine < line {
		p.Message += fmt.Sprintf(" in line %d", y.FirstLine+first.keyLine-1)
	}
	begin := strings.LastIndexByte(text[:start], '\n') + 1
	if strings.Trim(text[begin:start], " \t\"'") != "" {
		return p, "", true
	}
	if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
		return p, text[:begin] + text[start+n:], true
	}
	return p, text[:begin], true
}

// maxDots bounds the parts of a dotted key: the time that the decoder takes
// grows with their cube.
const maxDots = 100

// tooDotted returns where a run of characters begins that could be a key of
// too many parts, or -1. What has so many dots without a comma is no sentence.
func tooDotted(text string) int {
	start, dots := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == '.':
			if dots++; dots > maxDots {
				return start
			}
		case isLetter(c), c >= '0' && c <= '9', strings.IndexByte("_-\"' \t", c) >= 0:
		default:
			start, dots = i+1, 0
		}
	}
	return -1
}

func tomlError(y *source.YAML, text string, err error) diag.Problem {
	p := diag.Problem{
		File: y.File, Line: y.FirstLine, Col: 1, Rule: "toml-syntax",
		Message: "this is not valid TOML: " + err.Error(),
		Hint:    `texts need quotes: title = "…"`,
	}
	var at toml.ParseError
	if errors.As(err, &at) {
		line, col := diag.Position([]byte(text), at.Position.Start)
		p.Message = "this is not valid TOML: " + at.Message
		p.Line, p.Col = y.FirstLine+line-1, col
	}
	return p
}

// tomlTree builds YAML nodes from decoded TOML.
type tomlTree struct {
	places map[string]tomlPlace
	// order holds the keys of each table as the file has them. A key comes up
	// again for each table of an array.
	order map[string][]string
}

func (t *tomlTree) table(path []string, m map[string]any, at tomlPlace) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: at.line, Column: at.col}
	seen := make(map[string]bool, len(m))
	for _, name := range t.order[strings.Join(path, "\x00")] {
		v, ok := m[name]
		if !ok || seen[name] {
			continue
		}
		seen[name] = true
		p := append(path[:len(path):len(path)], name)
		place, ok := t.places[strings.Join(p, "\x00")]
		if !ok {
			place = at // inside an inline table
		}
		key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: name, Line: place.keyLine, Column: place.keyCol}
		n.Content = append(n.Content, key, t.value(p, v, place))
	}
	return n
}

func (t *tomlTree) value(path []string, v any, at tomlPlace) *yaml.Node {
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: at.line, Column: at.col}
	switch v := v.(type) {
	case map[string]any:
		return t.table(path, v, at)
	case []map[string]any:
		n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
		for _, item := range v {
			n.Content = append(n.Content, t.table(path, item, at))
		}
	case []any:
		n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
		for _, item := range v {
			n.Content = append(n.Content, t.value(path, item, at))
		}
	case string:
		n.Tag, n.Value, n.Style = "!!str", v, yaml.DoubleQuotedStyle
	case bool:
		n.Tag, n.Value = "!!bool", strconv.FormatBool(v)
	case int64:
		n.Tag, n.Value = "!!int", strconv.FormatInt(v, 10)
	case float64:
		n.Tag, n.Value = "!!float", strconv.FormatFloat(v, 'g', -1, 64)
	case time.Time:
		n.Tag, n.Value = "!!timestamp", tomlTime(v)
	}
	return n
}

// tomlTime writes a date without a zone as one without a zone: the decoder
// marks those by the names of their locations.
func tomlTime(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return t.Format("2006-01-02")
	case "time-local":
		return t.Format("15:04:05")
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05")
	}
	return t.Format(time.RFC3339)
}

// tomlPlace is where a key and its value are, from 1, within the document.
type tomlPlace struct{ keyLine, keyCol, line, col int }

// tomlPlaces finds the keys of a valid document by their full names; the
// decoder does not tell where they are.
func tomlPlaces(text string) map[string]tomlPlace {
	places := make(map[string]tomlPlace)
	var table, closer string // closer ends the multi-line text that we are in
	for i, line := range strings.Split(text, "\n") {
		if closer != "" {
			if strings.Contains(line, closer) {
				closer = ""
			}
			continue
		}
		trimmed := strings.TrimLeft(line, " \t")
		indent := len(line) - len(trimmed)
		if strings.HasPrefix(trimmed, "[") {
			name, _, _ := strings.Cut(strings.TrimLeft(trimmed, "["), "]")
			table = tomlName(name)
			places[table] = tomlPlace{i + 1, indent + 1, i + 1, indent + 1}
			continue
		}
		key, after, found := strings.Cut(trimmed, "=")
		if !found || strings.HasPrefix(trimmed, "#") {
			continue
		}
		name := tomlName(key)
		if table != "" {
			name = table + "\x00" + name
		}
		value := strings.TrimLeft(after, " \t")
		col := len([]rune(line[:len(line)-len(value)])) + 1
		if _, seen := places[name]; !seen {
			places[name] = tomlPlace{i + 1, indent + 1, i + 1, col}
		}
		closer = openText(value)
	}
	return places
}

// tomlName is a dotted key as parts joined by NUL.
func tomlName(key string) string {
	parts := strings.Split(key, ".")
	for i, part := range parts {
		parts[i] = strings.Trim(strings.TrimSpace(part), `"'`)
	}
	return strings.Join(parts, "\x00")
}

// openText returns the delimiter of a multi-line text that value begins and
// does not end.
func openText(value string) string {
	for _, delimiter := range []string{`"""`, `'''`} {
		if rest, ok := strings.CutPrefix(value, delimiter); ok && !strings.Contains(rest, delimiter) {
			return delimiter
		}
	}
	return ""
}
