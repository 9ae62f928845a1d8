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
	"rehearse/demo/flowfile"
	"rehearse/demo/route"
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
	f, problems := flowfile.Parse(name, text)
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
		stops, problems := Follow(f, source.Name, read(string(source.Data)), nil)
		got, want := describe(string(source.Data), stops.Stops, problems), &archive.Files[i+1]
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

func TestNothingToFollow(t *testing.T) {
	f := parse(t, "a.flow.yaml", []byte(tiny))
	for _, lists := range [][][]Step{nil, {nil}, {nil, nil}} {
		if stops, problems := Follow(f, "a.md", lists, nil); len(stops.Stops)+len(problems) > 0 {
			t.Errorf("%v: %v, %v", lists, stops, problems)
		}
	}
	stops, problems := Follow(f, "a.md", [][]Step{nil, {{Line: 1, Col: 1, Names: []Name{{Text: "去", Line: 1, Col: 1}}}}, nil}, nil)
	if len(stops.Stops) != 1 || stops.Stops[0].After.ID != "end" || len(problems) > 0 {
		t.Errorf("empty lists around one: %v, %v", stops, problems)
	}
}

const tiny = `
title: t
start: a
screens:
  a: {title: 甲, buttons: [{label: 去, to: end}]}
  end: {outcome: success, title: 完}
`

// TestTooManyNames says so instead of taking long.
func TestTooManyNames(t *testing.T) {
	step := Step{Line: 7, Col: 3, Names: make([]Name, maxCells)}
	stops, problems := Follow(parse(t, "a.flow.yaml", []byte(tiny)), "a.md", [][]Step{{step}}, nil)
	if len(stops.Stops) > 0 || len(problems) != 1 || problems[0].Rule != "inconclusive" || problems[0].Line != 7 {
		t.Errorf("got %v, %v", stops, problems)
	}
}

// checkStops holds the stops to the steps that they are about.
func checkStops(t *testing.T, lists [][]Step, stops []Stop) {
	t.Helper()
	var steps []Step
	for _, list := range lists {
		steps = append(steps, list...)
	}
	if len(stops) != len(steps) {
		t.Fatalf("%d stops for %d steps", len(stops), len(steps))
	}
	for i, s := range stops {
		if s.Before == nil || s.After == nil || len(s.Matches) != len(steps[i].Names) {
			t.Errorf("step %d: %+v for %d names", i, s, len(steps[i].Names))
		}
		for _, m := range s.Matches {
			if m.Screen == nil || m.Button != nil && (m.Field != nil || m.Button.Screen != m.Screen) || m.Field != nil && m.Field.Screen != m.Screen {
				t.Errorf("step %d: match %+v", i, m)
			}
		}
	}
}

// FuzzFollow looks for panics, for stops that do not fit the steps, for problems
// without a place, and for steps that are found fault with although they take
// the flow's own way.
func FuzzFollow(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, source := range archive.Files {
			if strings.HasSuffix(source.Name, ".md") {
				f.Add(string(archive.Files[0].Data), string(source.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, flowText, text string) {
		fl, _ := flowfile.Parse("a.flow.yaml", []byte(flowText))
		if fl == nil {
			t.Skip("no flow")
		}
		lists := read(text)
		stops, problems := Follow(fl, "a.md", lists, nil)
		if len(problems) == 1 && problems[0].Rule == "inconclusive" {
			return
		}
		checkStops(t, lists, stops.Stops)
		for _, p := range problems {
			if p.File != "a.md" || p.Line < 1 || p.Col < 1 || p.Rule == "" || p.Message == "" {
				t.Errorf("problem without a place: %+v", p)
			}
		}
		followOwnWay(t, fl)
	})
}

// followOwnWay follows steps that name all there is on the route of the samples.
func followOwnWay(t *testing.T, f *flow.Flow) {
	var step Step
	for _, l := range route.Samples(f).Legs {
		for _, a := range l.Answers {
			if a.Field.Kind.IsChoice() && !a.Field.Kind.IsTick() {
				step.Names = append(step.Names, Name{Text: a.Field.Options[a.Choice-1].Default, Line: 1, Col: 1})
			}
		}
		if b := l.Button.Under; b != nil {
			step.Names = append(step.Names, Name{Text: b.Label.Default, Line: 1, Col: 1})
		}
		step.Names = append(step.Names, Name{Text: l.Button.Label.Default, Line: 1, Col: 1})
	}
	stops, problems := Follow(f, "a.md", [][]Step{{{Line: 1, Col: 1, Names: step.Names}}}, nil)
	for _, p := range problems {
		if p.Rule != "unnamed-field" && p.Rule != "unnamed-button" && p.Rule != "inconclusive" {
			t.Errorf("the flow's own way %v: %v, %v", step.Names, stops, p)
		}
	}
}

// BenchmarkFollow measures a guide of six steps and twelve screens, and hostile
// ones: all names unknown, all names out of place.
func BenchmarkFollow(b *testing.B) {
	archive, err := txtar.ParseFile("testdata/login-password.txtar")
	if err != nil {
		b.Fatal(err)
	}
	f := parse(b, archive.Files[0].Name, archive.Files[0].Data)
	for name, text := range map[string]string{
		"guide":   string(archive.Files[1].Data),
		"unknown": "1. " + strings.Repeat("“什么也不是的名字”", 200),
		"astray":  "1. " + strings.Repeat("“提交”“新登录密码”", 100),
	} {
		lists := read(text)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Follow(f, "a.md", lists, nil)
			}
		})
	}
}
