package explore

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"rehearse/demo/flowfile"
)

// FuzzExplore explores whatever flowfile.Parse accepts: it ends, does not panic,
// and every problem has a place and a rule.
func FuzzExplore(f *testing.F) {
	content := os.DirFS("../../content")
	err := fs.WalkDir(content, ".", func(file string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".flow.yaml") {
			return err
		}
		src, err := fs.ReadFile(content, file)
		f.Add(src)
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(sms(count, lockedScreen)))
	f.Add([]byte(screen("p: null", "x: {label: x, pattern: '(a|b){9}[^c]*', minlength: 3, maxlength: 127, sample: aaaaaaaaaa}, y: {label: y, equals: x}", goOn+", "+giveUp)))
	few := Limits{States: 200, Presses: 3000, Choices: 20}
	f.Fuzz(func(t *testing.T, src []byte) {
		fl, _ := flowfile.Parse("x.flow.yaml", src)
		if fl == nil {
			return
		}
		for _, p := range Explore(fl, few).Problems {
			if p.File == "" || p.Line < 1 || p.Col < 1 || p.Rule == "" || p.Message == "" {
				t.Errorf("%+v", p)
			}
		}
	})
}
