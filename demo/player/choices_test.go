package player

import (
	"testing"

	"rehearse/demo/flow"
)

func TestChoicesFor(t *testing.T) {
	radio := func(index, sample int) *flow.Field {
		return &flow.Field{Index: index, Kind: flow.Radio, Options: make([]flow.Text, 2), SampleChoice: sample}
	}
	a, b := radio(0, 1), radio(1, 2)
	tick := &flow.Field{Index: 2, Kind: flow.Checkbox, SampleChoice: 1}
	is := func(f *flow.Field, option int) flow.Condition { return flow.Condition{Field: f, Choice: option} }
	locked := flow.Condition{Counter: &flow.Counter{}, Is: true}
	for _, c := range []struct {
		name     string
		branches [][]flow.Condition
		want     []string
	}{
		{"one way", [][]flow.Condition{nil}, []string{""}},
		{"two of two", [][]flow.Condition{{is(a, 1), is(b, 2)}, {is(a, 2), is(b, 1)}, {is(a, 1), is(b, 1)}, nil},
			[]string{"0:1 1:2", "0:2 1:1", "0:1 1:1", "0:2 1:2"}},
		{"the samples lead to the last", [][]flow.Condition{{is(a, 2)}, nil}, []string{"0:2", "0:1"}},
		{"the samples rather than other answers", [][]flow.Condition{{is(a, 1), is(b, 1)}, nil}, []string{"0:1 1:1", "0:1 1:2"}},
		{"ticked or not", [][]flow.Condition{{is(tick, 1)}, nil}, []string{"2:1", "2:0"}},
		{"locked is no choice", [][]flow.Condition{{locked}, nil}, []string{"", ""}},
		{"locked as well", [][]flow.Condition{{locked, is(a, 2)}, {is(a, 2)}, nil}, []string{"0:2", "0:2", "0:1"}},
		{"never", [][]flow.Condition{{is(a, 1)}, {is(a, 1)}, nil}, []string{"0:1", "", "0:2"}},
	} {
		branches := make([]flow.Branch, len(c.branches))
		for i, when := range c.branches {
			branches[i].When = when
		}
		for i, want := range c.want {
			if got := choicesFor(branches, i).String(); got != want {
				t.Errorf("%s: for branch %d choose %q, want %q", c.name, i, got, want)
			}
		}
	}
}

// TestChoicesForManyFields must not try every one of 2 to the 40 combinations.
func TestChoicesForManyFields(t *testing.T) {
	var when []flow.Condition
	for i := range 40 {
		f := &flow.Field{Index: i, Kind: flow.Radio, Options: make([]flow.Text, 2), SampleChoice: 1}
		when = append(when, flow.Condition{Field: f, Choice: 2})
	}
	if got := choicesFor([]flow.Branch{{When: when[:1]}, {When: when[:1]}, {When: when}}, 2); got != nil {
		t.Errorf("choose %q", got)
	}
}
