package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/generator/pipeline"
)

// TestFacts: a fact's value stands in pages and rehearsals as it stands in facts.yaml,
// in the page's language, as plain text; what differs, is unknown or stands bare is told.
func TestFacts(t *testing.T) {
	content := unpack(t, `
-- site.yaml --
title: {zh: 手册, en: Handbook}
baseURL: https://example.org/
languages: [zh, en]
review: 6 months
-- facts.yaml --
hotline: {value: "12329", source: 网站, date: 2026-11-20}
centre:
  value: {zh: 公积金中心, en: the fund's centre}
  source: 网站
  date: 2026-01-20
limit: {value: "8", source: 网站, date: 2026-11-20}
-- zh/a/index.md --
---
title: 甲
date: 2026-11-20
---
请拨 [12329](facts.yaml#hotline)，或问[**公积金**中心](../../facts.yaml#centre)，共 [8](/facts.yaml#limit) 位，共 8 位。

[12329][h] 112329 12329-1 `+"`12329` [12329](tel:12329)"+`

[演练](a.flow.yaml)

[h]: facts.yaml#hotline
-- zh/a/a.flow.yaml --
title: {zh: 甲, en: A}
verified: 2026-11-20
start: a
screens:
  a:
    title: {zh: 乙, en: B}
    text: {zh: "{fact.centre}：{ fact.hotline }，{{fact.x}", en: "Ask {fact.centre}"}
    buttons: [{label: 下一步, to: done}]
  done: {outcome: success, title: {zh: 好了, en: Done}, text: "{fact.hotline}/{fact.centre}"}
-- zh/b.md --
---
title: 乙
date: 2026-11-20
---
请拨 12329，[12392](facts.yaml#hotline)，[12329](facts.yaml#hotlin)。

[](facts.yaml)
-- en/a/index.md --
---
title: A
date: 2026-11-20
---
Ask [the fund's
centre](facts.yaml#centre).

[Rehearse](a.flow.yaml)
-- en/c.flow.yaml --
title: C
start: a
screens:
  a: {outcome: success, title: C, text: "{fact.centr}"}
-- en/facts.yaml --
a: b
`)
	_, problems := run(t, pipeline.Config{Content: content, Check: true})
	var got []string
	for _, p := range problems {
		got = append(got, fmt.Sprintf("%s:%d:%d: %s %s", p.File, p.Line, p.Col, p.Severity, p.Rule))
	}
	want := `en/c.flow.yaml:1:1: warning unused-flow
en/c.flow.yaml:4:41: error unknown-fact
en/facts.yaml:1:1: error file-name
facts.yaml:5:9: warning review
zh/b.md:5:4: note bare-fact
zh/b.md:5:10: error fact-differs
zh/b.md:5:38: error unknown-fact
zh/b.md:7:1: error unknown-fact`
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("told is\n%s\nwant\n%s", s, want)
	}
	for _, name := range []string{"zh/b.md", "en/c.flow.yaml", "en/facts.yaml"} {
		if err := os.Remove(filepath.Join(content, name)); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	run(t, pipeline.Config{Content: content, Destination: out})
	files := tree(t, out)
	if files["facts.yaml"] != nil {
		t.Error("the file itself is published")
	}
	for file, parts := range map[string][]string{
		"a/index.html":               {`<p>请拨 12329，或问<strong>公积金</strong>中心，共 8 位，共 8 位。</p>`, "<p>12329 112329 "},
		"a/rehearse/a/index.html":    {"公积金中心：12329，{fact.x}", "12329/公积金中心"},
		"a/index.md":                 {"请拨 12329，或问**公积金**中心，共 8 位，共 8 位。"},
		"en/a/index.html":            {"<p>Ask the fund's\ncentre.</p>"},
		"en/a/rehearse/a/index.html": {"Ask the fund&#39;s centre", "12329/the fund&#39;s centre"},
		"en/a/index.md":              {"Ask the fund's\ncentre."},
	} {
		for _, part := range parts {
			if !strings.Contains(string(files[file]), part) {
				t.Errorf("%s has no %s", file, part)
			}
		}
	}
}
