package simulate_test

import (
	"testing"
	"unicode/utf16"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
)

func parse(t testing.TB, src string) *flow.Flow {
	t.Helper()
	f, problems := flowfile.Parse("x.flow.yaml", []byte(src))
	if f == nil {
		t.Fatalf("%+v\n%s", problems, src)
	}
	return f
}

const end = "\n  end: {outcome: success, title: end}\n  lost: {outcome: dead-end, title: lost, text: sorry}\n"

// units are what is typed for a text.
func units(text string) []uint16 { return utf16.Encode([]rune(text)) }

func text(units []uint16) string { return string(utf16.Decode(units)) }
