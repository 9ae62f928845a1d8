package pipeline_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rehearse/generator/pipeline"
)

// A feed says when it was updated. Where nothing has a date there is no such
// time, and hence no feed, nor a link to one.
func TestNoFeedWithoutDates(t *testing.T) {
	archive := "-- site.yaml --\nbaseURL: https://example.org/\n-- a.md --\n# A\n" +
		"-- old/_index.md --\n# Old\n-- old/b.md --\n# B\n-- new/c.md --\n---\ntitle: C\nlastmod: 2026-01-02\n---\n"
	cfg := pipeline.Config{Content: unpack(t, archive), Destination: t.TempDir(), Clock: clock}
	if _, _, err := pipeline.Run(t.Context(), cfg, nil); err != nil {
		t.Fatal(err)
	}
	files := tree(t, cfg.Destination)
	for _, name := range []string{"feed.xml", "feed.json", "new/feed.xml", "new/feed.json"} {
		if !strings.Contains(string(files[name]), "2026-01-01T16:00:00Z") {
			t.Errorf("%s:\n%s", name, files[name])
		}
	}
	if files["old/feed.xml"] != nil || strings.Contains(string(files["old/index.html"]), "/old/feed.") {
		t.Error("a section without dates has a feed, or links to one")
	}
	if !strings.Contains(string(files["new/index.html"]), `href="/new/feed.xml"`) {
		t.Error("a section with a date does not link to its feed")
	}
	if err := os.WriteFile(filepath.Join(cfg.Content, "new", "c.md"), []byte("# C\n\nText.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, err := pipeline.Run(t.Context(), cfg, nil); err != nil {
		t.Fatal(err)
	}
	files = tree(t, cfg.Destination)
	if files["feed.xml"] != nil || strings.Contains(string(files["a/index.html"]), "feed.") {
		t.Error("a site without dates has a feed, or links to one")
	}
}

// What a page fetches under a name with a hash need not be asked for twice; the
// manifest of the search index, which has none, must be.
func TestHeadersKnowWhatNeverChanges(t *testing.T) {
	archive := "-- site.yaml --\nlanguages: [zh, en]\nbaseURL: https://example.org/docs/\n-- zh/a.md --\n# A\n-- en/a.md --\n# A\n"
	cfg := pipeline.Config{Content: unpack(t, archive), Destination: t.TempDir(), Clock: clock}
	if _, _, err := pipeline.Run(t.Context(), cfg, nil); err != nil {
		t.Fatal(err)
	}
	headers := string(tree(t, cfg.Destination)["_headers"])
	for _, folder := range []string{"assets"} {
		if !strings.Contains(headers, "\n/docs/"+folder+"/*\n  Cache-Control: public, max-age=31536000, immutable\n") {
			t.Errorf("nothing about %s in\n%s", folder, headers)
		}
	}
}

func TestFeedsAndPublisherSayWhatIsKnown(t *testing.T) {
	archive := "-- site.yaml --\nbaseURL: https://example.org/\n" +
		"-- old.md --\n# Undated\n\n## {#mark}\n\n## One\n\n## Two\n" +
		"-- new.md --\n---\ntitle: Dated\ndate: 2026-01-02\n---\n"
	cfg := pipeline.Config{Content: unpack(t, archive), Destination: t.TempDir(), Clock: clock}
	if _, _, err := pipeline.Run(t.Context(), cfg, nil); err != nil {
		t.Fatal(err)
	}
	files := tree(t, cfg.Destination)
	for _, name := range []string{"feed.xml", "feed.json"} {
		if f := string(files[name]); strings.Contains(f, "Undated") || strings.Contains(f, "1970") || !strings.Contains(f, "Dated") {
			t.Errorf("%s:\n%s", name, f)
		}
	}
	page := string(files["old/index.html"])
	if strings.Contains(page, `"publisher"`) {
		t.Error("a site without a title has a publisher")
	}
	if strings.Contains(page, `href="#mark"`) || !strings.Contains(page, `href="#two"`) {
		t.Error("the contents have a heading without text, or none with")
	}
}

func TestIconIsTheAuthorsOrMadeOfTheTitle(t *testing.T) {
	made := tree(t, clean(t, pipeline.Config{Content: unpack(t, small)}))
	if !bytes.Contains(made["index.html"], []byte(`<link rel="icon" href="/docs/assets/icon.`)) {
		t.Error("no icon was made")
	}
	own := tree(t, clean(t, pipeline.Config{Content: unpack(t, small+"-- static/favicon.svg --\n<svg/>\n")}))
	if !bytes.Contains(own["index.html"], []byte(`<link rel="icon" href="/docs/favicon.svg">`)) || own["favicon.svg"] == nil {
		t.Error("the author's icon is not used")
	}
}

func TestAuthorsMayWriteTheirOwnFilesForMachines(t *testing.T) {
	for _, settings := range []string{"baseURL: https://example.org/\n", "title: x\n"} {
		archive := "-- site.yaml --\n" + settings + "-- index.md --\n# Home\n-- static/robots.txt --\nDisallow: /\n-- static/llms.txt --\nmine\n"
		files := tree(t, clean(t, pipeline.Config{Content: unpack(t, archive)}))
		if string(files["robots.txt"]) != "Disallow: /\n" || string(files["llms.txt"]) != "mine\n" {
			t.Errorf("%srobots.txt: %q, llms.txt: %q", settings, files["robots.txt"], files["llms.txt"])
		}
	}
}
