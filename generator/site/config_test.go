package site

import (
	"strings"
	"testing"
	"time"
)

func TestSettings(t *testing.T) {
	x := loadClean(t, `
-- site.yaml --
title: {zh: 手册, en: Handbook}
description: {en: Only English}
baseURL: https://example.org/docs
languages:
  - {code: en, name: English}
  - {code: zh, default: true}
author: 编辑部
copyright: "© 2026"
menus:
  main:
    - {title: {zh: 指南, en: Guides}, link: /guides/}
    - {link: 'guides/a.md#x'}
    - {title: Elsewhere, link: https://example.com/}
  footer:
    zh: [{title: 关于, link: guides/a.md}]
    en: []
edit: https://example.org/edit/{path}
discussion: https://example.org/new?title={title}&body={url}
rawHTML: true
pageSize: 7
timezone: "-03:30"
-- zh/guides/a.md --
---
title: 甲 & 乙
date: 2026-11-20
---
-- en/guides/a.md --
# A
`)
	s := x.Site
	if s.Title.For("en") != "Handbook" || s.Title.For("zh") != "手册" || s.Description.For("zh") != "" || s.Description.For("en") != "Only English" {
		t.Errorf("texts: %+v %+v", s.Title, s.Description)
	}
	if s.Default().Code != "zh" || s.Author.For("en") != "编辑部" || !s.RawHTML || s.PageSize != 7 {
		t.Errorf("settings: %+v", s)
	}
	a := x.Page("zh/guides/a.md")
	if want := "2026-11-20T00:00:00-03:30"; a.Date.Format(time.RFC3339) != want {
		t.Errorf("the date is %s", a.Date.Format(time.RFC3339))
	}
	if got, want := EditURL(x, a), "https://example.org/edit/zh/guides/a.md"; got != want {
		t.Errorf("edit at %s", got)
	}
	if got := EditURL(x, x.Home("zh")); got != "" {
		t.Errorf("an implied page can be edited at %s", got)
	}
	const discuss = "https://example.org/new?title=%E7%94%B2+%26+%E4%B9%99&body=https%3A%2F%2Fexample.org%2Fdocs%2Fguides%2Fa%2F"
	if got := DiscussionURL(x, a); got != discuss {
		t.Errorf("discuss at %s", got)
	}
}

func TestMenus(t *testing.T) {
	x := loadClean(t, `
-- site.yaml --
languages: [zh, en]
menus:
  main:
    - {title: {zh: 指南, en: Guides}, link: /guides/}
    - {link: 'guides/a.md#x'}
    - {title: Elsewhere, link: https://example.com/}
  footer:
    zh: [{title: 关于, link: guides/a.md}]
-- zh/guides/a.md --
# 甲
-- en/guides/a.md --
# A
`)
	tests := []struct{ lang, name, want string }{
		{"zh", "main", "指南 /guides/, 甲 /guides/a/#x, Elsewhere https://example.com/"},
		{"en", "main", "Guides /en/guides/, A /en/guides/a/#x, Elsewhere https://example.com/"},
		{"zh", "footer", "关于 /guides/a/"},
		{"en", "footer", ""},
	}
	for _, test := range tests {
		var links []string
		for _, l := range x.Menu(test.lang, test.name) {
			links = append(links, l.Title+" "+l.External+l.Target.URL+l.Target.Fragment)
		}
		if got := strings.Join(links, ", "); got != test.want {
			t.Errorf("%s %s: got %s", test.lang, test.name, got)
		}
	}
}

func TestParseZone(t *testing.T) {
	for name, seconds := range map[string]int{"UTC": 0, "Z": 0, "+08:00": 28800, "-03:30": -12600, "Asia/Tokyo": 32400} {
		zone := parseZone(name)
		if zone == nil {
			t.Errorf("%s is not known", name)
			continue
		}
		if _, got := now.In(zone).Zone(); got != seconds {
			t.Errorf("%s is %d seconds", name, got)
		}
	}
	for _, name := range []string{"", "Local", "Europe/Berlin", "8", "+8"} {
		if parseZone(name) != nil {
			t.Errorf("%q was taken", name)
		}
	}
}
