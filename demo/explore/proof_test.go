package explore

import (
	"fmt"
	"strings"
	"testing"
)

// screen is a flow of one screen a with these fields and buttons, an end and a
// dead end.
func screen(record, fields, buttons string) string {
	return "title: t\nstart: a\nrecord: {" + record + "}\nscreens:\n  a: {title: a, fields: {" + fields + "}, buttons: [" + buttons + "]}" + end
}

const (
	goOn   = "{label: go, submit: true, to: end}"
	giveUp = "{label: no, to: lost}"
)

func TestFindings(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"nothing", screen("", "", "{label: go, to: end}, "+giveUp), ""},
		{"a sample that fails", screen("", "x: {label: x, length: 6, sample: '12345'}", goOn+", "+giveUp),
			`5:59 sample-fails the sample of field x, "12345", does not pass its check "length" (at the start)`},
		{"a sample that fails by its slot", screen("p: abc", "x: {label: x, equals: record.p, sample: abd}", goOn+", "+giveUp),
			`5:66 sample-fails the sample of field x, "abd", does not pass its check "equals" (at the start)`},
		{"a sample that fails after steps", "title: t\nstart: a\nscreens:\n  a: {title: a, buttons: [{label: on, to: b}]}\n  b: {title: b, fields: {x: {label: x, only: [digit], sample: a1}}, buttons: [" + goOn + ", " + giveUp + "]}" + end,
			`5:63 sample-fails the sample of field x, "a1", does not pass its check "only" (after “on”)`},
		{"a sample that fails only once the record has changed",
			"title: t\nstart: a\nrecord: {p: abc}\nscreens:\n  a: {title: a, fields: {x: {label: x, equals: record.p}}, buttons: [{label: go, submit: true, to: b}]}\n" +
				"  b: {title: b, fields: {y: {label: y, sample: new}}, buttons: [{label: set, submit: true, set: {record.p: y}, to: a}, {label: done, to: end}, " + giveUp + "]}" + end,
			`5:26 sample-fails the sample of field x, "abc", does not pass its check "equals" (after “go”, “set”)`},
		{"a sample that fails though a condition asks about it", screen("p: two", "x: {label: x, kind: radio, options: [one, two], equals: record.p, sample: one}", "{label: go, submit: true, to: [{when: {x: one}, to: lost}, {to: end}]}"),
			`5:100 sample-fails the sample of field x, "one", does not pass its check "equals" (at the start)`},
		{"behind a forgotten value", screen("p: null", "x: {label: x, equals: record.p}", goOn+", "+giveUp), ""},
		{"further behind a forgotten value", screen("p: null", "x: {label: x, equals: record.p}", "{label: go, submit: true, to: b}, "+giveUp) + "  b: {title: b, buttons: [{label: on, to: end}]}\n", ""},
		{"a new value is known", "title: t\nstart: a\nrecord: {p: null}\nscreens:\n  a: {title: a, fields: {y: {label: y, sample: new}}, buttons: [{label: set, submit: true, set: {record.p: y}, to: b}]}\n" +
			"  b: {title: b, fields: {x: {label: x, equals: record.p, sample: new}}, buttons: [" + goOn + ", " + giveUp + "]}" + end, ""},
		{"a branch for each choice", screen("", "x: {label: x, kind: radio, options: [one, two], sample: one}", "{label: go, submit: true, to: [{when: {x: one}, to: end}, {to: lost}]}"), ""},
		{"a branch that its check forbids", screen("p: one", "x: {label: x, kind: radio, options: [one, two], equals: record.p}",
			"{label: go, submit: true, to: [{when: {x: two}, to: lost}, {to: end}]}"),
			"5:156 branch-never the button “go” never leads to lost by this branch\n7:3 never-shown no rehearsal reaches screen lost"},
		{"a button that only looks as if it could be pressed",
			screen("", "x: {label: x, length: 2, pattern: '\\d{3}', required: true, sample: '12'}", goOn+", "+giveUp),
			`5:93 sample-fails the sample of field x, "12", does not pass its check "pattern" (at the start)`},
		{"a message that another check hides", screen("", "x: {label: x, length: 6, only: [digit], pattern: '[0-9]*', sample: '123456'}", goOn+", "+giveUp),
			"5:75 message-never nothing that is filled in is ever answered with ““x”的格式不对”: whatever fails the check \"pattern\" of field x fails another one before it, or cannot be filled in"},
		{"a message that needs a long text", screen("", "x: {label: x, minlength: 100, maxlength: 120, pattern: '(ab)*', sample: "+strings.Repeat("ab", 50)+"}", goOn+", "+giveUp), ""},
		{"a message that needs a space within", screen("", "x: {label: x, pattern: '[A-Z]+ [A-Z]+', maxlength: 8, sample: A B}", goOn+", "+giveUp), ""},
		{"a field that nothing checks", screen("", "x: {label: x, length: 2, sample: ab}", "{label: go, to: end}, "+giveUp),
			"5:48 never-checked nothing ever checks field x: no button of screen a that can be pressed does"},
		{"the way that is shown ends elsewhere", screen("", "x: {label: x, kind: radio, options: [one, two], sample: two}", "{label: go, submit: true, to: [{when: {x: one}, to: end}, {to: lost}]}"),
			"5:82 walk-astray with the sample of field x, “two”, the way does not lead to end"},
		{"a branch for people with another document",
			screen("", "type: {label: t, kind: select, options: [p, q, r, s], sample: p}, n: {label: n, kind: id-number, type: type, types: {p: passport, q: residence-permit, r: foreigner-id, s: resident-id}, sample: E1234567}",
				"{label: go, submit: true, to: [{when: {type: q}, to: lost}, {when: {type: r}, to: b}, {when: {type: s}, to: c}, {to: end}]}") +
				"  b: {outcome: success, title: b}\n  c: {outcome: success, title: c}\n", ""},
		{"a trap that an empty field opens",
			"title: t\nstart: a\nrecord: {p: null}\nscreens:\n  a: {title: a, fields: {y: {label: y, sample: new, required: false}}, buttons: [{label: set, submit: true, set: {record.p: y}, to: b}, {label: no, to: lost}]}\n" +
				"  b: {title: b, fields: {x: {label: x, equals: record.p, sample: new}}, buttons: [" + goOn + "]}" + end,
			"6:3 trapped from screen b no outcome can be reached (after “set” with “y” left empty)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := findings(Explore(parse(t, test.src), Limits{})); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// A value that nobody knows at the beginning needs no sample. Once it has been
// chosen, the way goes on with it, whether it has one or not.
func TestSampleOfWhatWasChosen(t *testing.T) {
	src := "title: t\nstart: a\nrecord: {p: null}\nscreens:\n  a: {title: a, fields: {new: {label: new, sample: abc}}, buttons: [{label: set, submit: true, set: {record.p: new}, to: b}]}\n" +
		"  b: {title: b, fields: {again: {label: again, equals: record.p%s}}, buttons: [{label: go, submit: true, to: end}]}\n  end: {outcome: success, title: end}\n"
	for _, sample := range []string{"", ", sample: abc"} {
		if got := findings(Explore(parse(t, fmt.Sprintf(src, sample)), Limits{})); got != "" {
			t.Errorf("with%s: %s", sample, got)
		}
	}
}
