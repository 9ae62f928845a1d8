package site

import (
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	tests := [][2]string{
		{"text", "text"},
		{"**重点。**后文", "重点。后文"},
		{"*a* _b_ __c__ ~~d~~ ***e***", "a b c d e"},
		{"snake_case_name 2 * 3 ~5", "snake_case_name 2 * 3 ~5"},
		{"[链接](https://example.org/a_(b)) [ref][x] [选填]", "链接 ref [选填]"},
		{"![图](a.png)前[^1]后", "前后"},
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
		if got := plain([]byte(test[0])); got != test[1] {
			t.Errorf("%q: got %q, want %q", test[0], got, test[1])
		}
	}
}

func TestSkim(t *testing.T) {
	tests := []struct{ text, heading, paragraph string }{
		{"# A\n\ntext\nmore\n\nsecond\n", "A", "text more"},
		{"text first\n\n## B {#id}\n", "B", "text first"},
		{"Setext\n===\n\ntext\n", "Setext", "text"},
		{"# A #\n> quote\nlazy\n\n- item\n\n1. item\n\n| a |\n\n<!-- c -->\n\n***\n\n    code\n\ntext", "A", "text"},
		{"```\n# no\n\nno\n```\n# Yes\ntext", "Yes", "text"},
		{"~~~~\n# no\n~~~\n# no\n~~~~~\n\n# Yes\n", "Yes", ""},
		{"![pic](a.png)\n\n[演练：登录](login.flow.yaml)\n\n文字", "", "文字"},
		{"[ref]: https://example.org\n\n: def\n\ntext", "", "text"},
		{"#no heading\n", "", "#no heading"},
		{"#\n\n# B\n", "B", ""},
		{"2026 was a year\n", "", "2026 was a year"},
	}
	for _, test := range tests {
		e := &entry{}
		e.fillFromBody([]byte(test.text), true)
		if e.meta.Title != test.heading || e.meta.Description != test.paragraph {
			t.Errorf("%q: got %q, %q", test.text, e.meta.Title, e.meta.Description)
		}
	}
}

func TestShorten(t *testing.T) {
	tests := [][2]string{
		{"一二三。", "一二三。"},
		{"一二三四五六。七八九十一二三四", "一二三四五六。"},
		{"一二三四五六，七八九十一二三四", "一二三四五六…"},
		{"一二三四五六七八九十一二", "一二三四五六七八九十…"},
		{"Some long words here", "Some long…"},
		{"Dot v1.25 is no end at all", "Dot v1.25…"},
	}
	for _, test := range tests {
		if got := shorten(test[0], 10); got != test[1] {
			t.Errorf("%q: got %q, want %q", test[0], got, test[1])
		}
	}
	if got := shorten(strings.Repeat("字", 500), descriptionLength); len([]rune(got)) != descriptionLength+1 {
		t.Errorf("got %d characters", len([]rune(got)))
	}
}

func TestTermSlug(t *testing.T) {
	tests := [][2]string{
		{"公积金", "公积金"}, {"Housing Fund", "housing-fund"}, {"C++", "c++"}, {"C#", "c"}, {".NET", "net"},
		{"a / b", "a-b"}, {"..", ""}, {"!!", ""}, {"12329", "12329"}, {"../../etc", "etc"}, {"v1.2", "v1.2"},
	}
	for _, test := range tests {
		if got := termSlug(test[0]); got != test[1] {
			t.Errorf("%q: got %q, want %q", test[0], got, test[1])
		}
	}
}
