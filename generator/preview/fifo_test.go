//go:build unix

package preview_test

import (
	"net/http"
	"os"
	"syscall"
	"testing"
)

// A page that becomes a pipe stops nothing, and comes back.
func TestPageBecomesAPipe(t *testing.T) {
	a := begin(t, small)
	a.sees("/docs/fund/b/", "文字。")
	pipe := a.file("pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(pipe, a.file("zh/fund/b.md")); err != nil {
		t.Fatal(err)
	}
	a.until("the page is gone", func() bool {
		status, _, _ := a.get("/docs/fund/b/")
		return status == http.StatusNotFound
	})
	a.sees("/docs/fund/a/", "甲")
	a.remove("zh/fund/b.md")
	a.save("zh/fund/b.md", "---\ntitle: 乙\n---\n## 第二步 {#two}\n\n又来了。\n")
	a.sees("/docs/fund/b/", "又来了。")
}
