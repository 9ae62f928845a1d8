package wasm

import (
	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// oddFlow has a code that expires while something else still runs, and few
// enough places for all of them to be tried.
const oddFlow = `title: t
start: a
timers: {lock: 30s}
screens:
  a:
    title: a
    fields:
      mobile: {label: mobile, kind: mobile, sample: "13800138000"}
      code: {label: code, kind: sms-code, resend: 5s, expires: 20s, attempts: 2}
    buttons:
      - {label: get, submit: [mobile], send: code, starts: lock}
      - {label: go, submit: true, to: b}
      - {label: late, when: {lock: running}, to: b}
  b:
    title: b
    fields: {name: {label: name, sample: x, required: false}}
    buttons: [{label: back, to: a}, {label: on, submit: true, to: end}]
  end: {outcome: success, title: end}
`

// oddScenarios are those of the exploration, and beside them events that nobody
// at a page causes, and numbers next to the bounds that no exploration needs.
func oddScenarios(f *flow.Flow) []scenario {
	all := scenarios(f, many)
	for _, seed := range []uint32{0, 0x9E3779B9, 0x9E3779B8, 0xFFFFFFFF} { // one of them would draw nothing
		s := scenario{Seed: seed}
		for _, number := range []string{"12900139000", "13800138000", "23800138000", "19999999999", "1380013800", "138001380000", "1380013800A"} {
			s.Events = append(s.Events, simulate.Event{Kind: simulate.Input, Text: typed(number)}, simulate.Event{Kind: simulate.Press})
			s.Events = append(s.Events, everythingOnce(f)...)
		}
		all = append(all, s)
	}
	return all
}

// everythingOnce presses all buttons and fills in all fields, whatever screen
// they are on, and lets time pass that does not.
func everythingOnce(f *flow.Flow) []simulate.Event {
	var events []simulate.Event
	for i := -2; i < len(f.Buttons)+2; i++ {
		for field := range f.Fields {
			events = append(events, simulate.Event{Kind: simulate.Input, Index: field, Text: typed("x")}, simulate.Event{Kind: simulate.Refresh, Index: field})
		}
		events = append(events, simulate.Event{Kind: simulate.Press, Index: i})
		for _, n := range []int{0, -1, 1, -30_000, -1 << 31} {
			events = append(events, simulate.Event{Kind: simulate.Tick, N: n})
		}
	}
	return events
}
