package site

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// describe is all that can be asked of an index, as text.
func describe(x *Index, problems string) string {
	var b strings.Builder
	b.WriteString(dumpSite(x) + dumpTree(x) + problems)
	fmt.Fprintf(&b, "facts %+v\n", x.Facts())
	for _, p := range x.Pages() {
		fmt.Fprintf(&b, "%s: %+v\n  related %v\n", p.File, *p.Meta, urls(x.Related(p, 3)))
	}
	for _, l := range x.Site.Languages {
		for _, m := range x.Menu(l.Code, "main") {
			fmt.Fprintf(&b, "menu %s %s %s\n", l.Code, m.Title, m.Target.URL)
		}
	}
	return b.String()
}

// After any sequence of updates the index says what a fresh one would, and
// the old ones still say what they did.
func TestUpdateEqualsLoad(t *testing.T) {
	for seed := range uint64(60) {
		a := author{Rand: rand.New(rand.NewPCG(seed, 7)), fsys: fstest.MapFS{}}
		for range 8 {
			a.act()
		}
		x, problems := loadFS(t, a.fsys, Options{Now: now})
		before := describe(x, dumpProblems(problems))
		for step := range 60 {
			var paths []string
			for range 1 + a.IntN(3) {
				paths = append(paths, a.act())
			}
			moment := now.AddDate(0, 0, a.IntN(200)-100)
			next, got, err := x.Update(paths, moment)
			if err != nil {
				t.Fatal(err)
			}
			fresh, want := loadFS(t, a.fsys, Options{Now: moment})
			after := describe(next, dumpProblems(got))
			if diff := cmp.Diff(describe(fresh, dumpProblems(want)), after); diff != "" {
				t.Fatalf("seed %d, step %d, %v (-load +update):\n%s", seed, step, paths, diff)
			}
			if diff := cmp.Diff(before, describe(x, dumpProblems(problems))); diff != "" {
				t.Fatalf("seed %d, step %d: the index before has changed:\n%s", seed, step, diff)
			}
			x, problems, before = next, got, after
		}
	}
}

// author changes files at random; few names make for many encounters.
type author struct {
	*rand.Rand
	fsys fstest.MapFS
}

func (a author) one(of ...string) string { return of[a.IntN(len(of))] }

// act changes something and returns the path that it changed.
func (a author) act() string {
	files := slices.Sorted(maps.Keys(a.fsys))
	switch n := a.IntN(12); {
	case n == 0 && len(files) > 0:
		file := files[a.IntN(len(files))]
		delete(a.fsys, file)
		return file
	case n == 1:
		dir := a.one("zh/a", "zh/a/b", "en/a", "zh")
		maps.DeleteFunc(a.fsys, func(name string, _ *fstest.MapFile) bool { return within(name, dir) })
		return dir
	case n == 2:
		return a.write("site.yaml", a.one("", "languages: [zh, en]\n",
			"languages: [en, zh]\nmenus: {main: [{link: /a/}, {link: x.md}]}\n", "titel: x\n"))
	case n == 3:
		return a.write(a.one("static/x.png", "zh/a/x.png", "zh/x/x.png", "static/tags", "zh/a/.x.png", "x.png"), "")
	case n == 4:
		return a.write("facts.yaml", a.one("", "a: {value: x, source: y, date: 2026-11-01}\n", "a: {value: z}\n"))
	}
	if file := a.anyPage(files); file != "" && a.IntN(3) > 0 {
		return a.write(file, a.retouched(string(a.fsys[file].Data)))
	}
	dir := a.one("zh/", "zh/a/", "zh/a/b/", "en/", "en/a/", "zh/x/", "")
	return a.write(dir+a.one("x.md", "y.md", "index.md", "_index.md", "x/index.md"), a.article())
}

// anyPage picks one of the Markdown files, or "".
func (a author) anyPage(files []string) string {
	pages := slices.DeleteFunc(files, func(f string) bool { return !strings.HasSuffix(f, ".md") })
	if len(pages) == 0 {
		return ""
	}
	return a.one(pages...)
}

