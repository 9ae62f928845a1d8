package site

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// entry is what was read from one Markdown file. It never changes.
type entry struct {
	file     string
	meta     Meta
	at       positions
	problems []diag.Problem
}

// positions are those of what can only be checked knowing other pages.
type positions struct {
	title, slug, cover position
	// checked is that of the date of the last check.
	checked position
	aliases []alias
}

// alias is an alias as written.
type alias struct {
	path string
	// id follows "#" where a part of the page there is meant.
	id string
	position
}

// position is a position in a file, with the number of characters there; the
// zero position is the beginning.
type position struct{ line, col, width int }

func positionOf(y *source.YAML, n *yaml.Node) position {
	p := y.At(n)
	return position{p.Line, p.Col, p.Width}
}

// locate returns a problem that has no position at this one.
func (at position) locate(file string, p diag.Problem) diag.Problem {
	p.File, p.Line, p.Col, p.Width = file, max(1, at.line), max(1, at.col), at.width
	return p
}

// report adds a problem.
func (e *entry) report(at position, rule diag.Rule, message, hint string) {
	e.problems = append(e.problems, at.locate(e.file, diag.Problem{Rule: rule, Message: message, Hint: hint}))
}

// warn adds a problem of something that may be meant.
func (e *entry) warn(at position, rule diag.Rule, message, hint string) {
	e.report(at, rule, message, hint)
	e.problems[len(e.problems)-1].Severity = diag.Warning
}

// unreadable is the entry of a file that says nothing. Its page exists all
// the same, so that no link to it is reported as well.
func unreadable(file string, p diag.Problem) *entry {
	p.File, p.Line, p.Col = file, max(1, p.Line), max(1, p.Col)
	return &entry{file: file, meta: Meta{TOC: true, Title: fallbackTitle(file)}, problems: []diag.Problem{p}}
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
