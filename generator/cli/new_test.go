package cli

import (
	"testing"
	"testing/fstest"
	"time"

	"rehearse/generator/render"
	"rehearse/generator/site"
)

// Whatever the title, it is what the site then reads.
func FuzzPageTitle(f *testing.F) {
	for _, title := range []string{
		"Lost PIN", "忘记密码", `个税 "汇算"`, "2026", "true", "~", "null", "a: b", "a #b", "# a", "- a", "[a]", "{a: b}",
		"*a", "&a", "!a", "'a'", `"a"`, `\`, "a\u00a0b", "\ufeffa", " a ", "a:", "%a", "@a", "`a`", "---", "...", "🙂", "2026-11-23",
	} {
		f.Add(title)
	}
	f.Fuzz(func(t *testing.T, title string) {
		title = oneSpace(title)
		if checkTitle(title) != nil || title == "" {
			t.Skip("no title that the command would take")
		}
		now := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
		text := page{kind: "article", lang: "en", title: title, date: now}.text()
		content := fstest.MapFS{"a.md": &fstest.MapFile{Data: []byte(text)}}
		index, problems, err := site.Load(content, render.SiteOptions(site.Options{Drafts: true, Now: now}))
		if err != nil || len(problems) > 0 {
			t.Fatalf("%v %v\n%s", err, problems, text)
		}
		if got := index.Page("a.md"); got.Title != title || !got.Draft || got.Date.Day() != 23 {
			t.Errorf("read %q, draft %v, %v\n%s", got.Title, got.Draft, got.Date, text)
		}
	})
}
