package publish

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// rankOf is the rank of a file in these tests.
func rankOf(name string) Rank {
	switch {
	case name == "sitemap.xml":
		return Entry
	case path.Base(name) == "feed.json":
		return Feed
	case path.Base(name) == "index.html":
		return List
	case path.Ext(name) == ".html":
		return Page
	}
	return Need
}

// TestEveryPrefixIsAWorkingSite goes through what a Commit changes, one file after
// the other, and in each batch from either end: whatever can be reached is there.
// The files hold the names of those that they lead to.
func TestEveryPrefixIsAWorkingSite(t *testing.T) {
	before := site{
		"index.html":       "a.css s/index.html r/index.html",
		"a.css":            "",
		"s/index.html":     "a.css index.html s/old.html s/kept.html",
		"s/old.html":       "a.css s/index.html s/kept.html",
		"s/kept.html":      "a.css s/index.html s/old.html",
		"r/index.html":     "a.css r/only.html index.html",
		"r/only.html":      "a.css r/index.html",
		"sitemap.xml":      "index.html s/index.html s/old.html s/kept.html r/index.html r/only.html",
		"z/2/index.html":   "a.css index.html s/old.html",
		"z/2/picture.jpeg": "",
	}
	after := site{
		"index.html":         "b.css s/index.html n/m/index.html feed.json",
		"b.css":              "",
		"feed.json":          "n/m/new.html s/kept.html index.html",
		"s/index.html":       "b.css index.html s/a-new.html s/kept.html s/z/pic.png",
		"s/a-new.html":       "b.css s/index.html n/m/new.html s/z/pic.png",
		"s/kept.html":        "b.css s/index.html s/a-new.html n/m/new.html",
		"s/z/pic.png":        "",
		"n/m/index.html":     "b.css index.html n/m/new.html n/m/feed.json",
		"n/m/new.html":       "b.css n/m/index.html s/a-new.html s/kept.html",
		"n/m/feed.json":      "n/m/new.html n/m/index.html",
		"n/search/index.txt": "",
		"sitemap.xml":        "index.html s/index.html s/a-new.html s/kept.html n/m/index.html n/m/new.html",
	}
	for name, edit := range map[string]struct{ before, after site }{
		"first": {site{}, after}, "edit": {before, after}, "back": {after, before}, "gone": {after, site{}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, backward := range []bool{false, true} {
				walkThrough(t, edit.before, edit.after, backward)
			}
		})
	}
}

func walkThrough(t *testing.T, before, after site, backward bool) {
	t.Helper()
	dir := t.TempDir()
	publish(t, dir, before)
	s := mustOpen(t, dir)
	write(t, s, after)
	changes, err := s.Changes()
	if err != nil {
		t.Fatal(err)
	}
	now := maps.Clone(before)
	for _, batch := range changes {
		if backward {
			slices.Reverse(batch)
		}
		for _, c := range batch {
			if c.Removed {
				delete(now, c.Path)
			} else {
				now[c.Path] = after[c.Path]
			}
			for _, entry := range []string{"index.html", "sitemap.xml"} {
				if missing := brokenFrom(now, entry, map[string]bool{}); missing != "" {
					t.Fatalf("after %v: %s", c, missing)
				}
			}
		}
	}
	if !maps.Equal(now, after) {
		t.Errorf("the changes lead to %v", now)
	}
}

// brokenFrom returns the first broken link that can be reached from a file, or "".
func brokenFrom(files site, name string, seen map[string]bool) string {
	data, ok := files[name]
	if !ok || seen[name] {
		return ""
	}
	seen[name] = true
	for link := range strings.FieldsSeq(data) {
		if _, ok := files[link]; !ok {
			return name + " leads to " + link + ", which is not there"
		}
		if missing := brokenFrom(files, link, seen); missing != "" {
			return missing
		}
	}
	return ""
}
