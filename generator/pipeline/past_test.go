package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/generator/history"
	"rehearse/generator/pipeline"
)

// commit makes a commit of all that is in a folder, on a day of November.
func commit(t *testing.T, folder, day string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "x"}} {
		cmd := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org"}, args...)...)
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
			"GIT_AUTHOR_DATE=2026-11-"+day+"T10:00:00Z", "GIT_COMMITTER_DATE=2026-11-"+day+"T11:00:00Z")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v %s", args, err, out)
		}
	}
}

// save replaces a text in a file.
func save(t *testing.T, folder, file, old, text string) {
	t.Helper()
	name := filepath.Join(folder, filepath.FromSlash(file))
	data, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("%v: %s has no %q", err, file, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(data), old, text, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// toldOfPast are the problems of rules of the past, as "file:line rule".
func toldOfPast(t *testing.T, content, out string) string {
	t.Helper()
	_, problems := run(t, pipeline.Config{Content: content, Destination: out, Past: history.Read, Strict: true})
	var list []string
	for _, p := range problems {
		list = append(list, fmt.Sprintf("%s:%d:%d %s", p.File, p.Line, p.Col, p.Rule))
	}
	return strings.Join(list, ", ")
}

const translated = `
-- site.yaml --
title: {zh: 手册, en: Handbook}
languages: [zh, en]
baseURL: https://example.org/docs/
-- zh/a.md --
---
title: 找回密码
date: 2026-11-01
---
带上证件。

到柜台去。

> 记住密码。
-- en/a.md --
---
title: Forgotten passwords
date: 2026-11-01
---
Bring your card.

Go to the counter.

> Remember the password.
-- zh/b.md --
---
title: 另一篇
date: 2026-11-01
lastmod: 2026-11-02
---
文字。
-- zh/c.md --
---
title: 以后写的
date: 2026-11-20
---
文字。
`

// Where pages do not say when they were last changed, the history does, to machines;
// readers are told of what authors call a change.
func TestChangesAreKnownFromHistory(t *testing.T) {
	content, out := unpack(t, translated), t.TempDir()
	commit(t, content, "05")
	if got := toldOfPast(t, content, out); got != "" {
		t.Error(got)
	}
	files := tree(t, out)
	for file, parts := range map[string][]string{
		"a/index.html": {`"dateModified":"2026-11-05T18:00:00+08:00"`, `property="article:modified_time" content="2026-11-05T18:00:00+08:00"`},
		"b/index.html": {`"dateModified":"2026-11-02T00:00:00+08:00"`, `更新于`},
		"c/index.html": {`"dateModified":"2026-11-20T00:00:00+08:00"`},
		"sitemap.xml":  {"<lastmod>2026-11-05T10:00:00Z</lastmod>"},
		"feed.xml":     {"<updated>2026-11-05T10:00:00Z</updated>"},
	} {
		for _, part := range parts {
			if !strings.Contains(string(files[file]), part) {
				t.Errorf("%s has no %s", file, part)
			}
		}
	}
	if strings.Contains(string(files["a/index.html"]), "更新于") {
		t.Error("readers are told of a commit")
	}
}

// A translation whose original has other paragraphs now is behind: the author is told
// which, and readers where the newer text is.
func TestTranslationsFallBehind(t *testing.T) {
	content, out := unpack(t, translated), t.TempDir()
	commit(t, content, "05")
	save(t, content, "zh/a.md", "date: 2026-11-01", "date: 2026-11-01\ntags: [密码]")
	save(t, content, "zh/a.md", "到柜台去。", "到柜台去。  ")
	commit(t, content, "06")
	if got := toldOfPast(t, content, out); got != "" {
		t.Errorf("nothing was written, and told is %s", got)
	}
	save(t, content, "zh/a.md", "到柜台去。", "到柜台去，不用预约。\n\n也可以打电话。")
	commit(t, content, "07")
	const behind = "zh/a.md:8:1 translation-behind, zh/a.md:10:1 translation-behind"
	if got := toldOfPast(t, content, out); got != behind {
		t.Errorf("told is %s", got)
	}
	line := `<p class="meta"><span>This translation is older than the original, which has changed since: <a href="/docs/a/" hreflang="zh-CN" lang="zh-CN">找回密码</a></span></p>`
	if page := string(tree(t, out)["en/a/index.html"]); !strings.Contains(page, line) {
		t.Errorf("readers are not told: %s", page[strings.Index(page, "<h1"):])
	}
	if page := string(tree(t, out)["a/index.html"]); strings.Contains(page, "译文") {
		t.Error("the original is said to be a translation")
	}
	// Whoever is translating it is left alone, and so is who has.
	save(t, content, "en/a.md", "Go to the counter.", "Go to the counter, without an appointment.")
	if got := toldOfPast(t, content, out); got != "" {
		t.Errorf("it is being translated, and told is %s", got)
	}
	commit(t, content, "08")
	if got := toldOfPast(t, content, out); got != "" {
		t.Errorf("it was translated, and told is %s", got)
	}
	save(t, content, "zh/a.md", "> 记住密码。", "")
	commit(t, content, "09")
	if got := toldOfPast(t, content, out); got != "en/a.md:1:1 translation-behind" {
		t.Errorf("a paragraph is gone, and told is %s", got)
	}
}

// What git does not tell is a note, and the site is built without.
func TestHistoryThatDoesNotTell(t *testing.T) {
	content, out := unpack(t, translated), t.TempDir()
	commit(t, content, "05")
	save(t, content, "zh/b.md", "文字。", "别的文字。")
	commit(t, content, "06")
	clone := filepath.Join(t.TempDir(), "clone")
	if msg, err := exec.Command("git", "clone", "-q", "--depth", "1", "file://"+content, clone).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, msg)
	}
	if got := toldOfPast(t, clone, out); got != "site.yaml:1:1 history" {
		t.Errorf("told is %s", got)
	}
	if page := string(tree(t, out)["a/index.html"]); !strings.Contains(page, `"dateModified":"2026-11-01T00:00:00+08:00"`) {
		t.Error("a page claims to know when it was changed")
	}
	_, problems := run(t, pipeline.Config{Content: content, Check: true, Past: func(context.Context, string) (*history.History, error) {
		return nil, errors.New("it will not")
	}})
	if len(problems) != 1 || problems[0].Rule != "history" || !strings.Contains(problems[0].Message, "it will not") {
		t.Errorf("%v", problems)
	}
}
