package explore

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/flowtest"
)

func parse(t testing.TB, src string) *flow.Flow {
	t.Helper()
	f, problems := flowfile.Parse("x.flow.yaml", []byte(src))
	if f == nil {
		t.Fatalf("%+v\n%s", problems, src)
	}
	return f
}

func TestFlowsAreProven(t *testing.T) {
	for _, f := range flowtest.All(t) {
		r := Explore(f, Limits{})
		for _, p := range r.Problems {
			t.Errorf("%s:%d:%d: %s [%s]", p.File, p.Line, p.Col, p.Message, p.Rule)
		}
		t.Logf("%s: %d states, %d presses", f.Name, r.States, r.Presses)
	}
}

const end = "\n  end: {outcome: success, title: end}\n  lost: {outcome: dead-end, title: lost, text: sorry}\n"

func findings(r *Result) string {
	var got []string
	for _, p := range r.Problems {
		got = append(got, fmt.Sprintf("%d:%d %s %s", p.Line, p.Col, p.Rule, p.Message))
	}
	return strings.Join(got, "\n")
}

// TestAFaceCheckMayBeLeftOut: what is told of how to come to a screen names a
// face check that was performed, though the samples leave it out.
func TestAFaceCheckMayBeLeftOut(t *testing.T) {
	r := Explore(parse(t, `title: t
start: a
screens:
  a: {title: a, fields: {face: {label: face, kind: face, required: false}}, buttons: [{label: go, to: [{when: {face: true}, to: b}, {to: end}]}]}
  b: {title: b, fields: {x: {label: x, sample: aa, length: 3}}, buttons: [{label: on, submit: true, to: end}]}
  end: {outcome: success, title: end}
`), Limits{})
	if got := findings(r); !strings.Contains(got, "“go” with “face” ticked") {
		t.Errorf("found: %s", got)
	}
}
