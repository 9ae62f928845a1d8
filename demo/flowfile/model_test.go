package flowfile

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/demo/flow"
)

// TestSamplesThatWereKept: a sample that is a value of the record is what an earlier
// sample put there, and what must equal it has it, too.
func TestSamplesThatWereKept(t *testing.T) {
	f, problems := Parse("x.flow.yaml", []byte(`title: t
start: a
record: {way: null, pin: null}
screens:
  a:
    title: a
    fields:
      way: {label: way, kind: radio, options: [post, desk], sample: desk}
      pin: {label: pin, kind: new-password, length: 4, sample: abcd}
    buttons: [{label: go, submit: true, set: {record.way: way, record.pin: pin}, to: b}]
  b:
    title: b
    fields:
      pin: {label: pin, kind: password, equals: record.pin, sample: record.pin}
      again: {label: again, kind: password, equals: pin}
      way: {label: way, kind: select, options: [post, desk], sample: record.way}
    buttons: [{label: on, submit: true, to: end}]
`+end))
	if f == nil {
		t.Fatal(problems)
	}
	s := f.Screens[1]
	if s.Field("pin").Sample != "abcd" || s.Field("again").Sample != "abcd" || s.Field("way").SampleChoice != 2 {
		t.Errorf("samples are %q, %q and %d", s.Field("pin").Sample, s.Field("again").Sample, s.Field("way").SampleChoice)
	}
}

func TestSMSModel(t *testing.T) {
	f, problems := Parse("x.flow.yaml", []byte(`title: t
start: a
timers: {own: 9s}
screens:
  a: {title: a, starts: own, buttons: [{label: get, send: usual, to: b}, {label: on, when: {own: elapsed}, send: own, to: c}]}
  b: {title: b, fields: {usual: {label: c, kind: sms-code}}, buttons: [{label: go, submit: true, to: end}, {label: again, send: usual}]}
  c: {title: c, fields: {own: {label: c, kind: sms-code, resend: 5s, expires: 2m, attempts: 3}}, buttons: [{label: go, submit: true, to: end}]}
`+end))
	if f != nil || len(problems) != 1 || problems[0].Rule != "ambiguous-name" {
		t.Fatalf("%+v", problems)
	}
	f, problems = Parse("x.flow.yaml", []byte(`title: t
start: a
screens:
  a: {title: a, buttons: [{label: get, send: usual, to: b}, {label: on, send: own, to: c}]}
  b: {title: b, fields: {usual: {label: c, kind: sms-code}}, buttons: [{label: go, submit: true, to: end}, {label: again, send: usual}]}
  c: {title: c, fields: {own: {label: c, kind: sms-code, resend: 5s, expires: 2m, attempts: 3}}, buttons: [{label: go, submit: true, to: end}]}
`+end))
	if f == nil {
		t.Fatalf("%+v", problems)
	}
	for i, want := range []string{"60 300 5 again", "5 120 3 on"} {
		sms := f.Fields[i].SMS
		if got := fmt.Sprint(sms.Resend.Seconds, sms.Expires.Seconds, sms.Attempts.Max, " ", sms.Sender.Label.Default); got != want {
			t.Errorf("%s: %s, want %s", f.Fields[i].ID, got, want)
		}
	}
	if len(f.Timers) != 4 || len(f.Counters) != 2 || f.Fields[0].Capacity < flow.SMSUnits+1 {
		t.Errorf("%d timers, %d counters, %d units", len(f.Timers), len(f.Counters), f.Fields[0].Capacity)
	}
}

func TestChecklistModel(t *testing.T) {
	f := flowWith(t, "", "list: {label: {zh: 带齐, en: bring}, hint: h, kind: checklist, options: [{zh: 证件, en: ID card}, pen]}, may: {label: may, kind: checklist, required: false, options: [x]}", goOn)
	var got []string
	for _, f := range f.Fields {
		got = append(got, fmt.Sprintf("%s %s %s %v %d", f.ID, f.Label.For("en"), f.Group.Label.For("en"), f.IsRequired(), f.SampleChoice))
	}
	if s, want := strings.Join(got, ", "), "list.1 ID card bring true 1, list.2 pen bring true 1, may.1 x may false 0"; s != want {
		t.Errorf("the fields are %s, want %s", s, want)
	}
	if f.Fields[0].Group != f.Fields[1].Group || f.Fields[1].Group == f.Fields[2].Group {
		t.Error("the checkboxes of a list have not one group")
	}
	if m := f.Fields[0].Checks[0].Message; m.Default != "还差“证件”" || m.For("en") != "“证件” (ID card) is still missing" {
		t.Errorf("what is missing is told as %q, %q", m.Default, m.For("en"))
	}
}

