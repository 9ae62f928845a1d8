package explore

import (
	"fmt"
	"strings"
	"testing"
)

// fetched is a procedure in which what is chosen on the first screen matters
// when others have been passed.
const fetched = `title: t
start: way
record: {way: null, office: null, express: null}
screens:
  way:
    title: way
    fields:
      way: {label: way, kind: radio, options: [post, self, bank], sample: post}
      office: {label: office, sample: east, maxlength: 8}
      express: {label: express, kind: checkbox}
    buttons: [{label: next, submit: true, set: {record.way: way, record.office: office, record.express: express}, to: photo}]
  photo: {title: photo, buttons: [{label: next, to: last}]}
  last:
    title: last
    buttons: [{label: done, to: [BRANCHES]}]
  a: {outcome: success, title: a}
  b: {outcome: dead-end, title: b, text: b}
  c: {outcome: dead-end, title: c, text: c}
`

// TestValuesOfTheRecord: what conditions ask about values of the record, a screen
// before has put there.
func TestValuesOfTheRecord(t *testing.T) {
	for name, test := range map[string]struct{ branches, want string }{
		"each option":           {"{when: {record.way: post}, to: a}, {when: {record.way: self}, to: b}, {to: c}", ""},
		"a text":                {"{when: {record.office: west}, to: c}, {when: {record.way: bank}, to: b}, {to: a}", ""},
		"the sample and others": {"{when: {record.office: east}, to: a}, {when: {record.office: west}, to: b}, {to: c}", ""},
		"two at once":           {"{when: {record.way: bank, record.office: west}, to: c}, {when: {record.way: post}, to: a}, {to: b}", ""},
		"too long a text":       {"{when: {record.office: northwest}, to: c}, {when: {record.way: bank}, to: b}, {to: a}", "branch-never"},
		"a tick":                {"{when: {record.express: set, record.way: bank}, to: c}, {when: {record.express: express}, to: b}, {to: a}", ""},
		"no tick":               {"{when: {record.express: unset, record.way: bank}, to: c}, {when: {record.express: set, record.way: bank}, to: b}, {to: a}", ""},
		"white space":           {"{when: {record.office: 'west '}, to: c}, {when: {record.way: bank}, to: b}, {to: a}", "branch-never"},
	} {
		t.Run(name, func(t *testing.T) {
			got := findings(Explore(parse(t, strings.Replace(fetched, "BRANCHES", test.branches, 1)), Limits{}))
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("found: %s", got)
			}
		})
	}
}

// TestValuesThatAreNeverThere: a text that names a value needs one.
func TestValuesThatAreNeverThere(t *testing.T) {
	src := strings.NewReplacer("BRANCHES", "{to: a}", "title: way\n", "title: 'way {record.way}'\n", "title: last\n", "title: 'last {record.way} {record.office | masked}'\n",
		"  b: {outcome: dead-end, title: b, text: b}\n  c: {outcome: dead-end, title: c, text: c}\n", "").Replace(fetched)
	if got := findings(Explore(parse(t, src), Limits{})); got != "5:3 value-never a text of screen way names record.way, which never has a value there" {
		t.Errorf("found: %s", got)
	}
}

// TestTooManyTexts: a flow that asks about more texts than can be tried is not said to
// be proven, in bounded time.
func TestTooManyTexts(t *testing.T) {
	var branches strings.Builder
	for i := range 95 {
		fmt.Fprintf(&branches, "{when: {record.office: o%d}, to: c}, ", i)
	}
	src := strings.Replace(fetched, "BRANCHES", branches.String()+"{when: {record.way: bank}, to: b}, {to: a}", 1)
	if r := Explore(parse(t, src), Limits{}); !r.Inconclusive {
		t.Errorf("found: %s", findings(r))
	}
}

// TestATextThatIsNotAskedAbout: where all that is short is asked about, something
// longer is tried, and where nothing is left, nothing.
func TestATextThatIsNotAskedAbout(t *testing.T) {
	src := strings.Replace(fetched, "sample: east, maxlength: 8", "sample: '1', length: 1, only: digit", 1)
	asked := func(texts string) string {
		var list strings.Builder
		for i, d := range strings.Split(texts, "") {
			list.WriteString("{when: {record.office: '" + d + "'}, to: " + []string{"a", "b"}[i%2] + "}, ")
		}
		return findings(Explore(parse(t, strings.Replace(src, "BRANCHES", list.String()+"{to: c}", 1)), Limits{}))
	}
	if got := asked("12345"); got != "" {
		t.Errorf("with other digits left: %s", got)
	}
	if got := asked("1234567890"); !strings.Contains(got, "never leads to c") {
		t.Errorf("with no other digit: %s", got)
	}
}
