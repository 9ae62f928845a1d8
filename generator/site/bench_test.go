package site

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// writeCorpus makes a content folder of n Chinese articles of 7 KB.
func writeCorpus(b *testing.B, dir string, n int) {
	b.Helper()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	body := strings.Repeat("住房公积金的登录密码和交易密码是两回事，办理之前先分清楚忘记的是哪一个。\n\n", 64)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		section := fmt.Sprintf("section-%02d", i%50)
		article := filepath.Join(section, fmt.Sprintf("article-%05d", i))
		if err := os.MkdirAll(filepath.Join(dir, article), 0o755); err != nil {
			b.Fatal(err)
		}
		if i < 50 {
			write(filepath.Join(section, "_index.md"), "# 栏目\n")
		}
		write(filepath.Join(article, "index.md"), fmt.Sprintf("---\ntitle: 第 %d 篇：忘记密码怎么办\ndate: 20%02d-%02d-%02d\ntags: [公积金, 标签%d, 标签%d]\ncategories: [办事指南]\nauthor: 编辑部\n---\n\n%s",
			i, 10+random.IntN(16), 1+random.IntN(12), 1+random.IntN(28), random.IntN(300), 300+random.IntN(300), body))
	}
}

// content opens a folder as the program does, so that its cost is measured.
func content(tb testing.TB, dir string) *os.Root {
	tb.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { root.Close() })
	return root
}

func loadCorpus(b *testing.B, n int) (*Index, string) {
	b.Helper()
	dir := b.TempDir()
	writeCorpus(b, dir, n)
	x, problems, err := Load(content(b, dir).FS(), Options{Now: now, Head: head()})
	if err != nil || len(problems) > 0 {
		b.Fatal(err, problems)
	}
	return x, dir
}

func BenchmarkLoad10000(b *testing.B) {
	x, _ := loadCorpus(b, 10_000)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if _, _, err := Load(x.fsys, x.opt); err != nil {
			b.Fatal(err)
		}
	}
	kept, _, err := Load(x.fsys, x.opt)
	if err != nil {
		b.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/1e6, "MB-kept")
	runtime.KeepAlive(kept)
	runtime.KeepAlive(x)
}

// BenchmarkUpdate10000 measures a save that changes what the Index knows, one
// that does not, and one that moves a page.
func BenchmarkUpdate10000(b *testing.B) {
	x, dir := loadCorpus(b, 10_000)
	const file = "section-07/article-05007/index.md"
	for _, c := range []struct{ name, front string }{
		{"body", ""},
		{"title", "title: 题目%d\ndate: 2020-01-01\n"},
		{"tags", "title: x\ntags: [t%d]\n"},
	} {
		b.Run(c.name, func(b *testing.B) {
			newest := x
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				text := "---\ntitle: x\n---\n\n# T\n\n正文。\n"
				if c.front != "" {
					text = "---\n" + fmt.Sprintf(c.front, i) + "---\n\n正文。\n"
				}
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				next, _, err := newest.Update([]string{file}, now)
				if err != nil {
					b.Fatal(err)
				}
				newest = next
			}
		})
	}
}

func BenchmarkRelated(b *testing.B) {
	x, _ := loadCorpus(b, 10_000)
	pages := slices.Collect(x.Latest("zh").All())
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Related(pages[i%len(pages)], 5)
	}
}

func BenchmarkResolveLink(b *testing.B) {
	x, _ := loadCorpus(b, 1000)
	from := x.Page("section-07/article-00007/index.md")
	b.ReportAllocs()
	for b.Loop() {
		if _, fault := x.ResolveLink(from, "../../section-09/article-00009/index.md#x"); fault != nil {
			b.Fatal(fault)
		}
	}
}
