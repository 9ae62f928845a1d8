package draft

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"rehearse/demo/flowfile"
)

// FuzzSteps looks for steps that make the program panic, or of which no YAML comes.
func FuzzSteps(f *testing.F) {
	files, _ := filepath.Glob("testdata/articles/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(archive.Files[0].Data))
	}
	f.Add("## x\n\n1. 填写“新密码”（99 位数字），找到“甲”，点“乙”，选“丙”或“丁”。\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"zh", "en"} {
			names, lists := guides(lang, []byte(text), 0)
			for i := range names {
				d := FromSteps(lang, names[i], lists[i])
				d.Complete(noSlug)
				wellFormed(t, d)
			}
		}
	})
}

// FuzzRecording does the same for recordings.
func FuzzRecording(f *testing.F) {
	files, _ := filepath.Glob("testdata/recordings/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if d, err := FromRecording(text); err == nil {
			d.Complete(noSlug)
			wellFormed(t, d)
		}
	})
}

func wellFormed(t *testing.T, d *Flow) {
	t.Helper()
	_, problems := flowfile.Parse("a.flow.yaml", d.YAML())
	for _, p := range problems {
		if p.Rule == "yaml-syntax" || p.Rule == "duplicate-key" {
			t.Errorf("%v\n%s", p, d.YAML())
		}
	}
}
