// Package diag reports the mistakes of authors.
//
// A mistake is a [Problem]: a position in a file, what is wrong there, and what
// to do about it. Problems are collected, never returned as an error: an error
// means that the machine failed (I/O) or that Rehearse did (a bug). All
// problems of a run are reported together, in the order of [Sort].
package diag

import (
	"bytes"
	"cmp"
	"slices"
	"unicode/utf8"
)

// Severity says what a problem prevents.
type Severity int

const (
	// Error keeps the site from being published.
	Error Severity = iota
	// Warning is published all the same, unless the author asked for strictness.
	Warning
	// Note is worth knowing, and never in the way.
	Note
)

// String returns the word that is printed: "error", "warning" or "note".
func (s Severity) String() string { return [...]string{"error", "warning", "note"}[s] }

// MarshalText makes a Severity its word in JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Rule is the name of a rule, in kebab case: "unknown-key". Each rule is declared
// in a text file of its name, in a folder rules/ beside the code that finds its
// violations: what it finds, and an example that it refuses and one that it accepts.
type Rule string

// Problem is one mistake of an author, at one position.
type Problem struct {
	// File is the path of the file as the author would name it, with slashes,
	// below the content folder.
	File string `json:"file"`
	// Line and Col count from 1, from the top of the file, front matter
	// included. Col counts Unicode code points.
	Line int `json:"line"`
	Col  int `json:"col"`
	// Width is how many code points the caret underlines; 0 means one.
	Width    int      `json:"width,omitempty"`
	Severity Severity `json:"severity"`
	// Rule is the rule that was broken; "" for what no rule forbids: a difference
	// from the real thing.
	Rule Rule `json:"rule"`
	// Message says what is wrong, in one sentence without a full stop.
	Message string `json:"message"`
	// Hint says how to mend it; it may be empty.
	Hint string `json:"hint,omitempty"`
}

// Sort orders problems by position, then by rule and message, and drops exact
// repetitions, so that the order in which they were found never shows.
func Sort(problems []Problem) []Problem {
	slices.SortFunc(problems, func(a, b Problem) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Col, b.Col),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Rule, b.Rule),
			cmp.Compare(a.Message, b.Message),
			cmp.Compare(a.Hint, b.Hint),
			cmp.Compare(a.Width, b.Width),
		)
	})
	return slices.Compact(problems)
}

// Count returns how many of the problems are errors and how many warnings; notes
// are neither.
func Count(problems []Problem) (errors, warnings int) {
	for _, p := range problems {
		switch p.Severity {
		case Error:
			errors++
		case Warning:
			warnings++
		}
	}
	return errors, warnings
}

// Position turns a byte offset in src into a line and a column, both from 1.
// An offset past the end is the position just after the last character.
func Position(src []byte, offset int) (line, col int) {
	offset = max(0, min(offset, len(src)))
	before := src[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return 1 + bytes.Count(before, []byte{'\n'}), 1 + utf8.RuneCount(before[start:])
}

// Shorten cuts what an author wrote to the characters that a message shows of
// it: names and addresses can be endless.
func Shorten(text string, most int) string {
	count := 0
	for i := range text {
		if count == most {
			return text[:i] + "…"
		}
		count++
	}
	return text
}
