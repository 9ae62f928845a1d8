package simulate_test

import (
	"encoding/hex"
	"strings"
	"testing"

	"rehearse/demo/simulate"
)

// wait lets time pass.
func (r *rehearsal) wait(seconds int) {
	r.state, _ = r.machine.Step(r.state, simulate.Event{Kind: simulate.Tick, N: seconds})
}

func (r *rehearsal) enabled(label string) bool {
	r.t.Helper()
	for _, b := range r.flow.Screens[r.state.Screen].Buttons {
		if b.Label.Default == label {
			return r.state.Enabled(b)
		}
	}
	r.t.Fatalf("no button %s on the screen", label)
	return false
}

const phone = `title: t
start: a
record: {p: "13800138000"}
screens:
  a:
    title: a
    fields:
      mobile: {label: m, kind: mobile, equals: record.p}
      code: {label: c, kind: sms-code, resend: 60s, expires: 100s, attempts: 2}
    buttons:
      - {label: get, submit: [mobile], send: code}
      - {label: go, submit: true, to: end}
      - {label: off, to: b}
  b: {title: b, buttons: [{label: back, to: a}, {label: lose, to: lost}]}
` + end

// wrongCode is a code that was not sent.
func wrongCode(r *rehearsal) string {
	if strings.HasPrefix(r.shown("code"), "0") {
		return "999999"
	}
	return "000000"
}

func TestSMSCode(t *testing.T) {
	r := rehearse(t, parse(t, phone))
	r.input("code", "123456")
	if r.press("go") != simulate.Refused || r.failing("code") != "sent" {
		t.Errorf("before one was sent a code fails %q", r.failing("code"))
	}
	if r.press("get") != simulate.Refused || r.failing("mobile") != "required" || r.shown("code") != "" {
		t.Errorf("without the number it fails %q, and %q is sent", r.failing("mobile"), r.shown("code"))
	}
	r.input("mobile", "13800138000")
	if r.press("get") != simulate.Done || len(r.shown("code")) != 6 || r.screen() != "a" || r.value("code") != "" || r.failing("code") != "" {
		t.Fatalf("sent is %q; %q and the error %q are left", r.shown("code"), r.value("code"), r.failing("code"))
	}
	if r.press("go"); r.failing("code") != "required" {
		t.Errorf("an empty code fails %q", r.failing("code"))
	}
	r.input("code", wrongCode(r))
	if r.press("go"); r.failing("code") != "sms-code" || r.value("code") == "" {
		t.Errorf("a wrong code fails %q, or does not stay", r.failing("code"))
	}
	sent := r.shown("code")
	r.input("code", sent[:3]+" "+sent[3:])
	if r.press("go") != simulate.Done || r.screen() != "end" {
		t.Errorf("the code that was sent fails %q", r.failing("code"))
	}
}

func TestResend(t *testing.T) {
	r := rehearse(t, parse(t, phone))
	r.input("mobile", "13800138000")
	r.press("get")
	first := r.shown("code")
	r.wait(59)
	if r.enabled("get") || r.press("get") != simulate.NotHere || r.shown("code") != first {
		t.Error("a code can be sent again too soon")
	}
	r.wait(1)
	if !r.enabled("get") || r.press("get") != simulate.Done || r.shown("code") == first {
		t.Error("no other code can be sent after a minute")
	}
	r.input("code", first)
	if r.press("go"); r.failing("code") != "sms-code" {
		t.Errorf("the code before fails %q", r.failing("code"))
	}
}

func TestExpiry(t *testing.T) {
	r := rehearse(t, parse(t, phone))
	r.input("mobile", "13800138000")
	r.press("get")
	r.input("code", r.shown("code"))
	r.wait(-5)
	r.wait(100)
	if r.press("go") != simulate.Refused || r.failing("code") != "expires" {
		t.Errorf("after its time a code fails %q", r.failing("code"))
	}
	r.press("get")
	r.wait(99)
	r.input("code", r.shown("code"))
	if r.press("go") != simulate.Done {
		t.Errorf("within its time a code fails %q", r.failing("code"))
	}
}

