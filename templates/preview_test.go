package templates

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/a-h/templ"
	"github.com/evanw/esbuild/pkg/api"
)

// samples are all pages in one language, by name.
func samples(t testing.TB, lang string) map[string]templ.Component {
	return map[string]templ.Component{
		"article":  ArticlePage(sampleArticle(t, lang)),
		"list":     ListPage(sampleList(lang)),
		"terms":    TermsPage(sampleTerms(lang)),
		"home":     HomePage(sampleHome(lang)),
		"lost":     NotFoundPage(sampleNotFound(lang)),
		"redirect": RedirectPage(sampleRedirect(lang)),
	}
}

func render(t testing.TB, c templ.Component) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bundle is what a reader's browser gets of an entry point.
func bundle(t testing.TB, entry string) []byte {
	t.Helper()
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"assets/" + entry}, Bundle: true, Format: api.FormatESModule,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Target: api.ES2020,
		Engines:   []api.Engine{{Name: api.EngineChrome, Version: "80"}, {Name: api.EngineSafari, Version: "13"}},
		Supported: map[string]bool{"destructuring": true}, // as in generator/asset, which says why
	})
	for _, m := range append(result.Errors, result.Warnings...) {
		t.Errorf("%s: %s", entry, m.Text)
	}
	if len(result.OutputFiles) != 1 {
		t.Fatalf("%s: %d output files, want 1", entry, len(result.OutputFiles))
	}
	return result.OutputFiles[0].Contents
}

// An article page may cost its HTML and 12 KB; the player's entry and its style
// sheet need a third of that.
func TestFirstViewIsSmall(t *testing.T) {
	for entry, limit := range map[string]int{"site.css": 5376, "site.js": 2048, "first.js": 256, "print.css": 768} {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		if _, err := z.Write(bundle(t, entry)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d bytes compressed", entry, b.Len())
		if b.Len() > limit {
			t.Errorf("%s: %d bytes compressed, at most %d allowed", entry, b.Len(), limit)
		}
	}
}

// TestPreview writes the samples, to be looked at:
//
//	TEMPLATES_PREVIEW=/some/dir go test ./templates -run Preview
func TestPreview(t *testing.T) {
	dir := os.Getenv("TEMPLATES_PREVIEW")
	if dir == "" {
		t.Skip("TEMPLATES_PREVIEW names no folder to write the samples to")
	}
	write := func(name string, data []byte) {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, lang := range []string{"zh", "en"} {
		for name, page := range samples(t, lang) {
			write(name+"."+lang+".html", render(t, page))
		}
	}
	for _, name := range []string{
		"site.css", "lists.css", "code.css", "print.css", "reading.css", "first.js", "site.js", "reading.js",
	} {
		write("assets/"+name, bundle(t, name))
	}
	shot, err := os.ReadFile("testdata/shot.svg")
	if err != nil {
		t.Fatal(err)
	}
	write("shot.svg", shot)
}
