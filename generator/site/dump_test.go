package site

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"rehearse/demo/diag"
	"rehearse/generator/markdown"
)

// now is when all tests take place.
var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// outputs are what a program might publish.
func outputs() []Output {
	return []Output{
		{Scope: PerSite, Name: "assets/"},
		{Scope: PerSite, Name: "sitemap.xml", Linkable: true, When: func(x *Index, _ *Page) bool { return x.Site.BaseURL != "" }},
		{Scope: PerSite, Name: "robots.txt", Replaceable: true},
		{Scope: PerLanguage, Name: "404.html"},
		{Scope: PerLanguage, Name: "tags/", Linkable: true},
		{Scope: PerList, Name: "feed.xml", Linkable: true, When: func(x *Index, p *Page) bool { return len(x.News(p, 1)) > 0 }},
		{Scope: PerPage, Name: "index.html"},
		{Scope: PerPage, Name: "index.md"},
	}
}

// head reads how an article begins as the program does.
func head() HeadReader { return markdown.New(markdown.Options{}).Head }

// archived makes a content folder of a txtar archive.
func archived(archive string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// load reads a txtar archive as a site.
func load(t *testing.T, archive string) (*Index, []diag.Problem) {
	t.Helper()
	return loadFS(t, archived(archive), Options{Now: now})
}

// loadClean is load for a site that must have no problem.
func loadClean(t *testing.T, archive string) *Index {
	t.Helper()
	x, problems := load(t, archive)
	if len(problems) > 0 {
		t.Fatalf("unexpected problems:\n%s", dumpProblems(problems))
	}
	return x
}

func loadFS(t *testing.T, fsys fs.FS, opt Options) (*Index, []diag.Problem) {
	t.Helper()
	opt.Outputs, opt.Head = outputs(), head()
	x, problems, err := Load(fsys, opt)
	if err != nil {
		t.Fatal(err)
	}
	return x, problems
}

func dumpProblems(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		fmt.Fprintf(&b, "%s:%d:%d: %s: %s [%s]\n", p.File, p.Line, p.Col, p.Severity, p.Message, p.Rule)
		if p.Hint != "" {
			fmt.Fprintf(&b, "    %s\n", p.Hint)
		}
	}
	return b.String()
}

// dumpTree writes what the index says about pages and how they hang together.
func dumpTree(x *Index) string {
	var b strings.Builder
	for _, p := range x.Pages() {
		fmt.Fprintf(&b, "%s %s %s %s %q", p.Kind, p.Lang, p.URL, p.File, p.Title)
		if p.Implied {
			b.WriteString(" implied")
		}
		b.WriteByte('\n')
		line := func(label string, values ...string) {
			if len(values) > 0 {
				fmt.Fprintf(&b, "    %s: %s\n", label, strings.Join(values, " "))
			}
		}
		if p.Description != "" {
			line("description", p.Description)
		}
		line("aliases", p.Aliases...)
		line("under", urls(x.Breadcrumbs(p))...)
		line("sections", urls(x.Sections(p))...)
		line("articles", urls(slices.Collect(x.Articles(p).All()))...)
		prev, next := x.Neighbours(p)
		line("previous", urls(one(prev))...)
		line("next", urls(one(next))...)
		line("translations", urls(x.Translations(p))...)
		line("tags", termURLs(x.TermsOf(p, Tags))...)
		line("categories", termURLs(x.TermsOf(p, Categories))...)
	}
	return b.String()
}

// dumpSite writes what the index says about the site as a whole.
func dumpSite(x *Index) string {
	var b strings.Builder
	for _, l := range x.Site.Languages {
		fmt.Fprintf(&b, "language %s %s at %s from %s: latest %s\n", l.Code, l.Name, l.Prefix, l.Folder, strings.Join(urls(slices.Collect(x.Latest(l.Code).All())), " "))
		for _, taxonomy := range []Taxonomy{Tags, Categories} {
			for _, term := range x.Terms(l.Code, taxonomy) {
				fmt.Fprintf(&b, "    %s %q: %s\n", term.URL, term.Name, strings.Join(urls(slices.Collect(x.TermPages(term).All())), " "))
			}
		}
	}
	for _, r := range x.AllResources() {
		fmt.Fprintf(&b, "resource %s %s\n", r.File, r.URL)
	}
	for _, r := range x.Static() {
		fmt.Fprintf(&b, "static %s %s\n", r.File, r.URL)
	}
	for _, l := range x.LeftOut() {
		fmt.Fprintf(&b, "left out %s %s: %s\n", l.File, l.URL, l.Reason)
	}
	return b.String()
}

func one(p *Page) []*Page {
	if p == nil {
		return nil
	}
	return []*Page{p}
}

func urls(pages []*Page) []string {
	var list []string
	for _, p := range pages {
		list = append(list, p.URL)
	}
	return list
}

func termURLs(terms []Term) []string {
	var list []string
	for _, t := range terms {
		list = append(list, t.URL)
	}
	return list
}