func TestAttempts(t *testing.T) {
	r := rehearse(t, parse(t, phone))
	r.input("mobile", "13800138000")
	r.press("get")
	for _, want := range []string{"sms-code", "sms-code", "attempts"} {
		r.input("code", wrongCode(r))
		if r.press("go"); r.failing("code") != want {
			t.Errorf("a wrong code fails %q, want %q", r.failing("code"), want)
		}
	}
	r.input("code", r.shown("code"))
	if r.press("go") != simulate.Refused || r.failing("code") != "attempts" {
		t.Error("after too many attempts the code still passes")
	}
	r.wait(60)
	r.press("get")
	r.input("code", r.shown("code"))
	if r.press("go") != simulate.Done {
		t.Error("a new code does not pass")
	}
}

// TestComingBack: on a screen that is entered again nothing has been sent.
func TestComingBack(t *testing.T) {
	r := rehearse(t, parse(t, phone))
	r.input("mobile", "13800138000")
	r.press("get")
	r.input("code", r.shown("code"))
	r.press("off")
	r.press("back")
	if r.shown("code") != "" || r.value("code") != "" || r.value("mobile") == "" || !r.enabled("get") {
		t.Errorf("sent is %q, typed %q", r.shown("code"), r.value("code"))
	}
}

// TestSentAhead: a button can send the code for which the next screen asks.
func TestSentAhead(t *testing.T) {
	r := rehearse(t, parse(t, "title: t\nstart: a\nscreens:\n  a: {title: a, buttons: [{label: get, send: code, to: b}, {label: lose, to: lost}]}\n"+
		"  b: {title: b, fields: {code: {label: c, kind: sms-code}}, buttons: [{label: go, submit: true, to: end}]}"+end))
	if r.press("get") != simulate.Done || r.screen() != "b" || len(r.shown("code")) != 6 {
		t.Errorf("on %s %q was sent", r.screen(), r.shown("code"))
	}
}

const locking = `title: t
start: a
record: {p: abc, kept: null}
counters: {tries: {max: 2}}
timers: {lock: 30s}
screens:
  a:
    title: a
    fields: {x: {label: x, equals: record.p}}
    buttons:
      - {label: go, submit: true, refused: {count: tries, to: [{when: {tries: max}, to: locked}]}, set: {record.kept: x}, reset: tries, to: b}
  b: {title: b, buttons: [{label: on, when: {record.kept: set, tries: below-max}, to: end}, {label: lose, to: lost}]}
  locked:
    title: locked
    starts: lock
    buttons: [{label: again, when: {lock: elapsed}, reset: tries, to: a}]
` + end

func TestLockout(t *testing.T) {
	r := rehearse(t, parse(t, locking))
	r.input("x", "wrong")
	if r.press("go") != simulate.Refused || r.screen() != "a" {
		t.Error("the first refusal leads away")
	}
	if r.press("go") != simulate.Diverted || r.screen() != "locked" {
		t.Errorf("the second refusal leads to %s", r.screen())
	}
	r.wait(29)
	if r.enabled("again") || r.press("again") != simulate.NotHere {
		t.Error("the lock opens too soon")
	}
	r.wait(1)
	if r.press("again") != simulate.Done || r.failing("x") != "" {
		t.Error("the lock does not open, or the error stays")
	}
	r.input("x", "wrong")
	if r.press("go") != simulate.Refused {
		t.Error("attempts are not counted anew")
	}
	r.input("x", "abc")
	if r.press("go") != simulate.Done || r.state.Counters[0] != 0 || !r.enabled("on") {
		t.Errorf("after success the counter is %d", r.state.Counters[0])
	}
}

