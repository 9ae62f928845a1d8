package search

import (
	"bytes"
	"compress/gzip"
	"os"
	"testing"

	"github.com/evanw/esbuild/pkg/api"

	"rehearse/templates"
)

// scriptBudget is how much of search.js and search.css may go over the wire.
const (
	scriptBudget = 8 << 10
	styleBudget  = 1536
)

// bundleSize returns the gzipped size of an asset as it is published.
func bundleSize(t testing.TB, entry string) int {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, templates.Assets); err != nil {
		t.Fatal(err)
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{dir + "/assets/" + entry}, Bundle: true, Format: api.FormatESModule,
		MinifyIdentifiers: true, MinifySyntax: true, MinifyWhitespace: true,
	})
	if len(result.Errors) > 0 {
		t.Fatal(result.Errors[0].Text)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(result.OutputFiles[0].Contents); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Len()
}

func TestAssetSizes(t *testing.T) {
	for entry, budget := range map[string]int{"search.js": scriptBudget, "search.css": styleBudget} {
		size := bundleSize(t, entry)
		t.Logf("%s: %d bytes", entry, size)
		if size > budget {
			t.Errorf("%s is %d bytes compressed, %d over its budget", entry, size, size-budget)
		}
	}
}
