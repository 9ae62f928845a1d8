package site

import (
	"strings"
	"testing"

	"rehearse/demo/diag"
)

const linkSite = `
-- site.yaml --
languages: [zh, en]
baseURL: https://example.org/docs
-- static/logo.png --
-- static/manual/x.pdf --
-- zh/_index.md --
# 首页
-- zh/住房/忘记 密码/index.md --
---
title: 忘记密码
aliases: [/old/]
tags: [密码]
---
-- zh/住房/忘记 密码/pic.png --
-- zh/住房/two.md --
---
title: Two
date: 2026-01-02
---
-- zh/住房/guide.md --
# Guide
-- zh/住房/draft.md --
---
title: D
draft: true
---
-- zh/slug/_index.md --
---
title: S
slug: moved
---
-- zh/slug/y.md --
# Y
-- en/_index.md --
# Home
-- en/slug/y.md --
# Y
`

func TestResolveLink(t *testing.T) {
	x := loadClean(t, linkSite)
	tests := []struct{ from, dest, want string }{
		{"zh/住房/two.md", "guide.md", "/住房/guide/"},
		{"zh/住房/two.md", "./guide.md?a=1#用法", "/住房/guide/?a=1#用法"},
		{"zh/住房/two.md", "#here", "/住房/two/#here"},
		{"zh/住房/two.md", "?q", "/住房/two/?q"},
		{"zh/住房/two.md", "忘记 密码/index.md", "/住房/忘记 密码/"},
		{"zh/住房/two.md", "%E5%BF%98%E8%AE%B0%20%E5%AF%86%E7%A0%81/", "/住房/忘记 密码/"},
		{"zh/住房/two.md", "忘记 密码/pic.png", "/住房/忘记 密码/pic.png"},
		{"zh/住房/忘记 密码/index.md", "pic.png", "/住房/忘记 密码/pic.png"},
		{"zh/住房/忘记 密码/index.md", "../two.md", "/住房/two/"},
		{"zh/住房/忘记 密码/index.md", "../two", "/住房/two/"},
		{"zh/住房/忘记 密码/index.md", "..", "/住房/"},
		{"zh/住房/忘记 密码/index.md", ".", "/住房/忘记 密码/"},
		{"zh/住房/two.md", "../slug/_index.md", "/moved/"},
		{"zh/住房/two.md", "../slug/", "/moved/"},
		{"zh/住房/two.md", "../slug/y.md", "/moved/y/"},
		{"zh/住房/two.md", "/slug/y.md", "/moved/y/"},
		{"zh/住房/two.md", "/moved/y/", "/moved/y/"},
		{"zh/住房/two.md", "/moved/y", "/moved/y/"},
		{"zh/住房/two.md", "/zh/slug/y.md", "/moved/y/"},
		{"zh/住房/two.md", "/old/", "/住房/忘记 密码/"},
		{"zh/住房/two.md", "/", "/"},
		{"zh/住房/two.md", "/en/", "/en/"},
		{"zh/住房/two.md", "/logo.png", "/logo.png"},
		{"zh/住房/two.md", "../../static/manual/x.pdf", "/manual/x.pdf"},
		{"zh/住房/two.md", "/tags/密码/", "/tags/密码/"},
		{"zh/住房/two.md", "/feed.xml", "/feed.xml"},
		{"zh/住房/two.md", "/住房/feed.xml", "/住房/feed.xml"},
		{"zh/住房/two.md", "/tags", "/tags/"},
		{"zh/住房/two.md", "/en/tags/", "/en/tags/"},
		{"zh/住房/two.md", "/sitemap.xml", "/sitemap.xml"},
		{"en/slug/y.md", "/slug/y.md", "/en/slug/y/"},
		{"en/slug/y.md", "../../zh/slug/y.md", "/moved/y/"},
	}
	for _, test := range tests {
		got, fault := x.ResolveLink(x.Page(test.from), test.dest)
		if fault != nil {
			t.Errorf("%s: %q: %+v", test.from, test.dest, *fault)
			continue
		}
		if s := got.URL + got.Query + got.Fragment; s != test.want {
			t.Errorf("%s: %q leads to %s, not to %s", test.from, test.dest, s, test.want)
		}
	}
}

