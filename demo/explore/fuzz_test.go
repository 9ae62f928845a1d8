package explore

import (
	"io/fs"
	"testing"

	"rehearse/demo/flowfile"
	"rehearse/demo/flowtest"
	"rehearse/demo/source"
)

// FuzzExplore explores whatever flowfile.Parse accepts: it ends, does not panic,
// and every problem has a place and a rule.
func FuzzExplore(f *testing.F) {
	for _, name := range flowtest.Names(f) {
		src, err := fs.ReadFile(flowtest.Files(), name+source.FlowSuffix)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
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
