package lint

import (
	"errors"
	"fmt"
	"regexp/syntax"
	"strings"

	"rehearse/demo/flow"
	"rehearse/demo/pattern"
)

// maxPatterns is how many different patterns a flow may have.
const maxPatterns = 100

// maxBadPatterns is after how many patterns that cannot be used no others are
// tried: finding that out takes longest.
const maxBadPatterns = 10

// patterns: a pattern must be one that every engine reads alike, and whose
// table is small.
func patterns(in Input) (found problems) {
	tried := map[string]error{}
	bad := 0
	for _, f := range in.Flow.Fields {
		for _, c := range f.Checks {
			if c.Kind != flow.Pattern || bad == maxBadPatterns {
				continue
			}
			err, known := tried[c.Pattern]
			if !known {
				if len(tried) == maxPatterns {
					found.add(c.Pos, "too-big", fmt.Sprintf("a flow may have %d different patterns", maxPatterns), "make several flows of it")
					return found
				}
				_, err = pattern.Compile(c.Pattern)
				tried[c.Pattern] = err
			}
			if err != nil {
				badPattern(&found, c, err)
				bad++
			}
		}
	}
	return found
}

// explained: who types what a pattern does not match is told what it should be.
func explained(in Input) (found problems) {
	for _, f := range in.Flow.Fields {
		for _, c := range f.Checks {
			if c.Kind == flow.Pattern && c.Message.Default == flow.UsualMessage(f, flow.Check{Kind: flow.Pattern}).Default {
				found.warn(c.Pos, "unexplained-pattern", fmt.Sprintf("nothing tells readers what %s must look like: “%s”", f.ID, c.Message.Default),
					"say what to type, with an example: message: …")
			}
		}
	}
	return found
}

func badPattern(found *problems, c flow.Check, err error) {
	var bad *syntax.Error
	if !errors.As(err, &bad) {
		hint := "leave that out"
		if errors.Is(err, pattern.ErrComplicated) {
			hint = "make it shorter, or let length, only and contains say it"
		}
		found.add(c.Pos, "bad-pattern", "this pattern cannot be used: "+err.Error(), hint)
		return
	}
	message := fmt.Sprintf("this pattern cannot be read: %s", bad.Code)
	if at := strings.Index(c.Pattern, bad.Expr); at >= 0 && bad.Expr != "" && bad.Expr != c.Pattern {
		message += fmt.Sprintf(" at character %d: %s", 1+len([]rune(c.Pattern[:at])), short(bad.Expr))
	}
	found.add(c.Pos, "bad-pattern", message, "the syntax is RE2's; the whole value must match, as in HTML")
}
