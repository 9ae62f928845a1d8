package preview_test

import (
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"rehearse/generator/preview"
)

// A link of the menu that leads nowhere is no mistake of the settings: these
// are taken in, and it is mended by the page that it leads to.
func TestMenuWhosePageIsStillToCome(t *testing.T) {
	a := begin(t, small)
	a.edit("site.yaml", "title: {zh: 手册, en: Handbook}", "title: {zh: 新手册, en: Handbook}\nmenus: {main: [{title: 将来, link: /later/}]}")
	a.hears("broken-link")
	a.sees("/docs/", "新手册")
	for _, lang := range []string{"zh", "en"} {
		a.save(lang+"/later.md", "---\ntitle: 将来\n---\n来了。\n")
	}
	a.hears("")
	a.sees("/docs/", `href="/docs/later/"`)
	if err := os.Rename(a.file("zh/later.md"), a.file("zh/else.md")); err != nil {
		t.Fatal(err)
	}
	a.hears("broken-link")
	if err := os.Rename(a.file("zh/else.md"), a.file("zh/later.md")); err != nil {
		t.Fatal(err)
	}
	a.hears("")
}

// Whoever has a page open when the base path changes is led to where it is now.
func TestBasePathChanges(t *testing.T) {
	a := begin(t, small)
	leads := func(from, to string) {
		t.Helper()
		a.until(from+" leads to "+to, func() bool {
			status, _, header := a.get(from)
			return status == http.StatusFound && header.Get("Location") == to
		})
	}
	a.edit("site.yaml", "example.org/docs/", "example.org/")
	leads("/docs/fund/a/", "/fund/a/")
	a.edit("site.yaml", "example.org/", "example.org/guide/")
	leads("/fund/a/", "/guide/fund/a/")
	leads("/docs/fund/", "/guide/fund/")
	leads("/docs/fund/?q=1", "/guide/fund/?q=1")
	if status, _, _ := a.get("/docs/nothing/"); status != http.StatusNotFound {
		t.Errorf("what was never there has status %d", status)
	}
	a.until("the author is told", func() bool {
		a.mu.Lock()
		defer a.mu.Unlock()
		return strings.Contains(strings.Join(a.notices, "\n"), "/guide/")
	})
}

// Time passes while a preview runs: what is dated today was the future when
// it was started yesterday. What is left out says why.
func TestTimePasses(t *testing.T) {
	var mu sync.Mutex
	now := clock
	a := begin(t, small, func(c *preview.Config) {
		c.Clock = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
	})
	a.save("zh/fund/d.md", "---\ntitle: 明天\ndate: 2026-11-24\n---\n明天的。\n")
	a.until("the page says why it is not there", func() bool {
		status, body, _ := a.get("/docs/fund/d/")
		return status == http.StatusNotFound && strings.Contains(body, "zh/fund/d.md is not to be published before 2026-11-24")
	})
	mu.Lock()
	now = clock.AddDate(0, 0, 2)
	mu.Unlock()
	a.save("zh/fund/b.md", "---\ntitle: 乙\n---\n## 第二步 {#two}\n")
	a.sees("/docs/fund/d/", "明天的。")
	a.save("zh/fund/e.md", "---\ntitle: 后天\ndate: 2026-11-25\n---\n后天的。\n")
	a.sees("/docs/fund/e/", "后天的。")
	a.sees("/docs/fund/", "后天")
}

// A content folder that is removed and made anew is followed, as another one.
func TestContentFolderIsExchanged(t *testing.T) {
	for name, poll := range map[string]time.Duration{"watching": 0, "polling": 20 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			a := begin(t, small, func(c *preview.Config) { c.Poll = poll })
			a.sees("/docs/fund/b/", "文字。")
			a.remove("")
			a.until("the author is told", func() bool {
				a.mu.Lock()
				defer a.mu.Unlock()
				return strings.Contains(strings.Join(a.notices, "\n"), "is gone")
			})
			unpack(t, a.dir, strings.Replace(small, "文字。", "回来了。", 1))
			a.sees("/docs/fund/b/", "回来了。")
			a.equals("/docs/")
			a.edit("zh/fund/b.md", "回来了。", "又改了。")
			a.sees("/docs/fund/b/", "又改了。")
			// Another one takes its place at once.
			other := a.dir + "-other"
			unpack(t, other, strings.Replace(small, "文字。", "换了一个。", 1))
			if err := os.Rename(a.dir, a.dir+"-old"); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(other, a.dir); err != nil {
				t.Fatal(err)
			}
			a.sees("/docs/fund/b/", "换了一个。")
			a.edit("zh/fund/b.md", "换了一个。", "还跟着。")
			a.sees("/docs/fund/b/", "还跟着。")
		})
	}
}

// So is one that comes and goes with a folder above it, as a project does that is
// cloned anew: no event of the system tells of that.
func TestFolderAboveTheContentIsExchanged(t *testing.T) {
	for name, poll := range map[string]time.Duration{"watching": 0, "polling": 20 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			top := t.TempDir()
			unpack(t, top+"/a/project/content", small)
			unpack(t, top+"/b/project/content", strings.Replace(small, "文字。", "换了一个。", 1))
			a := serve(t, top+"/a/project/content", func(c *preview.Config) { c.Poll = poll })
			a.sees("/docs/fund/b/", "文字。")
			for _, move := range [][2]string{{"/a", "/old"}, {"/b", "/a"}} {
				if err := os.Rename(top+move[0], top+move[1]); err != nil {
					t.Fatal(err)
				}
			}
			a.sees("/docs/fund/b/", "换了一个。")
			a.until("the author is told", func() bool {
				a.mu.Lock()
				defer a.mu.Unlock()
				return strings.Contains(strings.Join(a.notices, "\n"), "is another one now")
			})
			a.edit("zh/fund/b.md", "换了一个。", "还跟着。")
			a.sees("/docs/fund/b/", "还跟着。")
		})
	}
}
