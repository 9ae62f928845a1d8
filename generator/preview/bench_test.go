package preview_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"rehearse/demo/browsertest"
	"rehearse/generator/corpus"
	"rehearse/generator/preview"
)

// largeSite writes a site of 10,000 articles.
func largeSite(b *testing.B) (dir string, site corpus.Site) {
	b.Helper()
	dir, site = b.TempDir(), corpus.Site{Articles: 10_000, Sections: 50, Seed: 1}
	if err := site.Write(dir); err != nil {
		b.Fatal(err)
	}
	settings := "baseURL: https://example.org/\ntitle: 基准\npageSize: 50\n"
	if err := os.WriteFile(filepath.Join(dir, "site.yaml"), []byte(settings), 0o644); err != nil {
		b.Fatal(err)
	}
	return dir, site
}

// BenchmarkStart measures how long it takes until the first page is there.
//
//	go test ./generator/preview -run '^$' -bench . -benchtime 5x
func BenchmarkStart(b *testing.B) {
	dir, _ := largeSite(b)
	for b.Loop() {
		ctx, cancel := context.WithCancel(b.Context())
		listening, ended := make(chan string, 1), make(chan error, 1)
		go func() {
			ended <- preview.Run(ctx, preview.Config{
				Content: dir, Clock: func() time.Time { return clock }, Version: "test", Bind: "127.0.0.1",
				Listening: func(a preview.Address) { listening <- a.URL },
			})
		}()
		resp, err := http.Get(<-listening + "part-00/guide-00000/")
		if err != nil {
			b.Fatal(err)
		}
		resp.Body.Close()
		cancel()
		if err := <-ended; err != nil {
			b.Fatal(err)
		}
	}
	http.DefaultClient.CloseIdleConnections()
}

// BenchmarkSave measures how long it takes from the end of a save to the
// answer that has it, with the whole site verified behind. What is changed is
// the text, or the title too, which every list of the site shows.
func BenchmarkSave(b *testing.B) {
	dir, site := largeSite(b)
	a := serve(b, dir)
	a.hears("")
	for _, test := range []struct {
		name string
		edit func(text string, n int) string
	}{
		{"text", func(text string, n int) string { return text + fmt.Sprintf("\n第 %d 版\n", n) }},
		{"title", func(text string, n int) string {
			return strings.Replace(text, "title: ", fmt.Sprintf("title: 第 %d 版 ", n), 1)
		}},
	} {
		b.Run(test.name, func(b *testing.B) {
			var took []time.Duration
			n := 0
			for b.Loop() {
				n++
				i := n * 37 % site.Articles
				a.save(site.File(i), test.edit(site.Article(i), n))
				saved := time.Now()
				a.sees("/"+strings.TrimSuffix(site.File(i), ".md")+"/", fmt.Sprintf("第 %d 版", n))
				took = append(took, time.Since(saved))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2])/1e6, "ms-median")
			b.ReportMetric(float64(took[len(took)*9/10])/1e6, "ms-90%")
		})
	}
}

// BenchmarkVisible measures how long it takes from a save to the moment at
// which the browser has drawn it.
func BenchmarkVisible(b *testing.B) {
	dir, site := largeSite(b)
	a := serve(b, dir)
	a.hears("")
	p := browsertest.New(b)
	p.Do(chromedp.Navigate(a.base + "/" + strings.TrimSuffix(site.File(0), ".md") + "/"))
	p.Wait(`document.querySelector("[data-preview-panel]")`)
	// The page itself notes when it has drawn something new. Both clocks are
	// this machine's.
	p.Do(chromedp.Evaluate[chromedp.Void](`
		window.drawn = {};
		new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
			const seen = document.querySelector(".prose").textContent.match(/第 (\d+) 版/);
			if (seen) window.drawn[seen[1]] ??= performance.timeOrigin + performance.now();
		}))).observe(document, { subtree: true, childList: true, characterData: true })`))
	var took []float64
	n := 0
	for b.Loop() {
		n++
		a.save(site.File(0), site.Article(0)+fmt.Sprintf("\n第 %d 版\n", n))
		saved := float64(time.Now().UnixMicro()) / 1e3
		p.Wait(fmt.Sprintf("window.drawn[%d]", n))
		took = append(took, browsertest.Eval[float64](p, fmt.Sprintf("window.drawn[%d]", n))-saved)
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "ms-median")
	b.ReportMetric(took[len(took)*9/10], "ms-90%")
}
