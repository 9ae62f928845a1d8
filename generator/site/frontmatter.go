package site

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
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
	e.report(position{line, col, 3}, "front-matter", "front matter must begin in the first line of the file",
		"remove the blank lines and spaces above it")
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

// readFront fills the entry from its front matter. ok is false where that is
// so broken that nobody knows what it lacks.
func (e *entry) readFront(f front, zone *time.Location) (ok bool) {
	if f.text == nil {
		return true
	}
	if len(f.text) > frontCap {
		e.report(position{1, 1, 3}, "front-matter", fmt.Sprintf("this front matter is longer than %d KB", frontCap>>10), "texts belong below it")
		return false
	}
	y := source.YAML{File: e.file, FirstLine: frontLine}
	var root *yaml.Node
	if f.toml {
		root = parseTOML(&y, f.text)
	} else {
		root = y.Parse(f.text)
	}
	ok = len(y.Problems) == 0 && (root == nil || root.Kind == yaml.MappingNode)
	d := decoder{YAML: &y, e: e, zone: zone}
	readKeys(&d, &y, root, "the front matter", frontKeys())
	d.sequence()
	e.problems = append(e.problems, y.Problems...)
	return ok
}

// decoder turns the keys of front matter into an entry.
type decoder struct {
	*source.YAML
	e    *entry
	zone *time.Location
	// lastMod and expiry are the values of these keys, nil where there are none.
	lastMod, expiry *yaml.Node
}

// frontKeys are the keys of front matter.
func frontKeys() []key[*decoder] {
	return []key[*decoder]{
		{"title", (*decoder).title},
		{"description", func(d *decoder, k source.Entry) { d.e.meta.Description = oneLine(d.String(k)) }},
		{"date", func(d *decoder, k source.Entry) {
			d.e.meta.Date, d.e.at.checked = d.Time(k, d.zone), positionOf(d.YAML, k.Value)
		}},
		{"lastmod", func(d *decoder, k source.Entry) { d.e.meta.LastMod, d.lastMod = d.Time(k, d.zone), k.Value }},
		{"verified", func(d *decoder, k source.Entry) {
			if d.e.meta.Verified = d.Time(k, d.zone); !d.e.meta.Verified.IsZero() {
				d.e.at.checked = positionOf(d.YAML, k.Value)
			}
		}},
		{"review", func(d *decoder, k source.Entry) { d.e.meta.Review = readPeriod(d.YAML, k) }},
		{"draft", func(d *decoder, k source.Entry) { d.e.meta.Draft = d.Bool(k) }},
		{"publishDate", func(d *decoder, k source.Entry) { d.e.meta.PublishDate = d.Time(k, d.zone) }},
		{"expiryDate", func(d *decoder, k source.Entry) { d.e.meta.ExpiryDate, d.expiry = d.Time(k, d.zone), k.Value }},
		{"weight", func(d *decoder, k source.Entry) { d.e.meta.Weight = d.Int(k) }},
		{"slug", (*decoder).slug},
		{"aliases", (*decoder).aliases},
		{"tags", func(d *decoder, k source.Entry) { d.e.meta.Tags = d.terms(k) }},
		{"categories", func(d *decoder, k source.Entry) { d.e.meta.Categories = d.terms(k) }},
		{"author", func(d *decoder, k source.Entry) { d.e.meta.Author = oneLine(d.String(k)) }},
		{"source", func(d *decoder, k source.Entry) { d.e.meta.Source = d.credit(k) }},
		{"cover", func(d *decoder, k source.Entry) {
			d.e.meta.Cover, d.e.at.cover = d.String(k), positionOf(d.YAML, k.Value)
		}},
		{"search", (*decoder).search},
		{"toc", func(d *decoder, k source.Entry) { d.e.meta.TOC = isNull(k.Value) || d.Bool(k) }},
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
	d.warn(at, "date-order", fmt.Sprintf("%s is before %s (%s)", key, other, since.In(d.zone).Format(day)), hint)
}

func (d *decoder) title(k source.Entry) {
	d.e.meta.Title, d.e.at.title = oneLine(d.String(k)), positionOf(d.YAML, k.Value)
}

// warn reports something that may be meant.
func (d *decoder) warn(at *yaml.Node, rule diag.Rule, message, hint string) {
	p := d.At(at)
	p.Severity, p.Rule, p.Message, p.Hint = diag.Warning, rule, message, hint
	d.Problems = append(d.Problems, p)
}

func (d *decoder) slug(k source.Entry) {
	slug := d.String(k)
	if fault := badPart(slug); fault != "" && slug != "" {
		d.Report(k.Value, "slug", fmt.Sprintf("the slug %q %s", slug, fault),
			"a slug is one part of a URL, such as forgotten-password")
		return
	}
	d.e.meta.Slug, d.e.at.slug = slug, positionOf(d.YAML, k.Value)
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
		written := d.String(item)
		if written == "" {
			continue
		}
		several := d.several(k, item, written, ", /")
		address, id, isPart := strings.Cut(written, "#")
		fault := badAlias(address)
		if isPart && (id == "" || strings.ContainsAny(id, "# ")) {
			fault = "has no name of a heading behind #"
		}
		if several && fault != "" {
			continue
		} else if fault != "" {
			d.Report(item.Value, "alias", fmt.Sprintf("the alias %q %s", written, fault),
				"an alias is a path such as /old/place/, or old-name beside this page")
			continue
		}
		d.e.at.aliases = append(d.e.at.aliases, alias{address, id, positionOf(d.YAML, item.Value)})
	}
}

