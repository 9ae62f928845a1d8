package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// The author's handbook describes every command and flag, in all languages.
// Those of serve have a chapter of their own.
func TestHandbookDescribesEveryFlag(t *testing.T) {
	pages, err := filepath.Glob("../../content/*/handbook/command-line/index.md")
	if err != nil || len(pages) == 0 {
		t.Fatalf("the handbook has no chapter on the command line: %v", err)
	}
	root := (&program{}).rootCommand()
	for _, page := range pages {
		commands := sections(t, page)
		preview := readPage(t, filepath.Join(filepath.Dir(page), "../preview/index.md"))
		for _, c := range root.Commands() {
			if c.Name() == "help" {
				continue
			}
			described, ok := commands[c.Name()]
			if !ok {
				t.Errorf("%s does not describe the command %s", page, c.Name())
			}
			switch c.Name() {
			case "serve":
				described = preview
			case "check", "deploy": // they refer to build
				described += commands["build"]
			}
			c.Flags().VisitAll(func(f *pflag.Flag) { wantFlag(t, page, c, f, described) })
		}
	}
}

func wantFlag(t *testing.T, page string, c *cobra.Command, f *pflag.Flag, described string) {
	t.Helper()
	for _, end := range []string{"`", " "} {
		if strings.Contains(described, "--"+f.Name+end) {
			return
		}
	}
	t.Errorf("%s: nothing is said of --%s of %s", page, f.Name, c.Name())
}

// The chapter on problems shows what the program says of its example.
func TestHandbookShowsTheProblemsOfItsExample(t *testing.T) {
	content, err := filepath.Abs("../../content")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh", "en"} {
		page := readPage(t, filepath.Join(content, lang, "handbook/problems/index.md"))
		dir := filepath.Join(t.TempDir(), "site")
		p, _, stderr := newProgram()
		if code := p.run(t.Context(), []string{"init", dir, "--lang", lang}, nil); code != 0 {
			t.Fatal(stderr)
		}
		bad := filepath.Join(dir, "content/library/bad.md")
		if err := os.WriteFile(bad, []byte(codeBlock(t, page, "markdown {title=\"content/library/bad.md\"")), 0o666); err != nil {
			t.Fatal(err)
		}
		t.Chdir(dir)
		p, stdout, stderr := newProgram()
		if code := p.run(t.Context(), []string{"build"}, nil); code != 1 {
			t.Errorf("%s: exit code %d", lang, code)
		}
		if diff := cmp.Diff(codeBlock(t, page, "text"), stdout.String()+stderr.String()); diff != "" {
			t.Errorf("%s (-shown +said):\n%s", lang, diff)
		}
	}
}

// codeBlock returns what is in the first code block of a page whose first line
// begins like this.
func codeBlock(t *testing.T, page, info string) string {
	t.Helper()
	_, rest, ok := strings.Cut(page, "\n```"+info)
	_, rest, isBegun := strings.Cut(rest, "\n")
	text, _, isEnded := strings.Cut(rest, "```\n")
	if !ok || !isBegun || !isEnded {
		t.Fatalf("there is no code block %s", info)
	}
	return text
}

// sections are the parts of the chapter, by the command that they describe.
func sections(t *testing.T, page string) map[string]string {
	t.Helper()
	parts := strings.Split(readPage(t, page), "\n## rehearse ")
	commands := map[string]string{}
	for _, part := range parts[1:] {
		name, text, _ := strings.Cut(part, " ")
		commands[name] = text
	}
	return commands
}

func readPage(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