func TestDocumentModel(t *testing.T) {
	f := flowWith(t, "", "kind: {label: k, kind: radio, options: [card, pass], sample: pass}, n: {label: n, kind: id-number, type: kind, types: {card: resident-id, pass: passport}, sample: E12345678}", goOn)
	var got []string
	for _, c := range f.Fields[1].Checks {
		got = append(got, fmt.Sprintf("%s %d %q", c.Kind, len(c.When), c.Pattern))
	}
	if s, want := strings.Join(got, ", "), `required 0 "", id-number 1 "", id-number 1 "[A-Z0-9]{5,9}"`; s != want {
		t.Errorf("the checks are %s, want %s", s, want)
	}
}

// TestMenusAndButtons: what is said of buttons is there, in order.
func TestMenusAndButtons(t *testing.T) {
	f, problems := Parse("x.flow.yaml", []byte(`title: t
start: a
counters: {n: {max: 3}}
screens:
  a:
    title: a
    fields: {x: {label: x, sample: s}, y: {label: y, sample: s}}
    buttons:
      - {label: menu, items: [{label: one, to: end}, {label: two, role: link, count: n}]}
      - {label: some, submit: [y], to: end}
      - {label: all, submit: true, when: {n: below-max}, refused: {count: n, to: end}, reset: n, to: end}
`+end))
	if f == nil {
		t.Fatalf("%+v", problems)
	}
	var got []string
	for _, b := range f.Screens[0].Buttons {
		under := ""
		if b.Under != nil {
			under = b.Under.Label.Default
		}
		got = append(got, fmt.Sprintf("%s/%s/%d/%d/%d/%d", b.Label.Default, under, b.Role, len(b.Items), len(b.Checks), len(b.To)))
	}
	if s, want := strings.Join(got, " "), "menu//3/2/0/0 one/menu/3/0/0/1 two/menu/1/0/0/0 some//0/0/1/1 all//0/0/2/1"; s != want {
		t.Errorf("the buttons are %s, want %s", s, want)
	}
	all := f.Buttons[4]
	if len(all.When) != 1 || len(all.Refused.Count) != 1 || len(all.Refused.To) != 1 || len(all.Reset) != 1 || len(all.Count) != 0 {
		t.Errorf("%+v", all)
	}
}

// TestTooManyClocks: what is beyond the limits is reported, not counted.
func TestTooManyClocks(t *testing.T) {
	var b strings.Builder
	b.WriteString("title: t\nstart: a\ntimers:\n")
	for i := range maxClocks + 9 {
		fmt.Fprintf(&b, "  t%d: 3s\n", i)
	}
	b.WriteString("screens:\n  a:\n    title: a\n    fields:\n")
	for i := range maxClocks + 9 {
		fmt.Fprintf(&b, "      f%d: {label: f%d, kind: sms-code}\n", i, i)
	}
	b.WriteString("    buttons: [{label: go, submit: true, when: {t205: elapsed}, send: f205, starts: t205, to: end}]\n" + end)
	if f, problems := Parse("x.flow.yaml", []byte(b.String())); f != nil || problems[0].Rule != "too-big" {
		t.Errorf("%+v", problems[:1])
	}
}

// TestTooManyScreens: one problem says how many there are, and those that were left
// out are not missed where they are named.
func TestTooManyScreens(t *testing.T) {
	var b strings.Builder
	b.WriteString("title: t\nstart: s0\nscreens:\n")
	for i := range maxScreens + 50 {
		fmt.Fprintf(&b, "  s%d:\n    title: t\n    buttons: [{label: Go, to: s%d}, {label: Jump, to: s%d}]\n", i, i+1, (i+300)%maxScreens)
	}
	fmt.Fprintf(&b, "  s%d: {outcome: success, title: End}\n", maxScreens+50)
	f, problems := Parse("x.flow.yaml", []byte(b.String()))
	if f != nil || len(problems) != 1 || problems[0].Rule != "too-big" ||
		!strings.Contains(problems[0].Message, "451 screens, and a flow may have 400") || problems[0].Line != 4+3*maxScreens {
		t.Errorf("%d problems, first %+v", len(problems), problems[:1])
	}
}

// TestSampleOfRecord fills in what the record holds, and not its name.
func TestSampleOfRecord(t *testing.T) {
	f := flowWith(t, "r: 'a1'", "x: {label: x, sample: record.r}, y: {label: y, sample: record.…}, z: {label: z, kind: radio, options: [b, a1], sample: record.r}", goOn)
	if x, y, z := f.Fields[0].Sample, f.Fields[1].Sample, f.Fields[2].SampleChoice; x != "a1" || y != "record.…" || z != 2 {
		t.Errorf("samples %q, %q, %d", x, y, z)
	}
}
