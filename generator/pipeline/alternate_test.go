package pipeline_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/generator/pipeline"
)

func TestAlternateLeavesCodeAlone(t *testing.T) {
	archive := "-- a.md --\n---\ntitle: A\n---\n`[x](b.md)` and [x](b.md), [y](b.md#h).\n\n```\n[x](b.md)\n```\n\n[z](b.md \"t\")\n" +
		"-- b.md --\n---\ntitle: B\n---\n## h\n"
	alternate := string(tree(t, clean(t, pipeline.Config{Content: unpack(t, archive)}))["a/index.md"])
	want := "# A\n\n`[x](b.md)` and [x](/b/index.md), [y](/b/index.md#h).\n\n```\n[x](b.md)\n```\n\n[z](/b/index.md \"t\")\n"
	if alternate != want {
		t.Errorf("got:\n%s\nwant:\n%s", alternate, want)
	}
}

// Whatever an alternate names is where the alternate says it is: pictures and flows beside
// another file or another language, lists, and what references are defined as.
func TestAlternateNamesWhatIsPublished(t *testing.T) {
	archive := `
-- site.yaml --
languages: [zh, en]
baseURL: https://example.org/docs/
-- zh/a.md --
---
title: 甲
tags: [标]
---
![图](p.svg) [![图](p.svg)](s/b.md "t") [列][l] [组](s/) [同][b] [无](#h)

[l]: /tags/标/
[b]: <s/b.md#h>

## h

[练](f.flow.yaml)

![屏](f.flow.yaml#a)

## 再练

[再练](f.flow.yaml)

![再看](f.flow.yaml#a)
-- zh/p.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>
-- zh/f.flow.yaml --
title: 练
start: a
screens:
  a: {title: 甲, buttons: [{label: 好, to: done}]}
  done: {outcome: success, text: 完}
-- zh/s/b.md --
---
title: 乙
---
## h
-- en/a.md --
---
title: A
---
![picture](p.svg)
`
	files := tree(t, clean(t, pipeline.Config{Content: unpack(t, archive)}))
	const root = "https://example.org/docs/"
	want := "# 甲\n\n![图](" + root + "p.svg) [![图](" + root + "p.svg)](" + root + "s/b/index.md \"t\") " +
		"[列][l] [组](" + root + "s/) [同][b] [无](#h)\n\n" +
		"[l]: " + root + "tags/%E6%A0%87/\n[b]: <" + root + "s/b/index.md#h>\n\n## h\n\n" +
		"[练](" + root + "a/rehearse/f/)\n\n[屏](" + root + "a/#screen-f)\n\n## 再练\n\n" +
		"[再练](" + root + "a/rehearse/f-1/)\n\n[再看](" + root + "a/#screen-f-1)\n"
	if diff := cmp.Diff(want, string(files["a/index.md"])); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := string(files["en/a/index.md"]); got != "# A\n\n![picture]("+root+"p.svg)\n" {
		t.Errorf("translation:\n%s", got)
	}
	for _, name := range []string{"p.svg", "s/index.html", "tags/标/index.html", "a/rehearse/f/index.html"} {
		if files[name] == nil {
			t.Errorf("there is no %s", name)
		}
	}
	if !bytes.Contains(files["a/index.html"], []byte(`id="screen-f"`)) {
		t.Error("the page has no screen")
	}
}
