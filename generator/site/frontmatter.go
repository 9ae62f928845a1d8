package site

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// front is the front matter of a file.
type front struct {
	text []byte
	toml bool
	// body is where the Markdown begins.
	body int
}

// frontCap bounds front matter, and so what nesting can cost a parser.
const frontCap = 64 << 10

// frontLine is the line of the file that front matter begins in: the one
// after the delimiter.
const frontLine = 2

// splitFront finds the front matter between two lines "---" (YAML) or "+++"
// (TOML) at the beginning. ok is false where the second one is missing.
func splitFront(text []byte) (f front, ok bool) {
	first, rest, _ := bytes.Cut(text, []byte{'\n'})
	first = bytes.TrimRight(first, " \t")
	if string(first) != "---" && string(first) != "+++" {
		return front{}, true
	}
	start := len(text) - len(rest)
	for at := start; at < len(text); {
		line, _, _ := bytes.Cut(text[at:], []byte{'\n'})
		next := min(len(text), at+len(line)+1)
		if bytes.Equal(bytes.TrimRight(line, " \t"), first) {
			return front{text: text[start:at], toml: first[0] == '+', body: next}, true
		}
		at = next
	}
	return front{}, false
}

// Body returns where the Markdown of an article begins, after its front
// matter. text is as [source.Text] returns it.
func Body(text []byte) int {
	f, _ := splitFront(text)
	return f.body
}

// lateFront reports front matter with something blank before it. Everywhere but
// in the first line it would be text and a rule.
func (e *entry) lateFront(text []byte) bool {
	rest := bytes.TrimLeft(text, " \t\n")
	at := len(text) - len(rest)
	if at == 0 || !bytes.HasPrefix(rest, []byte("---")) && !bytes.HasPrefix(rest, []byte("+++")) {
		return false
	}
	first, rest, _ := bytes.Cut(rest, []byte{'\n'})
	if len(bytes.TrimRight(first, " \t")) != 3 || !isKey(rest) {
		return false
	}
	line, col := diag.Position(text, at)
	e.problems = append(e.problems, diag.Problem{
		File: e.file, Line: line, Col: col, Width: 3, Rule: "front-matter",
		Message: "front matter begins in the first line of a file, and nothing stands before it", Hint: "remove what is blank above it",
	})
	return true
}

// isKey tells whether text begins like a key with a value, in YAML or TOML.
func isKey(text []byte) bool {
	n := 0
	for n < len(text) && isLetter(text[n]) {
		n++
	}
	after := bytes.TrimLeft(text[n:], " ")
	return n > 0 && len(after) > 0 && (after[0] == ':' || after[0] == '=')
}

// fallbackTitle names a page that has no readable title.
func fallbackTitle(file string) string {
	base := strings.TrimSuffix(path.Base(file), ".md")
	if base != "index" && base != "_index" {
		return base
	}
	if dir := path.Dir(file); dir != "." {
		return path.Base(dir)
	}
	return base
}

var frontKeys = []string{
	"title", "description", "date", "lastmod", "draft", "publishDate", "expiryDate", "weight", "slug",
	"aliases", "tags", "categories", "author", "source", "cover", "toc", "params",
}

// readFront fills the entry from its front matter. ok is false where that is
// so broken that nothing can be said about what it lacks.
func (e *entry) readFront(f front, zone *time.Location) (ok bool) {
	if f.text == nil {
		return true
	}
	if len(f.text) > frontCap {
		e.problems = append(e.problems, diag.Problem{
			File: e.file, Line: 1, Col: 1, Width: 3, Rule: "front-matter",
			Message: fmt.Sprintf("this front matter is longer than %d KB", frontCap>>10),
			Hint:    "texts belong below it",
		})
		return false
	}
	y := source.YAML{File: e.file, FirstLine: frontLine}
	var root *yaml.Node
	if f.toml {
		root = parseTOML(&y, string(f.text))
	} else {
		root = y.Parse(f.text)
	}
	ok = len(y.Problems) == 0 && (root == nil || root.Kind == yaml.MappingNode)
	d := decoder{y: &y, e: e, zone: zone}
	for _, entry := range y.Mapping(root, "the front matter", frontKeys) {
		d.key(entry)
	}
	d.sequence()
	e.problems = append(e.problems, y.Problems...)
	return ok
}

// decoder turns the keys of front matter into an entry.
type decoder struct {
	y    *source.YAML
	e    *entry
	zone *time.Location
	// lastMod and expiry are the values of these keys, nil where there are none.
	lastMod, expiry *yaml.Node
}

func (d *decoder) key(k source.Entry) {
	m := &d.e.meta
	switch k.Name {
	case "title":
		m.Title = d.line(k)
	case "description":
		m.Description = d.line(k)
	case "date":
		m.Date = d.y.Time(k, d.zone)
	case "lastmod":
		m.LastMod, d.lastMod = d.y.Time(k, d.zone), k.Value
	case "publishDate":
		m.PublishDate = d.y.Time(k, d.zone)
	case "expiryDate":
		m.ExpiryDate, d.expiry = d.y.Time(k, d.zone), k.Value
	case "draft":
		m.Draft = d.y.Bool(k)
	case "weight":
		m.Weight = d.y.Int(k)
	case "slug":
		d.slug(k)
	case "aliases":
		d.aliases(k)
	case "tags":
		m.Tags = d.terms(k)
	case "categories":
		m.Categories = d.terms(k)
	case "author":
		m.Author = d.line(k)
	case "source":
		m.Source = d.credit(k)
	case "cover":
		m.Cover, d.e.at.cover = d.y.String(k), placeOf(d.y, k.Value)
	case "toc":
		m.TOC = isNull(k.Value) || d.y.Bool(k)
	case "params":
		m.Params = params(d.y, k)
	}
}

