package route_test

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/route"
	"rehearse/demo/simulate"
)

// describe writes a route: what is done on each screen, and where it ends.
func describe(legs []route.Leg, end *flow.Screen) string {
	var b strings.Builder
	for _, l := range legs {
		fmt.Fprintf(&b, "%s:", l.Screen.ID)
		for _, a := range l.Answers {
			switch {
			case a.Shown:
				fmt.Fprintf(&b, " %s", a.Field.ID)
			case a.Field.Kind.IsTick():
				fmt.Fprintf(&b, " %s=%d", a.Field.ID, a.Choice)
			case a.Choice > 0:
				fmt.Fprintf(&b, " %s=%s", a.Field.ID, a.Field.Options[a.Choice-1].Default)
			default:
				fmt.Fprintf(&b, " %s=%s", a.Field.ID, a.Text)
			}
		}
		if l.Wait > 0 {
			fmt.Fprintf(&b, " wait %d", l.Wait)
		}
		if l.Refused {
			b.WriteString(" refused")
		}
		fmt.Fprintf(&b, " %s; ", l.Button.Label.Default)
	}
	return b.String() + end.ID
}

func parse(t testing.TB, src string) *flow.Flow {
	t.Helper()
	f, problems := flowfile.Parse("x.flow.yaml", []byte(src))
	if f == nil {
		t.Fatalf("%+v\n%s", problems, src)
	}
	return f
}

// played fails the test unless a route works whatever is drawn.
func played(t *testing.T, r *route.Route) {
	t.Helper()
	for seed := range uint32(3) {
		if _, err := r.Play(simulate.New(r.Flow), seed); err != nil {
			t.Error(err)
		}
	}
}

// card is a flow with a choice, a tick, a wait, a code, a dialog and a lock.
const card = `
title: t
start: way
record: {pin: "1234", card: null}
counters: {wrong: {max: 3}}
timers: {read: 10s, lock: 60s}
routes:
  post: {choose: {way: 邮寄}}
  gone: {to: closed}
  locked: {via: locked, choose: {way: 邮寄}}
screens:
  way:
    title: 领取方式
    fields: {way: {label: 方式, kind: radio, options: [网点, 邮寄], sample: 网点}}
    buttons:
      - {label: 下一步, submit: true, to: [{when: {way: 邮寄}, to: post}, {to: terms}]}
      - {label: 不办了, role: link, to: closed}
  post:
    title: 邮寄
    fields: {road: {label: 地址, sample: 路}}
    buttons: [{label: 保存, submit: true, to: terms}]
  terms:
    title: 须知
    starts: read
    fields: {agreed: {label: 我已阅读, kind: checkbox}}
    buttons: [{label: 同意, when: {agreed: true, read: elapsed}, to: code}]
  code:
    title: 验证
    fields:
      pin: {label: 密码, kind: password, equals: record.pin}
      sms: {label: 验证码, kind: sms-code}
    buttons:
      - {label: 获取, send: sms}
      - {label: 提交, submit: true, refused: {count: wrong, to: [{when: {wrong: max}, to: locked}]}, reset: wrong, to: sure}
  sure: {over: code, title: 确定吗, buttons: [{label: 确定, to: done}, {label: 取消, to: code}]}
  locked: {title: 锁了, starts: lock, buttons: [{label: 再试, when: {lock: elapsed}, reset: wrong, to: code}]}
  closed: {outcome: dead-end, title: 不办, text: 以后再来。}
  done: {outcome: success, title: 好了}
`

const rest = "terms: agreed=1 wait 10 同意; code: 获取; code: pin=1234 sms 提交; sure: 确定; done"

func TestSamples(t *testing.T) {
	r := route.Samples(parse(t, card))
	played(t, r)
	if got, want := describe(r.Legs, r.End), "way: way=网点 下一步; "+rest; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if off := r.Off(); len(off) > 0 {
		t.Errorf("a tick without a sample is against the samples: %v", off)
	}
}