func TestResolveLinkRefuses(t *testing.T) {
	x := loadClean(t, linkSite)
	tests := []struct {
		from, dest string
		rule       diag.Rule
		says       string
	}{
		{"zh/住房/two.md", "guid.md", "broken-link", `"guide.md"`},
		{"zh/住房/忘记 密码/index.md", "../towo.md#x", "broken-link", `"../two.md#x"`},
		{"zh/住房/忘记 密码/index.md", "pik.png", "broken-link", `"pic.png"`},
		{"zh/slug/y.md", "guide.md", "broken-link", `"../住房/guide.md"`},
		{"zh/slug/y.md", "/moved/yy/", "broken-link", `"/moved/y/"`},
		{"zh/slug/y.md", "/moved/feed.xml", "broken-link", ""},
		{"zh/slug/y.md", "/住房/two/feed.xml", "broken-link", ""},
		{"zh/slug/y.md", "/old/feed.xml", "broken-link", ""},
		{"zh/slug/y.md", "/住房/tags/", "broken-link", ""},
		{"zh/slug/y.md", "/en/sitemap.xml", "broken-link", ""},
		{"zh/slug/y.md", "/assets/", "broken-link", ""},
		{"zh/slug/y.md", "/住房/guide/index.md", "broken-link", ""},
		{"zh/slug/y.md", "/zh/主房/towo.md", "broken-link", `"/zh/住房/two.md"`},
		{"zh/slug/y.md", "../住房/忘记密码/index.md", "broken-link", `"../住房/忘记 密码/index.md"`},
		{"zh/slug/y.md", "../zzzzzz/two.md", "broken-link", `"../住房/two.md"`},
		{"zh/slug/y.md", "/docs/moved/y/", "broken-link", `"/moved/y/"`},
		{"zh/slug/y.md", "pic.png", "broken-link", `"../住房/忘记 密码/pic.png"`},
		{"zh/slug/y.md", "一.md", "broken-link", ""},
		{"zh/slug/y.md", "zzzzzzzzzzzz.md", "broken-link", ""},
		{"zh/住房/two.md", "draft.md", "link-left-out", "is a draft"},
		{"zh/住房/two.md", "/住房/draft/", "link-left-out", "is a draft"},
		{"zh/住房/two.md", "_index.md", "broken-link", ""},
		{"zh/住房/two.md", "../../../etc/passwd", "link-outside", ""},
		{"zh/住房/two.md", "/../../etc/passwd", "broken-link", ""},
		{"zh/住房/two.md", "%2e%2e/%2e%2e/%2e%2e/x", "link-outside", ""},
		{"zh/住房/two.md", "//evil.example/", "bad-link", ""},
		{"zh/住房/two.md", "javascript:alert(1)", "bad-link", ""},
		{"zh/住房/two.md", `..\two.md`, "bad-link", ""},
		{"zh/住房/two.md", "a%zz.md", "bad-link", ""},
		{"zh/住房/two.md", "a%00.md", "bad-link", ""},
		{"zh/住房/two.md", "../../site.yaml", "broken-link", ""},
	}
	for _, test := range tests {
		got, fault := x.ResolveLink(x.Page(test.from), test.dest)
		if fault == nil {
			t.Errorf("%s: %q leads to %s", test.from, test.dest, got.URL)
		} else if fault.Rule != test.rule || !strings.Contains(fault.Message+" "+fault.Hint, test.says) {
			t.Errorf("%s: %q: %+v", test.from, test.dest, *fault)
		}
	}
}

func TestHref(t *testing.T) {
	x := loadClean(t, linkSite)
	target, fault := x.ResolveLink(x.Page("zh/住房/two.md"), "忘记 密码/?a&b#x")
	if fault != nil {
		t.Fatal(fault)
	}
	const escaped = "/docs/%E4%BD%8F%E6%88%BF/%E5%BF%98%E8%AE%B0%20%E5%AF%86%E7%A0%81/"
	if got, want := x.TargetHref(target), escaped+"?a&b#x"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := x.Absolute(target.URL), "https://example.org"+escaped; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := x.Href("/en/"), "/docs/en/"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParseBaseURL(t *testing.T) {
	good := map[string]string{
		"https://example.org":            "https://example.org/",
		"https://example.org/":           "https://example.org/",
		"HTTPS://Example.org//docs//":    "https://example.org/docs/",
		"http://127.0.0.1:1313/a/b":      "http://127.0.0.1:1313/a/b/",
		"https://example.org/%E4%BD%8F/": "https://example.org/%E4%BD%8F/",
	}
	for in, want := range good {
		if got, err := ParseBaseURL(in); err != nil || got != want {
			t.Errorf("%s: got %s, %v; want %s", in, got, err, want)
		}
	}
	for _, in := range []string{
		"", "/docs/", "example.org", "ftp://example.org/", "https://", "https://:80/", "https://u:p@example.org/",
		"https://example.org/?x", "https://example.org/?", "https://example.org/#x", "https://example.org/../x", "https://a b/",
	} {
		if got, err := ParseBaseURL(in); err == nil {
			t.Errorf("%q was taken as %s", in, got)
		}
	}
	if _, _, err := Load(archived(""), Options{BaseURL: "nonsense"}); err == nil {
		t.Error("Load took a nonsensical base URL")
	}
	x, _ := loadFS(t, archived("-- site.yaml --\nbaseURL: https://a.example/\n"), Options{BaseURL: "https://b.example/c"})
	if x.Site.BaseURL != "https://b.example/c/" {
		t.Errorf("the base URL is %s", x.Site.BaseURL)
	}
}

func TestMessagesQuoteLinksOfAnyLength(t *testing.T) {
	x, _ := load(t, linkSite)
	long := strings.Repeat("长", 10_000)
	for _, dest := range []string{long + ".md", "../../../" + long, long + "%", "draft.md?" + long} {
		_, fault := x.ResolveLink(x.Page("zh/住房/two.md"), dest)
		if fault == nil || len(fault.Message) > 1000 {
			t.Errorf("%.20s…: %.100v", dest, fault)
		}
	}
}

// A menu leads to pages, or to what readers' devices do something with.
func TestMenuRefusesOtherSchemes(t *testing.T) {
	x, problems := loadFS(t, archived("-- a.md --\n# A\n-- site.yaml --\nmenus: {main: [{title: B, link: \"javascript:b\"}, {title: C, link: \"tel:110\"}, {link: a.md}]}\n"), Options{Now: now})
	if len(problems) != 1 || problems[0].Rule != "bad-link" || problems[0].Col != 33 {
		t.Errorf("problems:\n%s", dumpProblems(problems))
	}
	if links := x.Menu("zh", "main"); len(links) != 2 {
		t.Errorf("the menu has %+v", links)
	}
}
