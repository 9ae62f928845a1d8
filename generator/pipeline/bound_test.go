package pipeline_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"rehearse/demo/diag"
	"rehearse/generator/pipeline"
)

// A few kilobytes of Markdown can name a long destination thousands of times,
// break thousands of links or embed thousands of rehearsals. Whatever one
// source does, it costs little, and its author is told what was left out.
func TestOneSourceIsBounded(t *testing.T) {
	const times = 9_990
	long := strings.Repeat("x", 40_000)
	numbered := func(format string) string {
		var b strings.Builder
		for i := range times {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	var files strings.Builder
	files.WriteString("-- site.yaml --\ntitle: T\nlanguages:\n  - {code: en, name: English}\n")
	for i := range 150 {
		fmt.Fprintf(&files, "-- en/a%d.md --\n# A%d\n\nText.\n", i, i)
	}
	files.WriteString("-- en/a.flow.yaml --\ntitle: F\nstart: a\nscreens:\n  a: {outcome: success, title: A, text: Done}\n")
	// What is made once for all sites is made now, and not measured.
	run(t, pipeline.Config{Content: unpack(t, files.String()), Check: true})
	for name, tc := range map[string]struct{ body, says string }{
		"one link":            {"[a]: /" + long + "\n\n" + strings.Repeat("[a] ", times), "… and 9890 more like this"},
		"one refused link":    {"[a]: foo:" + long + "\n\n" + strings.Repeat("[a] ", times), "… and 9890 more like this"},
		"one picture":         {"[a]: " + long + ".png\n\n" + strings.Repeat("![a] ", times), "… and 9890 more like this"},
		"one missing flow":    {"[a]: " + long + ".flow.yaml\n\n" + strings.Repeat("[a]\n\n", times), "more than 100 rehearsals"},
		"one missing screen":  {"[a]: " + long + ".flow.yaml#s\n\n" + strings.Repeat("![a]\n\n", times), "more than 100 rehearsals"},
		"one flow":            {strings.Repeat("[a](a.flow.yaml)\n\n", times), "more than 100 rehearsals"},
		"links to nothing":    {numbered("[a](b%d.md)\n\n"), "… and 9890 more like this"},
		"anchors of nothing":  {numbered("[a](#b%d)\n\n"), "… and 9890 more like this"},
		"links without texts": {strings.Repeat("[](b.md)\n\n", times), "… and 9890 more like this"},
	} {
		t.Run(name, func(t *testing.T) {
			content := unpack(t, files.String()+"-- en/x.md --\n# X\n\n"+tc.body+"\n")
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, problems := run(t, pipeline.Config{Content: content, Check: true})
			runtime.ReadMemStats(&after)
			if spent := (after.TotalAlloc - before.TotalAlloc) >> 20; spent > 100 {
				t.Errorf("%d MB were allocated", spent)
			}
			size := 0
			for _, p := range problems {
				size += len(p.Message) + len(p.Hint)
			}
			if size > 200_000 {
				t.Errorf("%d problems with %d bytes", len(problems), size)
			}
			if !slices.ContainsFunc(problems, func(p diag.Problem) bool {
				return p.File == "en/x.md" && p.Line > 1 && strings.Contains(p.Message, tc.says)
			}) {
				t.Errorf("nothing says %q", tc.says)
			}
		})
	}
}
