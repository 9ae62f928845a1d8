package draft

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"rehearse/demo/flowfile"
	"rehearse/demo/route"
)

// TestRecordings drafts flows of recordings and compares them with what a person made
// of them; what was typed stays in the recordings.
func TestRecordings(t *testing.T) {
	files, err := filepath.Glob("testdata/recordings/*.txtar")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d recordings: %v", len(files), err)
	}
	var all score
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d, err := FromRecording(archive.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			d.Complete(noSlug)
			text := d.YAML()
			if strings.Contains(string(text), "SECRET") || strings.Contains(string(text), "13912345678") {
				t.Errorf("what was typed got out:\n%s", text)
			}
			if problems := Prove("draft.flow.yaml", text, "", nil); len(problems) > 0 {
				t.Errorf("%v\n%s", problems, text)
			}
			s := compare(t, parse(t, "draft.flow.yaml", text), parse(t, "truth.flow.yaml", archive.Files[1].Data))
			t.Log(s)
			all.add(s)
		})
	}
	t.Log("all: ", all)
	if all.fields.right < all.fields.all || all.kinds.right < all.kinds.all || all.ways.right < all.ways.all {
		t.Error("drafts have become worse")
	}
}

func TestNoRecording(t *testing.T) {
	for _, text := range []string{"", "[]", "{}", `{"steps": []}`, `{"steps": [{"type": "click", "selectors": [["#a"]]}]}`, `{"steps": [{"selectors": 7}]}`} {
		if f, err := FromRecording([]byte(text)); err == nil {
			t.Errorf("%q: %v", text, f)
		}
	}
}

// TestRecordingsOfFlows records each flow of this site, reads the recording, and finds
// the way and the fields again. Codes and face checks are pressed without a name, in
// rehearsals alone, and radio buttons have one only in the screen that they are on.
func TestRecordingsOfFlows(t *testing.T) {
	files, err := filepath.Glob("../../content/zh/*/*/*.flow.yaml")
	if err != nil || len(files) < 7 {
		t.Fatalf("%d flows: %v", len(files), err)
	}
	for _, file := range files {
		f, problems, err := flowfile.Load(contentFS(), strings.TrimPrefix(filepath.ToSlash(file), "../../content/"))
		if f == nil {
			t.Fatal(problems, err)
		}
		d, err := FromRecording(Record(f, "https://example.org/"))
		if err != nil {
			t.Fatal(err)
		}
		d.Complete(noSlug)
		var got, want []string
		for _, s := range d.Screens {
			for _, b := range s.pressed() {
				got = append(got, b.Label.Text)
			}
		}
		for _, leg := range route.Samples(f).Legs {
			if menu := leg.Button.Under; menu != nil { // nothing in a recording says that it is one
				want = append(want, menu.Label.Default)
			}
			want = append(want, leg.Button.Label.Default)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: presses (-want +got):\n%s", file, d)
		}
	}
}
