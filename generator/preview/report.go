package preview

import (
	"io/fs"
	"strings"

	"golang.org/x/text/width"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// maxShown is how many problems a page is told of; the rest is a number.
const maxShown = 100

// report is the problems of the site as pages show them.
type report struct {
	Errors   int            `json:"errors"`
	Warnings int            `json:"warnings"`
	Problems []shownProblem `json:"problems"`
}

// shownProblem is a problem with the line it is in, cut where it is marked. The
// parts are empty where there is no line to show.
type shownProblem struct {
	diag.Problem
	Before string `json:"before"`
	Marked string `json:"marked"`
	After  string `json:"after"`
}

// newReport reads the lines that problems are in. Problems come sorted by
// file, so that each file is read once.
func newReport(problems []diag.Problem, fsys fs.FS) report {
	r := report{Problems: []shownProblem{}}
	r.Errors, r.Warnings = diag.Count(problems)
	file, lines := "", diag.Lines(nil)
	for _, p := range problems[:min(maxShown, len(problems))] {
		if p.File != file {
			file, lines = p.File, diag.SplitLines(readText(fsys, p.File))
		}
		shown := shownProblem{Problem: p}
		shown.Before, shown.Marked, shown.After = cut(lines.Excerpt(p))
		r.Problems = append(r.Problems, shown)
	}
	return r
}

// cut divides a line where the caret below it stands. Browsers do not draw wide
// characters exactly twice as wide as others, as terminals do, so that pages
// cannot align the two by blanks.
func cut(line, caret string) (before, marked, after string) {
	from := strings.IndexByte(caret, '^')
	if from < 0 {
		return line, "", ""
	}
	start, end, column := len(line), len(line), 0
	for i, r := range line {
		if column >= from && start == len(line) {
			start = i
		}
		if column >= len(caret) {
			end = i
			break
		}
		column += columns(r)
	}
	return line[:start], line[start:end], line[end:]
}

// columns is how many characters of the caret's line stand for one of the line.
func columns(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// readText returns a file's text, or nil where there is none.
func readText(fsys fs.FS, file string) []byte {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil
	}
	text, _, _ := source.Text(file, raw)
	return text
}
