package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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
			case "check": // it refers to build
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
