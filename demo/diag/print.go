package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/width"
)

// excerptColumns is how much of a long line an excerpt shows, in terminal
// columns: a caret far out of sight helps nobody.
const excerptColumns = 100

// Printer writes problems for people.
type Printer struct {
	// Source returns a file's text by its Problem.File, or nil where it cannot
	// be had: then no excerpt is shown.
	Source func(file string) []byte
	// Prefix is put before each file name, so that the printed path is one
	// that the author's terminal can open.
	Prefix string
	// Colour allows ANSI escape sequences.
	Colour bool
}

// Print writes each problem as `path:line:col: severity: message [rule]`, the
// line itself with a caret below it, and the hint.
func (p Printer) Print(w io.Writer, problems []Problem) error {
	var b bytes.Buffer
	for _, problem := range problems {
		p.one(&b, problem)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (p Printer) one(b *bytes.Buffer, problem Problem) {
	colour := "31"
	if problem.Severity == Warning {
		colour = "33"
	}
	fmt.Fprintf(b, "%s: %s: %s %s\n",
		p.paint("1", fmt.Sprintf("%s%s:%d:%d", p.Prefix, problem.File, problem.Line, problem.Col)),
		p.paint(colour, problem.Severity.String()), problem.Message,
		p.paint("2", "["+string(problem.Rule)+"]"))
	if p.Source != nil {
		if line, caret := Excerpt(p.Source(problem.File), problem); line != "" {
			fmt.Fprintf(b, "    %s\n    %s\n", line, p.paint(colour, caret))
		}
	}
	if problem.Hint != "" {
		fmt.Fprintf(b, "    %s %s\n", p.paint("36", "hint:"), problem.Hint)
	}
}

func (p Printer) paint(code, s string) string {
	if !p.Colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Excerpt returns the line that a problem is in and a line that marks the
// place below it, both cut to what fits a terminal; empty where src has none.
func Excerpt(src []byte, problem Problem) (line, caret string) {
	text, ok := lineOf(src, problem.Line)
	if !ok || strings.TrimSpace(text) == "" {
		return "", ""
	}
	runes := []rune(text)
	at := max(0, min(problem.Col-1, len(runes)))
	end := max(at+1, min(at+problem.Width, len(runes)))
	from, cutLeft := windowStart(runes, at)
	to, cutRight := windowEnd(runes, from)
	mark := ""
	if cutLeft {
		mark = " "
	}
	for _, r := range runes[from:at] {
		mark += blank(r)
	}
	span := 0
	for _, r := range runes[at:max(at, min(end, to))] {
		span += columns(r)
	}
	caret = mark + "^" + strings.Repeat("~", max(0, span-1))
	line = visible(runes[from:to])
	if cutLeft {
		line = "…" + line
	}
	if cutRight {
		line += "…"
	}
	return line, caret
}

// lineOf returns line n (from 1) of src without its line ending.
func lineOf(src []byte, n int) (string, bool) {
	for ; n > 1; n-- {
		i := bytes.IndexByte(src, '\n')
		if i < 0 {
			return "", false
		}
		src = src[i+1:]
	}
	if n < 1 || src == nil {
		return "", false
	}
	line, _, _ := bytes.Cut(src, []byte{'\n'})
	return strings.TrimSuffix(string(bytes.ToValidUTF8(line, []byte("\uFFFD"))), "\r"), true
}

// windowStart returns where an excerpt around runes[at] begins.
func windowStart(runes []rune, at int) (from int, cut bool) {
	used := 0
	for from = at; from > 0 && used < excerptColumns*2/3; from-- {
		used += columns(runes[from-1])
	}
	return from, from > 0
}

// windowEnd returns where an excerpt that begins at from ends.
func windowEnd(runes []rune, from int) (to int, cut bool) {
	used := 0
	for to = from; to < len(runes) && used < excerptColumns; to++ {
		used += columns(runes[to])
	}
	return to, to < len(runes)
}

// visible replaces control characters, which could drive the terminal.
func visible(runes []rune) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (r < ' ' || r >= 0x7f && r < 0xa0) {
			return '\uFFFD'
		}
		return r
	}, string(runes))
}

// columns is how many terminal columns a character takes.
func columns(r rune) int {
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// blank is white space as wide as r, so that carets stand below their place.
func blank(r rune) string {
	if r == '\t' {
		return "\t"
	}
	return strings.Repeat(" ", columns(r))
}

// PrintJSON writes the problems as one JSON array, an empty one for none.
func PrintJSON(w io.Writer, problems []Problem) error {
	if problems == nil {
		problems = []Problem{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(problems)
}
