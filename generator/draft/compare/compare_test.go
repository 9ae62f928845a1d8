package compare

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/generator/draft"
	"rehearse/generator/draft/saved"
	"rehearse/generator/pipeline"
)

const page = `<form><h1>Change address</h1>
<label>First line * <input required maxlength="40"></label>
<label>Country * <select required><option value="">Choose</option><option>Scotland</option><option>Wales</option></select></label>
<label>Remarks <input></label>
<label><input type="checkbox"> Send me letters</label>
<label>Pass phrase * <input type="password" required minlength="6" maxlength="12"></label>
<button>Save</button><button type="button">Cancel</button></form>`

const same = `title: Change address
start: form
screens:
  form:
    title: Change address
    fields:
      line: {label: First line, maxlength: 40, sample: 1 Sample Street}
      country: {label: Country, kind: select, options: [Scotland, Wales], sample: Wales}
      remarks: {label: Remarks, required: false}
      letters: {label: Send me letters, kind: checkbox, sample: false}
      phrase: {label: Pass phrase, kind: password, minlength: 6, maxlength: 12, sample: sample12}
    buttons:
      - {label: Save, submit: true, to: done}
      - {label: Cancel, role: link, to: left}
  done: {outcome: success, title: Saved}
  left: {outcome: dead-end, title: Cancelled, text: Nothing was saved.}
`

func parse(t *testing.T, text string) *flow.Flow {
	t.Helper()
	f, problems := flowfile.Parse("a.flow.yaml", []byte(text))
	if f == nil {
		t.Fatal(problems)
	}
	return f
}

// real reads pages as those of the real thing.
func real(t *testing.T, fsys fs.FS, file string) []Real {
	t.Helper()
	p, err := saved.Read(fsys, file)
	if err != nil {
		t.Fatal(err)
	}
	var screens []Real
	for _, s := range p.Screens {
		screens = append(screens, Real{s, file})
	}
	return screens
}

// lines are the differences in short: where, how bad, what.
func lines(problems []diag.Problem) []string {
	var all []string
	for _, p := range diag.Sort(problems) {
		if p.Line < 1 || p.Col < 1 || p.Hint == "" {
			all = append(all, "no place or no hint: "+p.Message)
		}
		all = append(all, p.Severity.String()+": "+strings.TrimPrefix(p.Message, "a.html: "))
	}
	return all
}

// TestPages changes the flow in one place each time, and looks for that difference and
// no other.
func TestPages(t *testing.T) {
	pages := real(t, fstest.MapFS{"a.html": {Data: []byte(page)}}, "a.html")
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"label: First line", "label: Line 1", "error: “Line 1” is called “First line” there"},
		{"label: FIRST  line", "label: Line 1", ""},
		{"maxlength: 40", "maxlength: 50", "error: “First line” has at most 40 characters there"},
		{"minlength: 6, maxlength: 12", "maxlength: 12", "error: “Pass phrase” has at least 6 characters there"},
		{", Wales]", ", Wales, England]", "error: “Country” has no option “England”"},
		{"[Scotland, Wales]", "[Wales]", "error: “Country” has an option “Scotland”"},
		{"[Scotland, Wales]", "[Wales, Scotland]", "warning: the options of “Country” stand in another order"},
		{"kind: select", "kind: radio", "error: “Country” is a select there, and a radio here"},
		{"kind: password, ", "", "error: “Pass phrase” is a password there, and a text here"},
		{"Remarks, required: false", "Remarks, sample: x", "error: “Remarks” may be left empty there"},
		{"First line, ", "First line, required: false, ", "error: “First line” must be filled in there"},
		{"      letters: {label: Send me letters, kind: checkbox, sample: false}\n", "", "error: there is a field “Send me letters”, which screen form has not"},
		{"    buttons:", "      extra: {label: Extra, sample: x}\n    buttons:", "error: there is no field “Extra”"},
		{"label: Save", "label: Safe", "error: there is no button “Safe”\nnote: there is a button “Save”, which screen form has not"},
		{"      - {label: Cancel, role: link, to: left}\n", "      - {label: Other, role: link, to: left}\n", "error: there is no button “Other”\nnote: there is a button “Cancel”, which screen form has not"},
	} {
		got := lines(Pages(parse(t, strings.Replace(same, c.from, c.to, 1)), pages))
		if c.from != "" && c.want != "" && !strings.Contains(same, c.from) {
			t.Fatalf("%q changes nothing", c.from)
		}
		want := map[bool][]string{true: nil, false: strings.Split(c.want, "\n")}[c.want == ""]
		slices.Sort(got) // errors before notes
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s -> %s (-want +got):\n%s", c.from, c.to, d)
		}
	}
}

