package wasm

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// randomFlow writes a flow with every construct of the language somewhere, as
// the dice fall. Every screen can be reached, and all lead to the end. What
// conditions ask about can change: the first screen sees to that.
func randomFlow(r *rand.Rand) []byte {
	var b strings.Builder
	b.WriteString("title: random\nstart: s0\nrecord:\n  name: 孙小样\n  code: AB12\n  none: null\n  kept: null\n  ticked: null\n" +
		"  pick: second\n  unpicked: null\n  id: 11010519491231002X\n" +
		"counters: {tries: {max: 3}, presses: {max: 2}}\ntimers: {lock: 30s, short: 2s}\n")
	n := 1 + r.IntN(5)
	b.WriteString("screens:\n")
	kinds := dealt(r)
	for i := range n {
		randomScreen(&b, r, kinds, i, n)
	}
	b.WriteString("  end: {outcome: success, title: end}\n  lost: {outcome: dead-end, title: lost, text: sorry}\n")
	return []byte(b.String())
}

func randomScreen(b *strings.Builder, r *rand.Rand, kinds func() string, i, n int) {
	fmt.Fprintf(b, "  s%d:\n    title: t%s\n%s    fields:\n      base: {label: base, sample: base, required: false}\n"+
		"      pick: {label: pick, kind: %s, options: [first, second, third], sample: second%s}\n",
		i, pick(r, "", " {record.kept} and {{more}}", " {record.unpicked}", " {record.ticked}", " {record.name | masked} {record.kept | masked 2 1} {record.none}"), pick(r, "", "    starts: short\n", "    starts: [short, lock]\n"),
		pick(r, "select", "radio"), pick(r, "", ", equals: record.pick", ", required: false"))
	for j := range 1 + r.IntN(6) {
		field := strings.ReplaceAll(kinds(), "ITEM", fmt.Sprintf("item %d.", j))
		fmt.Fprintf(b, "      f%d: {label: l%d, %s}\n", j, j, field+pick(r, "", "", ", required: false", ", required: true"))
	}
	ticked := ""
	if i == 0 || r.IntN(4) == 0 {
		fmt.Fprintf(b, "      tick: {label: tick, kind: checkbox%s}\n", pick(r, "", ", sample: true", ", required: true"))
		ticked = ", set: {record.ticked: tick}"
	}
	sms := r.IntN(2) == 0
	if sms {
		fmt.Fprintf(b, "      sms: {label: sms, kind: sms-code, resend: %ds, expires: %ds, attempts: %d}\n", 1+r.IntN(30), 1+r.IntN(60), 1+r.IntN(3))
	}
	next := "end"
	if i+1 < n {
		next = fmt.Sprintf("s%d", i+1)
	}
	set := pick(r, "", ", set: {record.kept: base}", ", set: {record.unpicked: pick, record.kept: base}", ", set: {record.name: base}", ticked)
	refused := pick(r, "", ", refused: {count: tries}", ", refused: {count: [tries, presses], to: [{when: {tries: max}, to: lost}]}",
		", refused: {to: [{when: {pick: third, lock: running}, to: lost}, {when: {presses: max}, to: end}]}", ", refused: {to: lost}")
	fmt.Fprintf(b, "    buttons:\n      - {label: go, submit: true, to: %s%s%s}\n      - {label: on, to: %s, role: %s%s}\n",
		next, set, refused, next, pick(r, "button", "link", "tab", "menu"), randomGuard(r))
	fmt.Fprintf(b, "      - {label: lose, submit: %s, to: [{when: {pick: third}, to: %s}, {when: {pick: first}, to: end}, {to: lost}]}\n",
		pick(r, "true", "false", "[base, pick]"), next)
	if r.IntN(2) == 0 {
		fmt.Fprintf(b, "      - {label: recall, to: [{when: {record.unpicked: second}, to: %s}, {when: {record.kept: %s}, to: lost}, {when: {record.name: base}, to: end}, {to: s%d}]}\n",
			next, pick(r, "base", "bas", "x", "😀z"), i)
	}
	fmt.Fprintf(b, "      - {label: do, %s%s}\n", pick(r, "count: presses", "count: [presses, tries], starts: short", "starts: lock, reset: tries", "reset: [tries, presses]"), randomGuard(r))
	if sms {
		fmt.Fprintf(b, "      - {label: get, submit: [%s], send: sms%s}\n", pick(r, "base", "base, pick"), randomGuard(r))
		fmt.Fprintf(b, "      - {label: again, send: sms, to: s%d}\n", i)
	}
	if i == 0 {
		b.WriteString("      - {label: all, submit: [base, tick, pick], set: {record.kept: base, record.unpicked: pick, record.name: base, record.ticked: tick}, count: [tries, presses], starts: [lock, short], to: s0}\n")
	}
	if i > 0 && r.IntN(2) == 0 {
		fmt.Fprintf(b, "      - {label: back, to: s%d}\n", r.IntN(i))
	}
	if r.IntN(2) == 0 {
		randomDialog(b, r, i, next, sms)
	}
}

