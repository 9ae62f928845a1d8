package preview_test

import (
	"strings"
	"testing"
)

// Pages and rehearsals that name a fact follow facts.yaml; others stay as they are.
func TestFactsAreFollowed(t *testing.T) {
	a := begin(t, guide+`
-- facts.yaml --
hotline: {value: "12329", source: 网站, date: 2026-11-20}
-- guide/c.md --
---
title: 电话
---
请拨 [12329](facts.yaml#hotline)。
-- guide/d.md --
---
title: 改号
---
请拨 12345。
`)
	a.hears("")
	a.sees("/docs/guide/c/", "请拨 12329。")
	tag := func(path string) string {
		_, _, header := a.get(path)
		return header.Get("ETag")
	}
	before := tag("/docs/guide/b/")
	a.save("facts.yaml", "hotline: {value: \"12345\", source: 网站, date: 2026-11-21}\n")
	a.hears("fact-differs")
	a.hears("bare-fact")
	if _, _, header := a.get("/docs/guide/b/"); header.Get("ETag") != before || before == "" {
		t.Errorf("a page without facts has changed: %q, %q", before, header.Get("ETag"))
	}
	a.edit("guide/c.md", "[12329]", "[12345]")
	a.edit("guide/d.md", "12345", "[12345](facts.yaml#hotline)")
	a.hears("")
	a.edit("guide/a/try.flow.yaml", "text: 办好了", "text: \"办好了，有事请拨 {fact.hotline}\"")
	a.sees("/docs/guide/a/rehearse/try/", "有事请拨 12345")
	a.save("facts.yaml", "hotline: {value: \"12366\", source: 网站, date: 2026-11-21}\n")
	if _, page, _ := a.get("/docs/guide/a/rehearse/try/"); !strings.Contains(page, "有事请拨 12366") {
		t.Error("the rehearsal has the old value")
	}
	a.remove("facts.yaml")
	a.hears("unknown-fact")
}
