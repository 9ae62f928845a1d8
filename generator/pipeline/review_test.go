package pipeline_test

import (
	"strings"
	"testing"

	"rehearse/demo/diag"
	"rehearse/generator/pipeline"
)

// TestReviewIsTold: what should have been checked again is told to authors, and in
// a quiet line to readers; a flow is to be checked as often as the article beside it.
func TestReviewIsTold(t *testing.T) {
	content := unpack(t, `
-- site.yaml --
title: {zh: 手册, en: Handbook}
languages: [zh, en]
review: 6 months
-- zh/old/index.md --
---
title: 旧的
date: 2025-01-02
verified: 2026-01-02
---
[演练](a.flow.yaml)
-- zh/old/a.flow.yaml --
title: {zh: 甲, en: A}
verified: 2026-05-20
start: a
screens:
  a:
    title: {zh: 乙, en: B}
    buttons: [{label: 下一步, to: done}]
  done: {outcome: success, title: {zh: 好了, en: Done}}
-- zh/new.md --
---
title: 新的
date: 2026-11-01
verified: 2026-11-20
---
-- en/old/index.md --
---
title: Old
date: 2025-01-02
review: 3 years
---
`)
	out := t.TempDir()
	_, problems := run(t, pipeline.Config{Content: content, Destination: out})
	var told []string
	for _, p := range problems {
		if p.Rule == "review" {
			told = append(told, p.File+" "+p.Severity.String())
		}
	}
	if got := strings.Join(told, ", "); got != "zh/old/a.flow.yaml warning, zh/old/index.md warning" {
		t.Errorf("told are %s", got)
	}
	files := tree(t, out)
	for file, line := range map[string]string{
		"old/index.html": `<p class="meta"><span>上次核对：&#32; <time datetime="2026-01-02">2026年1月2日</time></span><span>之后可能有变化，请以办理时看到的为准。</span></p>`,
		"new/index.html": `<span>上次核对：&#32; <time datetime="2026-11-20">2026年11月20日</time></span>`,
	} {
		if !strings.Contains(string(files[file]), line) {
			t.Errorf("%s has no %s", file, line)
		}
	}
	if page := string(files["new/index.html"]); strings.Contains(page, "之后可能有变化") {
		t.Error("a page that has been checked says that it has not")
	}
	if page := string(files["en/old/index.html"]); strings.Contains(page, "Last checked") {
		t.Error("a page that does not say when it was checked is said to have been")
	}
	strict := pipeline.Config{Content: content, Destination: t.TempDir(), Strict: true}
	if _, problems := run(t, strict); len(tree(t, strict.Destination)) > 0 {
		t.Errorf("published in spite of %d problems", len(problems))
	}
}

// A note keeps nothing from being published.
func TestDueSoonIsANote(t *testing.T) {
	out := t.TempDir()
	_, problems := run(t, pipeline.Config{
		Content:     unpack(t, "-- a.md --\n---\ntitle: A\nverified: 2026-06-01\nreview: 6 months\n---\n"),
		Destination: out, Strict: true,
	})
	if len(problems) != 1 || problems[0].Severity != diag.Note || tree(t, out)["a/index.html"] == nil {
		t.Errorf("%v", problems)
	}
}
