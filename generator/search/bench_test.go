package search

import (
	"bytes"
	"runtime"
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
