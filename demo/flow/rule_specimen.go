package flow

import (
	"fmt"
	"slices"
	"strings"
)

// specimens are the resident identity numbers that GB 11643-1999 itself prints
// as examples. Any other number that is valid may be somebody's.
var specimens = [...]string{"11010519491231002X", "440524188001010014"}

// specimenMobile is the only mobile number that a flow may name. China sets no
// numbers aside for fiction; this one is a service number of an operator, long
// printed as an example, and belongs to no person.
const specimenMobile = "13800138000"

// ruleSpecimen: no identity or mobile numbers but the specimens.
func ruleSpecimen(p *parser) {
	recorded := map[string]bool{}
	for _, s := range p.flow.Record {
		p.specimen(s.Pos, s.Value)
		recorded[s.Value] = true
	}
	for _, f := range p.flow.Fields {
		if !recorded[f.Sample] {
			p.specimen(f.SamplePos, f.Sample)
		}
		p.specimenText(f.Pos, f.Label)
		p.specimenText(f.Pos, f.Hint)
		if f.Group != nil {
			p.specimenText(f.Group.Pos, f.Group.Label)
			p.specimenText(f.Group.Pos, f.Group.Hint)
		}
		for _, o := range f.Options {
			p.specimenText(f.Pos, o)
		}
		for _, c := range f.Checks {
			p.specimenText(c.Pos, c.Message)
		}
	}
	p.specimenText(Pos{File: p.flow.File, Line: 1, Col: 1}, p.flow.Title)
	for _, s := range p.flow.Screens {
		p.specimenText(s.Pos, s.Title)
		p.specimenText(s.Pos, s.Text)
	}
	for _, b := range p.flow.Buttons {
		p.specimenText(b.Pos, b.Label)
	}
}

func (p *parser) specimenText(at Pos, t Text) {
	for _, s := range t.All() {
		p.specimen(at, s)
	}
}

// specimen reports the identity and mobile numbers in s that are no specimens.
func (p *parser) specimen(at Pos, s string) {
	for len(s) >= MobileUnits {
		n := digitRun(s)
		switch n {
		case ResidentIDUnits:
			p.specimenNumber(at, strings.ToUpper(s[:n]))
		case MobileUnits:
			p.specimenMobile(at, s[:n])
		}
		s = s[max(n, 1):]
	}
}

func (p *parser) specimenNumber(at Pos, number string) {
	if ValidResidentID(number) && !slices.Contains(specimens[:], number) {
		p.problem(at, "not-a-specimen", fmt.Sprintf("%s may be somebody's identity number", number),
			"use a published specimen: "+strings.Join(specimens[:], " or "))
	}
}

func (p *parser) specimenMobile(at Pos, number string) {
	if number[0] == '1' && number[1] >= '3' && number != specimenMobile {
		p.problem(at, "not-a-specimen", fmt.Sprintf("%s may be somebody's mobile number", number), "use "+specimenMobile+", which is a service number")
	}
}

// digitRun is the length of the number that s begins with; a final X counts.
func digitRun(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == ResidentIDUnits-1 && n < len(s) && (s[n] == 'X' || s[n] == 'x') {
		n++
	}
	return n
}
