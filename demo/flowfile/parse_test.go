package flowfile

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/route"
)

var update = flag.Bool("update", false, "write what is reported into testdata")

// end is what most flows of the tests need besides what they are about.
const end = "  end: {outcome: success, title: end}\n"

// TestProblems reads flows from testdata/*.txtar. Each is a file, in which the
// line "END" stands for an outcome called end, followed by a file of the
// problems that it gives, none for a good flow.
func TestProblems(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			in, want := archive.Files[i], &archive.Files[i+1]
			if want.Name != "problems" {
				t.Fatalf("%s: %s is not followed by its problems", file, in.Name)
			}
			t.Run(in.Name, func(t *testing.T) {
				got := told(strings.Replace(string(in.Data), "END\n", end, 1))
				if *update {
					want.Data = []byte(got)
				} else if got != string(want.Data) {
					t.Errorf("got\n%swant\n%s", got, want.Data)
				}
			})
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// told parses a flow and writes its problems.
func told(src string) string {
	f, problems := Parse("x.flow.yaml", []byte(src))
	text := listed(problems)
	if errors, _ := diag.Count(problems); (f == nil) != (errors > 0) {
		text += fmt.Sprintf("but the flow is %v\n", f)
	}
	return text
}

// listed writes problems, one with its hint a line; the file only where it is
// another than the flow's.
func listed(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		if p.File != "x.flow.yaml" {
			b.WriteString(p.File + ":")
		}
		fmt.Fprintf(&b, "%d:%d: %s: %s [%s]", p.Line, p.Col, p.Severity, p.Message, p.Rule)
		if p.Hint != "" {
			fmt.Fprintf(&b, " | %s", p.Hint)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// flowWith puts fields and buttons into a flow of one screen.
func flowWith(t *testing.T, record, fields, buttons string) *flow.Flow {
	t.Helper()
	src := "title: t\nstart: a\nrecord: {" + record + "}\nscreens:\n  a: {title: a, fields: {" + fields + "}, buttons: [" + buttons + "]}\n" + end
	f, problems := Parse("x.flow.yaml", []byte(src))
	if f == nil {
		t.Fatalf("%+v", problems)
	}
	return f
}

const goOn = "{label: go, submit: true, to: end}"

// flows are those of flowtest, which imports this package.
var flows = os.DirFS("../flowtest/flows")

func TestAFlowOfRealSize(t *testing.T) {
	f, problems, err := Load(flows, "login-password.flow.yaml")
	if err != nil || len(problems) > 0 {
		t.Fatalf("%+v, %v", problems, err)
	}
	if f.Name != "login-password" || f.Verified != "2026-11-20" || f.Title.For("en") != "Get back the login password" {
		t.Errorf("name %q, verified %q, title %q", f.Name, f.Verified, f.Title.For("en"))
	}
	var walk []string
	for _, s := range route.Samples(f).ReadingOrder() {
		walk = append(walk, s.ID)
	}
	if got, want := strings.Join(walk, " "), "portal login registered identify prove reset done locked both"; got != want {
		t.Errorf("the walk is %s, want %s", got, want)
	}
}

func TestChecksAreInOrder(t *testing.T) {
	f := flowWith(t, "r: 'a1'", "x: {label: x, equals: record.r, pattern: .., contains: [letter], only: [letter, digit], maxlength: 9, minlength: 2, kind: password}", goOn)
	var got []string
	for _, c := range f.Fields[0].Checks {
		got = append(got, c.Kind.String())
	}
	if s, want := strings.Join(got, " "), "required minlength maxlength only contains pattern equals"; s != want {
		t.Errorf("checks are %s, want %s", s, want)
	}
}

func TestMessages(t *testing.T) {
	f := flowWith(t, "r: a", "x: {label: {zh: 名, en: 100%}, equals: record.r, minlength: 1, message: {zh: 错, en: wrong}, messages: {equals: 不同}}", goOn)
	var got []string
	for _, c := range f.Fields[0].Checks {
		got = append(got, c.Message.Default+"/"+c.Message.For("en"))
	}
	if s, want := strings.Join(got, " "), "请填写“名”/Fill in “名” (100%) 错/wrong 不同/不同"; s != want {
		t.Errorf("messages are %s, want %s", s, want)
	}
}

func TestSamples(t *testing.T) {
	f := flowWith(t, "r: two, n: null",
		"a: {label: a, sample: s}, b: {label: b, equals: a}, c: {label: c, equals: b}, d: {label: d, kind: radio, options: [one, two], equals: record.r}, "+
			"e: {label: e, equals: record.n}, f: {label: f, kind: checkbox, required: true}, g: {label: g, kind: select, options: [one, two], equals: d}, h: {label: h, kind: checkbox}", goOn)
	var got []string
	for _, f := range f.Fields {
		got = append(got, fmt.Sprintf("%s=%s%d", f.ID, f.Sample, f.SampleChoice))
	}
	if s, want := strings.Join(got, " "), "a=s0 b=s0 c=s0 d=2 e=0 f=1 g=2 h=0"; s != want {
		t.Errorf("samples are %s, want %s", s, want)
	}
}

func TestCapacities(t *testing.T) {
	long := strings.Repeat("长", 70)
	f := flowWith(t, "r: "+long+", kept: null",
		"free: {label: a, sample: s}, same: {label: b, equals: record.r}, short: {label: c, length: 4, sample: abcd}, "+
			"again: {label: d, equals: free}, copy: {label: e, equals: record.kept, sample: s}, long: {label: f, maxlength: 127, sample: s}",
		"{label: go, submit: true, to: end, set: {record.kept: again}}")
	want := map[string]int{"free": 65, "same": 71, "short": 32, "again": 65, "copy": 65, "long": 128}
	for _, f := range f.Fields {
		if f.Capacity != want[f.ID] {
			t.Errorf("%s keeps %d units, want %d", f.ID, f.Capacity, want[f.ID])
		}
	}
	if kept := f.Record[1].Capacity; kept != 64 {
		t.Errorf("record.kept holds %d units, want 64", kept)
	}
}

// bombs are files that a careless reader does not get through.
func bombs() map[string][]byte {
	screens := func(n int) string {
		var b strings.Builder
		b.WriteString("title: t\nstart: s0\nscreens:\n")
		for i := range n {
			fmt.Fprintf(&b, "  s%d: {title: t, buttons: [{label: go, to: nowhere%d}]}\n", i, i)
		}
		return b.String()
	}
	fields := func(n int) string {
		var b strings.Builder
		b.WriteString("title: t\nstart: a\nscreens:\n  a:\n    title: a\n    buttons: [{label: go, to: end}]\n    fields:\n")
		for i := range n {
			fmt.Fprintf(&b, "      f%d: {label: l%d, equals: f%d}\n", i, i, i+1)
		}
		return b.String()
	}
	branches := func(buttons, branches, conditions int) string {
		var b strings.Builder
		b.WriteString("title: t\nstart: a\ncounters: {")
		for i := range conditions {
			fmt.Fprintf(&b, "c%d: {max: 3},", i)
		}
		b.WriteString("}\nscreens:\n  a:\n    title: a\n    buttons:\n")
		for i := range buttons {
			fmt.Fprintf(&b, "      - {label: b%d, count: [c0], to: [", i)
			for j := range branches {
				b.WriteString("{when: {")
				for k := range conditions {
					fmt.Fprintf(&b, "c%d: %s, ", k, []string{"max", "below-max"}[j>>k&1])
				}
				b.WriteString("}, to: end}, ")
			}
			b.WriteString("]}\n")
		}
		return b.String() + end
	}
	return map[string][]byte{
		"many branches":   []byte(branches(1, 5_000, 3)),
		"many conditions": []byte(branches(1, 200, 150)),
		"all branches":    []byte(branches(25, 100, 9)),
		"wide branches":   []byte(branches(17, 90, 18)),
		"many counters":   []byte("counters: {" + strings.Repeat("a: {max: 1}, ", 20_000) + "}\ntimers: {" + keyLines(0) + "}"),
		"nested lists":    []byte(strings.Repeat("[", 100_000)),
		"nested maps":     []byte(strings.Repeat("{a: ", 20_000)),
		"indented":        []byte(deep(1000)),
		"aliases":         []byte("a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\ntitle: *c\n"),
		"many keys":       []byte(keyLines(20_000)),
		"many screens":    []byte(screens(6_000)),
		"400 screens":     []byte(screens(400)),
		"many fields":     []byte(fields(12_000)),
		"chain":           []byte(fields(900) + "      f900: {label: z, sample: s}\n" + end),
		"circle":          []byte(fields(900) + "      f900: {label: z, equals: f0}\n" + end),
		"many patterns":   []byte(patterns(900, "a{%d}")),
		"large patterns":  []byte(patterns(900, `(\pL|\pN)*a(\pL|\pN){7}b{0,%d}`)),
		"long name":       []byte("title: t\nstart: a\nscreens: {" + strings.Repeat("a", 500_000) + ": {title: t}}\n"),
		"long reference":  []byte("title: t\nstart: " + strings.Repeat("b", 500_000) + "\nscreens: {a: {title: t, buttons: [{label: l, to: a}]}}\n"),
		"too big":         bytes.Repeat([]byte("# x\n"), 300_000),
		"zeros":           make([]byte, 1000),
		"gb18030":         []byte("title: \xd5\xd2\xbb\xd8\n"),
		"utf-16":          []byte("t\x00i\x00t\x00l\x00e\x00:\x00 \x00t\x00"),
	}
}

// patterns is a flow with fields whose patterns differ by a number.
func patterns(n int, form string) string {
	var b strings.Builder
	b.WriteString("title: t\nstart: a\nscreens:\n  a:\n    title: a\n    fields:\n")
	for i := range n {
		fmt.Fprintf(&b, "      f%d: {label: l%d, sample: a, pattern: '"+form+"'}\n", i, i, i)
	}
	return b.String() + "    buttons: [" + goOn + "]\n" + end
}

func deep(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func keyLines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "key%d: x\n", i)
	}
	return b.String()
}

func TestBombs(t *testing.T) {
	for name, src := range bombs() {
		t.Run(name, func(t *testing.T) {
			f, problems := Parse("x.flow.yaml", src)
			if name == "chain" {
				if f == nil {
					t.Errorf("%+v", problems)
				}
				return
			}
			if f != nil || len(problems) == 0 || len(problems) > maxReported {
				t.Errorf("%d problems, flow %v", len(problems), f != nil)
			}
		})
	}
}

func BenchmarkBombs(b *testing.B) {
	for name, src := range bombs() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Parse("x.flow.yaml", src)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, in := range archive.Files {
			f.Add(bytes.Replace(in.Data, []byte("END\n"), []byte(end), 1))
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		fl, problems := Parse("x.flow.yaml", src)
		if fl == nil && len(problems) == 0 {
			t.Error("neither a flow nor a problem")
		}
		for _, p := range problems {
			if p.Line < 1 || p.Col < 1 || p.Rule == "" || p.Message == "" || p.File == "" {
				t.Errorf("a problem without place or words: %+v", p)
			}
		}
		if fl == nil {
			return
		}
		if fl.Start == nil || len(route.Samples(fl).ReadingOrder()) != len(fl.Screens) {
			t.Error("a flow without start, or one whose route leaves screens out")
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if f, _, err := Load(flows, "login-password.flow.yaml"); f == nil {
			b.Fatal(err)
		}
	}
}
