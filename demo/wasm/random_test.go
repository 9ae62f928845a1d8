package wasm

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// randomFlow writes a flow with every construct of the language somewhere, as
// the dice fall. Every screen can be reached, and all lead to the end.
func randomFlow(r *rand.Rand) []byte {
	var b strings.Builder
	b.WriteString("title: random\nstart: s0\nrecord:\n  name: 孙小样\n  code: AB12\n  none: null\n  kept: null\n" +
		"  pick: second\n  unpicked: null\n  id: 11010519491231002X\n")
	n := 1 + r.IntN(5)
	b.WriteString("screens:\n")
	for i := range n {
		randomScreen(&b, r, i, n)
	}
	b.WriteString("  end: {outcome: success, title: end}\n  lost: {outcome: dead-end, title: lost, text: sorry}\n")
	return []byte(b.String())
}

func randomScreen(b *strings.Builder, r *rand.Rand, i, n int) {
	fmt.Fprintf(b, "  s%d:\n    title: t\n    fields:\n      base: {label: base, sample: base, required: false}\n"+
		"      pick: {label: pick, kind: %s, options: [first, second, third], sample: second%s}\n",
		i, pick(r, "select", "radio"), pick(r, "", ", equals: record.pick", ", required: false"))
	for j := range r.IntN(6) {
		fmt.Fprintf(b, "      f%d: {label: l%d, %s}\n", j, j, randomField(r)+pick(r, "", "", ", required: false", ", required: true"))
	}
	next := "end"
	if i+1 < n {
		next = fmt.Sprintf("s%d", i+1)
	}
	set := pick(r, "", ", set: {record.kept: base}", ", set: {record.unpicked: pick, record.kept: base}", ", set: {record.name: base}")
	fmt.Fprintf(b, "    buttons:\n      - {label: go, submit: true, to: %s%s}\n      - {label: on, to: %s, role: %s}\n",
		next, set, next, pick(r, "button", "link", "tab", "menu"))
	fmt.Fprintf(b, "      - {label: lose, submit: %s, to: [{when: {pick: third}, to: %s}, {when: {pick: first}, to: end}, {to: lost}]}\n",
		pick(r, "true", "false"), next)
	if i > 0 && r.IntN(2) == 0 {
		fmt.Fprintf(b, "      - {label: back, to: s%d}\n", r.IntN(i))
	}
}

func randomField(r *rand.Rand) string {
	return pick(r,
		"equals: record.name",
		"equals: record.code",
		"equals: record.none",
		"equals: record.kept, sample: base",
		"equals: base",
		"kind: captcha",
		"kind: id-number, equals: record.id",
		"kind: id-number, sample: '440524188001010014'",
		"kind: mobile, sample: '13800000000'",
		"kind: checkbox",
		"kind: password, length: 6, only: [digit], sample: '123456'",
		"kind: new-password, length: 8, contains: [letter, digit], sample: abcd1234",
		"minlength: 3, maxlength: 5, sample: abcd",
		"contains: [upper, lower, symbol], only: [letter, symbol], sample: 'Aa!'",
		"only: [upper, digit], sample: A1",
		"pattern: '[A-Z]{2}[0-9]{1,4}', sample: AB12",
		"pattern: '\\p{Han}{2,4}', sample: 孙小样",
		"pattern: '(a|😀)+.?', sample: a😀, equals: base",
		"pattern: '.*', sample: x",
		"kind: select, options: [one, two], sample: two",
		"kind: select, options: [first, second, third], equals: record.unpicked",
		"kind: radio, options: [first, second, third], equals: pick",
	)
}

func pick(r *rand.Rand, from ...string) string { return from[r.IntN(len(from))] }
