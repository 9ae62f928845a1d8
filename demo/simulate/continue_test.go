package simulate_test

import (
	"reflect"
	"testing"
	"testing/fstest"

	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/simulate"
)

// TestContinuedRecord: a flow begins with the record that a rehearsal of the
// one before it, with the samples, really leaves behind.
func TestContinuedRecord(t *testing.T) {
	const before = `title: t
start: a
record: {kept: one, gone: two, chosen: null, same: three}
screens:
  a:
    title: a
    fields:
      x: {label: x, sample: new}
      empty: {label: e, required: false}
      choice: {label: c, kind: select, options: [this, that], sample: that}
    buttons:
      - {label: lose, submit: true, set: {record.same: x}, to: lost}
      - {label: go, submit: true, set: {record.kept: x, record.gone: empty, record.chosen: choice}, to: end}
` + end
	const after = `title: t
start: a
continues: before
screens:
  a:
    title: a
    fields:
      kept: {label: k, equals: record.kept}
      gone: {label: g, equals: record.gone}
      chosen: {label: c, kind: radio, options: [this, that], equals: record.chosen}
      same: {label: s, equals: record.same}
    buttons: [{label: go, submit: true, to: end}, {label: lose, to: lost}]
` + end
	files := fstest.MapFS{"before.flow.yaml": {Data: []byte(before)}, "after.flow.yaml": {Data: []byte(after)}}
	first, last := load(t, files, "before.flow.yaml"), load(t, files, "after.flow.yaml")
	r := rehearse(t, first)
	r.input("x", "new")
	r.choose("choice", 2)
	if r.press("go") != simulate.Done || r.screen() != "end" {
		t.Fatal("the samples do not lead to success")
	}
	begins := simulate.New(last).Start(1)
	for i, left := range r.state.Slots {
		if name := first.Record[i].Name; last.Record[i].Name != name || !reflect.DeepEqual(begins.Slots[i], left) {
			t.Errorf("record.%s begins as %v and was left as %v", name, begins.Slots[i], left)
		}
	}
}

func load(t *testing.T, files fstest.MapFS, file string) *flow.Flow {
	t.Helper()
	f, problems, err := flowfile.Load(files, file)
	if f == nil || err != nil {
		t.Fatalf("%s: %v, %+v", file, err, problems)
	}
	return f
}