// TestConditionsAreJudgedLast: a branch sees what its button does.
func TestConditionsAreJudgedLast(t *testing.T) {
	r := rehearse(t, parse(t, "title: t\nstart: a\nrecord: {p: null}\ncounters: {n: {max: 1}}\ntimers: {w: 5s}\nscreens:\n  a:\n    title: a\n    fields: {x: {label: x, sample: s}}\n    buttons:\n"+
		"      - {label: go, submit: true, set: {record.p: x}, count: n, starts: w, to: [{when: {record.p: set, n: max, w: running}, to: end}, {to: lost}]}"+end))
	r.input("x", "s")
	if r.press("go"); r.screen() != "end" {
		t.Errorf("the button leads to %s", r.screen())
	}
}

func TestCountersStop(t *testing.T) {
	r := rehearse(t, parse(t, "title: t\nstart: a\ncounters: {n: {max: 2}}\nscreens:\n  a:\n    title: a\n    buttons: [{label: count, count: n}, {label: on, when: {n: max}, reset: n, to: end}, {label: lose, to: lost}]"+end))
	for want := range 4 {
		if got := r.state.Counters[0]; got != min(want, 2) || r.enabled("on") != (want >= 2) {
			t.Errorf("after %d presses it is %d", want, got)
		}
		r.press("count")
	}
}

// TestDialogs: what lies below a dialog stays as it was, until it is entered.
func TestDialogs(t *testing.T) {
	r := rehearse(t, parse(t, "title: t\nstart: a\nscreens:\n  a: {title: a, fields: {p: {label: p, kind: password, sample: s}, c: {label: c, kind: captcha}, x: {label: x, sample: s}}, buttons: [{label: ask, submit: [x], to: d}]}\n"+
		"  d: {over: a, title: d, buttons: [{label: cancel, to: a}, {label: leave, to: b}]}\n  b: {title: b, buttons: [{label: back, to: a}, {label: on, to: end}, {label: lose, to: lost}]}"+end))
	r.press("ask")
	r.input("p", "secret")
	drawn := r.shown("c")
	r.input("x", "s")
	before := r.state
	if r.press("ask") != simulate.Done || r.screen() != "d" {
		t.Fatal("the dialog does not open")
	}
	r.state, _ = r.machine.Step(r.state, simulate.Event{Kind: simulate.Input, Index: 0, Text: units("other")})
	if r.press("cancel"); r.value("p") != "secret" || r.shown("c") != drawn || r.state.Random != before.Random {
		t.Error("a dialog changes what lies below it")
	}
	r.press("ask")
	r.press("leave")
	if r.press("back"); r.value("p") != "" || r.shown("c") == drawn {
		t.Error("a screen that is entered is as it was")
	}
}

func TestFaceAndChecklist(t *testing.T) {
	r := form(t, "", "face: {label: f, kind: face}, list: {label: l, kind: checklist, options: [one, two]}, may: {label: m, kind: checklist, required: false, options: [three]}")
	if r.press("go"); r.failing("face") != "required" || r.failing("list.1") != "required" || r.failing("list.2") != "required" || r.failing("may.1") != "" {
		t.Error("something is not asked for, or something is that need not be")
	}
	r.choose("face", 1)
	r.choose("list.1", 1)
	if r.press("go"); r.failing("list.1") != "" || r.failing("list.2") != "required" {
		t.Error("it is not the missing thing that is named")
	}
	r.choose("list.2", 1)
	if r.press("go") != simulate.Done {
		t.Error("with everything done it is refused")
	}
}

func TestMenusDoNothing(t *testing.T) {
	r := rehearse(t, parse(t, "title: t\nstart: a\nscreens:\n  a: {title: a, fields: {x: {label: x, sample: s}}, buttons: [{label: menu, items: [{label: one, to: end}, {label: two, to: lost}]}]}"+end))
	r.input("x", "kept")
	if r.press("menu") != simulate.Done || r.screen() != "a" || r.value("x") != "kept" {
		t.Error("opening a menu changes something")
	}
	if r.press("one") != simulate.Done || r.screen() != "end" {
		t.Error("an item does not lead on")
	}
}

