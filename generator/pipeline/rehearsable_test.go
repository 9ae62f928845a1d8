package pipeline_test

import (
	"strings"
	"testing"

	"rehearse/generator/pipeline"
)

const rehearsableSite = `
-- site.yaml --
title: T
menus:
  authors: [{title: Authors, link: hand/_index.md}]
-- all/go.flow.yaml --
title: Go
start: first
screens:
  first:
    title: First
    fields:
      where: {label: Where, kind: select, options: [Near, Far], sample: Near}
    buttons:
      - {label: Go, submit: true, to: [{when: {where: Near}, to: end}, {to: far}]}
  far:
    title: Far
    fields: {a: {label: A, sample: a}, b: {label: B, sample: b}, c: {label: C, sample: c}}
    buttons: [{label: Send, submit: true, to: end}]
  end: {outcome: success, title: There, text: Done.}
-- all/ask.flow.yaml --
title: Ask
start: q
screens:
  q: {title: Q, buttons: [{label: Sure, to: a}]}
  a: {outcome: link, title: A, text: There., link: far.md}
-- all/_index.md --
# All
-- all/near.md --
# Near

1. Choose “Near” in “Where”, press “Go”.

[Try](go.flow.yaml)
-- all/far.md --
# Far

WORDS

## B

1. Choose “Far” in “Where”, press “Go”.
2. Fill in “A”, “B” and “C”, press “Send”.

[Try](go.flow.yaml)
-- all/ask.md --
# Ask

[Try](ask.flow.yaml)
-- all/named.md --
# Named

A file is called go.flow.yaml.
-- hand/_index.md --
# Handbook
-- hand/example.md --
# Example

1. Choose “Near” in “Where”, press “Go”.

[Try](../all/go.flow.yaml)
`

// TestListsTellOfRehearsals: which articles have one, also far down, and what the way
// takes that the steps tell. Examples for authors are none.
func TestListsTellOfRehearsals(t *testing.T) {
	content := unpack(t, strings.Replace(rehearsableSite, "WORDS", strings.Repeat("Words. ", 4000), 1))
	files := tree(t, clean(t, pipeline.Config{Content: content}))
	for title, c := range map[string]struct{ page, want string }{
		"Near":    {"all/index.html", "<span>有演练 · 约 1 分钟</span>"},
		"Far":     {"all/index.html", "<span>有演练 · 约 2 分钟</span>"},
		"Ask":     {"all/index.html", "<span>有演练</span>"},
		"Named":   {"all/index.html", ""},
		"Example": {"hand/index.html", ""},
	} {
		_, card, isListed := strings.Cut(string(files[c.page]), ">"+title+"</a>")
		card, _, _ = strings.Cut(card, "</li>")
		if !isListed || !strings.Contains(card, c.want) || c.want == "" && strings.Contains(card, "演练") {
			t.Errorf("the list has of %s: %s, want %s", title, card, c.want)
		}
	}
}
