package diag

import (
	"cmp"
	"fmt"
	"slices"
)

const (
	// maxAlike is how many problems of one rule and severity a [List] keeps.
	maxAlike = 100
	// maxText is how many characters it keeps of a message or a hint.
	maxText = 500
)

// List collects the problems of one source, however many that source causes:
// of a hundred thousand alike, nobody reads more than the first hundred. The
// zero List is empty.
type List struct {
	problems []Problem
	alike    map[alike]*overflow
}

// alike is what problems that are counted together have in common.
type alike struct {
	rule     Rule
	severity Severity
}

// overflow counts problems that are alike. first is the first that was left out.
type overflow struct {
	count int
	first Problem
}

// Full counts a problem that would be left out, and reports whether it would
// be: then the caller need not work out what [List.Add] would be given.
func (l *List) Full(rule Rule, severity Severity) bool {
	o := l.alike[alike{rule, severity}]
	if o == nil || o.count <= maxAlike {
		return false
	}
	o.count++
	return true
}

// Add adds a problem unless the list is full of problems like it.
func (l *List) Add(p Problem) {
	if l.Full(p.Rule, p.Severity) {
		return
	}
	p.Message, p.Hint = Shorten(p.Message, maxText), Shorten(p.Hint, maxText)
	if l.alike == nil {
		l.alike = make(map[alike]*overflow)
	}
	key := alike{p.Rule, p.Severity}
	if l.alike[key] == nil {
		l.alike[key] = new(overflow)
	}
	o := l.alike[key]
	if o.count++; o.count > maxAlike {
		o.first = p
		return
	}
	l.problems = append(l.problems, p)
}

// Problems returns the problems in the order in which they were added. Where
// some were left out, one at the place of the first of these says how many.
func (l *List) Problems() []Problem {
	all := slices.Clip(l.problems)
	for _, o := range l.alike {
		if n := o.count - maxAlike; n > 0 {
			p := o.first
			if n > 1 {
				p.Width, p.Hint = 0, "mend those above first"
				p.Message = fmt.Sprintf("… and %d more like this", n)
			}
			all = append(all, p)
		}
	}
	slices.SortFunc(all[len(l.problems):], func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Severity, b.Severity))
	})
	return all
}
