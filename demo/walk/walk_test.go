package walk

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// named finds what a step names: “quoted” or **strong**.
var named = regexp.MustCompile(`“[^“”]+”|\*\*[^*“”]+\*\*`)

// read makes lists of steps of a text: a line that begins with a number and a
// dot is a step, an empty line ends a list.
func read(text string) [][]Step {
	var lists [][]Step
	begin := true
	for n, line := range strings.Split(text, "\n") {
		if _, rest, ok := strings.Cut(line, ". "); ok {
			if begin {
				lists = append(lists, nil)
			}
			begin = false
			last := &lists[len(lists)-1]
			*last = append(*last, readStep(n+1, line, rest))
		} else {
			begin = begin || line == ""
		}
	}
	return lists
}

func readStep(number int, line, rest string) Step {
	step := Step{Line: number, Col: 1, Words: named.ReplaceAllStringFunc(rest, func(name string) string {
		if strings.HasPrefix(name, "*") {
			return name
		}
		return " "
	})}
	for _, at := range named.FindAllStringIndex(line, -1) {
		quoted := line[at[0]:at[1]]
		step.Names = append(step.Names, Name{
			Text: strings.Trim(quoted, "“”*"), Loose: quoted[0] == '*',
			Line: number, Col: 1 + utf8.RuneCountInString(line[:at[0]]), Width: utf8.RuneCountInString(quoted),
		})
	}
	return step
}

func parse(t testing.TB, name string, text []byte) *flow.Flow {
	t.Helper()
	f, problems := flow.Parse(name, text)
	if f == nil {
		t.Fatalf("%s: %v", name, problems)
	}
	return f
}

// describe writes where each step begins and ends and what its names stand
// for, and then what was found.
func describe(text string, stops []Stop, problems []diag.Problem) string {
	var b bytes.Buffer
	for _, s := range stops {
		fmt.Fprintf(&b, "%s -> %s:", s.Before.ID, s.After.ID)
		for _, m := range s.Matches {
			switch {
			case m.Button != nil:
				fmt.Fprintf(&b, " %s@%s", m.Button.Label.Default, m.Screen.ID)
			case m.Field != nil:
				fmt.Fprintf(&b, " %s@%s", m.Field.ID, m.Screen.ID)
			default:
				b.WriteString(" -")
			}
		}
		b.WriteByte('\n')
	}
	printer := diag.Printer{Source: func(string) []byte { return []byte(text) }}
	if err := printer.Print(&b, problems); err != nil {
		panic(err)
	}
	return b.String()
}

// TestFollow follows the steps of name.md in each archive through its flow.
func TestFollow(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { testArchive(t, file) })
	}
}

func testArchive(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	f := parse(t, archive.Files[0].Name, archive.Files[0].Data)
	for i, source := range archive.Files {
		if !strings.HasSuffix(source.Name, ".md") {
			continue
		}
		stops, problems := Follow(f, source.Name, read(string(source.Data)))
		got, want := describe(string(source.Data), stops, problems), &archive.Files[i+1]
		if d := cmp.Diff(string(want.Data), got); d != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", source.Name, d)
		}
		want.Data = []byte(got)
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
