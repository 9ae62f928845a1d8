package pipeline_test

import (
	"strings"
	"testing"

	"rehearse/generator/pipeline"
)

const aloneSite = `
-- site.yaml --
title: T
-- guides/index.md --
# Guides

## A {#a}

1. Press “Go”.

[Rehearse](go.flow.yaml)
-- guides/go.flow.yaml --
title: Go there
start: first
screens:
  first:
    title: First
    buttons:
      - {label: Go, to: end}
      - {label: Elsewhere, role: link, to: other}
  end: {outcome: success, title: There}
  other: {outcome: dead-end, title: Nowhere, text: Read on., link: '#a'}
`

// TestEveryRehearsalHasAPageToItself looks at the page, at what leads there and
// at what leads back.
func TestEveryRehearsalHasAPageToItself(t *testing.T) {
	files := tree(t, clean(t, pipeline.Config{Content: unpack(t, aloneSite), BaseURL: "https://example.org/docs/"}))
	page := string(files["guides/rehearse/go/index.html"])
	for _, want := range []string{
		`<link rel="canonical" href="https://example.org/docs/guides/rehearse/go/">`,
		`<a href="/docs/guides/" target="_top">Guides</a>`,
		`href="/docs/guides/#a"`, // the outcome's link is to the article
		`aria-label="https://example.org/docs/guides/rehearse/go/"`,
		`&lt;iframe src=&#34;https://example.org/docs/guides/rehearse/go/&#34;`,
		`<h1 id="rehearsal-go-title"`,
		`http-equiv="Content-Security-Policy"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	article := string(files["guides/index.html"])
	if !strings.Contains(article, `href="/docs/guides/rehearse/go/#rehearsal-go-all"`) {
		t.Error("nothing in the article leads to the page")
	}
	if !strings.Contains(article, `data-do="from"`) {
		t.Error("no step begins the rehearsal")
	}
	if headers := string(files["_headers"]); !strings.Contains(headers, "frame-ancestors *") {
		t.Errorf("other sites cannot show the page: %s", headers)
	}
	if strings.Contains(string(files["sitemap.xml"]), "rehearse/go") {
		t.Error("search engines are told of a page that repeats the article")
	}
}

// TestWithoutAddressAPageSaysNothingOfIt has no base URL: what is not known
// cannot be scanned.
func TestWithoutAddressAPageSaysNothingOfIt(t *testing.T) {
	page := string(tree(t, clean(t, pipeline.Config{Content: unpack(t, aloneSite)}))["guides/rehearse/go/index.html"])
	if page == "" || strings.Contains(page, "<svg") || strings.Contains(page, "iframe") {
		t.Errorf("the page is %s", page)
	}
}

// TestAFolderInThePlaceOfAPageIsAConflict has an article where the rehearsal's
// page would be.
func TestAFolderInThePlaceOfAPageIsAConflict(t *testing.T) {
	_, problems := run(t, pipeline.Config{
		Content:     unpack(t, aloneSite+"-- guides/rehearse/go/index.md --\n# Mine\n"),
		Destination: t.TempDir(),
	})
	if text := list(problems); !strings.Contains(text, "guides/rehearse/go/index.md") {
		t.Error(text)
		t.Error("two pages share an address and nobody says so")
	}
}
