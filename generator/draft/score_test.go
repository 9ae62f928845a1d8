package draft

import (
	"fmt"
	"slices"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/route"
)

// score is how much of a corrected flow its draft had.
type score struct{ fields, kinds, options, ways share }

// share is so many of so many.
type share struct{ right, all int }

func (s *share) count(right bool) {
	s.all++
	if right {
		s.right++
	}
}

func (s share) String() string { return fmt.Sprintf("%d of %d", s.right, s.all) }

func (s *score) add(o score) {
	for _, p := range [][2]*share{{&s.fields, &o.fields}, {&s.kinds, &o.kinds}, {&s.options, &o.options}, {&s.ways, &o.ways}} {
		p[0].right, p[0].all = p[0].right+p[1].right, p[0].all+p[1].all
	}
}

func (s score) String() string {
	return fmt.Sprintf("fields %v, kinds %v, options %v, ways %v", s.fields, s.kinds, s.options, s.ways)
}

// compare says how much of a corrected flow was in its draft: the fields of each
// screen, in their order; their kinds, all that a person would have to mend
// included; the options that an author names; and the presses on the way.
func compare(t *testing.T, got, want *flow.Flow) (s score) {
	t.Helper()
	legs := route.Samples(got).Legs
	for _, leg := range route.Samples(want).Legs {
		i := slices.IndexFunc(legs, func(l route.Leg) bool { return l.Button.Label.Default == leg.Button.Label.Default })
		s.ways.count(i == 0)
		if i != 0 {
			t.Logf("way: %q is number %d", leg.Button.Label.Default, i)
		}
		var on *flow.Screen
		if i >= 0 {
			on, legs = legs[i].Screen, legs[i+1:]
		}
		for _, f := range leg.Screen.Fields {
			s.field(t, on, f)
		}
	}
	return s
}

func (s *score) field(t *testing.T, on *flow.Screen, want *flow.Field) {
	var got *flow.Field
	if on != nil {
		if i := slices.IndexFunc(on.Fields, func(f *flow.Field) bool { return f.Label.Default == want.Label.Default }); i >= 0 {
			got = on.Fields[i]
		}
	}
	s.fields.count(got != nil)
	same := got != nil && got.Kind == want.Kind
	s.kinds.count(same)
	if !same {
		t.Logf("field %q: want kind %v", want.Label.Default, want.Kind)
	}
	for _, o := range want.Options {
		s.options.count(got != nil && slices.Contains(got.OptionNames(), o.Default))
	}
}

func parse(t *testing.T, name string, text []byte) *flow.Flow {
	t.Helper()
	f, problems := flowfile.Parse(name, text)
	if f == nil {
		t.Fatalf("%s: %v\n%s", name, problems, text)
	}
	return f
}