// TestDocuments: numbers that are examples of their forms, not anybody's.
func TestDocuments(t *testing.T) {
	const types = "{id: resident-id, pass: passport, hk: hk-macau-permit, tw: taiwan-permit, res: residence-permit, pr: foreigner-id}"
	numbers := []struct {
		typed string
		is    string // the types that it can be the number of
	}{
		{"11010519491231002x", "id"},
		{"110105194912310021", ""},
		{"E1234", "pass"},
		{"e12345678", "pass"},
		{"E123456789", ""},
		{"1234", ""},
		{"h1234 5678", "pass hk"},
		{"M1234567801", "hk"},
		{"H1234567", "pass"},
		{"A12345678", "pass"},
		{"12345678", "pass tw"},
		{"123456789", "pass"},
		{"ABC123456789012", "pr"},
		{"ABC12345678901", ""},
		{"810000000000000000", ""},
		{"910000000000000000", ""},
	}
	for choice, name := range []string{"id", "pass", "hk", "tw", "res", "pr"} {
		r := form(t, "", "kind: {label: k, kind: select, options: [id, pass, hk, tw, res, pr], sample: id}, n: {label: n, kind: id-number, type: kind, types: "+types+", sample: 11010519491231002X}")
		r.choose("kind", choice+1)
		for _, n := range numbers {
			r.input("n", n.typed)
			want := ""
			if !strings.Contains(" "+n.is+" ", " "+name+" ") {
				want = "id-number"
			}
			if r.press("go"); r.screen() == "a" && r.failing("n") != want || r.screen() != "a" && want != "" {
				t.Errorf("%s: %q fails %q, want %q", name, n.typed, r.failing("n"), want)
			}
			if r.screen() != "a" {
				r.state = r.machine.Start(1)
				r.choose("kind", choice+1)
			}
		}
	}
}

// TestLongDocuments: the long numbers of permits have the check character of
// identity cards. They are computed here, from a specimen.
func TestLongDocuments(t *testing.T) {
	for _, test := range []struct{ document, prefix string }{{"residence-permit", "81"}, {"residence-permit", "83"}, {"foreigner-id", "9"}} {
		r := form(t, "", "kind: {label: k, kind: select, options: [one], sample: one}, n: {label: n, kind: id-number, type: kind, types: {one: "+test.document+"}, sample: x}")
		r.choose("kind", 1)
		body := test.prefix + "11010519491231002X"[len(test.prefix):17]
		passed := 0
		for _, last := range "0123456789X" {
			r.input("n", body+string(last))
			if r.press("go") == simulate.Done {
				passed++
				r.state = r.machine.Start(1)
				r.choose("kind", 1)
			}
		}
		if passed != 1 {
			t.Errorf("%s: %d check characters pass after %s", test.document, passed, body)
		}
	}
}

// TestBytesOfClocks pins what stands behind the fields, as package wasm
// documents it.
func TestBytesOfClocks(t *testing.T) {
	r := rehearse(t, parse(t, "title: t\nstart: a\ncounters: {n: {max: 9}}\ntimers: {w: 300s}\nscreens:\n  a:\n    title: a\n    fields: {code: {label: c, kind: sms-code, resend: 60s, expires: 100s}}\n"+
		"    buttons: [{label: get, send: code, count: n, starts: w}, {label: go, submit: true, when: {n: below-max, w: running}, to: end}, {label: lose, to: lost}]"+end))
	r.press("get")
	r.input("code", "12")
	r.press("go")
	r.wait(1)
	r.state.Random, r.state.Fields[0].Shown = 0x01020304, units("654321")
	want := "04030201" + "0000" + "0000" +
		"0500" + "0200" + "31003200" + strings.Repeat("0000", 30) + "360035003400" + "330032003100" +
		"0100" + "0100" + // n, and the attempts
		"2b01" + "3b00" + "6300" // w, then when to send again, then expiry
	want += strings.Repeat("0", -len(want)&7)
	if got := hex.EncodeToString(r.machine.Bytes(r.state)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
