package saved

import (
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"rehearse/demo/flowfile"
)

// FuzzRead looks for pages that make the program panic, or of which no YAML comes.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, page := range archive.Files {
			f.Add(page.Data)
		}
	}
	for _, s := range []string{
		`<section class="rehearsal" data-rehearsal><figure data-screen="x"><div class="rh-list"></div><button data-button class="rh-items">x</button><p class="rh-items"><button data-button>`,
		`<section class="rehearsal" data-rehearsal>`, "<input>\xff<button>\xff</button>", `<iframe srcdoc="<iframe srcdoc=x>">`, `<label for=""><input id=""><select>`,
		`<section class="rehearsal" data-rehearsal><figure data-screen=1><div data-field data-kind="radio"></div><div class="rh-list"><div data-field></div></div>`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		for _, name := range []string{"a.html", "a.mhtml"} {
			read, err := Read(fstest.MapFS{name: {Data: page}}, name)
			if err != nil {
				continue
			}
			d := drafted([]*Page{read})
			_, problems := flowfile.Parse("a.flow.yaml", d.YAML())
			for _, p := range problems {
				if p.Rule == "yaml-syntax" || p.Rule == "duplicate-key" {
					t.Errorf("%v\n%s", p, d.YAML())
				}
			}
			_, _ = d.Marks()
		}
	})
}
