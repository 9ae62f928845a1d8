package simulate

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/demo/flow"
)

func parse(t testing.TB, src string) *flow.Flow {
	t.Helper()
	f, problems := flow.Parse("x.flow.yaml", []byte(src))
	if f == nil {
		t.Fatalf("%+v\n%s", problems, src)
	}
	return f
}

// site are the flows of the site.
func site(t testing.TB) []*flow.Flow {
	t.Helper()
	var flows []*flow.Flow
	err := filepath.WalkDir("../../content", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".flow.yaml") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f, problems := flow.Parse(path, src)
		if len(problems) > 0 {
			t.Errorf("%+v", problems)
		}
		flows = append(flows, f)
		return nil
	})
	if err != nil || len(flows) == 0 {
		t.Fatalf("no flows: %v", err)
	}
	return flows
}

func TestTheSitesFlowsAreProven(t *testing.T) {
	for _, f := range site(t) {
		for _, p := range Prove(f) {
			t.Errorf("%s:%d:%d: %s [%s]", p.File, p.Line, p.Col, p.Message, p.Rule)
		}
	}
}

const end = "\n  end: {outcome: success, title: end}\n  lost: {outcome: dead-end, title: lost, text: sorry}\n"

func TestProve(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"nothing", "start: a\nscreens:\n  a: {title: a, buttons: [{label: go, to: end}, {label: no, to: lost}]}" + end, ""},
		{"a sample that fails", "start: a\nscreens:\n  a: {title: a, fields: {x: {label: x, length: 6, sample: '12345'}}, buttons: [{label: go, submit: true, to: end}, {label: no, to: lost}]}" + end,
			`4:26 sample-fails the sample of field x, "12345", does not pass its check "length" (at the start)`},
		{"a sample that fails after steps", "start: a\nscreens:\n  a: {title: a, buttons: [{label: on, to: b}]}\n  b: {title: b, fields: {x: {label: x, only: [digit], sample: a1}}, buttons: [{label: go, submit: true, to: end}, {label: no, to: lost}]}" + end,
			`5:26 sample-fails the sample of field x, "a1", does not pass its check "only" (after “on”)`},
		{"a sample that fails by its slot", "start: a\nrecord: {p: abc}\nscreens:\n  a: {title: a, fields: {x: {label: x, equals: record.p, sample: abd}}, buttons: [{label: go, submit: true, to: end}, {label: no, to: lost}]}" + end,
			`5:26 sample-fails the sample of field x, "abd", does not pass its check "equals" (at the start)`},
		{"a sample that fails only once the record has changed",
			"start: a\nrecord: {p: abc}\nscreens:\n  a: {title: a, fields: {x: {label: x, equals: record.p}}, buttons: [{label: go, submit: true, to: b}]}\n" +
				"  b: {title: b, fields: {y: {label: y, sample: new}}, buttons: [{label: set, submit: true, set: {record.p: y}, to: a}, {label: done, to: end}, {label: no, to: lost}]}" + end,
			`5:26 sample-fails the sample of field x, "abc", does not pass its check "equals" (after “go”, “set”)`},
		{"behind a forgotten value", "start: a\nrecord: {p: null}\nscreens:\n  a: {title: a, fields: {x: {label: x, equals: record.p}}, buttons: [{label: go, submit: true, to: end}, {label: no, to: lost}]}" + end, ""},
		{"a new value is known", "start: a\nrecord: {p: null}\nscreens:\n  a: {title: a, fields: {y: {label: y, sample: new}}, buttons: [{label: set, submit: true, set: {record.p: y}, to: b}]}\n" +
			"  b: {title: b, fields: {x: {label: x, equals: record.p, sample: new}}, buttons: [{label: go, submit: true, to: end}, {label: no, to: lost}]}" + end, ""},
		{"a branch for each choice", "start: a\nscreens:\n  a: {title: a, fields: {x: {label: x, kind: radio, options: [one, two], sample: one}}, buttons: [{label: go, submit: true, to: [{when: {x: one}, to: end}, {to: lost}]}]}" + end, ""},
		{"a branch that its check forbids", "start: a\nrecord: {p: one}\nscreens:\n  a: {title: a, fields: {x: {label: x, kind: radio, options: [one, two], equals: record.p}}, buttons: [{label: go, submit: true, to: [{when: {x: two}, to: lost}, {to: end}]}]}" + end,
			`7:3 never-shown no rehearsal comes to screen lost`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, p := range Prove(parse(t, "title: t\n"+test.src)) {
				if p.Rule == "branch-never" {
					continue
				}
				got = append(got, fmt.Sprintf("%d:%d %s %s", p.Line, p.Col, p.Rule, p.Message))
			}
			if s := strings.Join(got, "\n"); s != test.want {
				t.Errorf("got  %s\nwant %s", s, test.want)
			}
		})
	}
}

// TestProveGivesUp: more records than can be tried are not called fine.
func TestProveGivesUp(t *testing.T) {
	var b strings.Builder
	b.WriteString("title: t\nstart: a\nrecord:\n")
	for i := range 16 {
		fmt.Fprintf(&b, "  r%d: null\n", i)
	}
	b.WriteString("screens:\n  a:\n    title: a\n    fields: {x: {label: x, sample: v}}\n    buttons:\n      - {label: go, to: end}\n      - {label: no, to: lost}\n")
	for i := range 16 {
		fmt.Fprintf(&b, "      - {label: b%d, submit: true, set: {record.r%d: x}, to: a}\n", i, i)
	}
	problems := Prove(parse(t, b.String()+end))
	if len(problems) != 1 || problems[0].Rule != "inconclusive" {
		t.Errorf("%+v", problems)
	}
}

// BenchmarkProve200Screens explores a procedure of 200 forms.
func BenchmarkProve200Screens(b *testing.B) {
	var src strings.Builder
	src.WriteString("title: t\nstart: s0\nrecord: {name: 孙小样, kept: null}\nscreens:\n")
	for i := range 200 {
		fmt.Fprintf(&src, "  s%d:\n    title: t\n    fields:\n      name: {label: n, equals: record.name}\n      c: {label: c, kind: captcha}\n      p: {label: p, length: 3, sample: AB%d}\n"+
			"    buttons: [{label: go, submit: true, to: s%d, set: {record.kept: p}}, {label: over, to: s%d}]\n", i, i%10, i+1, i+1)
	}
	src.WriteString("  s200: {outcome: success, title: end}\n")
	f := parse(b, src.String())
	for b.Loop() {
		if problems := Prove(f); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