// badAlias says why a text cannot be an alias, or "".
func badAlias(written string) string {
	switch {
	case strings.Contains(written, "://") || strings.HasPrefix(written, "//"):
		return "is on another site"
	case strings.ContainsAny(written, `\?#%`):
		return `holds one of \ ? %`
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
		term := oneLine(d.String(item))
		d.several(k, item, term, ",")
		switch {
		case term == "":
		case termSlug(term) == "":
			d.Report(item.Value, "term", fmt.Sprintf("%q has neither letters nor digits", term), "")
		case !slices.Contains(terms, term):
			terms = append(terms, term)
		}
	}
	return terms
}

// several warns of one value that looks like several: what people write between
// tags in other programs makes one long tag here. comma is what counts as a
// Latin one between two. In a list, a value in quotes is meant as it is.
func (d *decoder) several(key, item source.Entry, value, comma string) bool {
	if item.Value != key.Value && item.Value.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		return false
	}
	apart := strings.NewReplacer(comma, "\n"+comma[1:], "，", "\n", "、", "\n", "；", "\n", ";", "\n").Replace(value)
	var list []string
	for part := range strings.SplitSeq(apart, "\n") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, strconv.Quote(part))
		}
	}
	if len(list) < 2 {
		return false
	}
	d.warn(item.Value, "one-for-several", fmt.Sprintf("commas do not separate %s: this is one", key.Name),
		fmt.Sprintf("write several as a list: [%s]; if it is one: [%q]", diag.Shorten(strings.Join(list, ", "), 200), diag.Shorten(value, 200)))
	return true
}

func (d *decoder) credit(k source.Entry) Credit {
	if k.Value == nil || k.Value.Kind != yaml.MappingNode {
		name := oneLine(d.String(k))
		if isWebURL(name) {
			return Credit{Name: name, URL: name}
		}
		return Credit{Name: name}
	}
	var c Credit
	for _, part := range d.Mapping(k.Value, "source", []string{"name", "url"}) {
		if part.Name == "name" {
			c.Name = oneLine(d.String(part))
		} else {
			c.URL = readWebURL(d.YAML, part)
		}
	}
	if c.Name == "" {
		c.Name = c.URL
	}
	return c
}

// unclosed reports front matter that never ends.
func (e *entry) unclosed(delimiter string) {
	e.report(position{1, 1, 3}, "front-matter", fmt.Sprintf("front matter begins here with %s and never ends", delimiter),
		fmt.Sprintf("put a line %s after its last key", delimiter))
	e.meta.Title = fallbackTitle(e.file)
}
