package site

import (
	"slices"
	"testing"
)

// A term has the name that the first file has for it, whichever is newer, and
// lists pages by their dates.
func TestTermIsNamedByItsFirstFile(t *testing.T) {
	x := loadClean(t, `
-- a.md --
---
title: A
date: 2026-01-02
tags: [Pass Word, password]
---
-- b.md --
---
title: B
date: 2026-01-03
tags: [pass-word]
---
-- c.md --
---
title: C
date: 2026-01-01
tags: [PASS WORD]
categories: [pass-word]
---
`)
	terms := x.Terms("zh", Tags)
	if len(terms) != 2 || terms[0].Name != "Pass Word" || terms[1].Name != "password" {
		t.Fatalf("the terms are %+v", terms)
	}
	if got, want := urls(slices.Collect(x.TermPages(terms[0]).All())), []string{"/b/", "/a/", "/c/"}; !slices.Equal(got, want) {
		t.Errorf("its pages are %v, want %v", got, want)
	}
}
