package preview

import (
	"io/fs"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// maxShown is how many problems a page shows; the rest is a number.
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
		shown.Before, shown.Marked, shown.After = lines.Excerpt(p)
		r.Problems = append(r.Problems, shown)
	}
	return r
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
