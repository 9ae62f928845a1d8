package site

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"
)

func TestRelated(t *testing.T) {
	x := loadClean(t, `
-- s/self.md --
---
title: Self
date: 2026-01-05
tags: [rare, common]
categories: [c]
---
-- s/neighbour.md --
---
title: Neighbour
date: 2026-01-05
---
-- t/rare.md --
---
title: Rare
date: 2020-01-01
tags: [rare]
---
-- t/common-new.md --
---
title: Common, new
date: 2026-01-04
tags: [common]
---
-- t/common-old.md --
---
title: Common, old
date: 2026-01-01
tags: [common]
---
-- t/both.md --
---
title: Both
date: 2019-01-01
tags: [Rare, common]
---
-- t/category.md --
---
title: Category
date: 2026-01-01
categories: [c]
---
-- t/nothing.md --
# Nothing
`)
	self := x.Page("s/self.md")
	want := []string{"/t/both/", "/t/rare/", "/t/common-new/", "/t/common-old/", "/t/category/", "/s/neighbour/"}
	if got := urls(x.Related(self, 10)); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
	if got := urls(x.Related(self, 2)); !slices.Equal(got, want[:2]) {
		t.Errorf("got %v", got)
	}
	if got := x.Related(x.Home("zh"), 3); got != nil {
		t.Errorf("the home page has relatives %v", urls(got))
	}
}

// Of a tag that thousands of pages have, only those near in time are looked at.
func TestRelatedOfCommonTags(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 3000 {
		fsys[fmt.Sprintf("s%d/a%04d.md", i%7, i)] = &fstest.MapFile{
			Data: fmt.Appendf(nil, "---\ntitle: A%d\ndate: %d-%02d-%02d\ntags: [all]\n---\n", i, 2000+i/336, 1+i/28%12, 1+i%28),
		}
	}
	x, _ := loadFS(t, fsys, Options{Now: now, Future: true})
	var room [256]int
	for i, p := range x.Pages() {
		if p.Kind != Article {
			continue
		}
		if n := len(candidates(x, room[:0], i)); n > 2*(tagReach+sectionReach) {
			t.Fatalf("%d candidates were looked at", n)
		}
		if n := len(x.Related(p, 5)); n != 5 {
			t.Fatalf("%s has %d relatives", p.URL, n)
		}
	}
}

// Of two articles with the same tag, the one of the same section comes first, be
// it older.
func TestRelatedPrefersTheSection(t *testing.T) {
	x := loadClean(t, `
-- s/self.md --
---
title: Self
date: 2026-01-05
tags: [common]
---
-- s/old.md --
---
title: Old
date: 2020-01-01
tags: [common]
---
-- t/new.md --
---
title: New
date: 2026-01-05
tags: [common]
---
`)
	if got, want := urls(x.Related(x.Page("s/self.md"), 2)), []string{"/s/old/", "/t/new/"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
