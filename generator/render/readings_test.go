package render

import (
	"slices"
	"testing"
	"testing/fstest"
)

// TestRehearsalsFollowTheirSources: a flow is compiled anew when any file that
// it uses changes, appears or goes, and not otherwise.
func TestRehearsalsFollowTheirSources(t *testing.T) {
	const flow = "title: t\nstart: a\npersona: sun\nscreens:\n  a: {title: a, fields: {x: {label: x, equals: record.name}}, buttons: [{label: go, submit: true, to: end}]}\n  end: {use: screens.yaml}\n"
	files := fstest.MapFS{
		"zh/x.flow.yaml":   {Data: []byte(flow)},
		"zh/screens.yaml":  {Data: []byte("screens: {end: {outcome: success, title: end}}\n")},
		"personas.yaml":    {Data: []byte("sun: {name: 孙小样}\n")},
		"zh/other.flow.md": {Data: []byte("x")},
	}
	r := newRehearsals(files)
	get := func() *rehearsal {
		t.Helper()
		made, err := r.get("zh/x.flow.yaml")
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	name := func(made *rehearsal) string {
		t.Helper()
		if made.flow == nil {
			t.Fatalf("%+v", made.problems)
		}
		return made.flow.Record[0].Value
	}
	first := get()
	if name(first) != "孙小样" {
		t.Errorf("the name is %s", name(first))
	}
	if got, want := first.sources.files(), []string{"personas.yaml", "zh/personas.yaml", "zh/screens.yaml", "zh/x.flow.yaml"}; !slices.Equal(got, want) {
		t.Errorf("made of %q, want %q", got, want)
	}
	files["zh/other.flow.md"] = &fstest.MapFile{Data: []byte("y")}
	if get() != first {
		t.Error("a file that the flow does not use makes a difference")
	}
	files["personas.yaml"] = &fstest.MapFile{Data: []byte("sun: {name: 孙大样}\n")}
	if got := name(get()); got != "孙大样" {
		t.Errorf("after the persona changed the name is %s", got)
	}
	files["zh/personas.yaml"] = &fstest.MapFile{Data: []byte("sun: {name: 近处}\n")}
	if got := name(get()); got != "近处" {
		t.Errorf("with a nearer persona the name is %s", got)
	}
	delete(files, "zh/screens.yaml")
	if made := get(); made.flow != nil || len(made.problems) == 0 {
		t.Error("a screen of a file that is gone is still there")
	}
}
