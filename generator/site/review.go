package site

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/diag"
	"rehearse/demo/source"
)

// Period is how long something that was checked may be relied upon. The zero
// Period is where nothing is said.
type Period struct {
	count int
	unit  string // "year", "month", "week" or "day"; "never" where nothing need be checked
}

// String returns "6 months".
func (p Period) String() string {
	if p.count == 1 {
		return "1 " + p.unit
	}
	return fmt.Sprintf("%d %ss", p.count, p.unit)
}

// from is when the period that begins with t is over.
func (p Period) from(t time.Time) time.Time {
	switch p.unit {
	case "year":
		return t.AddDate(p.count, 0, 0)
	case "month":
		return t.AddDate(0, p.count, 0)
	case "week":
		return t.AddDate(0, 0, 7*p.count)
	}
	return t.AddDate(0, 0, p.count)
}

var periodForm = regexp.MustCompile(`^([1-9][0-9]{0,3}) *(years?|months?|weeks?|days?|年|个月|周|天)$`)

// unitNames are the words for units that periods are written with.
var unitNames = map[string]string{
	"year": "year", "years": "year", "年": "year", "month": "month", "months": "month", "个月": "month",
	"week": "week", "weeks": "week", "周": "week", "day": "day", "days": "day", "天": "day",
}

func readPeriod(y *source.YAML, e source.Entry) Period {
	if isNull(e.Value) {
		return Period{}
	}
	if e.Value.Kind == yaml.ScalarNode {
		if e.Value.Value == "never" {
			return Period{unit: "never"}
		}
		if m := periodForm.FindStringSubmatch(e.Value.Value); m != nil {
			n, _ := strconv.Atoi(m[1]) // digits, by its form
			return Period{n, unitNames[m[2]]}
		}
	}
	y.Report(e.Value, "review", "this does not say how often articles are to be checked",
		"write a number of days, weeks, months or years: review: 6 months; or never")
	return Period{}
}

// Standing is how far something is from when it has to be checked again.
type Standing int

const (
	// Settled is what need not be checked yet, or never.
	Settled Standing = iota
	// DueSoon is what is in its last month, or for short periods in its last quarter.
	DueSoon
	// Overdue is what should have been checked again.
	Overdue
)

// Checked is when a person last compared a page with what it describes, as far as
// it says so: when it was published, or since.
func (m *Meta) Checked() time.Time {
	if !m.Verified.IsZero() {
		return m.Verified
	}
	return m.Date
}

// StandingOf tells how something stands that belongs to a page and was last checked at
// a moment: the page, the nearest section that says so, or the site say how often it
// has to be. due is when it has to be checked again; it is zero where nothing is said.
func StandingOf(x *Index, p *Page, checked time.Time) (s Standing, due time.Time) {
	every := period(x, p)
	if every.count == 0 || checked.IsZero() {
		return Settled, time.Time{}
	}
	due = every.from(checked)
	const month = 30 * 24 * time.Hour
	switch left := due.Sub(x.opt.Now); {
	case left <= 0:
		return Overdue, due
	case left <= min(month, due.Sub(checked)/4):
		return DueSoon, due
	}
	return Settled, due
}

// period is how often what belongs to a page has to be checked.
func period(x *Index, p *Page) Period {
	for n := x.Number(p); n >= 0; n = x.parents[n] {
		if r := x.pages[n].Review; r != (Period{}) {
			return r
		}
	}
	return x.Site.Review
}

// ReviewProblem says that something of a page has to be checked again, nil where it
// has not. what names it in a sentence. The problem has no position.
func ReviewProblem(x *Index, p *Page, what string, checked time.Time) *diag.Problem {
	standing, due := StandingOf(x, p, checked)
	if standing == Settled {
		return nil
	}
	day := func(t time.Time) string { return t.In(x.Site.Zone).Format("2006-01-02") }
	found := diag.Problem{
		Rule: "review", Severity: diag.Warning,
		Message: fmt.Sprintf("%s was last checked on %s, and has to be every %s: it has been due since %s", what, day(checked), period(x, p), day(due)),
		Hint:    "compare it with what it describes, and then write: verified: " + day(x.opt.Now),
	}
	if standing == DueSoon {
		found.Severity = diag.Note
		found.Message = fmt.Sprintf("%s was last checked on %s, and has to be every %s: it is due on %s", what, day(checked), period(x, p), day(due))
	}
	return &found
}

// reviews are the problems of articles and facts that have to be checked again.
func reviews(x *Index) (problems []diag.Problem) {
	if !x.reviewed {
		return nil
	}
	for _, e := range x.entries {
		n, ok := x.byFile[e.file]
		if !ok || x.pages[n].Kind != Article {
			continue
		}
		if e.meta.Verified.After(x.opt.Now) {
			problems = append(problems, e.at.checked.locate(e.file, diag.Problem{
				Rule: "review", Severity: diag.Warning, Message: "verified names a day that is still to come",
				Hint: "write when it was last checked",
			}))
		}
		if found := ReviewProblem(x, x.pages[n], "this article", e.meta.Checked()); found != nil {
			problems = append(problems, e.at.checked.locate(e.file, *found))
		}
	}
	for _, f := range x.facts {
		if found := ReviewProblem(x, x.Home(x.Site.Default().Code), "the fact "+f.Name, f.Date); found != nil {
			found.File, found.Line, found.Col, found.Width = f.DatePos.File, f.DatePos.Line, f.DatePos.Col, f.DatePos.Width
			found.Hint = "look whether it is still so, and then write: date: " + x.opt.Now.In(x.Site.Zone).Format("2006-01-02")
			problems = append(problems, *found)
		}
	}
	return problems
}
