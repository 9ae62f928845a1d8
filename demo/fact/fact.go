// Package fact reads facts.yaml: values that are the same wherever they stand, each
// with where it comes from and when it was last checked.
//
//	hotline:
//	  value: "12329"                  # or one for each language: {zh: …, en: …}
//	  source: the fund's own website
//	  date: 2026-11-20
package fact

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// File is where facts stand in a content folder.
const File = "facts.yaml"

// Limits of the file: its bytes, and how many facts it has.
const (
	maxBytes = 256 << 10
	maxFacts = 1000
)

// Fact is a value that is the same wherever it stands.
type Fact struct {
	Name string
	// Source says where it comes from; Date is when it was last checked there.
	Source string
	Date   time.Time
	// DatePos is an otherwise empty problem where the date is written.
	DatePos diag.Problem

	original string
	byLang   map[string]string
}

// For returns the value in a language: that of the first language where it has none
// of its own.
func (f *Fact) For(lang string) string {
	for tag := lang; tag != ""; {
		if s := f.byLang[tag]; s != "" {
			return s
		}
		i := strings.LastIndexByte(tag, '-')
		tag = tag[:max(0, i)]
	}
	return f.original
}

// Languages are those in which it has values of their own, sorted.
func (f *Fact) Languages() []string { return slices.Sorted(maps.Keys(f.byLang)) }

// Facts are those of a site, in the order of the file.
type Facts []Fact

// Find returns the fact of a name, or nil.
func (l Facts) Find(name string) *Fact {
	for i := range l {
		if l[i].Name == name {
			return &l[i]
		}
	}
	return nil
}

// Unknown is the problem of a name that no fact has. It has no position.
func (l Facts) Unknown(name string) diag.Problem {
	names := make([]string, len(l))
	for i, f := range l {
		names[i] = f.Name
	}
	hint := File + ", in the folder of all articles, has none"
	if len(names) > 0 {
		hint = "it has: " + diag.Shorten(strings.Join(names, ", "), 200)
	}
	return diag.Problem{
		Rule: "unknown-fact", Message: fmt.Sprintf("%s has no fact %q", File, diag.Shorten(name, 40)),
		Hint: diag.DidYouMean(name, names, hint),
	}
}

var nameForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// Read reads the facts of a content folder, and what is wrong with them. Where there
// is no such file, there are none. Dates that name no zone are in zone.
func Read(fsys fs.FS, zone *time.Location) (Facts, []diag.Problem) {
	y := &source.YAML{File: File, FirstLine: 1}
	info, err := fs.Stat(fsys, File)
	switch {
	case err != nil:
		return nil, nil // it is not there, or leads out of the folder, which is reported of every file
	case !info.Mode().IsRegular() || info.Size() > maxBytes:
		y.Report(nil, "fact", fmt.Sprintf("%s must be a file of at most %d KB", File, maxBytes>>10), "")
		return nil, y.Problems
	}
	raw, err := fs.ReadFile(fsys, File)
	if err != nil {
		y.Report(nil, "unreadable", "this file cannot be read", "let everybody read it, or at least whoever builds the site")
		return nil, y.Problems
	}
	text, problem, ok := source.Text(File, raw)
	if !ok {
		return nil, []diag.Problem{problem}
	}
	var facts Facts
	if root := y.Parse(text); root != nil {
		facts = read(y, root, zone)
	}
	return facts, y.Problems
}

func read(y *source.YAML, root *yaml.Node, zone *time.Location) (facts Facts) {
	for i, e := range y.Entries(root, File) {
		if i == maxFacts {
			y.Report(e.Key, "fact", fmt.Sprintf("there may be %d facts", maxFacts), "keep those that stand in several places")
			break
		}
		if !nameForm.MatchString(e.Name) {
			y.Report(e.Key, "fact", fmt.Sprintf("%q cannot name a fact", diag.Shorten(e.Name, 40)),
				"use small letters, digits, _ and -, beginning with a letter, at most 40")
			continue
		}
		facts = append(facts, readFact(y, e, zone))
	}
	return facts
}

func readFact(y *source.YAML, e source.Entry, zone *time.Location) Fact {
	f := Fact{Name: e.Name}
	before := len(y.Problems)
	for _, k := range y.Mapping(e.Value, "a fact", []string{"value", "source", "date"}) {
		switch k.Name {
		case "value":
			f.value(y, k)
		case "source":
			f.Source = line(y.String(k))
		case "date":
			f.Date, f.DatePos = y.Time(k, zone), y.At(k.Value)
		}
	}
	if len(y.Problems) > before {
		return f
	}
	switch {
	case f.original == "":
		y.Report(e.Key, "fact", "this fact has no value", `add a line: value: "…"`)
	case f.Source == "":
		y.Report(e.Key, "fact", "this fact does not say where it comes from", "add a line: source: …")
	case f.Date.IsZero():
		y.Report(e.Key, "fact", "this fact does not say when it was checked", "add a line: date: 2026-11-20")
	}
	return f
}

// value reads a text, or a mapping from language codes to texts.
func (f *Fact) value(y *source.YAML, k source.Entry) {
	if k.Value == nil || k.Value.Kind != yaml.MappingNode {
		f.original = line(y.String(k))
		return
	}
	f.byLang = make(map[string]string)
	for _, e := range y.Entries(k.Value, "value") {
		text := line(y.String(e))
		if f.original == "" {
			f.original = text
		}
		f.byLang[e.Name] = text
	}
}

func line(s string) string { return strings.Join(strings.Fields(s), " ") }
