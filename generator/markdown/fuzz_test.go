package markdown

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzConvert looks for panics, for output that is not well-formed or could
// run something, and for problems without a place.
func FuzzConvert(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range archive.Files {
			if strings.HasSuffix(c.Name, ".md") {
				f.Add(string(c.Data), false)
				f.Add(string(c.Data), true)
			}
		}
	}
	for _, build := range hostile {
		f.Add(build(200), true)
	}
	f.Fuzz(func(t *testing.T, body string, rawHTML bool) {
		if !utf8.ValidString(body) || strings.ContainsAny(body, "\r\x00") {
			t.Skip("the converter is given text")
		}
		doc, problems := convert(body, Options{RawHTML: rawHTML})
		if err := wellFormed(doc.HTML); err != nil {
			t.Errorf("%v in\n%s\nof\n%s", err, doc.HTML, body)
		}
		lines := 3 + strings.Count(body, "\n")
		for _, p := range problems {
			if p.Line < 3 || p.Line > lines || p.Col < 1 || p.Rule == "" || p.Message == "" {
				t.Errorf("problem without a place: %+v", p)
			}
		}
	})
}
