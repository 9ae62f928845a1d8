package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"rehearse/demo/diag"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// testSite resolves as a site would: .md becomes a page, names with "missing"
// in them do not exist.
type testSite struct{}

func (testSite) Link(dest string) (string, *diag.Problem) {
	if strings.Contains(dest, "missing") {
		return "", &diag.Problem{Rule: "broken-link", Message: "no page " + dest, Hint: "create it"}
	}
	if strings.Contains(dest, "unreadable") {
		return "", &diag.Problem{File: "unreadable.md", Rule: "unreadable", Message: "reported there"}
	}
	return strings.Replace(dest, ".md", "/", 1), nil
}

func (testSite) Picture(dest string, _ []Beside) (Picture, *diag.Problem) {
	switch {
	case strings.Contains(dest, "missing"):
		return Picture{}, &diag.Problem{Rule: "missing-picture", Message: "no picture " + dest}
	case strings.Contains(dest, "wide"):
		return Picture{
			Src: dest, Width: 1600, Height: 900, Srcset: dest + " 1600w", Sizes: "100vw",
			Sources: []PictureSource{{Type: "image/webp", Srcset: dest + ".webp 1600w", Sizes: "100vw"}},
		}, nil
	}
	return Picture{Src: "/p/" + dest, Width: 640, Height: 480}, nil
}

// Walk finds the controls a0, a1, ... in the order in which they are named,
// but for those named "no", and complains of "bad".
func (testSite) Walk(dest, _ string, lists [][]WalkStep) Walked {
	var walked Walked
	for l, steps := range lists {
		for _, s := range steps {
			step := WalkedStep{Screen: fmt.Sprint("list", l)}
			for _, c := range s.Controls {
				found := WalkedControl{ID: fmt.Sprint(dest[:1], len(walked.Steps)), Screen: c.Name}
				if c.Name == "no" {
					found = WalkedControl{}
				}
				if c.Name == "bad" {
					walked.Problems = append(walked.Problems, diag.Problem{File: "a.md", Line: c.Line, Col: c.Col, Rule: "bad", Message: s.Words})
				}
				step.Controls = append(step.Controls, found)
			}
			walked.Steps = append(walked.Steps, step)
		}
	}
	return walked
}

func (testSite) Rehearsal(dest, text, id string) ([]byte, *diag.Problem) {
	if strings.Contains(dest, "missing") {
		return nil, &diag.Problem{Severity: diag.Warning, Rule: "missing-flow", Message: "no flow " + dest}
	}
	return []byte("<section class=\"rehearsal\" id=\"" + id + "\">" + text + "</section>\n"), nil
}

func (testSite) Screen(dest, alt, id string, _ []Beside) ([]byte, *diag.Problem) {
	if strings.Contains(dest, "missing") {
		return nil, &diag.Problem{Rule: "missing-screen", Message: "no screen " + dest}
	}
	return []byte("<div id=\"" + id + "\" aria-label=\"" + alt + "\">" + dest + "</div>"), nil
}

// front is what [convert] puts before the text.
const front = "---\n---\n"

// convert converts the body of an article that has two lines of front matter.
func convert(body string, options Options) (Document, []diag.Problem) {
	doc, problems := New(options).Convert(Source{
		File: "a.md", Text: []byte(front + body), Body: len(front), Title: "标题", Lang: "zh-CN",
	}, testSite{})
	return doc, diag.Sort(problems)
}

// TestConstructs compares testdata/*.txtar: each holds cases of "name.md" with
// "name.html", and "name.problems" where there are any.
func TestConstructs(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { testArchive(t, file) })
	}
}

func testArchive(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	result := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		name, isSource := strings.CutSuffix(f.Name, ".md")
		if !isSource {
			continue
		}
		doc, problems := convert(string(f.Data), Options{RawHTML: strings.HasPrefix(name, "allowed")})
		got := []txtar.File{{Name: f.Name, Data: f.Data}, {Name: name + ".html", Data: doc.HTML}}
		if len(problems) > 0 {
			got = append(got, txtar.File{Name: name + ".problems", Data: printed(problems)})
		}
		result.Files = append(result.Files, got...)
		for _, g := range append(got[1:], txtar.File{Name: name + ".problems", Data: printed(problems)}) {
			if d := cmp.Diff(want[g.Name], string(g.Data)); d != "" && !*update {
				t.Errorf("%s (-want +got):\n%s", g.Name, d)
			}
		}
		if err := wellFormed(doc.HTML); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(result), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func printed(problems []diag.Problem) []byte {
	var b bytes.Buffer
	for _, p := range problems {
		fmt.Fprintf(&b, "%d:%d %s %s: %s", p.Line, p.Col, p.Severity, p.Rule, p.Message)
		if p.Hint != "" {
			fmt.Fprintf(&b, " (%s)", p.Hint)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}