// TestOrder moves a field, and asks about a page that belongs to no screen, or is an
// outcome.
func TestOrder(t *testing.T) {
	moved := strings.Replace(same, "      remarks: {label: Remarks, required: false}\n", "", 1)
	moved = strings.Replace(moved, "    fields:\n", "    fields:\n      remarks: {label: Remarks, required: false}\n", 1)
	pages := real(t, fstest.MapFS{"a.html": {Data: []byte(page)}}, "a.html")
	if d := cmp.Diff([]string{"warning: “First line” stands before “Remarks” there"}, lines(Pages(parse(t, moved), pages))); d != "" {
		t.Error(d)
	}
	other := real(t, fstest.MapFS{"a.html": {Data: []byte("<form><label>Colour <input></label></form>")}}, "a.html")
	if d := cmp.Diff([]string{"error: no screen of this flow has anything that a.html has: “Colour”"}, lines(Pages(parse(t, same), other))); d != "" {
		t.Error(d)
	}
	for title, want := range map[string]int{"Saved": 0, "Failed": 1} {
		end := real(t, fstest.MapFS{"a.html": {Data: []byte("<h1>" + title + "</h1>")}}, "a.html")
		if got := Pages(parse(t, same), end); len(got) != want {
			t.Errorf("%s: %v", title, got)
		}
	}
}

// TestRecording compares with what somebody did.
func TestRecording(t *testing.T) {
	steps := func(names ...string) []Real {
		var text []string
		for _, n := range names {
			kind, name, _ := strings.Cut(n, " ")
			text = append(text, `{"type": "`+kind+`", "selectors": [["aria/`+name+`"]]}`)
		}
		d, err := draft.FromRecording([]byte(`{"title": "x", "steps": [` + strings.Join(text, ",") + `]}`))
		if err != nil {
			t.Fatal(err)
		}
		var screens []Real
		for _, s := range d.Screens {
			screens = append(screens, Real{s, "a.html"})
		}
		return screens
	}
	two := parse(t, `title: t
start: a
screens:
  a: {title: A, fields: {n: {label: Name, sample: x}}, buttons: [{label: Next, submit: true, to: b}, {label: Skip, to: c}]}
  b: {title: B, fields: {c: {label: Colour, sample: x}}, buttons: [{label: Send, submit: true, to: done}]}
  c: {title: C, fields: {d: {label: Day, sample: x}}, buttons: [{label: Go, submit: true, to: done}]}
  done: {outcome: success, title: D}
`)
	for _, c := range []struct {
		done []string
		want string
	}{
		{[]string{"change Name", "click Next", "change Colour", "click Send"}, ""},
		{[]string{"change Name", "click Next", "change Day", "click Go"}, "error: in a.html “Next” leads to what is the screen c here, and no branch of the button does"},
		{[]string{"change Name", "change Age", "click Next", "change Colour", "click Send"}, "error: there is a field “Age”, which screen a has not"},
		{[]string{"change Name", "click On", "change Colour", "click Send"}, "error: there is a button “On”, which screen a has not"},
	} {
		want := map[bool][]string{true: nil, false: {c.want}}[c.want == ""]
		if d := cmp.Diff(want, lines(Recording(two, steps(c.done...)))); d != "" {
			t.Errorf("%v: %s", c.done, d)
		}
	}
}

// TestOwn compares the flows of this site with the pages and the recordings of their
// own rehearsals: nothing differs.
func TestOwn(t *testing.T) {
	site := t.TempDir()
	if _, problems, err := pipeline.Run(t.Context(), pipeline.Config{Content: "../../../content", Destination: site, Version: "test", Future: true}, nil); err != nil {
		t.Fatal(err, problems)
	}
	files, err := filepath.Glob("../../../content/zh/*/*/*.flow.yaml")
	if err != nil || len(files) < 7 {
		t.Fatalf("%d flows: %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimPrefix(filepath.ToSlash(file), "../../../content/zh/")
		f, problems, err := flowfile.Load(os.DirFS("../../../content"), "zh/"+name)
		if f == nil {
			t.Fatal(problems, err)
		}
		own := filepath.Dir(name) + "/rehearse/" + strings.TrimSuffix(filepath.Base(name), ".flow.yaml") + "/index.html"
		for _, p := range Pages(f, real(t, os.DirFS(site), own)) {
			t.Errorf("%s: %v %s", name, p.Severity, p.Message)
		}
		d, err := draft.FromRecording(draft.Record(f, "https://example.org/"))
		if err != nil {
			t.Fatal(err)
		}
		var screens []Real
		for _, s := range d.Screens {
			screens = append(screens, Real{s, "recording"})
		}
		for _, p := range Recording(f, screens) {
			t.Errorf("%s: %v %s", name, p.Severity, p.Message)
		}
	}
}
