package walk

import "testing"

// TestSamplesDecideBetweenEqualReadings: where the steps leave open which of two
// branches is meant, it is the one of the sample, which nobody is told of.
func TestSamplesDecideBetweenEqualReadings(t *testing.T) {
	const src = `
title: t
start: a
screens:
  a:
    title: 甲
    fields: {x: {label: 地点, kind: radio, options: [网点, 窗口], sample: 窗口}}
    buttons: [{label: 到了, submit: true, to: [{when: {x: 网点}, to: bank}, {to: desk}]}]
  bank: {outcome: success, title: 网点好了}
  desk: {outcome: success, title: 窗口好了}
`
	for text, want := range map[string]string{"1. 选“地点”，点“到了”。": "desk", "1. 选“网点”，点“到了”。": "bank"} {
		walked, problems := Follow(parse(t, "a.flow.yaml", []byte(src)), "a.md", read(text), nil)
		if len(problems) > 0 || walked.Stops[0].After.ID != want || walked.Routes[0].End.ID != want {
			t.Errorf("%s: ends at %s, the route at %s: %v", text, walked.Stops[0].After.ID, walked.Routes[0].End.ID, problems)
		}
	}
}
