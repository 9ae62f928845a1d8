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
		"a: b\nc d\n":                  "3:1",
		"a:\n- b\n-c\nd: e\n":          "4:1",
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

// TestColonsOfAnotherKeyboard: the full-width colon of Chinese keyboards, and one
// without a space, make text of what was meant as a key.
func TestColonsOfAnotherKeyboard(t *testing.T) {
	for text, want := range map[string]string{
		"title: a\ndescription：b\n":                    "3:12 write description: with",
		"title：a\n":                                    "2:6 write title: with",
		"title：a\ndate: 2026-11-23\n":                  "2:6 write title: with",
		"title:a\ndate: 2026-11-23\n":                  "2:6 put a space after the colon of title:",
		"title: a\ntags:\n  - x\nlabel:b\nc: d\n":      "5:6 put a space after the colon of label:",
		"a:\n  - name：b\n    c: d\n":                   "3:9 write name: with",
		"titel：a\ntags:b\n":                            "2:6 write titel: with; 3:5 put a space",
		"{title：a}\n":                                  "2:2 write title: with",
		"{title:a}\n":                                  "2:2 put a space",
		"note: https://example.org\nhttps://x: b: c\n": "3:13 texts with",
		"title: |\n  注意：b\nc: d: e\n":                  "4:5 texts with",
		"just text\n":                                  "2:1 ",
		"http://x\n":                                   "2:1 ",
	} {
		y := YAML{File: "x.md", FirstLine: 2}
		y.Mapping(y.Parse([]byte(text)), "the front matter", []string{"title", "note", "a"})
		wants := strings.Split(want, "; ")
		if len(y.Problems) != len(wants) {
			t.Errorf("%q: %v", text, y.Problems)
			continue
		}
		for i, p := range y.Problems {
			if got := fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Hint); !strings.HasPrefix(got, wants[i]) {
				t.Errorf("%q is reported as %s, want %s", text, got, wants[i])
			}
		}
	}
}
