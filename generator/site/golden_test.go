package site

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the tests get into their files")

// Each archive in testdata is a content folder, with what is made of it in
// want/site, want/pages and want/problems.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, file, archive)
		})
	}
}

func checkGolden(t *testing.T, file string, archive *txtar.Archive) {
	want := map[string]string{}
	content := &txtar.Archive{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
			want[name] = string(f.Data)
		} else {
			content.Files = append(content.Files, f)
		}
	}
	x, problems := load(t, string(txtar.Format(content)))
	got := map[string]string{"site": dumpSite(x), "pages": dumpTree(x), "problems": dumpProblems(problems)}
	if *update {
		writeGolden(t, file, archive.Comment, content, got)
		return
	}
	for _, name := range []string{"site", "pages", "problems"} {
		if diff := cmp.Diff(want[name], got[name]); diff != "" {
			t.Errorf("want/%s differs (-want +got):\n%s", name, diff)
		}
	}
}

func writeGolden(t *testing.T, file string, comment []byte, content *txtar.Archive, got map[string]string) {
	content.Comment = comment
	for _, name := range []string{"site", "pages", "problems"} {
		content.Files = append(content.Files, txtar.File{Name: "want/" + name, Data: []byte(got[name])})
	}
	if err := os.WriteFile(file, txtar.Format(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
