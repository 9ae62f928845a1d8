package markdown

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every block with an element of its own says in which line it begins, and
// nothing else of the page is different.
func TestLines(t *testing.T) {
	const body = `---
title: T
---
First.

## Second {#s}

- a

  b
- **c**

> [!TIP]
> d

| e | f |
|---|---|
| g | h |

` + "```go\ni\n```" + `

***

<b>j</b>

k[^1]

[^1]: l
`
	src := Source{File: "a.md", Text: []byte(body), Body: strings.Index(body, "First"), Title: "T", Lang: "en"}
	with, _ := New(Options{Lines: true}).Convert(src, nil)
	without, _ := New(Options{}).Convert(src, nil)
	attribute := regexp.MustCompile(`<(\w+) data-line="(\d+)"`)
	if got := attribute.ReplaceAllString(string(with.HTML), "<$1"); got != string(without.HTML) {
		t.Errorf("with lines the page is otherwise\n%s\nwithout\n%s", got, without.HTML)
	}
	var got []string
	for _, m := range attribute.FindAllStringSubmatch(string(with.HTML), -1) {
		got = append(got, m[1]+m[2])
	}
	want := strings.Fields("p4 h26 ul8 li8 p8 p10 li11 p11 div13 p14 div16 tr18 figure20 hr24 p26 p28 section30 li30 p30")
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestTruncated(t *testing.T) {
	convert := func(text string) bool {
		d, _ := New(Options{}).Convert(Source{File: "a.md", Text: []byte(text)}, nil)
		return d.Truncated
	}
	if convert("Text.\n") || !convert(strings.Repeat("* ", 2000)+"\n") {
		t.Error("it is not told whether all of the article is there")
	}
}
