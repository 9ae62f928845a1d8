package site

import (
	"strings"
	"testing"
)

// A page says itself how much it weighs in searches, or else the nearest section
// that says anything.
func TestSearchWeight(t *testing.T) {
	x := loadClean(t, `
-- site.yaml --
synonyms: [[公积金, 住房公积金], [卡, 社保卡, 医保卡]]
-- guides/a.md --
# A
-- handbook/_index.md --
---
title: Handbook
search: {weight: 0.2}
---
-- handbook/b.md --
# B
-- handbook/deep/c.md --
# C
-- handbook/forward.md --
---
title: D
search: true
---
-- handbook/hidden.md --
---
title: E
search: false
---
`)
	for file, want := range map[string]float64{
		"guides/a.md": 1, "handbook/b.md": 0.2, "handbook/deep/c.md": 0.2, "handbook/forward.md": 1, "handbook/hidden.md": 0,
	} {
		if got := x.SearchWeight(x.Page(file)); got != want {
			t.Errorf("%s weighs %v, want %v", file, got, want)
		}
	}
	if got := x.Site.Synonyms; len(got) != 2 || strings.Join(got[1], " ") != "卡 社保卡 医保卡" {
		t.Errorf("synonyms: %v", got)
	}
}

func TestSearchMistakes(t *testing.T) {
	for written, want := range map[string]string{
		"search: {weight: 0}":      "range",
		"search: {weight: 11}":     "range",
		"search: {weight: .nan}":   "range",
		"search: {weight: heavy}":  "range",
		"search: {wieght: 1}":      "unknown-key",
		"search: never":            "wrong-type",
		"search: [a]":              "wrong-type",
		"search: {weight: [1, 2]}": "range",
	} {
		_, problems := load(t, "-- a.md --\n---\ntitle: A\n"+written+"\n---\n")
		if len(problems) != 1 || string(problems[0].Rule) != want || problems[0].Line != 3 {
			t.Errorf("%s: %v, want %s in line 3", written, problems, want)
		}
	}
	for written, want := range map[string]string{
		"synonyms: forgot": "wrong-type", "synonyms: [forgot, lost]": "wrong-type", "synonyms: [[forgot]]": "wrong-type",
	} {
		_, problems := load(t, "-- site.yaml --\n"+written+"\n-- a.md --\n# A\n")
		if len(problems) == 0 || string(problems[0].Rule) != want {
			t.Errorf("%s: %v, want %s", written, problems, want)
		}
	}
}
