package preview_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"rehearse/generator/history"
	"rehearse/generator/preview"
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

// What the history says comes a moment later, and goes as soon as somebody translates
// what has changed.
func TestTranslationsThatAreBehind(t *testing.T) {
	dir := t.TempDir()
	unpack(t, dir, `
-- site.yaml --
languages: [zh, en]
baseURL: https://example.org/
-- zh/a.md --
# 甲

带上证件。
-- zh/b.md --
# 乙

文字。
-- en/a.md --
# A

Bring your card.
-- en/b.md --
# B

Text.
`)
	commit(t, dir, "05")
	write(t, dir+"/zh/a.md", "# 甲\n\n带上证件和照片。\n")
	commit(t, dir, "06")
	a := serve(t, dir, func(cfg *preview.Config) { cfg.Past = history.Read })
	a.hears("translation-behind")
	a.sees("/en/a/", "older than the original")
	a.sees("/a/", `"dateModified":"2026-11-06T18:00:00+08:00"`)
	a.edit("zh/b.md", "文字。", "另外的文字。")
	a.sees("/b/", "另外的文字。")
	a.edit("site.yaml", "languages", "title: T\nlanguages")
	a.sees("/en/a/", "<title>A · T</title>")
	a.hears("translation-behind")
	a.sees("/en/a/", "older than the original")
	a.edit("en/a.md", "Bring your card.", "Bring your card and a photograph.")
	a.hears("")
	if _, page, _ := a.get("/en/a/"); strings.Contains(page, "older than the original") || !strings.Contains(page, "photograph") {
		t.Error("the page is still said to be behind")
	}
}
