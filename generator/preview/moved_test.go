package preview_test

import (
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
)

const movable = `
-- _index.md --
# Home
-- guide/a.md --
# First

One.
-- guide/deep/b.md --
# Second

Two.
`

// leads waits until a path leads to another.
func (a *author) leads(from, to string) {
	a.t.Helper()
	a.until(from+" leads to "+to, func() bool {
		status, _, header := a.get(from)
		return status == http.StatusFound && header.Get("Location") == to
	})
}

func (a *author) move(from, to string) {
	a.t.Helper()
	if err := os.Rename(a.file(from), a.file(to)); err != nil {
		a.t.Fatal(err)
	}
}

// Whoever looks at a page while its author renames it, or a folder above it, is
// led to where it is now, however often that happens.
func TestMovedPagesLeadOn(t *testing.T) {
	a := begin(t, movable)
	a.sees("/guide/a/", "One.")
	a.sees("/guide/deep/b/", "Two.")
	a.move("guide/a.md", "guide/c.md")
	a.leads("/guide/a/", "/guide/c/")
	a.move("guide/c.md", "d.md")
	a.leads("/guide/a/", "/d/")
	a.move("guide/deep", "deeper")
	a.leads("/guide/deep/b/", "/deeper/b/")
	a.move("d.md", "guide/a.md")
	a.sees("/guide/a/", "One.")
	a.save("guide/a.md", "# First\n\nOne more.\n")
	a.sees("/guide/", "One more.") // but at the list
	a.move("guide/a.md", "guide/e.md")
	a.leads("/guide/a/", "/guide/e/")
	if status, _, _ := a.get("/guide/x/"); status != http.StatusNotFound {
		t.Errorf("a page that never was: status %d", status)
	}
}

// A page moves also where it is copied first, or changed on the way; and is not
// lost sight of when a copy of it is made afterwards.
func TestPagesMoveInOtherWays(t *testing.T) {
	a := begin(t, movable)
	a.sees("/guide/a/", "One.")
	a.save("guide/c.md", "# First\n\nOne.\n")
	a.sees("/guide/c/", "One.")
	a.sees("/guide/a/", "One.") // as the browser does that has it open
	a.remove("guide/a.md")
	a.leads("/guide/a/", "/guide/c/")
	a.save("guide/x.md", "# First\n\nOne.\n")
	a.sees("/guide/x/", "One.")
	a.leads("/guide/a/", "/guide/c/")
	a.sees("/guide/deep/b/", "Two.")
	if err := os.WriteFile(a.file("guide/deep/b.md"), []byte("# Second\n\nTwo more.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	a.move("guide/deep", "deeper")
	a.leads("/guide/deep/b/", "/deeper/b/")
}

// A page that is removed is not taken for another that comes; the author is
// told which file it was.
func TestRemovedPageSaysWhatItWas(t *testing.T) {
	a := begin(t, movable)
	a.sees("/guide/a/", "One.")
	a.remove("guide/a.md")
	a.save("guide/c.md", "# Third\n")
	a.sees("/guide/c/", "Third")
	a.gone("/guide/a/", "guide/a.md, which was shown here, is gone")
	a.sees("/guide/deep/", "Second") // a section without a file
	a.remove("guide/deep")
	a.gone("/guide/deep/", `"guide/deep, which was shown here, is gone`)
}

// gone waits until a path is a page for wrong addresses that says why.
func (a *author) gone(path, why string) {
	a.t.Helper()
	a.until(path+" is gone", func() bool {
		status, body, _ := a.get(path)
		return status == http.StatusNotFound && strings.Contains(body, why)
	})
}

func TestBrowserFollowsAMovedPage(t *testing.T) {
	a := begin(t, movable)
	p := browsertest.New(t)
	p.Do(chromedp.Navigate(a.base + "/guide/a/#first"))
	p.Wait(`document.querySelector("[data-preview-panel]")`)
	a.move("guide/a.md", "guide/c.md")
	p.Wait(`location.pathname === "/guide/c/" && document.body.textContent.includes("One.")`)
	p.Wait(`document.querySelector("[data-preview-panel]")`)
	a.move("guide/c.md", "guide/a.md")
	p.Wait(`location.pathname === "/guide/a/" && document.body.textContent.includes("One.")`)
}
