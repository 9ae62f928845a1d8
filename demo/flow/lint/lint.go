// Package lint holds the rules that a flow must keep beyond its syntax. Package
// flow says what they are.
package lint

import (
	"embed"
	"io/fs"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
)

//go:embed rules
var rules embed.FS

// Rules returns the declarations of the rules that this package finds
// violations of.
func Rules() fs.FS { return rules }

// Input is a flow as far as it could be read.
type Input struct {
	Flow *flow.Flow
	// Texts are all that readers read.
	Texts []Text
	// Doubtful are the fields and screens of which something could not be read:
	// what they seem to lack may be what was mistyped.
	Doubtful map[any]bool
	// LacksRecord says that the record lacks what was to be taken from elsewhere.
	LacksRecord bool
	// Unconnected says that not all screens and transitions could be read, so that
	// nothing can be said about paths through the flow.
	Unconnected bool
	// Broken says that there are mistakes already.
	Broken bool
}

// Text is a text and where it is written. A plain one cannot name values of the
// record: it is a label, an option, or the title of the flow.
type Text struct {
	flow.Text
	Pos     flow.Pos
	IsPlain bool
}

// rule looks for one kind of mistake.
type rule func(Input) problems

// Check returns the mistakes in a flow, in no particular order. Rules about paths
// through the flow wait until all references are resolved, or one wrong name
// would seem to be many mistakes; those about what is of no use wait until there
// is no error left.
func Check(in Input) []diag.Problem {
	found := in.apply(outcomes, dialogs, lengths, patterns, circles, samples, specimens, labels, names, markup, values)
	if in.Unconnected {
		return found
	}
	found = append(found, in.apply(branches, sent, arrivals, reachable, ways)...)
	if errors, _ := diag.Count(found); errors > 0 || in.Broken {
		return found
	}
	return append(found, in.apply(languages, unused, guards, explained)...)
}

func (in Input) apply(rules ...rule) (found problems) {
	for _, r := range rules {
		found = append(found, r(in)...)
	}
	return found
}

// problems are what a rule finds.
type problems []diag.Problem

func (p *problems) add(at flow.Pos, rule diag.Rule, message, hint string) {
	*p = append(*p, at.Problem(diag.Error, rule, message, hint))
}

// warn adds what is probably a mistake.
func (p *problems) warn(at flow.Pos, rule diag.Rule, message, hint string) {
	*p = append(*p, at.Problem(diag.Warning, rule, message, hint))
}

// short cuts what an author wrote to what a message can show.
func short(s string) string { return diag.Shorten(s, 40) }