// retouched takes one line of an article from another article.
func (a author) retouched(text string) string {
	mine, other := strings.SplitAfter(text, "\n"), strings.SplitAfter(a.article(), "\n")
	key := a.one("title", "date", "draft", "weight", "tags", "categories", "slug", "aliases", "cover")
	has := func(line string) bool { return strings.HasPrefix(line, key+":") }
	mine = slices.DeleteFunc(mine, has)
	if i := slices.IndexFunc(other, has); i >= 0 {
		mine = slices.Insert(mine, 1, other[i])
	}
	return strings.Join(mine, "")
}

func (a author) write(name, text string) string {
	a.fsys[name] = &fstest.MapFile{Data: []byte(text)}
	return name
}

func (a author) article() string {
	return "---\n" +
		a.one("", "title: A\n", "title: B\n", "title: C\n") +
		a.one("", "", "date: 2026-11-01\n", "date: 2026-11-02\n", "date: 2027-01-01\n") +
		a.one("", "", "", "draft: true\n") +
		a.one("", "", "weight: 1\n", "weight: 2\n", "weight: x\n") +
		a.one("", "tags: [p, q]\n", "tags: [P]\n", "tags: [q, r]\n") +
		a.one("", "review: 2 months\n", "verified: 2026-09-30\nreview: 1 month\n", "verified: 2026-08-30\n") +
		a.one("", "", "categories: c\n") +
		a.one("", "", "slug: s\n", "slug: t\n") +
		a.one("", "", "", "aliases: [/s/, /old]\n") +
		a.one("", "", "cover: x.png\n", "cover: y.png\n") +
		"---\n" + a.one("", "# Heading\n", "Text.\n")
}

// A save that changes nothing that an index knows makes no new index, and one
// that moves no page shares the structure.
func TestUpdateSharesWhatStays(t *testing.T) {
	fsys := archived("-- a.md --\n---\ntitle: A\ntags: [t]\n---\nText.\n\nMore.\n-- b.md --\n# B\n")
	x, _ := loadFS(t, fsys, Options{Now: now})
	save := func(text string) *Index {
		fsys["a.md"] = &fstest.MapFile{Data: []byte(text)}
		next, _, err := x.Update([]string{"a.md"}, now)
		if err != nil {
			t.Fatal(err)
		}
		return next
	}
	if next := save("---\ntitle: A\ntags: [t]\n---\nText.\n\nAnother paragraph.\n"); next != x {
		t.Error("a change below the first paragraph made a new index")
	}
	next := save("---\ntitle: Z\ntags: [t]\n---\nText.\n")
	if next.Page("a.md").Title != "Z" || x.Page("a.md").Title != "A" {
		t.Errorf("titles are %q and, before, %q", next.Page("a.md").Title, x.Page("a.md").Title)
	}
	if next.Page("b.md") != x.Page("b.md") || &next.parents[0] != &x.parents[0] {
		t.Error("a new title made everything new")
	}
	if got := urls(slices.Collect(next.Articles(next.Home("zh")).All())); !slices.Equal(got, []string{"/b/", "/a/"}) {
		t.Errorf("the order is %v", got)
	}
}

// Where time alone has passed, there is another index if and only if a page has
// come or gone with it.
func TestUpdateFollowsTheTime(t *testing.T) {
	x := loadClean(t, "-- a.md --\n# A\n-- b.md --\n---\ntitle: B\ndate: "+now.AddDate(0, 0, 2).Format(time.DateOnly)+"\n---\nText.\n")
	for days, isThere := range []bool{false, false, true} {
		next, _, err := x.Update(nil, now.AddDate(0, 0, days))
		if err != nil {
			t.Fatal(err)
		}
		if (next.Page("b.md") != nil) != isThere || (next != x) != isThere {
			t.Errorf("after %d days the page is there: %t; the index is another one: %t", days, next.Page("b.md") != nil, next != x)
		}
	}
}

func TestUpdateIgnoresNonsense(t *testing.T) {
	x := loadClean(t, "-- a.md --\n# A\n")
	next, problems, err := x.Update([]string{"../x", "/etc/passwd", "", "nowhere/at/all.md", "a.md~", ".git/x.md", "a.md/b.md"}, now)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if got, want := describe(next, ""), describe(x, ""); got != want {
		t.Error(cmp.Diff(want, got))
	}
}
