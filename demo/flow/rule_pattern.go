package flow

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"

	"rehearse/demo/pattern"
)

// rulePattern: a pattern must be one that every engine reads alike, and whose
// table is small.
func rulePattern(p *parser) {
	for _, f := range p.flow.Fields {
		for _, c := range f.Checks {
			if c.Kind != Pattern {
				continue
			}
			if _, err := pattern.Compile(c.Pattern); err != nil {
				p.badPattern(c, err)
			}
		}
	}
}

func (p *parser) badPattern(c Check, err error) {
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		p.problem(c.Pos, "bad-pattern", "this pattern cannot be used: "+err.Error(), "")
		return
	}
	message := fmt.Sprintf("this pattern cannot be read: %s", bad.Code)
	if at := strings.Index(c.Pattern, bad.Expr); at >= 0 && bad.Expr != "" && bad.Expr != c.Pattern {
		message += fmt.Sprintf(" at character %d: %s", 1+len([]rune(c.Pattern[:at])), short(bad.Expr))
	}
	p.problem(c.Pos, "bad-pattern", message, "the syntax is RE2's; the whole value must match, as in HTML")
}
