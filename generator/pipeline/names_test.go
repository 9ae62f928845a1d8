package pipeline_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rehearse/generator/pipeline"
)

// TestCheckTellsWhatBuildRefuses: names that no file can have, or that are one on
// some machines, are told by a check as by a build, and where they are written.
func TestCheckTellsWhatBuildRefuses(t *testing.T) {
	long := strings.Repeat("长", 90)
	content := unpack(t, `
-- _index.md --
# Home
-- slug.md --
---
title: A
slug: `+long+`
---
-- alias.md --
---
title: B
date: 2026-11-01
aliases: [/old/, /older/`+long+`/]
---
-- tag.md --
---
title: C
tags: [`+long+`, Straße]
---
-- twin.md --
---
title: D
tags: [strasse]
---
`)
	_, checked := run(t, pipeline.Config{Content: content, Check: true})
	_, built := run(t, pipeline.Config{Content: content, Destination: t.TempDir()})
	if diff := cmp.Diff(built, checked); diff != "" {
		t.Errorf("check does not say what build says (-build +check):\n%s", diff)
	}
	const want = `alias.md:4 file-name, slug.md:3 file-name, tag.md:1 file-name, tag.md:1 url-collision`
	var got []string
	for _, p := range checked {
		got = append(got, p.File+":"+string('0'+rune(p.Line))+" "+string(p.Rule))
	}
	if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
		t.Errorf("(-want +got):\n%s\n%s", diff, list(checked))
	}
}
