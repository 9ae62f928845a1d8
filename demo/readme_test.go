// Package demo_test holds the tests of what demo/README.md teaches.
package demo_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"rehearse/demo/diag"
	"rehearse/demo/explore"
	"rehearse/demo/flowfile"
	"rehearse/demo/wasm"
)

// block is a fenced example of a document.
type block struct{ language, text string }

func blocks(document string) []block {
	var list []block
	for i, part := range strings.Split(document, "```") {
		if i%2 == 1 {
			language, text, _ := strings.Cut(part, "\n")
			list = append(list, block{language, text})
		}
	}
	return list
}

// TestReadme reads every file that the document shows, in its order, with
// those before it at hand. Each flow must be sound, proven and compiled, but
// where the next block is what is told about it.
func TestReadme(t *testing.T) {
	document, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := blocks(string(document))
	files := fstest.MapFS{}
	flows := 0
	for i, b := range examples {
		if b.language != "yaml" {
			continue
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(b.text, "# "), "\n")
		if !flowfile.IsSource(name) {
			t.Errorf("an example begins with %q, which is no file's name", name)
			continue
		}
		files[name] = &fstest.MapFile{Data: []byte(b.text)}
		if !strings.HasSuffix(name, ".flow.yaml") {
			continue
		}
		flows++
		want := ""
		if i+1 < len(examples) && examples[i+1].language == "text" {
			want = examples[i+1].text
		}
		if got := told(t, files, name); got != want {
			t.Errorf("%s: got\n%swant\n%s", name, got, want)
		}
	}
	if flows < 10 {
		t.Errorf("only %d flows were found", flows)
	}
}

// told returns what an author is told about a flow; "" for a good one.
func told(t *testing.T, files fstest.MapFS, name string) string {
	t.Helper()
	f, problems, err := flowfile.Load(files, name)
	if err != nil {
		t.Fatal(err)
	}
	if f != nil {
		problems = append(problems, explore.Explore(f, explore.Limits{}).Problems...)
		if _, err := wasm.Compile(f); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	var b bytes.Buffer
	printer := diag.Printer{Source: func(file string) []byte { return files[file].Data }}
	if err := printer.Print(&b, problems); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
