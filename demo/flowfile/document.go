package flowfile

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
	"rehearse/demo/flow"
	"rehearse/demo/flow/lint"
	"rehearse/demo/source"
)

// maxReported is how many problems one file gets: more than anybody reads.
const maxReported = 100

// document is the YAML from which a flow is read. What reads a value returns
// it, and whether nothing is wrong with it; what is wrong is reported. A value
// that is not there is the zero value, and nothing is wrong with it.
type document struct {
	source.YAML
	// texts are what readers read, in the order in which it is read here.
	texts []lint.Text
	// cut are the kinds of things of which the flow has too many: those that were
	// left out may be named, and that is no mistake of its own.
	cut map[string]bool
	// facts returns those that texts may name.
	facts func() fact.Facts
}

// tooMany reports, once for each kind, that a flow has more things of a kind than
// are read. has is how many, as far as one knows.
func (d *document) tooMany(at flow.Pos, kind, has string, most int) {
	if d.cut[kind] {
		return
	}
	d.cut[kind] = true
	d.add(at, "too-big", fmt.Sprintf("this flow has %s %s, and a flow may have %d", has, kind, most),
		"make several flows of it; one can go on where another ends: continues: NAME")
}

// isFull reports whether enough problems were found to stop looking for more.
func (d *document) isFull() bool { return len(d.Problems) > maxReported }

func (d *document) pos(n *yaml.Node) flow.Pos {
	at := d.At(n)
	return flow.Pos{File: at.File, Line: at.Line, Col: at.Col, Width: at.Width}
}

// add reports a mistake at a position of the model.
func (d *document) add(at flow.Pos, rule diag.Rule, message, hint string) {
	d.Problems = append(d.Problems, at.Problem(diag.Error, rule, message, hint))
}

// unknown reports a reference to a name that is not there.
func (d *document) unknown(n *yaml.Node, what, name string, known []string) {
	if len(d.cut) > 0 {
		return
	}
	d.Report(n, "unknown-name", fmt.Sprintf("there is no %s %q", what, short(name)),
		diag.DidYouMean(name, known, listNames("known: ", known)))
}

// items returns the entries of a mapping from names, and whether it is one.
func (d *document) items(n *yaml.Node, what string) ([]source.Entry, bool) {
	list := d.Entries(n, what)
	return list, isNull(n) || n.Kind == yaml.MappingNode && 2*len(list) == len(n.Content)
}

// named returns the items whose keys may name something.
func (d *document) named(n *yaml.Node, what, named string) []source.Entry {
	list, _ := d.items(n, what)
	return slices.DeleteFunc(list, func(e source.Entry) bool {
		if isName(e.Name) || d.isFull() {
			return d.isFull()
		}
		d.Report(e.Key, "bad-name", fmt.Sprintf("%q cannot name a %s", short(e.Name), named),
			"use small letters, digits, _ and -, beginning with a letter, at most 40")
		return true
	})
}

// word reads a text that readers do not read.
func (d *document) word(e source.Entry) (string, bool) {
	s := d.String(e)
	return s, s != "" || isNull(e.Value) || e.Value.Kind == yaml.ScalarNode && e.Value.ShortTag() == "!!str"
}

// words reads a word or a list of them.
func (d *document) words(e source.Entry) (list []string, ok bool) {
	ok = true
	for _, n := range nodes(e.Value) {
		s, good := d.word(source.Entry{Name: e.Name, Key: e.Key, Value: n})
		if ok = ok && good; s != "" {
			list = append(list, s)
		}
	}
	return list, ok
}

// truth reads true or false.
func (d *document) truth(e source.Entry) (bool, bool) {
	return d.Bool(e), isNull(e.Value) || e.Value.Kind == yaml.ScalarNode && e.Value.ShortTag() == "!!bool"
}

// whole returns what reads a whole number from 1 to most; otherwise is what
// stands for none.
func (d *document) whole(otherwise, most int, rule diag.Rule, hint string) func(source.Entry) (int, bool) {
	return func(e source.Entry) (int, bool) {
		if e.Value == nil {
			return otherwise, true
		}
		n, err := strconv.Atoi(e.Value.Value)
		if !isNull(e.Value) && (e.Value.ShortTag() != "!!int" || err != nil) {
			d.Int(e) // which reports it
			return otherwise, false
		}
		if n < 1 || n > most {
			d.Report(e.Value, rule, fmt.Sprintf("%q must be from 1 to %d", e.Name, most), fmt.Sprintf(hint, e.Name))
			return otherwise, false
		}
		return n, true
	}
}

