package site

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestReview: the page, its nearest section or the site say how often it has to be
// checked, and what follows from that.
func TestReview(t *testing.T) {
	for name, c := range map[string]struct {
		site, section, page string
		says                string // nothing, or the only problem
		standing            Standing
	}{
		"nobody says":           {"", "", "verified: 2001-01-01", "", Settled},
		"the site":              {"review: 6 months", "", "verified: 2026-05-23", "a.md:3:11: warning: this article was last checked on 2026-05-23, and has to be every 6 months: it has been due since 2026-11-23", Overdue},
		"a day before":          {"review: 6 months", "", "verified: 2026-05-24", "a.md:3:11: note: this article was last checked on 2026-05-24, and has to be every 6 months: it is due on 2026-11-24", DueSoon},
		"a month before":        {"review: 6 months", "", "verified: 2026-06-23", "it is due on 2026-12-23", DueSoon},
		"longer before":         {"review: 6 months", "", "verified: 2026-06-24", "", Settled},
		"the section":           {"review: 6 months", "review: 1 year", "verified: 2026-01-01", "", Settled},
		"the page":              {"review: 6 months", "review: 1 year", "verified: 2026-11-01\nreview: 3 weeks", "every 3 weeks: it has been due since 2026-11-22", Overdue},
		"never":                 {"review: 6 months", "", "verified: 2001-01-01\nreview: never", "", Settled},
		"in Chinese":            {"", "review: 10天", "verified: 2026-11-01", "every 10 days: it has been due since 2026-11-11", Overdue},
		"published is checked":  {"review: 2 年", "", "date: 2024-01-01", "a.md:3:7: warning: this article was last checked on 2024-01-01, and has to be every 2 years", Overdue},
		"checked after that":    {"review: 2 年", "", "verified: 2026-01-01\ndate: 2024-01-01", "", Settled},
		"no date":               {"review: 1 day", "", "", "", Settled},
		"in future":             {"review: 1 day", "", "verified: 2027-01-01", "verified names a day that is still to come", Settled},
		"no period":             {"", "", "review: sometimes", "a.md:3:9: error: this does not say how often articles are to be checked", Settled},
		"a number":              {"", "", "review: 6", "write a number of days, weeks, months or years: review: 6 months; or never", Settled},
		"no time":               {"", "", "review: 0 months", "this does not say how often", Settled},
		"a list":                {"", "", "review: [1 year]", "this does not say how often", Settled},
		"in site.yaml":          {"review: monthly", "", "", "site.yaml:2:9: error: this does not say how often", Settled},
		"nothing after the key": {"review:", "review:", "review:\nverified: 2001-01-01", "", Settled},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := fstest.MapFS{}
			for file, text := range map[string]string{
				"site.yaml":   "title: T\n" + c.site + "\n",
				"s/_index.md": "---\ntitle: S\n" + c.section + "\n---\n",
				"s/a.md":      "---\ntitle: A\n" + c.page + "\n---\n",
			} {
				fsys[file] = &fstest.MapFile{Data: []byte(text)}
			}
			x, problems := loadFS(t, fsys, Options{Now: now})
			got := dumpProblems(problems)
			if c.says == "" && got != "" || !strings.Contains(got, c.says) || len(problems) > 1 {
				t.Errorf("%s", got)
			}
			if s, _ := StandingOf(x, x.Page("s/a.md"), x.Page("s/a.md").Checked()); s != c.standing {
				t.Errorf("its standing is %d, want %d", s, c.standing)
			}
		})
	}
}

// TestReviewComesWithTime: an index of a later moment says what has come to be due.
func TestReviewComesWithTime(t *testing.T) {
	fsys := fstest.MapFS{"a.md": {Data: []byte("---\ntitle: A\nverified: 2026-11-01\nreview: 2 months\n---\n")}}
	x, problems := loadFS(t, fsys, Options{Now: now})
	if len(problems) > 0 {
		t.Fatal(dumpProblems(problems))
	}
	later, problems, err := x.Update(nil, now.AddDate(0, 3, 0))
	if err != nil || len(problems) != 1 || later == x {
		t.Errorf("%v %s", err, dumpProblems(problems))
	}
	if s, due := StandingOf(later, later.Page("a.md"), later.Page("a.md").Checked()); s != Overdue || due.Format(time.DateOnly) != "2027-01-01" {
		t.Errorf("it is %d, due on %s", s, due)
	}
}

func TestOwner(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, file := range []string{"_index.md", "s/_index.md", "s/b/index.md", "s/b/x.flow.yaml", "s/c/y.flow.yaml", "z.flow.yaml"} {
		fsys[file] = &fstest.MapFile{Data: []byte("---\ntitle: A\n---\n")}
	}
	x, _ := loadFS(t, fsys, Options{Now: now})
	for file, want := range map[string]string{"s/b/x.flow.yaml": "s/b/index.md", "s/c/y.flow.yaml": "s/_index.md", "z.flow.yaml": "_index.md"} {
		if got := x.Owner(file); got.File != want {
			t.Errorf("%s belongs to %s, want %s", file, got.File, want)
		}
	}
}
