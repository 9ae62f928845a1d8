package publish

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

// benchSite is 20,000 small files: 10,000 articles as a page and its twin.
func benchSite() (paths []string, data []byte) {
	for i := range 10_000 {
		folder := fmt.Sprintf("section-%02d/article-%05d/", i%50, i)
		paths = append(paths, folder+"index.html", folder+"index.md")
	}
	return paths, []byte(strings.Repeat("住房公积金", 1000))
}

// each calls f for all paths from as many goroutines as a build has.
func each(b *testing.B, paths []string, f func(path string) error) {
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	const batch = 100
	for len(paths) > 0 {
		n := min(batch, len(paths))
		some := paths[:n]
		paths = paths[n:]
		group.Go(func() error {
			for _, path := range some {
				if err := f(path); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPublish measures 20,000 files of 15 KB: published for the first
// time, all changed and all unchanged, each as a multiple of os.WriteFile of
// the same files in the same run.
func BenchmarkPublish(b *testing.B) {
	paths, data := benchSite()
	changed := append([]byte("!"), data[1:]...)
	run := func(dir string, data []byte) time.Duration {
		start := time.Now()
		s := mustOpen(b, dir)
		each(b, paths, func(path string) error { return s.Write(path, rankOf(path), data) })
		if _, err := s.Commit(context.Background()); err != nil {
			b.Fatal(err)
		}
		return time.Since(start)
	}
	plain := func(dir string, data []byte) time.Duration {
		start := time.Now()
		each(b, paths, func(path string) error {
			name := filepath.Join(dir, path)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				return err
			}
			return os.WriteFile(name, data, 0o644)
		})
		return time.Since(start)
	}
	var floor, floorAgain, first, again, same time.Duration
	for b.Loop() {
		plainDir, dir := b.TempDir(), b.TempDir()
		floor += plain(plainDir, data)
		first += run(dir, data)
		floorAgain += plain(plainDir, changed)
		again += run(dir, changed)
		same += run(dir, changed)
		os.RemoveAll(plainDir)
		os.RemoveAll(dir)
	}
	b.ReportMetric(float64(first)/float64(floor), "first/floor")
	b.ReportMetric(float64(again)/float64(floorAgain), "changed/floor")
	b.ReportMetric(float64(same)/float64(floorAgain), "unchanged/floor")
	b.ReportMetric(floor.Seconds()/float64(b.N), "floor-s")
}
