package markdown

import (
	"strings"
	"testing"
)

func TestHeadIsPlainText(t *testing.T) {
	tests := [][2]string{
		{"text", "text"},
		{"**重点。**后文", "重点。后文"},
		{"*a* _b_ __c__ ~~d~~ ***e***", "a b c d e"},
		{"snake_case_name 2 * 3 ~5", "snake_case_name 2 * 3 ~5"},
		{"[链接](https://example.org/a_(b)) [ref][x] [选填]\n\n[x]: /x", "链接 ref [选填]"},
		{"![图](a.png)前[^1]后\n\n[^1]: 注", "前后"},
		{"[![图](a.png) 文字](b.md)", "文字"},
		{"`a*b*` ``c ` d``", "a*b* c ` d"},
		{"`unclosed", "`unclosed"},
		{`\*a\* \[b\] c\d`, `*a* [b] c\d`},
		{"<https://example.org> <b>x</b> a < b &amp; c", "https://example.org x a < b & c"},
		{"第一行\n第二行\nline\nnext", "第一行第二行 line next"},
		{"一行。\n**重点**，\n`代码`\n[链接](a.md)\nof *text*\n*x*", "一行。重点，代码链接 of text x"},
		{"a\\\nb", "a b"},
		{"[[[[", "[[[["},
		{"", ""},
	}
	for _, test := range tests {
		if _, got, ok := New(Options{}).Head([]byte(test[0]), false, true, true); got != test[1] || !ok {
			t.Errorf("%q: got %q, want %q", test[0], got, test[1])
		}
	}
}

func TestHead(t *testing.T) {
	tests := []struct{ text, heading, paragraph string }{
		{"# A\n\ntext\nmore\n\nsecond\n", "A", "text more"},
		{"text first\n\n## B {#id}\n", "B", "text first"},
		{"Setext\n===\n\ntext\n", "Setext", "text"},
		{"# A #\n> quote\nlazy\n\n- item\n\n1. item\n\n| a |\n|---|\n\n<!-- c -->\n\n***\n\n    code\n\ntext", "A", "text"},
		{"```\n# no\n\nno\n```\n# Yes\ntext", "Yes", "text"},
		{"~~~~\n# no\n~~~\n# no\n~~~~~\n\n# Yes\n", "Yes", ""},
		{"![pic](a.png)\n\n[演练：登录](login.flow.yaml)\n\n文字", "", "文字"},
		{"[ref]: https://example.org\n\nterm\n\n: def\n\ntext", "", "text"},
		{"#no heading\n", "", "#no heading"},
		{"#\n\n# B\n", "B", ""},
		{"2026 was a year\n", "", "2026 was a year"},
	}
	for _, test := range tests {
		heading, paragraph, ok := New(Options{}).Head([]byte(test.text), true, true, true)
		if heading != test.heading || paragraph != test.paragraph || !ok {
			t.Errorf("%q: got %q, %q", test.text, heading, paragraph)
		}
	}
}

// The beginning of an article is enough, or too little, but never misleads:
// wherever a text is cut, what is said of it holds of all of it.
func TestHeadOfABeginning(t *testing.T) {
	c := New(Options{})
	for _, text := range []string{
		guide, string(article()[:900]),
		"term\n\n: definition\n\n[a][b] c[^1]\n\n# H [a]\n\n- x\n\n  y\n\n[b]: /b\n[a]: /a\n\n[^1]: note\n",
		"text\nwith | pipe\n--- | ---\n\n> q\nlazy\n\n<!-- a\n\n# no -->\n\n```\n\n# no\n```\n\ntext **a\nb** <b>c</b>\n===\n\nThe end.\n",
		strings.Repeat("- item\n\n", 60) + "Paragraph.\n\n## Heading ![logo](a.png)\n",
		"![a](b.png)\n\n[x](a.flow.yaml)\n\n![a](b.png) ![a](b.png)\n\n![a](b.png) shown\n",
	} {
		heading, paragraph, ok := c.Head([]byte(text), true, true, true)
		if !ok {
			t.Fatalf("%.50q is not enough", text)
		}
		enough := false
		for n := range len(text) + 1 {
			h, p, ok := c.Head([]byte(text[:n]), true, true, false)
			if ok && (h != heading || p != paragraph) {
				t.Fatalf("%.50q: %q, %q; of the first %d bytes: %q, %q", text, heading, paragraph, n, h, p)
			}
			if enough && !ok {
				t.Fatalf("%.50q: %d bytes are enough, one more is not", text, n-1)
			}
			enough = ok
			if _, p, ok := c.Head([]byte(text[:n]), false, true, false); ok && p != paragraph {
				t.Fatalf("%.50q: the paragraph %q; of the first %d bytes: %q", text, paragraph, n, p)
			}
		}
		h, none, _ := c.Head([]byte(text), true, false, true)
		nothing, p, _ := c.Head([]byte(text), false, true, true)
		if h != heading || p != paragraph || none+nothing != "" {
			t.Errorf("%.50q: asked for one: %q, %q, %q, %q", text, h, none, nothing, p)
		}
	}
}

// What is too complex to be shown is not parsed for its head either.
func TestHeadOfHostileText(t *testing.T) {
	text := "Paragraph.\n\n" + hostile["emphasis opening"](40_000)
	if heading, paragraph, ok := New(Options{}).Head([]byte(text), true, true, true); heading+paragraph != "" || !ok {
		t.Errorf("%q, %.50q, %v", heading, paragraph, ok)
	}
}

// A page's title is what its heading says, so that the two are not both shown.
func TestHeadingIsTitle(t *testing.T) {
	for _, text := range []string{"# Foo_bar_ 重点\n", "# [a][b] `c` ![logo](l.png) &amp; \\*d*\n\n[b]: /b\n", "A\nb\n===\n", "# [x] {#id}\n"} {
		c := New(Options{})
		title, _, _ := c.Head([]byte(text), true, false, true)
		doc, problems := c.Convert(Source{File: "a.md", Text: []byte(text), Title: title}, testSite{})
		if title == "" || len(doc.HTML)+len(problems) > 0 {
			t.Errorf("%q: the title is %q, and %s is left\n%s", text, title, doc.HTML, printed(problems))
		}
	}
}
