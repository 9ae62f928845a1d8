package simulate_test

import (
	"fmt"
	"strings"
	"testing"

	"rehearse/demo/flow"
	"rehearse/demo/simulate"
)

// TestKinds pins what each kind keeps of what is typed or chosen, and what is
// left of that when the screen is entered again. Interpreter and compiler read
// the same declarations, so that their comparison would not notice a change.
func TestKinds(t *testing.T) {
	const typed = "\u3000１a-\u200b2 "
	want := map[string]string{ // kept, and then after the screen was entered again
		"text": `"1a-2" "1a-2"`, "password": `"　1a-\u200b2 " ""`, "new-password": `"　1a-\u200b2 " ""`,
		"id-number": `"1A2" "1A2"`, "mobile": `"1A2" "1A2"`, "captcha": `"1A2" "" draws 4`, "sms-code": `"1A2" "" draws 6`,
		"select": "1 1", "radio": "1 1", "checkbox": "1 1", "face": "1 0",
	}
	if len(want) != len(flow.Kinds()) {
		t.Errorf("%d kinds are tested of %d", len(want), len(flow.Kinds()))
	}
	for _, k := range flow.Kinds() {
		options := ""
		if k.Spec().Holds == flow.Chosen {
			options = ", options: [one, two]"
		}
		r := rehearse(t, parse(t, fmt.Sprintf(`title: t
start: a
screens:
  a:
    title: a
    fields: {x: {label: x, kind: %s, required: false%s}}
    buttons: [{label: away, to: b}, {label: get, %s}]
  b: {title: b, buttons: [{label: back, to: a}, {label: out, to: end}]}
  end: {outcome: success, title: end}
`, k, options, map[bool]string{true: "send: x", false: "to: end"}[k == flow.SMSCode])))
		if k == flow.SMSCode {
			r.press("get")
		}
		drawn := len(r.shown("x"))
		value := func() string {
			if k.IsChoice() {
				return fmt.Sprint(r.state.Fields[0].Value.Choice)
			}
			return strings.ReplaceAll(fmt.Sprintf("%q", r.value("x")), `\u3000`, "　")
		}
		r.state, _ = r.machine.Step(r.state, simulate.Event{Kind: simulate.Input, Text: units(typed), N: 1})
		got := value()
		r.press("away")
		r.press("back")
		if got += " " + value(); drawn > 0 {
			got += fmt.Sprint(" draws ", drawn)
		}
		if got != want[k.String()] {
			t.Errorf("%s: %s, want %s", k, got, want[k.String()])
		}
	}
}