// seconds returns what reads a time in whole seconds: "60s", "5m".
func (d *document) seconds(otherwise int) func(source.Entry) (int, bool) {
	return func(e source.Entry) (int, bool) {
		if e.Value == nil {
			return otherwise, true
		}
		t, err := time.ParseDuration(e.Value.Value)
		if err != nil || e.Value.Kind != yaml.ScalarNode || t < time.Second || t > maxSeconds*time.Second || t%time.Second != 0 {
			d.Report(e.Value, "bad-duration", fmt.Sprintf("%q must be from 1s to %ds", e.Name, maxSeconds), "write 60s, or 5m")
			return otherwise, false
		}
		return int(t / time.Second), true
	}
}

// index reads one of some names and returns its number, -1 for none.
func (d *document) index(e source.Entry, names []string) (int, bool) {
	s, ok := d.word(e)
	if s == "" {
		return -1, ok
	}
	i := slices.Index(names, s)
	if i < 0 {
		d.Report(e.Value, "unknown-value", fmt.Sprintf("%q is no %s", s, e.Name),
			diag.DidYouMean(s, names, "one of: "+strings.Join(names, ", ")))
	}
	return i, i >= 0
}

// oneOf returns what reads the name of one of some values.
func oneOf[T fmt.Stringer](d *document, otherwise T, values ...T) func(source.Entry) (T, bool) {
	return func(e source.Entry) (T, bool) {
		i, ok := d.index(e, namesOf(values))
		if i < 0 {
			return otherwise, ok
		}
		return values[i], true
	}
}

// either returns what reads one of two words: whether it is the first.
func (d *document) either(yes, no string) func(source.Entry) (bool, bool) {
	return func(e source.Entry) (bool, bool) {
		s := e.Value.Value
		if e.Value.Kind != yaml.ScalarNode || s != yes && s != no {
			d.Report(e.Value, "unknown-value", fmt.Sprintf("%s is either %s or %s", e.Name, yes, no),
				diag.DidYouMean(s, []string{yes, no}, fmt.Sprintf("write {%s: %s}", e.Name, yes)))
			return false, false
		}
		return s == yes, true
	}
}

// text reads what readers read and what may name values of the record.
func (d *document) text(e source.Entry) (flow.Text, bool) { return d.anyText(e, false) }

// plainText reads what readers read as it stands.
func (d *document) plainText(e source.Entry) (flow.Text, bool) { return d.anyText(e, true) }

// anyText reads a text, or a mapping from language codes to texts, of which zh, or
// else the first, is what the real service shows.
func (d *document) anyText(e source.Entry, isPlain bool) (flow.Text, bool) {
	if isNull(e.Value) || e.Value.Kind != yaml.MappingNode {
		t, ok := d.untranslated(e, isPlain)
		if !t.IsZero() {
			d.texts = append(d.texts, lint.Text{Text: t, Pos: d.pos(e.Value), IsPlain: isPlain})
		}
		return t, ok
	}
	list, ok := d.items(e.Value, fmt.Sprintf("%q", e.Name))
	original, translations := "", map[string]string{}
	for _, l := range list {
		if !languageTag.MatchString(l.Name) {
			d.Report(l.Key, "bad-language", fmt.Sprintf("%q is no language code", short(l.Name)),
				"translations are written {zh: …, en: …}")
			ok = false
			continue
		}
		s, good := d.told(l, l.Name, isPlain)
		if ok = ok && good; len(translations) == 0 || l.Name == "zh" {
			original = s
		}
		translations[l.Name] = s
	}
	t := flow.NewText(original, translations)
	if len(translations) > 0 {
		d.texts = append(d.texts, lint.Text{Text: t, Pos: d.pos(e.Value), IsPlain: isPlain})
	}
	return t, ok
}

// namedFact is what stands in a text for a fact, and a brace that is written twice.
var namedFact = regexp.MustCompile(`\{\{|\{ *fact\.([^{}|]*?) *\}`)