// Samples decide where they say something, and where they do not, the shortest way
// does.
func TestSamplesDecide(t *testing.T) {
	for _, c := range []struct{ name, fields, buttons, want string }{
		{"the longer way, if the sample says so",
			"x: {label: x, kind: radio, options: [short, long], sample: long}", "{label: go, submit: true, to: [{when: {x: long}, to: b}, {to: end}]}",
			"a: x=long go; b: on; end"},
		{"the shorter one, if nothing does",
			"x: {label: x, kind: checkbox}", "{label: go, to: [{when: {x: false}, to: b}, {to: end}]}",
			"a: x=1 go; end"},
		{"success rather than what the samples lead to",
			"x: {label: x, kind: radio, options: [in, out], sample: out}", "{label: go, submit: true, to: [{when: {x: out}, to: lost}, {to: end}]}",
			"a: x=in go; end"},
		{"samples rather than the shorter way",
			"x: {label: x, kind: radio, options: [p, q, r], sample: r}", "{label: go, submit: true, to: [{when: {x: p}, to: end}, {to: b}]}",
			"a: x=r go; b: on; end"},
		{"no success", "", "{label: no, to: lost}", "a: no; lost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := "  b: {title: b, buttons: [{label: on, to: end}]}\n"
			if !strings.Contains(c.buttons, "b}") {
				b = ""
			}
			end := "  end: {outcome: success, title: e}\n"
			if !strings.Contains(c.buttons+b, "to: end") {
				end = ""
			}
			lost := "  lost: {outcome: dead-end, title: l, text: t}\n"
			if !strings.Contains(c.buttons, "lost") {
				lost = ""
			}
			r := route.Samples(parse(t, "title: t\nstart: a\nscreens:\n  a:\n    title: a\n    fields: {"+c.fields+"}\n    buttons: ["+c.buttons+"]\n"+b+end+lost))
			played(t, r)
			if got := describe(r.Legs, r.End); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestNamed(t *testing.T) {
	f := parse(t, card)
	wrong := strings.Repeat("code: refused 提交; ", 3)
	for i, want := range []string{
		"way: way=邮寄 下一步; post: road=路 保存; " + rest,
		"way: 不办了; closed",
		"way: way=邮寄 下一步; post: road=路 保存; terms: agreed=1 wait 10 同意; " + wrong +
			"locked: wait 60 再试; code: 获取; code: pin=1234 sms 提交; sure: 确定; done",
	} {
		r, ok := route.Named(f, f.Routes[i])
		played(t, r)
		if got := describe(r.Legs, r.End); got != want || !ok {
			t.Errorf("%s, %v:\ngot  %s\nwant %s", f.Routes[i].Name, ok, got, want)
		}
	}
	lost := &flow.NamedRoute{Choose: f.Routes[0].Choose, Via: []*flow.Screen{f.Screens[6]}, To: f.Screens[6]}
	if r, ok := route.Named(f, lost); ok {
		t.Errorf("what is chosen on the way is not chosen: %s", describe(r.Legs, r.End))
	}
}

// told makes what somebody tells of a flow: "button>screen", with the options that
// are named before as "field=number".
func told(f *flow.Flow, text string) []route.Told {
	var list []route.Told
	var choose []route.Answer
	screen := f.Start
	for i, word := range strings.Fields(text) {
		if id, option, ok := strings.Cut(word, "="); ok {
			choose = append(choose, route.Answer{Field: screen.Field(id), Choice: int(option[0] - '0')})
			continue
		}
		label, to, _ := strings.Cut(word, ">")
		one := route.Told{Choose: choose, Steps: route.Steps{First: i, Last: i, Of: 9}}
		for _, b := range screen.Buttons {
			if b.Label.Default == label {
				one.Button = b
			}
		}
		for _, s := range f.Screens {
			if s.ID == to {
				one.To = s
			}
		}
		list, choose, screen = append(list, one), nil, one.To
	}
	return list
}

func TestFollow(t *testing.T) {
	f := parse(t, card)
	r, _, faults := route.Follow(f, told(f, "way=2 下一步>post 保存>terms 同意>code 提交>sure 取消>code"), nil, route.Steps{First: 8, Last: 9, Of: 9})
	played(t, r)
	want := "way: way=邮寄 下一步; post: road=路 保存; terms: agreed=1 wait 10 同意; code: 获取; code: pin=1234 sms 提交; sure: 取消; code: 提交; sure: 确定; done"
	if got := describe(r.Legs, r.End); got != want || len(faults) > 0 {
		t.Errorf("%v\ngot  %s\nwant %s", faults, got, want)
	}
	var steps []string
	for _, l := range r.Legs {
		steps = append(steps, fmt.Sprintf("%d-%d/%d", l.Steps.First, l.Steps.Last, l.Steps.Of))
	}
	if got := strings.Join(steps, " "); got != "1-1/9 2-2/9 3-3/9 4-4/9 4-4/9 5-5/9 8-9/9 8-9/9" || r.EndSteps.Last != 9 {
		t.Errorf("steps %s, end %v", got, r.EndSteps)
	}
}

// A named route decides what nobody tells.
func TestFollowNamed(t *testing.T) {
	f := parse(t, card)
	r, _, faults := route.Follow(f, told(f, "下一步>post"), f.Routes[0], route.Steps{})
	if got := describe(r.Legs, r.End); !strings.HasPrefix(got, "way: way=邮寄 下一步; post") || len(faults) > 0 {
		t.Errorf("%v: %s", faults, got)
	}
}

// What is told and does not work is found, and the route goes on all the same.
func TestFaults(t *testing.T) {
	f := parse(t, card)
	for text, want := range map[string]string{
		"下一步>post":                            "off way=2",
		"way=1 下一步>post":                      "leads to terms",
		"way=1 下一步>terms agreed=0 同意>code":    "disabled by agreed",
		"下一步>terms 同意>code 提交>locked 再试>code": "",
	} {
		r, _, faults := route.Follow(f, told(f, text), nil, route.Steps{})
		played(t, r)
		if r.End.Outcome != flow.Success {
			t.Errorf("%s: the route ends at %s", text, r.End.ID)
		}
		var got []string
		for _, fault := range faults {
			switch {
			case fault.Off != nil:
				got = append(got, fmt.Sprintf("off %s=%d", fault.Off[0].Field.ID, fault.Off[0].Choice))
			case fault.Disabled != nil:
				got = append(got, "disabled by "+fault.Disabled[0].Field.ID)
			case fault.Check != nil:
				got = append(got, "refused by "+fault.Field.ID)
			case fault.Leads != nil:
				got = append(got, "leads to "+fault.Leads.ID)
			}
		}
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("%s: got %s, want %s", text, text, want)
		}
	}
}

func TestSides(t *testing.T) {
	f := parse(t, card)
	var got []string
	for _, s := range route.Samples(f).Sides() {
		got = append(got, fmt.Sprintf("%d %s | %s", s.After, describe(s.Way, s.Screen), describe(s.On, s.End)))
	}
	want := []string{
		"0 way: way=邮寄 下一步; post | post: road=路 保存; terms",
		"2 code: refused 提交; code: refused 提交; code: refused 提交; locked | locked: wait 60 再试; code",
		"0 way: 不办了; closed | closed",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// A flow of any size is laid out in bounded time.
func TestManyStates(t *testing.T) {
	var b strings.Builder
	b.WriteString("title: t\nstart: a\ncounters:\n")
	for i := range 30 {
		fmt.Fprintf(&b, "  c%d: {max: 100}\n", i)
	}
	b.WriteString("screens:\n  a:\n    title: a\n    buttons:\n")
	for i := range 30 {
		fmt.Fprintf(&b, "      - {label: b%d, count: c%d, to: [{when: {c%d: max}, to: end}, {to: a}]}\n", i, i, i)
	}
	b.WriteString("  end: {outcome: success, title: e}\n")
	r := route.Samples(parse(t, b.String()))
	played(t, r)
}
