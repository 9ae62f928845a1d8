package search

import (
	"bytes"
	"cmp"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// articles returns n articles of about 7 KB.
func articles(n int) []article {
	c := newCorpus()
	all := make([]article, n)
	inParallel(2, func(part int) {
		for i := part; i < n; i += 2 {
			all[i] = c.article(i, 7000)
		}
	})
	return all
}

// cpuTime is the processor time that the process has used: unlike the time of
// day, other processes on the machine do not change it much.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkBuild compares the making of an index with the conversion of the
// same articles by goldmark, in processor time.
func BenchmarkBuild(b *testing.B) {
	all := articles(10000)
	var floor, add, finish time.Duration
	var held uint64
	for b.Loop() {
		runtime.GC()
		start := cpuTime()
		convert(b, all)
		floor += cpuTime() - start

		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		builder := NewBuilder(Options{Path: "search", Lang: "zh-CN"})
		start = cpuTime()
		eachInParallel(len(all), func() func(int) {
			return func(i int) { builder.Add(all[i].document(i)) }
		})
		add += cpuTime() - start
		runtime.ReadMemStats(&after)
		held = after.HeapAlloc - before.HeapAlloc
		start = cpuTime()
		builder.Finish()
		finish += cpuTime() - start
	}
	b.ReportMetric(add.Seconds()/floor.Seconds(), "add/goldmark")
	b.ReportMetric(finish.Seconds()/floor.Seconds(), "finish/goldmark")
	b.ReportMetric((add+finish).Seconds()/floor.Seconds(), "search/goldmark")
	b.ReportMetric(float64(held)/1e6, "MB-held")
}

func convert(b *testing.B, all []article) {
	var failed sync.Once
	eachInParallel(len(all), func() func(int) {
		markdown := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote))
		var out bytes.Buffer
		return func(i int) {
			out.Reset()
			if err := markdown.Convert([]byte(all[i].markdown), &out); err != nil {
				failed.Do(func() { b.Error(err) })
			}
		}
	})
}

// BenchmarkTransfer reports the bytes that a browser fetches until the first
// results of typical queries are shown, in an index of 10,000 articles on a
// server that compresses nothing but text: script and style sheet (compressed),
// manifest, lists and records. Each query starts from nothing.
func BenchmarkTransfer(b *testing.B) {
	builder := NewBuilder(Options{Path: "s", Lang: "zh-CN", Dialog: strings.Repeat("x", 1500)})
	eachInParallel(10000, func() func(int) {
		c := newCorpus()
		return func(i int) { builder.Add(c.article(i, 7000).document(i)) }
	})
	files := builder.Finish()
	code := bundleSize(b, "search.js") + bundleSize(b, "search.css")
	size := 0
	for _, file := range files {
		size += len(file.Data)
	}
	queries := []string{"密码", "的", "公积金", "住房公积金", "登录密码", "忘记密码怎么办", "短信验证码", "12329", "身份证 原件", "人脸识别认证", "委托书 授权 代办"}
	for _, query := range queries {
		b.Run(query, func(b *testing.B) {
			var r *reader
			for b.Loop() {
				r = newReader(b, "s", files)
				r.firstResults(strings.Fields(query), 6, 30)
			}
			b.ReportMetric(float64(r.read+code)/1024, "KB-to-first-results")
			b.ReportMetric(float64(len(r.fetched)), "requests")
			b.ReportMetric(float64(size)/1e6, "MB-index")
			b.ReportMetric(float64(len(files)), "files")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// firstResults reads the records of candidates, the best first, until n of them
// contain the terms or most have been read, and returns how many do.
func (r *reader) firstResults(terms []string, n, most int) int {
	scores := r.candidates(terms)
	pages := slices.Collect(maps.Keys(scores))
	slices.SortFunc(pages, func(x, y int) int { return cmp.Or(cmp.Compare(scores[y], scores[x]), cmp.Compare(x, y)) })
	found := 0
	for _, page := range pages[:min(len(pages), most)] {
		record := strings.ToLower(strings.Join(r.record(page), "\n"))
		if !slices.ContainsFunc(terms, func(term string) bool { return !strings.Contains(record, term) }) {
			if found++; found == n {
				break
			}
		}
	}
	return found
}
