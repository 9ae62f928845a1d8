package source

import (
	"fmt"
	"strings"
	"testing"
)

// TestUnclosedIsToldWhereItBegins: a bracket that is not closed is noticed only
// where the next key or the end comes.
func TestUnclosedIsToldWhereItBegins(t *testing.T) {
	for text, want := range map[string]string{
		"title: [\ndate: 2026-11-23\n": "2:8 ]",
		"title: [":                     "2:8 ]",
		"a: 1\ntitle: [ \n\n":          "3:8 ]",
		"a: 1\n标题: [b, c\ndate: 1\n":   "3:5 ]",
		"a: {b: 1\nc: d\n":             "2:4 }",
		"a: 1\nb: \"text\nc: 2\n":      "3:4 \"",
		"a: 'text\n":                   "2:4 '",
		"a: [\"b\" c]\n":               "2:9", // it is closed, but lacks a comma
		"a: b: c\n":                    "2:5",
		"a:\n  b: @c\n":                "3:6",
	} {
		y := YAML{File: "x.md", FirstLine: 2}
		y.Parse([]byte(text))
		if len(y.Problems) != 1 {
			t.Errorf("%q: %v", text, y.Problems)
			continue
		}
		p := y.Problems[0]
		got := fmt.Sprintf("%d:%d", p.Line, p.Col)
		if closer, ok := strings.CutPrefix(p.Hint, "put "); ok {
			got += " " + closer[:1]
		}
		if got != want {
			t.Errorf("%q is reported at %s, want %s: %v", text, got, want, p)
		}
	}
}
