package explore

import (
	"strings"
	"testing"
)

// sms is a flow with a code; more goes into its last button.
func sms(more, screens string) string {
	return `title: t
start: a
counters: {tries: {max: 5}}
timers: {lock: 300s}
screens:
  a:
    title: a
    fields:
      code: {label: code, kind: sms-code, resend: 60s, expires: 90s, attempts: 3}
    buttons:
      - {label: send, send: code}
      - {label: no, to: lost}
      - {label: go, submit: true, to: end, ` + more + `}
` + screens + end
}

const lockedScreen = `  locked:
    title: locked
    starts: lock
    buttons: [{label: again, when: {lock: elapsed}, reset: tries, to: a}]
`

const count = "refused: {count: tries, to: [{when: {tries: max}, to: locked}]}"

// TestCodes: every message of a code is shown to somebody, in the end.
func TestCodes(t *testing.T) {
	f := parse(t, sms(count, lockedScreen))
	if got := findings(Explore(f, Limits{})); got != "" {
		t.Error(got)
	}
	want := map[string]string{
		"sent":     "at the start",
		"required": "after “send”",
		"sms-code": "after “send”",
		"attempts": "after “send”, “go” with “code” not as shown, “go” with “code” not as shown, “go” with “code” not as shown",
		"expires":  "after “send”, waiting 60 seconds, waiting 30 seconds",
	}
	e := newExplorer(f, Limits{})
	e.explore()
	for i, field := range f.Fields {
		for j, failed := range e.fields[i].failed {
			kind := field.Checks[j].Kind.String()
			if steps, ok := want[kind]; ok && failed != nil && failed.steps() != steps {
				t.Errorf("%s is shown %s, want %s", kind, failed.steps(), steps)
			} else if ok && failed != nil {
				delete(want, kind)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("nobody is shown %v", want)
	}
}

func TestTimeAndLocks(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"a way out of the lock", sms(count, lockedScreen), ""},
		{"a lock without a way out",
			sms(count, "  locked:\n    title: locked\n    buttons: [{label: again, when: {tries: below-max}, to: a}]\n"),
			"14:3 trapped from screen locked no outcome can be reached (after “go”, “go”, “go”, “go”, “go”)\n" +
				"16:23 never-pressed the button “again” of screen locked never does anything (after “go”, “go”, “go”, “go”, “go”)"},
		{"a lock that can be opened only while it is new",
			sms(count, "  locked:\n    title: locked\n    starts: lock\n    buttons: [{label: again, when: {lock: running}, reset: tries, to: a}]\n"),
			"14:3 trapped from screen locked no outcome can be reached (after “go”, “go”, “go”, “go”, “go”, waiting 300 seconds)"},
		{"a guard that always holds",
			sms(count, strings.Replace(lockedScreen, "lock: elapsed", "tries: max", 1)),
			"17:44 always-enabled the button “again” of screen locked can always be pressed: whenever the screen is shown, these conditions hold"},
		{"a refusal that never leads away",
			sms(strings.Replace(count, "tries: max", "tries: max, lock: running", 1), lockedScreen), "13:113 branch-never the button “go” never leads to locked by this branch\n14:3 never-shown no rehearsal reaches screen locked"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := findings(Explore(parse(t, test.src), Limits{})); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestDialogs: what is below a dialog is as it was left.
func TestDialogs(t *testing.T) {
	src := `title: t
start: a
screens:
  a:
    title: a
    fields: {x: {label: x, length: 2, sample: ab}}
    buttons: [{label: go, submit: true, to: sure}, {label: no, to: lost}]
  sure: {title: sure, over: a, buttons: [{label: yes, to: end}, {label: back, to: a}]}
` + end
	r := Explore(parse(t, src), Limits{})
	if got := findings(r); got != "" || r.States != 4 {
		t.Errorf("%d states\n%s", r.States, got)
	}
}

func TestGuards(t *testing.T) {
	guarded := func(when string) string {
		return screen("p: null, q: abc", "x: {label: x, kind: checkbox, required: true}, y: {label: y, sample: v, required: false}, z: {label: z, equals: record.q}",
			"{label: go, submit: true, when: {"+when+"}, to: end}, {label: set, submit: true, set: {record.p: y}, to: a}, "+giveUp)
	}
	for _, test := range []struct{ when, want string }{
		{"x: true", ""},
		{"record.p: set", ""},
		{"record.p: unset", ""},
	} {
		if got := findings(Explore(parse(t, guarded(test.when)), Limits{})); got != test.want {
			t.Errorf("%s: got %s, want %s", test.when, got, test.want)
		}
	}
}
