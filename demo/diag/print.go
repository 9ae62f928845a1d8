package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	eastasian "golang.org/x/text/width"
)

// excerptColumns is how much of a long line an excerpt shows, in terminal
// columns: a caret far out of sight helps nobody.
const excerptColumns = 100

// Limits on how many problems are printed; the others are counted. Nobody reads
// more of them, and one mistake can cause tens of thousands.
const (
	mostAlike   = 20     // of one rule in one file
	mostPrinted = 1000   // in all, for people
	mostEncoded = 10_000 // in all, for programs
)

// Printer writes problems for people.
type Printer struct {
	// Source returns a file's text by its Problem.File, or nil where it cannot
	// be read: then no excerpt is shown. It is called once for each file.
	Source func(file string) []byte
	// Prefix is put before each file name, so that the printed path is one
	// that the author's terminal can open.
	Prefix string
	// Colour allows ANSI escape sequences.
	Colour bool
}

// Print writes sorted problems, each as `path:line:col: severity: message
// [rule]`, the line itself with a caret below it, and the hint. Of many alike,
// and of very many, it writes the first ones and how many more there are.
func (p Printer) Print(w io.Writer, problems []Problem) error {
	var b bytes.Buffer
	room := mostPrinted
	for len(problems) > 0 && room > 0 {
		n := 1
		for n < len(problems) && problems[n].File == problems[0].File {
			n++
		}
		room -= p.file(&b, problems[:n], room)
		problems = problems[n:]
	}
	if len(problems) > 0 {
		fmt.Fprintf(&b, "… and %d more in other files\n", len(problems))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// file writes the problems of one file, at most room of them, and returns how
// many it wrote.
func (p Printer) file(b *bytes.Buffer, problems []Problem, room int) (written int) {
	var lines Lines
	if p.Source != nil {
		lines = SplitLines(p.Source(problems[0].File))
	}
	alike := map[Rule]int{}
	left := map[Rule]int{}
	for _, problem := range problems {
		if alike[problem.Rule] == mostAlike || written == room {
			left[problem.Rule]++
			continue
		}
		alike[problem.Rule]++
		written++
		p.one(b, problem, lines)
	}
	for _, rule := range slices.Sorted(maps.Keys(left)) {
		fmt.Fprintf(b, "%s: … and %d more%s\n", p.paint("1", p.Prefix+visible(problems[0].File)), left[rule], p.rule(rule))
	}
	return written
}

func (p Printer) one(b *bytes.Buffer, problem Problem, lines Lines) {
	colour := [...]string{Error: "31", Warning: "33", Note: "36"}[problem.Severity]
	fmt.Fprintf(b, "%s: %s: %s%s\n",
		p.paint("1", fmt.Sprintf("%s%s:%d:%d", p.Prefix, visible(problem.File), problem.Line, problem.Col)),
		p.paint(colour, problem.Severity.String()), visible(problem.Message), p.rule(problem.Rule))
	if before, marked, after := lines.Excerpt(problem); before+marked+after != "" {
		fmt.Fprintf(b, "    %s\n    %s\n", before+marked+after, p.paint(colour, caret(before, marked)))
	}
	if problem.Hint != "" {
		fmt.Fprintf(b, "    %s %s\n", p.paint("36", "hint:"), visible(problem.Hint))
	}
}

// rule is the name of a rule behind a message, where one was broken.
func (p Printer) rule(r Rule) string {
	if r == "" {
		return ""
	}
	return " " + p.paint("2", "["+string(r)+"]")
}

func (p Printer) paint(code, s string) string {
	if !p.Colour {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// Lines are the lines of a file, so that many excerpts of it need not look for
// them each time.
type Lines [][]byte

// SplitLines returns the lines of a text.
func SplitLines(text []byte) Lines { return bytes.Split(text, []byte{'\n'}) }

// Excerpt returns the line that a problem is in, cut to what fits a terminal, in
// three parts: what the problem marks, and what is before and after it. All are ""
// where there is no such line or nothing on it.
func (l Lines) Excerpt(problem Problem) (before, marked, after string) {
	if problem.Line < 1 || problem.Line > len(l) || len(bytes.TrimSpace(l[problem.Line-1])) == 0 {
		return "", "", ""
	}
	head, tail := divide(bytes.TrimSuffix(l[problem.Line-1], []byte{'\r'}), problem.Col)
	head, cutHead := lastColumns(head, excerptColumns*2/3)
	tail, cutTail := firstColumns(tail, excerptColumns-width(head))
	middle, tail := divide(tail, 1+max(1, problem.Width))
	before, marked, after = visible(string(head)), visible(string(middle)), visible(string(tail))
	if cutHead {
		before = "…" + before
	}
	if cutTail {
		after += "…"
	}
	return before, marked, after
}

// divide divides a line before a column, which counts from 1.
func divide(line []byte, col int) (before, after []byte) {
	at := 0
	for ; col > 1 && at < len(line); col-- {
		_, n := utf8.DecodeRune(line[at:])
		at += n
	}
	return line[:at], line[at:]
}

// lastColumns cuts a text at its beginning, so that no more than one character
// begins beyond so many terminal columns.
func lastColumns(text []byte, most int) (last []byte, cut bool) {
	from := len(text)
	for used := 0; from > 0 && used < most; {
		r, n := utf8.DecodeLastRune(text[:from])
		used, from = used+columns(r), from-n
	}
	return text[from:], from > 0
}

// firstColumns cuts a text at its end in the same way.
func firstColumns(text []byte, most int) (first []byte, cut bool) {
	to := 0
	for used := 0; to < len(text) && used < most; {
		r, n := utf8.DecodeRune(text[to:])
		used, to = used+columns(r), to+n
	}
	return text[:to], to < len(text)
}

// visible replaces what could drive a terminal or mislead its reader: control
// characters, and those that change the direction of the text after them.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && unicode.IsControl(r) || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			return utf8.RuneError
		}
		return r
	}, text)
}

// width is how many terminal columns a text takes.
func width(text []byte) (n int) {
	for _, r := range string(text) {
		n += columns(r)
	}
	return n
}

// columns is how many terminal columns a character takes.
func columns(r rune) int {
	switch eastasian.LookupRune(r).Kind() {
	case eastasian.EastAsianWide, eastasian.EastAsianFullwidth:
		return 2
	}
	return 1
}

// caret marks a part of a line below it.
func caret(before, marked string) string {
	blanks := ""
	for _, r := range before {
		if r == '\t' {
			blanks += "\t"
		} else {
			blanks += strings.Repeat(" ", columns(r))
		}
	}
	return blanks + "^" + strings.Repeat("~", max(0, width([]byte(marked))-1))
}

// PrintJSON writes sorted problems as one JSON array, an empty one for none. Of
// very many it writes the first ones, and then a problem without file and rule
// that says how many are left out.
func PrintJSON(w io.Writer, problems []Problem) error {
	list := append([]Problem{}, problems[:min(len(problems), mostEncoded)]...)
	if left := problems[len(list):]; len(left) > 0 {
		errors, warnings := Count(left)
		rest := Problem{Message: fmt.Sprintf("there are more problems, which are not listed: %d errors and %d warnings", errors, warnings)}
		if errors == 0 {
			rest.Severity = Warning
		}
		list = append(list, rest)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(list)
}
