package wasm

import (
	"fmt"
	"testing"

	"rehearse/demo/simulate"
)

const idFlow = `title: t
start: a
screens:
  a: {title: a, fields: {id: {label: id, kind: id-number, sample: 11010519491231002X}}, buttons: [{label: go, submit: true, to: a}, {label: end, to: end}]}
  end: {outcome: success, title: end}
`

// idScenario types identity numbers that differ in their dates of birth, and
// some with a wrong check character. There is no area 000000, so nobody has
// them.
func idScenario() scenario {
	var s scenario
	try := func(id string) {
		s.Events = append(s.Events, simulate.Event{Kind: simulate.Input, Text: typed(id)}, simulate.Event{Kind: simulate.Press})
	}
	for _, year := range []int{0, 1799, 1800, 1899, 1900, 1904, 1999, 2000, 2001, 2099, 2100, 9999} {
		for _, day := range []int{0, 1, 28, 29, 30, 31, 32, 99} {
			for month := range 14 {
				try(withCheck(fmt.Sprintf("000000%04d%02d%02d001", year, month, day)))
			}
		}
	}
	for i := range "0123456789X" {
		try("00000020000101" + "001" + "0123456789X"[i:i+1])
	}
	return s
}

// withCheck adds the check character of ISO 7064, MOD 11-2: as a polynomial in
// 2, the number with it leaves 1.
func withCheck(digits string) string {
	remainder := 0
	for _, d := range digits {
		remainder = (remainder + int(d-'0')) * 2 % 11
	}
	return digits + string("0123456789X"[(12-remainder)%11])
}

func TestIdentityNumbersDoNotDiffer(t *testing.T) {
	p := newPair(t, parse(t, "ids.flow.yaml", []byte(idFlow)))
	p.restart(1)
	valid := 0
	for _, e := range idScenario().Events {
		if result := p.step(e); e.Kind == simulate.Press && result == simulate.Done {
			valid++
		}
	}
	if want := 7 * 4 * 12; valid < want {
		t.Errorf("%d numbers are valid, want more than %d", valid, want)
	}
}
