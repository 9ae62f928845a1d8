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

func (anywhere) Link(dest string) (string, *diag.Problem)     { return dest, nil }
func (anywhere) Picture(dest string) (Picture, *diag.Problem) { return Picture{Src: dest}, nil }

// TestCommonMark converts the examples of the specification (spec.commonmark.org,
// 0.31.2, as goldmark has them). Those that mean something else here are listed in
// testdata/commonmark.txt, with the reason. An example that is listed and does not
// differ is an error, too.
func TestCommonMark(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skipf("the examples are in goldmark's module, which cannot be found: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	var examples []struct {
		Markdown, HTML, Section string
		Example                 int
	}
	if err := json.Unmarshal(data, &examples); err != nil || len(examples) < 650 {
		t.Fatalf("%d examples: %v", len(examples), err)
	}
	explained := explanations(t, "testdata/commonmark.txt")
	converter := New(Options{RawHTML: true})
	for _, e := range examples {
		doc, _ := converter.Convert(Source{File: "a.md", Text: []byte(e.Markdown), Title: "T", Lang: "en"}, anywhere{})
		got, want := meaning(t, string(doc.HTML)), meaning(t, e.HTML)
		reason, isExplained := explained[e.Example]
		delete(explained, e.Example)
		switch {
		case got != want && !isExplained:
			t.Errorf("example %d (%s):\n%s\nmeans\n%s\nwant\n%s", e.Example, e.Section, e.Markdown, got, want)
		case got == want && isExplained:
			t.Errorf("example %d (%s) is as in the specification, although: %s", e.Example, e.Section, reason)
		}
	}
	for _, number := range slices.Sorted(maps.Keys(explained)) {
		t.Errorf("there is no example %d", number)
	}
}

// explanations reads the differences: a line that ends in a colon is a reason, and
// the numbers below it are those of examples.
func explanations(t *testing.T, file string) map[int]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	explained, reason := map[int]string{}, ""
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if rest, isReason := strings.CutSuffix(line, ":"); isReason {
			reason = rest
			continue
		}
		for number := range strings.FieldsSeq(line) {
			n, err := strconv.Atoi(number)
			if err != nil || reason == "" || explained[n] != "" {
				t.Fatalf("%s: %q", file, line)
			}
			explained[n] = reason
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
var around = []string{"figure", "span", "picture", "div", "wbr"}

func means(b *strings.Builder, n *html.Node, isCode bool) {
	switch {
	case n.Type == html.TextNode && isCode:
		fmt.Fprintf(b, "%q\n", n.Data)
	case n.Type == html.TextNode:
		if text := strings.Join(strings.Fields(n.Data), " "); text != "" {
			fmt.Fprintf(b, "%q\n", text)
		}
	case n.Type != html.ElementNode, n.Data == "button", n.Data == "source":
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