// randomDialog writes the menu that leads to a dialog over screen i, and the
// dialog.
func randomDialog(b *strings.Builder, r *rand.Rand, i int, next string, sms bool) {
	send := ""
	if sms {
		send = pick(r, "", ", send: sms")
	}
	fmt.Fprintf(b, "      - label: menu\n        items:\n          - {label: ask, to: d%d%s}\n          - {label: leave, to: lost}\n", i, randomGuard(r))
	fmt.Fprintf(b, "  d%d:\n    over: s%d\n    title: sure?\n    buttons:\n      - {label: ok, to: %s%s}\n      - {label: cancel, to: s%d%s}\n", i, i,
		next, pick(r, "", ", count: tries", ", starts: lock"), i, send)
	fmt.Fprintf(b, "      - {label: either, to: [{when: {record.kept: set}, to: s%d}, {when: {lock: running}, to: %s}, {to: s%d}]}\n", i, next, i)
}

func randomGuard(r *rand.Rand) string {
	return pick(r, "", "", "", ", when: {lock: elapsed}", ", when: {short: running}", ", when: {tries: below-max}", ", when: {presses: max}",
		", when: {record.kept: set}", ", when: {record.unpicked: unset, short: elapsed}",
		", when: {record.unpicked: third}", ", when: {record.kept: base}", ", when: {record.name: 孙小样}", ", when: {record.kept: 😀z}",
		", when: {record.ticked: set}", ", when: {record.ticked: unset}", ", when: {record.ticked: tick}")
}

// dealt returns what deals out kinds of fields: none twice before all have been.
func dealt(r *rand.Rand) func() string {
	var left []int
	return func() string {
		if len(left) == 0 {
			left = r.Perm(len(fields))
		}
		kind := fields[left[0]]
		left = left[1:]
		return kind
	}
}

// fields are what fields may be, beside their labels.
var fields = []string{
	"equals: record.name",
	"equals: record.code",
	"equals: record.none",
	"equals: record.kept, sample: base",
	"equals: base",
	"kind: captcha",
	"kind: id-number, equals: record.id",
	"kind: id-number, sample: '440524188001010014'",
	"kind: mobile, sample: '13800138000'",
	"kind: checkbox",
	"kind: face",
	"kind: checklist, options: [ITEM1, ITEM2, ITEM3]",
	"kind: id-number, type: pick, types: {first: resident-id, second: passport, third: foreigner-id}, sample: E12345678",
	"kind: id-number, type: pick, types: {first: residence-permit, second: hk-macau-permit, third: taiwan-permit}, sample: H12345678",
	"kind: password, length: 6, only: [digit], sample: '123456'",
	"kind: new-password, length: 8, contains: [letter, digit], sample: abcd1234",
	"minlength: 3, maxlength: 5, sample: abcd",
	"contains: [upper, lower, symbol], only: [letter, symbol], sample: 'Aa!'",
	"only: [upper, digit], sample: A1",
	"classes: 2, sample: a1",
	"classes: {min: 2, of: [letter, upper, digit, symbol]}, sample: '1!'",
	"pattern: '[A-Z]{2}[0-9]{1,4}', sample: AB12",
	"pattern: '\\p{Han}{2,4}', sample: 孙小样",
	"pattern: '(a|😀)+.?', sample: a😀, equals: base",
	"pattern: '.*', sample: x",
	"kind: select, options: [one, two], sample: two",
	"kind: select, options: [first, second, third], equals: record.unpicked",
	"kind: radio, options: [first, second, third], equals: pick",
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }
