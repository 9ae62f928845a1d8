package explore

import (
	"fmt"
	"reflect"
	"rehearse/demo/flowtest"
	"strings"
	"testing"
)

// TestGivingUp: more states than can be tried are not called fine.
func TestGivingUp(t *testing.T) {
	var b strings.Builder
	b.WriteString("title: t\nstart: a\nrecord:\n")
	for i := range 16 {
		fmt.Fprintf(&b, "  r%d: null\n", i)
	}
	b.WriteString("screens:\n  a:\n    title: a\n    fields: {x: {label: x, sample: v}}\n    buttons:\n      - {label: go, to: end}\n      - {label: no, to: lost}\n")
	for i := range 16 {
		fmt.Fprintf(&b, "      - {label: b%d, submit: true, set: {record.r%d: x}, to: a}\n", i, i)
	}
	f := parse(t, b.String()+end)
	for _, l := range []Limits{{}, {States: 100}, {Presses: 100}} {
		r := Explore(f, l)
		if len(r.Problems) != 1 || r.Problems[0].Rule != "inconclusive" || !r.Inconclusive {
			t.Errorf("%+v: %+v", l, r.Problems)
		}
	}
}

// TestManyChoices: so are more combinations of choices on one screen.
func TestManyChoices(t *testing.T) {
	var fields, when strings.Builder
	for i := range 6 {
		fmt.Fprintf(&fields, "x%d: {label: x%d, kind: radio, options: [p, q, r], sample: p}, ", i, i)
		fmt.Fprintf(&when, "x%d: q, ", i)
	}
	src := screen("", strings.TrimSuffix(fields.String(), ", "), "{label: go, submit: true, to: [{when: {"+strings.TrimSuffix(when.String(), ", ")+"}, to: lost}, {to: end}]}")
	r := Explore(parse(t, src), Limits{})
	if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Message, "combinations of choices on screen a") {
		t.Errorf("%+v", r.Problems)
	}
	if r := Explore(parse(t, src), Limits{Choices: 5000}); len(r.Problems) != 0 {
		t.Errorf("%+v", r.Problems)
	}
}

// TestSearchesGiveUp: a message that is too hard to look for is not said to be
// never shown.
func TestSearchesGiveUp(t *testing.T) {
	src := screen("", "x: {label: x, maxlength: 127, contains: [upper, lower, digit, symbol], pattern: '[^a]*(a[^a]*){0,60}', sample: 'aA1!'}", goOn+", "+giveUp)
	want := `5:106 inconclusive it is too hard to tell whether anything can fail the check "pattern" of field x`
	if got := findings(Explore(parse(t, src), Limits{})); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestSameFlowSameResult(t *testing.T) {
	for _, f := range flowtest.All(t) {
		if !reflect.DeepEqual(Explore(f, Limits{}), Explore(f, Limits{})) {
			t.Errorf("%s: two explorations differ", f.Name)
		}
	}
}

func BenchmarkExplore(b *testing.B) {
	for _, f := range flowtest.All(b) {
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				Explore(f, Limits{})
			}
		})
	}
}

// BenchmarkExplore200Screens explores a procedure of 200 forms.
func BenchmarkExplore200Screens(b *testing.B) {
	var src strings.Builder
	src.WriteString("title: t\nstart: s0\nrecord: {name: 孙小样, kept: null}\nscreens:\n")
	for i := range 200 {
		fmt.Fprintf(&src, "  s%d:\n    title: t\n    fields:\n      name: {label: n, equals: record.name}\n      c: {label: c, kind: captcha}\n      p: {label: p, length: 3, only: [upper, digit], sample: AB%d}\n"+
			"    buttons: [{label: go, submit: true, to: s%d, set: {record.kept: p}}, {label: over, to: s%d}]\n", i, i%10, i+1, i+1)
	}
	src.WriteString("  s200: {outcome: success, title: end}\n")
	f := parse(b, src.String())
	for b.Loop() {
		r := Explore(f, Limits{})
		if len(r.Problems) > 0 {
			b.Fatal(r.Problems)
		}
		b.ReportMetric(float64(r.States), "states")
		b.ReportMetric(float64(r.Presses), "presses")
	}
}

// TestManyFieldsAndButtons: what one screen has of both is tried one after the
// other, and not for ever.
func TestManyFieldsAndButtons(t *testing.T) {
	var fields, buttons strings.Builder
	for i := range 300 {
		fmt.Fprintf(&fields, "x%d: {label: x%d, minlength: 2, sample: abcd}, ", i, i)
		fmt.Fprintf(&buttons, "{label: b%d, submit: true, to: end}, ", i)
	}
	r := Explore(parse(t, screen("", strings.TrimSuffix(fields.String(), ", "), buttons.String()+giveUp)), Limits{})
	if len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Message, "the limit of fields that are filled in") || r.Presses*300 > maxFilled+300 {
		t.Errorf("after %d presses: %+v", r.Presses, r.Problems)
	}
}
