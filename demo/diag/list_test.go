package diag

import (
	"fmt"
	"strings"
	"testing"
)

func TestListKeepsTheFirstOfManyAlike(t *testing.T) {
	var l List
	for line := 1; line <= 1000; line++ {
		if !l.Full("a", Error) {
			l.Add(Problem{Line: line, Rule: "a", Message: fmt.Sprint(line)})
		}
		if line <= maxAlike {
			l.Add(Problem{Line: line, Rule: "a", Severity: Warning, Message: "of another severity"})
		}
		if line <= maxAlike+1 {
			l.Add(Problem{Line: line, Rule: "b", Message: "just one too many", Hint: "its own"})
		}
	}
	got := l.Problems()
	if len(got) != 3*maxAlike+2 {
		t.Fatalf("%d problems", len(got))
	}
	rest := got[3*maxAlike:]
	if p := rest[0]; p.Line != maxAlike+1 || p.Rule != "a" || p.Message != "… and 900 more like this" {
		t.Errorf("what was left out: %+v", p)
	}
	if p := rest[1]; p.Message != "just one too many" || p.Hint != "its own" {
		t.Errorf("a single one is worth as much as a line about it: %+v", p)
	}
}

func TestListShortensTexts(t *testing.T) {
	var l List
	l.Add(Problem{Message: strings.Repeat("公", 40_000), Hint: strings.Repeat("y", 40_000)})
	p := l.Problems()[0]
	if m, h := len([]rune(p.Message)), len([]rune(p.Hint)); m != maxText+1 || h != maxText+1 {
		t.Errorf("%d and %d characters", m, h)
	}
}
