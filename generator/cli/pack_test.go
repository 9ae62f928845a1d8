package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// packedSite has an article with a picture, a rehearsal, and links to and fro.
var packedSite = map[string]string{
	"site.yaml":     "title: T\nbaseURL: https://example.org/docs/\n",
	"a/_index.md":   "# Guides\n",
	"a/other.md":    "# Other\n\nText.\n",
	"a/go/dot.svg":  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30"/></svg>`,
	"a/go/index.md": "# Go\n\n## Way {#way}\n\n1. Fill in “Name”, press “Go”.\n\n[Try](go.flow.yaml)\n\n![Dot](dot.svg)\n\n[other](../other.md), [way](#way), [outside](https://example.com/)\n",
	"a/go/go.flow.yaml": "title: Go\nstart: first\nscreens:\n  first:\n    title: First\n    fields: {name: {label: Name, sample: Sun}}\n" +
		"    buttons: [{label: Go, submit: true, to: end}]\n  end: {outcome: success, title: There, text: Done.}\n",
}

func writeSite(t *testing.T, files map[string]string) (content string) {
	t.Helper()
	content = t.TempDir()
	for name, text := range files {
		file := filepath.Join(content, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return content
}

// TestPack looks at what a packed article refers to.
func TestPack(t *testing.T) {
	content := writeSite(t, packedSite)
	file := filepath.Join(t.TempDir(), "go.html")
	stdout, _ := command(t, 0, "pack", "a/go", "-c", content, "-o", file)
	if !strings.HasPrefix(stdout, file+", ") {
		t.Errorf("it says %s", stdout)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := string(data)
	for _, want := range []string{`href="https://example.org/docs/a/other/"`, `href="#way"`, `src="data:image/svg+xml;base64,`, `data-module="data:application/wasm;base64,`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if left := regexp.MustCompile(`[a-z-]+="/docs/[^"]*"|<script[^>]* src=|'(?:self|unsafe-inline)'|data-search[ =>]`).FindAllString(page, -1); left != nil {
		t.Errorf("the page has %q", left)
	}

	// Again, and over a file of somebody else.
	command(t, 0, "pack", filepath.Join(content, "a", "go", "index.md"), "-c", content, "-o", file)
	if err := os.WriteFile(file, []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, stderr := command(t, 1, "pack", "a/go", "-c", content, "-o", file); !strings.Contains(stderr, "not made by Rehearse") {
		t.Errorf("it says %s", stderr)
	}
	if _, stderr := command(t, 2, "pack", "a", "-c", content); !strings.Contains(stderr, "no article") {
		t.Errorf("of a section it says %s", stderr)
	}
}

// TestPackRefusesMistakes of the article and its flows.
func TestPackRefusesMistakes(t *testing.T) {
	for name, change := range map[string][3]string{
		"link": {"a/go/index.md", "../other.md", "../lost.md"},
		"flow": {"a/go/go.flow.yaml", "to: end", "to: nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			content := writeSite(t, packedSite)
			file := filepath.Join(content, filepath.FromSlash(change[0]))
			text := strings.Replace(packedSite[change[0]], change[1], change[2], 1)
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(t.TempDir(), "go.html")
			if _, stderr := command(t, 1, "pack", "a/go", "-c", content, "-o", out); !strings.Contains(stderr, change[0]+":") {
				t.Errorf("it says %s", stderr)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("it was written all the same")
			}
		})
	}
}

// TestTheGuideIsPacked: it can be sent.
func TestTheGuideIsPacked(t *testing.T) {
	file := filepath.Join(t.TempDir(), "guide.html")
	command(t, 0, "pack", "housing-fund/forgotten-password", "-c", "../../content", "-o", file)
	if info, err := os.Stat(file); err != nil || info.Size() > 1e6 {
		t.Errorf("%v: %v", info, err)
	}
}