// untranslated reads a text without translations. Where it names facts that differ by
// language, it has one in each of these.
func (d *document) untranslated(e source.Entry, isPlain bool) (flow.Text, bool) {
	original, ok := d.told(e, "", isPlain)
	translations, reported := map[string]string{}, len(d.Problems)
	for _, named := range namedFact.FindAllStringSubmatch(wordOf(e, isPlain), -1) {
		if f := d.facts().Find(named[1]); f != nil {
			for _, lang := range f.Languages() {
				translations[lang], _ = d.told(e, lang, false)
			}
		}
	}
	d.Problems = d.Problems[:reported] // once is enough
	return flow.NewText(original, translations), ok
}

// wordOf is a text as it is written, or "" where it can name nothing.
func wordOf(e source.Entry, isPlain bool) string {
	if isPlain || e.Value == nil || !strings.Contains(e.Value.Value, "fact.") {
		return ""
	}
	return e.Value.Value
}

// told reads a text in a language, with the values of the facts that it names.
func (d *document) told(e source.Entry, lang string, isPlain bool) (string, bool) {
	s, ok := d.word(e)
	s = strings.TrimSpace(s)
	if wordOf(e, isPlain) == "" {
		return s, ok
	}
	return namedFact.ReplaceAllStringFunc(s, func(named string) string {
		if named == "{{" {
			return named
		}
		name := namedFact.FindStringSubmatch(named)[1]
		f := d.facts().Find(name)
		if f == nil {
			p := d.facts().Unknown(name)
			d.Report(e.Value, p.Rule, p.Message, p.Hint)
			ok = false
			return "…"
		}
		return strings.NewReplacer("{", "{{", "}", "}}").Replace(f.For(lang))
	}), ok
}

// object is a mapping with known keys.
type object struct {
	*document
	entries []source.Entry
	// what it is in messages, and the node at which they say that it lacks
	// something.
	what string
	at   *yaml.Node
	// sound says that nothing wrong has been found in it.
	sound bool
}

func (d *document) object(n, at *yaml.Node, what string, known ...string) *object {
	o := &object{document: d, what: what, at: at}
	if !d.isFull() {
		o.entries = d.Mapping(n, what, known)
		o.sound = isNull(n) || n.Kind == yaml.MappingNode && 2*len(o.entries) == len(n.Content)
	}
	return o
}

// get returns the entry of that name, or one without key and value.
func (o *object) get(name string) source.Entry {
	for _, e := range o.entries {
		if e.Name == name {
			return e
		}
	}
	return source.Entry{Name: name}
}

func (o *object) has(name string) bool { return o.get(name).Value != nil }

// fail reports something wrong in the object.
func (o *object) fail(n *yaml.Node, rule diag.Rule, message, hint string) {
	o.sound = false
	o.Report(n, rule, message, hint)
}

// lacks reports a key that the object needs.
func (o *object) lacks(key string) {
	o.fail(o.at, "missing", fmt.Sprintf("%s needs %q", o.what, key), "add a line: "+key+": …")
}

// read reads a value of an object.
func read[T any](o *object, name string, from func(source.Entry) (T, bool)) T {
	v, ok := from(o.get(name))
	o.sound = o.sound && ok
	return v
}

// needText reads a plain text that the object cannot do without.
func (o *object) needText(name string) flow.Text {
	t, ok := o.plainText(o.get(name))
	if o.sound = o.sound && ok; ok && t.IsZero() {
		o.lacks(name)
	}
	return t
}

// nodes returns the nodes of a list, or a single one.
func nodes(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	}
	return []*yaml.Node{n}
}

// keyAsValue lets a key be read, and reported, as values are.
func keyAsValue(e source.Entry) source.Entry {
	return source.Entry{Name: e.Name, Key: e.Key, Value: e.Key}
}

// isNull reports whether there is no value.
func isNull(n *yaml.Node) bool {
	return n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null"
}

func isName(s string) bool {
	if s == "" || len(s) > 40 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_-") == ""
}

// languageTag is what language tags look like: "en", "zh-Hant".
var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9-]{0,19}[A-Za-z0-9])?$`)

// short cuts what an author wrote to what a message can show.
func short(s string) string { return diag.Shorten(s, 40) }

func namesOf[T fmt.Stringer](values []T) []string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = v.String()
	}
	return names
}

func listNames(before string, names []string) string {
	const most = 12
	if len(names) == 0 {
		return ""
	}
	if len(names) > most {
		return before + strings.Join(names[:most], ", ") + ", …"
	}
	return before + strings.Join(names, ", ")
}
