package pipeline_test

import (
	"bytes"
	"cmp"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// rendererOf returns a renderer for made-up content.
func rendererOf(t *testing.T, content fstest.MapFS) *render.Renderer {
	t.Helper()
	index, _, err := site.Load(content, render.SiteOptions(site.Options{Now: clock}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.NewRenderer(content, index, render.Options{Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func text(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func article(title, body string) *fstest.MapFile {
	return text("---\ntitle: " + title + "\n---\n" + body + "\n")
}

// Whatever a build writes, a renderer finds by its path, and makes the same of
// it. What is made of pictures is there once the pages are that show them.
func TestRouteFindsEveryFile(t *testing.T) {
	content, cache := unpack(t, small), t.TempDir()
	out := clean(t, pipeline.Config{Content: content, Cache: cache})
	index, _, err := site.Load(os.DirFS(content), render.SiteOptions(site.Options{Now: clock}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.NewRenderer(os.DirFS(content), index, render.Options{Cache: cache})
	if err != nil {
		t.Fatal(err)
	}
	files := tree(t, out)
	names := slices.SortedFunc(maps.Keys(files), func(a, b string) int {
		return cmp.Or(cmp.Compare(strings.Count(a, "assets/pictures/"), strings.Count(b, "assets/pictures/")), strings.Compare(a, b))
	})
	for _, name := range names {
		if r.IsSearch(name) {
			continue
		}
		target, ok := r.Route(name)
		if !ok {
			t.Errorf("no target makes %s", name)
			continue
		}
		if got := fileOf(t, os.DirFS(content), target, name); !bytes.Equal(got, files[name]) {
			t.Errorf("%s is not what the build wrote", name)
		}
	}
}

// fileOf makes one file of a target.
func fileOf(t *testing.T, content fs.FS, target render.Target, name string) []byte {
	t.Helper()
	if target.Source != "" {
		data, err := fs.ReadFile(content, target.Source)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	made, err := target.Render()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range made.Files {
		if f.Path == name {
			return f.Data
		}
	}
	return nil
}

func TestRouteFindsNothingElse(t *testing.T) {
	r := rendererOf(t, fstest.MapFS{
		"a.md": article("A", "Text."), "guide/_index.md": article("Guide", ""), "guide/b.md": article("B", ""),
		"guide/x.flow.yaml": text("title: X\n"),
	})
	for _, file := range []string{
		"", "index", "a", "a.md", "a/x.html", "guide/page/1/index.html", "guide/page/2/index.html", "guide/page/x/index.html",
		"guide/page/-1/index.html", "tags/x/index.html", "guide/x.flow.yaml", "feed.xml", "assets/", "assets/x.css", "assets/x.wasm",
		"x/404.html", "sitemap", "page/2/index.html", "site.yaml",
	} {
		if target, ok := r.Route(file); ok {
			if made, err := target.Render(); err != nil || slices.ContainsFunc(made.Files, func(f render.File) bool { return f.Path == file }) {
				t.Errorf("%q is made, %v", file, err)
			}
		}
	}
}

// A page is stale when it has changed, when it is made of something that has,
// or when a link of it leads elsewhere now; and not otherwise.
func TestLedgerStale(t *testing.T) {
	content := fstest.MapFS{
		"a.md": article("A", "[to b](b.md) and [nowhere](c.md)"), "b.md": article("B", "![p](p.svg)"), "d.md": article("D", "Text."),
		"p.svg": text(`<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>`),
	}
	before := rendererOf(t, content)
	ledger := pipeline.NewLedger()
	enter := func(r *render.Renderer, pages []*site.Page) {
		for _, p := range pages {
			page, err := r.Page(p).Render()
			if err != nil {
				t.Fatal(err)
			}
			ledger.Enter(r.Index(), page)
		}
	}
	names := func(pages []*site.Page) (files []string) {
		for _, p := range pages {
			files = append(files, p.File)
		}
		return files
	}
	all := ledger.Stale(before.Index(), before.Index(), nil)
	if got := names(all); !slices.Equal(got, []string{"_index.md", "a.md", "b.md", "d.md"}) {
		t.Fatalf("at first %q are stale", got)
	}
	enter(before, all)
	for _, test := range []struct {
		what string
		do   func() []string
		want []string
	}{
		{"nothing", func() []string { return nil }, nil},
		{"a text", func() []string { content["d.md"] = article("D", "Other text."); return []string{"d.md"} }, []string{"d.md"}},
		{"a picture", func() []string { return []string{"p.svg"} }, []string{"b.md"}},
		{"a title", func() []string { content["d.md"] = article("E", "Other text."); return []string{"d.md"} }, []string{"d.md"}},
		{"a page that was missed", func() []string { content["c.md"] = article("C", ""); return []string{"c.md"} }, []string{"a.md", "c.md"}},
		{"a page that is missed", func() []string { delete(content, "b.md"); return []string{"b.md"} }, []string{"a.md"}},
	} {
		changed := test.do()
		index, _, err := before.Index().Update(changed, clock)
		if err != nil {
			t.Fatal(err)
		}
		set := make(map[string]bool)
		for _, file := range changed {
			set[file] = true
		}
		now := before.With(index)
		stale := ledger.Stale(before.Index(), now.Index(), set)
		if got := names(stale); !slices.Equal(got, test.want) {
			t.Errorf("after a change of %s these are stale: %q, want %q", test.what, got, test.want)
		}
		enter(now, stale)
		before = now
	}
	problems, err := ledger.Verify(before)
	if err != nil || len(problems) != 1 || problems[0].Rule != "broken-link" {
		t.Errorf("problems %v, %v", problems, err)
	}
}

// What may not be read is told of once, and not by each link to it as well.
func TestWhatMayNotBeReadIsToldOfOnce(t *testing.T) {
	content := locked{fstest.MapFS{
		"a.md":        article("A", "![p](p.png) [p](p.png)\n\n[practise](f.flow.yaml)\n\n![screen](f.flow.yaml#a)"),
		"b.md":        text("---\ntitle: B\ncover: p.png\n---\nText.\n"),
		"p.png":       text("p"),
		"f.flow.yaml": text("f"),
		"site.yaml":   text("menus: {main: [{title: P, link: /p.png}]}\n"),
	}, []string{".png", ".flow.yaml"}}
	index, told, err := site.Load(content, render.SiteOptions(site.Options{Now: clock}))
	if err != nil {
		t.Fatal(err)
	}
	r, err := render.NewRenderer(content, index, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range index.Pages() {
		made, err := r.Page(p).Render()
		if err != nil {
			t.Fatal(err)
		}
		told = append(told, made.Problems...)
	}
	var files []string
	for _, p := range told {
		files = append(files, p.File)
	}
	if want := []string{"f.flow.yaml", "p.png"}; !slices.Equal(files, want) {
		t.Errorf("problems %v", told)
	}
}

// locked is a file system in which files of some kinds may be listed and not
// read.
type locked struct {
	fstest.MapFS
	kinds []string // by how their names end
}

func (l locked) Open(name string) (fs.File, error) {
	if slices.ContainsFunc(l.kinds, func(end string) bool { return strings.HasSuffix(name, end) }) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

func (l locked) ReadFile(name string) ([]byte, error) {
	if _, err := l.Open(name); err != nil {
		return nil, err
	}
	return l.MapFS.ReadFile(name)
}

// What an author may mend is told by the index; it does not end the build, which
// has more to tell.
func TestAPageThatMayNotBeReadIsLeftToTheIndex(t *testing.T) {
	content := locked{fstest.MapFS{"a.md": article("A", "text")}, []string{".md"}}
	index, problems, err := site.Load(content, render.SiteOptions(site.Options{Now: clock}))
	if err != nil || len(problems) != 1 || problems[0].File != "a.md" {
		t.Fatal(problems, err)
	}
	r, err := render.NewRenderer(content, index, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	made, err := r.Page(index.Page("a.md")).Render()
	if err != nil || !made.Partial || len(made.Problems) > 0 {
		t.Errorf("partial %v, problems %v, %v", made.Partial, made.Problems, err)
	}
}
