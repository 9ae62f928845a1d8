package simulate_test

import (
	"encoding/hex"
	"reflect"
	"strings"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// rehearsal drives a flow by the names that its file uses.
type rehearsal struct {
	t       *testing.T
	flow    *flow.Flow
	machine *simulate.Machine
	state   simulate.State
}

func rehearse(t *testing.T, f *flow.Flow) *rehearsal {
	m := simulate.New(f)
	return &rehearsal{t: t, flow: f, machine: m, state: m.Start(1)}
}

// form is a flow of one screen with fields, and of an end.
func form(t *testing.T, record, fields string) *rehearsal {
	t.Helper()
	return rehearse(t, parse(t, "title: t\nstart: a\nrecord: {"+record+"}\nscreens:\n  a: {title: a, fields: {"+fields+"}, buttons: [{label: go, submit: true, to: end}, {label: lose, to: lost}]}"+end))
}

func (r *rehearsal) field(id string) *flow.Field {
	r.t.Helper()
	for _, f := range r.flow.Screens[r.state.Screen].Fields {
		if f.ID == id {
			return f
		}
	}
	r.t.Fatalf("no field %s on the screen", id)
	return nil
}

func (r *rehearsal) input(id, text string) {
	r.t.Helper()
	r.state, _ = r.machine.Step(r.state, simulate.Event{Kind: simulate.Input, Index: r.field(id).Index, Text: units(text)})
}

func (r *rehearsal) choose(id string, n int) {
	r.t.Helper()
	r.state, _ = r.machine.Step(r.state, simulate.Event{Kind: simulate.Input, Index: r.field(id).Index, N: n})
}

func (r *rehearsal) press(label string) int {
	r.t.Helper()
	for _, b := range r.flow.Screens[r.state.Screen].Buttons {
		if b.Label.Default == label {
			var result int
			r.state, result = r.machine.Step(r.state, simulate.Event{Kind: simulate.Press, Index: b.Index})
			return result
		}
	}
	r.t.Fatalf("no button %s on the screen", label)
	return 0
}

// failing is the check of a field that failed, "" for none.
func (r *rehearsal) failing(id string) string {
	f := r.field(id)
	if code := r.state.Fields[f.Index].Error; code > 0 {
		return f.Checks[code-1].Kind.String()
	}
	return ""
}

func (r *rehearsal) value(id string) string {
	return text(r.state.Fields[r.field(id).Index].Value.Text)
}
func (r *rehearsal) shown(id string) string { return text(r.state.Fields[r.field(id).Index].Shown) }
func (r *rehearsal) screen() string         { return r.flow.Screens[r.state.Screen].ID }

// TestChecks submits one value and says which check fails.
func TestChecks(t *testing.T) {
	for _, test := range []struct{ field, passes, fails, check string }{
		{"sample: s", "x", "", "required"},
		{"sample: s", "x", "   ", "required"},
		{"sample: s", strings.Repeat("长", 64), strings.Repeat("长", 65), "maxlength"},
		{"minlength: 2, sample: ss", "ab", "a", "minlength"},
		{"maxlength: 2, sample: s", "😀", "😀a", "maxlength"},
		{"length: 3, sample: abc", "abc", "abcd", "length"},
		{"length: 3, sample: abc", "abc", "ab", "length"},
		{"pattern: 'a+|b', sample: a", "aaa", "aab", "pattern"},
		{"pattern: 'a+|b', sample: a", "b", "\na", "pattern"},
		{"only: [digit], sample: '1'", "0189", "01a", "only"},
		{"only: [letter, symbol], sample: a", "aZ!~/:@[`{", "a b", "only"},
		{"only: [upper], sample: A", "AZ", "Az", "only"},
		{"contains: [letter, digit], sample: a1", "1a", "11", "contains"},
		{"contains: [lower], sample: a", "Ab", "AB", "contains"},
		{"classes: 2, sample: a1", "aA", "ab", "classes"},
		{"classes: 3, sample: aA1", "aA!", "12ab 孙", "classes"},
		{"classes: {min: 2, of: [letter, digit, symbol]}, sample: a1", "1!", "aA", "classes"},
		{"classes: {min: 2, of: [letter, upper]}, sample: A", "A", "a1", "classes"},
		{"equals: record.r", "孙小样", "孙小", "equals"},
		{"equals: record.r", " 孙小样　", "孙 小样", "equals"},
		{"kind: id-number, sample: 11010519491231002X", "440524188001010014", "440524188001010015", "id-number"},
		{"kind: id-number, sample: 11010519491231002X", "１１０１０５ 19491231-002x", "1101051949123100", "id-number"},
		{"kind: mobile, sample: '13800138000'", "+13912345678"[1:], "12912345678", "mobile"},
		{"kind: mobile, sample: '13800138000'", "139-1234-5678", "1391234567", "mobile"},
		{"kind: password, sample: x, equals: record.r2", "a b", "ab", "equals"},
	} {
		r := form(t, "r: 孙小样, r2: a b", "r: {label: r, required: false, equals: record.r}, r2: {label: r2, required: false, equals: record.r2}, x: {label: x, "+test.field+"}")
		r.input("x", test.fails)
		if got := r.press("go"); got != simulate.Refused || r.failing("x") != test.check {
			t.Errorf("%s: %q gives %d and fails %q, want %q", test.field, test.fails, got, r.failing("x"), test.check)
		}
		r.input("x", test.passes)
		if r.failing("x") != "" {
			t.Errorf("%s: input leaves the error", test.field)
		}
		if got := r.press("go"); got != simulate.Done {
			t.Errorf("%s: %q fails %q", test.field, test.passes, r.failing("x"))
		}
	}
}

func TestEveryFieldIsChecked(t *testing.T) {
	r := form(t, "", "x: {label: x, sample: s}, y: {label: y, sample: s, length: 1}, z: {label: z, sample: s}")
	r.input("y", "yy")
	r.input("z", "z")
	if r.press("go") != simulate.Refused || r.failing("x") != "required" || r.failing("y") != "length" || r.failing("z") != "" {
		t.Errorf("errors are %q, %q, %q", r.failing("x"), r.failing("y"), r.failing("z"))
	}
	if r.value("y") != "yy" || r.value("z") != "z" {
		t.Error("a refusal does not keep what was typed")
	}
}

func TestChoices(t *testing.T) {
	r := form(t, "t: two", "x: {label: x, kind: radio, options: [one, two], equals: record.t}, c: {label: c, kind: checkbox, required: true}")
	for _, step := range []struct {
		choice, box int
		x, c        string
	}{{0, 0, "required", "required"}, {1, 0, "equals", "required"}, {2, 2, "", "required"}, {3, 1, "required", ""}, {-1, -1, "required", "required"}} {
		r.choose("x", step.choice)
		r.choose("c", step.box)
		if r.press("go") != simulate.Refused || r.failing("x") != step.x || r.failing("c") != step.c {
			t.Errorf("%+v: errors are %q, %q", step, r.failing("x"), r.failing("c"))
		}
	}
	r.choose("x", 2)
	r.choose("c", 1)
	if r.press("go") != simulate.Done {
		t.Error("the right choices are refused")
	}
}

func TestCaptcha(t *testing.T) {
	r := form(t, "", "c: {label: c, kind: captcha}, x: {label: x, sample: s}")
	first := r.shown("c")
	if r.press("go"); r.shown("c") != first || r.failing("c") != "required" {
		t.Error("a captcha that was left empty is drawn anew")
	}
	r.input("c", strings.ToLower(first[:2])+" - "+first[2:])
	if r.press("go"); r.failing("c") != "" || r.shown("c") != first || r.value("c") != first {
		t.Errorf("the right text fails %q, or does not stay", r.failing("c"))
	}
	r.input("c", "2222")
	if r.press("go"); r.failing("c") != "captcha" || r.shown("c") == first || r.value("c") != "" {
		t.Errorf("a wrong text fails %q, and %q is shown after %q", r.failing("c"), r.shown("c"), first)
	}
	second := r.shown("c")
	r.input("c", second)
	r.state, _ = r.machine.Step(r.state, simulate.Event{Kind: simulate.Refresh, Index: r.field("c").Index})
	if r.shown("c") == second || r.value("c") != "" {
		t.Error("refresh does not draw, or keeps what was typed")
	}
}

const changing = `title: t
start: old
record: {password: null, other: abc}
screens:
  old:
    title: old
    fields: {password: {label: p, kind: password, equals: record.password, sample: new1}, note: {label: n, sample: s, required: false}}
    buttons: [{label: log in, submit: true, to: end}, {label: forgotten, to: new}, {label: give up, to: lost}]
  new:
    title: new
    fields: {password: {label: p, kind: new-password, length: 4, sample: new1, required: false}}
    buttons: [{label: set, submit: true, set: {record.password: password}, to: old}]
` + end

// TestTheRecordChanges: what was forgotten never passes, what was set does.
func TestTheRecordChanges(t *testing.T) {
	r := rehearse(t, parse(t, changing))
	for _, guess := range []string{"new1", "abc", "null", "0"} {
		if r.input("password", guess); r.press("log in") != simulate.Refused || r.failing("password") != "equals" {
			t.Errorf("%q passes for a value that nobody knows", guess)
		}
	}
	r.input("note", "kept")
	r.press("forgotten")
	r.input("password", "new1")
	if r.press("set") != simulate.Done || r.screen() != "old" {
		t.Fatal("the password cannot be set")
	}
	if r.value("password") != "" || r.value("note") != "kept" || r.failing("password") != "" {
		t.Error("entering a screen keeps a password or an error, or loses a text")
	}
	r.input("password", "new1")
	if r.press("log in") != simulate.Done || r.screen() != "end" {
		t.Error("the new password does not pass")
	}
}

// TestSettingNothing: an empty value makes the record forget.
func TestSettingNothing(t *testing.T) {
	r := rehearse(t, parse(t, changing))
	r.press("forgotten")
	r.input("password", "new1")
	r.press("set")
	r.press("forgotten")
	r.press("set")
	r.input("password", "new1")
	if r.press("log in") != simulate.Refused {
		t.Error("the old password still passes")
	}
}

func TestBranches(t *testing.T) {
	f := parse(t, "title: t\nstart: a\nscreens:\n  a:\n    title: a\n    fields:\n      x: {label: x, kind: radio, options: [one, two], sample: one}\n      y: {label: y, kind: radio, options: [one, two], sample: one}\n"+
		"    buttons: [{label: go, to: [{when: {x: one, y: two}, to: b}, {when: {y: two}, to: lost}, {to: end}]}]\n  b: {outcome: success, title: b}"+end)
	for _, test := range []struct {
		x, y int
		to   string
	}{{0, 0, "end"}, {1, 1, "end"}, {1, 2, "b"}, {2, 2, "lost"}, {0, 2, "lost"}} {
		r := rehearse(t, f)
		r.choose("x", test.x)
		r.choose("y", test.y)
		if r.press("go"); r.screen() != test.to {
			t.Errorf("%d and %d lead to %s, want %s", test.x, test.y, r.screen(), test.to)
		}
	}
}

// TestNothingElseHappens: what is not on the screen cannot be used, and no
// event changes a state that was kept.
func TestNothingElseHappens(t *testing.T) {
	f := parse(t, changing)
	m := simulate.New(f)
	before := m.Start(1)
	for _, e := range []simulate.Event{
		{Kind: simulate.Input, Index: 2, Text: units("x")}, {Kind: simulate.Input, Index: -1}, {Kind: simulate.Input, Index: 99}, {Kind: simulate.Refresh, Index: 0}, {Kind: simulate.Refresh, Index: 99}, {Kind: simulate.Tick, N: 60},
	} {
		if after, _ := m.Step(before, e); !reflect.DeepEqual(m.Bytes(before), m.Bytes(after)) {
			t.Errorf("%+v changes something", e)
		}
	}
	for _, index := range []int{-1, 3, 99} {
		if _, result := m.Step(before, simulate.Event{Kind: simulate.Press, Index: index}); result != simulate.NotHere {
			t.Errorf("button %d is here", index)
		}
	}
	kept := m.Bytes(before)
	after, _ := m.Step(before, simulate.Event{Kind: simulate.Input, Index: 0, Text: units("new1")})
	after, _ = m.Step(after, simulate.Event{Kind: simulate.Press, Index: 0})
	if !reflect.DeepEqual(m.Bytes(before), kept) || reflect.DeepEqual(m.Bytes(after), kept) {
		t.Error("an event changes the state that it is given, or does nothing")
	}
}

// TestBytes pins the encoding that package wasm documents.
func TestBytes(t *testing.T) {
	r := form(t, "n: ab, t: two, z: null", "n: {label: n, equals: record.n, maxlength: 31}, t: {label: t, kind: select, options: [one, two], equals: record.t}, c: {label: c, kind: captcha}, z: {label: z, equals: record.z, maxlength: 31}")
	r.state.Random, r.state.Fields[2].Shown = 0x01020304, units("WXYZ")
	r.input("n", "abc")
	r.choose("t", 1)
	r.press("go")
	units := func(s string, n int) string {
		return s + strings.Repeat("00", 2*n-len(s)/2)
	}
	want := "04030201" + "0000" + "0000" +
		"0300" + "61006200" + "0200" + "0000" +
		"0300" + "0300" + units("610062006300", 32) +
		"0200" + "0100" +
		"0100" + "0000" + units("", 32) + "570058005900" + "5a00" +
		"0100" + "0000" + units("", 32)
	want += strings.Repeat("0", -len(want)&7)
	if got := hex.EncodeToString(r.machine.Bytes(r.state)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNormalise(t *testing.T) {
	for _, test := range []struct{ kind, typed, want string }{
		{"text", " \t　孙 小样\u200b　 ", "孙 小样"},
		{"text", "ＡＺａｚ０９－（", "AZaz09－（"},
		{"password", " Ａ-b　", " A-b　"},
		{"id-number", "\u202a1101 0519-4912－3100–2x\u202c\ufeff", "11010519491231002X"},
		{"mobile", "１38 0013\u00a08000", "13800138000"},
		{"text", strings.Repeat("x", 300), strings.Repeat("x", 65)},
	} {
		r := form(t, "", "x: {label: x, kind: "+test.kind+", sample: s}")
		if r.input("x", test.typed); r.value("x") != test.want {
			t.Errorf("%s: %q becomes %q, want %q", test.kind, test.typed, r.value("x"), test.want)
		}
	}
}
