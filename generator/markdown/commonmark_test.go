package markdown

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"rehearse/demo/diag"
)

// anywhere is a site in which every destination is there, as it is written.
type anywhere struct{ testSite }

func (anywhere) Link(dest string) (string, *diag.Problem) { return dest, nil }
func (anywhere) Picture(dest string, _ []Beside) (Picture, *diag.Problem) {
	return Picture{Src: dest}, nil
}

// example is one of a specification: what means what.
type example struct{ name, markdown, html string }

// TestCommonMark converts the examples of the specification (spec.commonmark.org,
// 0.31.2, as goldmark has them).
func TestCommonMark(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(moduleOfExamples(t), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var parsed []struct {
		Markdown, HTML string
		Example        int
	}
	if err := json.Unmarshal(data, &parsed); err != nil || len(parsed) < 650 {
		t.Fatalf("%d examples: %v", len(parsed), err)
	}
	var examples []example
	for _, e := range parsed {
		examples = append(examples, example{strconv.Itoa(e.Example), e.Markdown, e.HTML})
	}
	compare(t, examples, "testdata/commonmark.txt")
}

// TestGitHubMarkdown converts goldmark's examples of what GitHub adds, among which
// are those of its specification (github.github.com/gfm).
func TestGitHubMarkdown(t *testing.T) {
	var examples []example
	for _, extension := range []string{"table", "strikethrough", "tasklist", "linkify", "footnote"} {
		data, err := os.ReadFile(filepath.Join(moduleOfExamples(t), "extension", "_test", extension+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		before := len(examples)
		for part := range strings.SplitSeq(string(data), "//= = = =") {
			fields := strings.Split(part, "//- - - - - - - - -//\n")
			if len(fields) != 3 || strings.Contains(fields[0], "OPTIONS") {
				continue // the end, or one that is written in an escaped form
			}
			lines := strings.Split(strings.TrimSpace(fields[0]), "\n")
			number, _, _ := strings.Cut(lines[len(lines)-1], ":")
			examples = append(examples, example{extension + number, fields[1], fields[2]})
		}
		if len(examples)-before < 3 {
			t.Errorf("%s has %d examples", extension, len(examples)-before)
		}
	}
	compare(t, examples, "testdata/gfm.txt")
}

// moduleOfExamples is the folder of goldmark, which has examples of specifications.
func moduleOfExamples(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skipf("the examples are in goldmark's module, which cannot be found: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// compare converts examples. Those that mean something else here are listed in a
// file, with the reason; one that is listed and does not differ is an error, too.
func compare(t *testing.T, examples []example, file string) {
	t.Helper()
	explained := explanations(t, file)
	converter := New(Options{RawHTML: true})
	for _, e := range examples {
		doc, _ := converter.Convert(Source{File: "a.md", Text: []byte(e.markdown), Title: "T", Lang: "en"}, anywhere{})
		got, want := meaning(t, string(doc.HTML)), meaning(t, e.html)
		reason, isExplained := explained[e.name]
		delete(explained, e.name)
		switch {
		case got != want && !isExplained:
			t.Errorf("example %s:\n%s\nmeans\n%s\nwant\n%s", e.name, e.markdown, got, want)
		case got == want && isExplained:
			t.Errorf("example %s is as in the specification, although: %s", e.name, reason)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(explained)) {
		t.Errorf("there is no example %s", name)
	}
}

// explanations reads the differences: a line that ends in a colon is a reason, and
// the names below it are those of examples.
func explanations(t *testing.T, file string) map[string]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	explained, reason := map[string]string{}, ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if rest, isReason := strings.CutSuffix(line, ":"); isReason {
			reason = rest
			continue
		}
		for name := range strings.FieldsSeq(line) {
			if reason == "" || explained[name] != "" {
				t.Fatalf("%s: %q", file, line)
			}
			explained[name] = reason
		}
	}
	return explained
}

// meaning is what HTML says, whatever the page puts around it: elements by their
// names, with the attributes that the specification speaks of, and their texts.
func meaning(t *testing.T, source string) string {
	t.Helper()
	nodes, err := html.ParseFragment(strings.NewReader(source), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, n := range nodes {
		means(&b, n, false)
	}
	return strings.ReplaceAll(b.String(), "\"\n\"", "") // one text, however it is coloured
}

// around are elements of ours that add nothing to what is in them.
var around = []string{"figure", "span", "picture", "div", "section", "wbr"}

func means(b *strings.Builder, n *html.Node, isCode bool) {
	switch {
	case n.Type == html.TextNode && isCode:
		fmt.Fprintf(b, "%q\n", n.Data)
	case n.Type == html.TextNode:
		if text := strings.Join(strings.Fields(n.Data), " "); text != "" {
			fmt.Fprintf(b, "%q\n", text)
		}
	case n.Type != html.ElementNode, n.Data == "button", n.Data == "source", n.Data == "colgroup":
	case slices.Contains(around, n.Data):
		inner(b, n, isCode)
	default:
		fmt.Fprintf(b, "<%s", n.Data)
		for _, a := range n.Attr {
			if slices.Contains([]string{"href", "src", "alt", "title", "start"}, a.Key) {
				fmt.Fprintf(b, " %s=%q", a.Key, a.Val)
			}
		}
		b.WriteString(">\n")
		inner(b, n, isCode || n.Data == "pre" || n.Data == "code")
		b.WriteString("</>\n")
	}
}

func inner(b *strings.Builder, n *html.Node, isCode bool) {
	for c := range n.ChildNodes() {
		means(b, c, isCode)
	}
}