// sequence warns of dates that cannot follow each other as they do.
func (d *decoder) sequence() {
	m := &d.e.meta
	release, named := m.PublishDate, "publishDate"
	if release.IsZero() {
		release, named = m.Date, "date"
	}
	d.notBefore(d.lastMod, "lastmod", m.LastMod, "date", m.Date, "a page is changed after it is written: correct one of the two")
	d.notBefore(d.expiry, "expiryDate", m.ExpiryDate, named, release, "the page expires before it is published, and is never shown: correct one of the two")
}

// notBefore warns of a date that is before another one. Days are compared, for
// a date without a time means the day.
func (d *decoder) notBefore(at *yaml.Node, key string, t time.Time, other string, since time.Time, hint string) {
	const day = "2006-01-02"
	if t.IsZero() || since.IsZero() || t.In(d.zone).Format(day) >= since.In(d.zone).Format(day) {
		return
	}
	p := d.y.At(at)
	p.Severity, p.Rule, p.Hint = diag.Warning, "date-order", hint
	p.Message = fmt.Sprintf("%s is before %s (%s)", key, other, since.In(d.zone).Format(day))
	d.y.Problems = append(d.y.Problems, p)
}

// line returns a text as one line: it goes into titles and attributes.
func (d *decoder) line(k source.Entry) string {
	return strings.Join(strings.Fields(d.y.String(k)), " ")
}

func (d *decoder) slug(k source.Entry) {
	slug := d.y.String(k)
	if fault := badPart(slug); fault != "" && slug != "" {
		d.y.Report(k.Value, "slug", fmt.Sprintf("the slug %q %s", slug, fault),
			"a slug is one part of a URL, such as forgotten-password")
		return
	}
	d.e.meta.Slug, d.e.at.slug = slug, placeOf(d.y, k.Value)
}

// badPart says why a text cannot be one part of a URL, or "".
func badPart(part string) string {
	switch {
	case part == "":
		return "is empty"
	case part == "." || part == "..":
		return "means another folder"
	case strings.TrimSpace(part) != part:
		return "begins or ends with a space"
	case strings.ContainsAny(part, `/\?#%`):
		return `holds one of / \ ? # %`
	case strings.ContainsFunc(part, unicode.IsControl):
		return "holds a control character"
	case part[0] == '.' || part[0] == '_':
		return "begins with " + part[:1] + ", which web servers hide"
	}
	return ""
}

func (d *decoder) aliases(k source.Entry) {
	for _, item := range items(k) {
		written := d.y.String(item)
		if written == "" {
			continue
		}
		if fault := badAlias(written); fault != "" {
			d.y.Report(item.Value, "alias", fmt.Sprintf("the alias %q %s", written, fault),
				"an alias is a path such as /old/place/, or old-name beside this page")
			continue
		}
		d.e.at.aliases = append(d.e.at.aliases, alias{written, placeOf(d.y, item.Value)})
	}
}

// badAlias says why a text cannot be an alias, or "".
func badAlias(written string) string {
	switch {
	case strings.Contains(written, "://") || strings.HasPrefix(written, "//"):
		return "is on another site"
	case strings.ContainsAny(written, `\?#%`):
		return `holds one of \ ? # %`
	case strings.ContainsFunc(written, unicode.IsControl):
		return "holds a control character"
	}
	for part := range strings.SplitSeq(strings.Trim(written, "/"), "/") {
		if fault := badPart(part); fault != "" && part != ".." {
			return "has a part that " + fault
		}
	}
	return ""
}

func (d *decoder) terms(k source.Entry) []string {
	var terms []string
	for _, item := range items(k) {
		term := d.line(item)
		switch {
		case term == "":
		case termSlug(term) == "":
			d.y.Report(item.Value, "term", fmt.Sprintf("%q has neither letters nor digits", term), "")
		case !slices.Contains(terms, term):
			terms = append(terms, term)
		}
	}
	return terms
}

// items returns the elements of a list as entries of their own, and a single
// value as a list of one, so that each mistake is reported at its place.
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

func (d *decoder) credit(k source.Entry) Credit {
	if k.Value == nil || k.Value.Kind != yaml.MappingNode {
		name := d.line(k)
		if isWebURL(name) {
			return Credit{Name: name, URL: name}
		}
		return Credit{Name: name}
	}
	var c Credit
	for _, part := range d.y.Mapping(k.Value, "source", []string{"name", "url"}) {
		if part.Name == "name" {
			c.Name = d.line(part)
		} else {
			c.URL = webURL(d.y, part)
		}
	}
	if c.Name == "" {
		c.Name = c.URL
	}
	return c
}

func placeOf(y *source.YAML, n *yaml.Node) place {
	p := y.At(n)
	return place{int32(p.Line), int32(p.Col), int32(p.Width)}
}

func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

// unclosed reports front matter that never ends.
func (e *entry) unclosed(delimiter string) {
	e.problems = append(e.problems, diag.Problem{
		File: e.file, Line: 1, Col: 1, Width: 3, Rule: "front-matter",
		Message: fmt.Sprintf("front matter begins here with %s and never ends", delimiter),
		Hint:    fmt.Sprintf("put a line %s after its last key", delimiter),
	})
	e.meta.Title = fallbackTitle(e.file)
}
