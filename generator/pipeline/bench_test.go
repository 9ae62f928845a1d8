package pipeline_test

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/sync/errgroup"

	"rehearse/generator/corpus"
)

// BenchmarkBuild builds a made-up site with the whole program, into an empty
// folder, and compares it with the floor: goldmark's conversion of the same
// files, and writing the result, with nothing else. The two take turns, so
// that a machine that slows down slows both. Run it with
//
//	go test ./generator/pipeline -run '^$' -bench Build -benchtime 5x
//
// and REHEARSE_ARTICLES=100000 for another size than 10,000.
func BenchmarkBuild(b *testing.B) {
	articles := 10_000
	if s := os.Getenv("REHEARSE_ARTICLES"); s != "" {
		var err error
		if articles, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	dir := b.TempDir()
	content := filepath.Join(dir, "content")
	if err := (corpus.Site{Articles: articles, Sections: 50, Seed: 1}).Write(content); err != nil {
		b.Fatal(err)
	}
	site := "baseURL: https://example.org/\ntitle: 基准\npageSize: 50\n"
	if err := os.WriteFile(filepath.Join(content, "site.yaml"), []byte(site), 0o644); err != nil {
		b.Fatal(err)
	}
	program := filepath.Join(dir, "rehearse")
	if out, err := exec.Command("go", "build", "-o", program, "rehearse/generator").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	var floor, build time.Duration
	var peak int64
	for round := 0; b.Loop(); round++ {
		// Each round writes to new folders, and nothing is removed meanwhile: ext4
		// is slow to make files for some seconds after many were deleted.
		out := filepath.Join(dir, strconv.Itoa(round))
		floor += timed(b, func() error { return convertAndWrite(content, filepath.Join(out, "floor")) })
		build += timed(b, func() error {
			cmd := exec.Command(program, "build", "-q", "-c", content, "-d", filepath.Join(out, "site"))
			out, err := cmd.CombinedOutput()
			if err != nil {
				b.Log(string(out))
				return err
			}
			peak = max(peak, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) // kilobytes on Linux
			return nil
		})
	}
	b.ReportMetric(float64(build)/float64(floor), "x-floor")
	b.ReportMetric(build.Seconds()/float64(b.N), "s-build")
	b.ReportMetric(floor.Seconds()/float64(b.N), "s-floor")
	b.ReportMetric(float64(peak)/1024, "MB-peak")
}

func timed(b *testing.B, f func() error) time.Duration {
	runtime.GC()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// convertAndWrite is the least that any generator must do: goldmark with
// GitHub's extensions, as many files at a time as there are processors.
func convertAndWrite(content, out string) error {
	var files []string
	err := filepath.WalkDir(content, func(path string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".md") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		return err
	}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	work := make(chan string, 64)
	var group errgroup.Group
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			var buffer bytes.Buffer
			for file := range work {
				if err := convertOne(md, &buffer, content, file, out); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for _, f := range files {
		work <- f
	}
	close(work)
	return group.Wait()
}

func convertOne(md goldmark.Markdown, buffer *bytes.Buffer, content, file, out string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	buffer.Reset()
	if err := md.Convert(src, buffer); err != nil {
		return err
	}
	rel, err := filepath.Rel(content, strings.TrimSuffix(file, ".md"))
	if err != nil {
		return err
	}
	dir := filepath.Join(out, rel)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), buffer.Bytes(), 0o644)
}
