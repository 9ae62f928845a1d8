package simulate

import (
	"testing"

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
