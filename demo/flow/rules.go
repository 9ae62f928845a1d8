package flow

import "rehearse/demo/diag"

// rule looks for one kind of mistake in a flow whose parts could be read.
type rule func(p *parser)

// judge applies the rules. Those about ways through the flow wait until all
// references are resolved, or else one wrong name would seem many mistakes.
func (p *parser) judge() {
	for _, r := range []rule{
		ruleOutcome, ruleDialog, ruleLengths, rulePattern, ruleCircle, ruleSamples, ruleSpecimen, ruleLabels, ruleNames,
	} {
		r(p)
	}
	if !p.graph {
		return
	}
	for _, r := range []rule{ruleBranches, ruleSent, ruleArrivals, ruleUnreachable, ruleWayOut} {
		r(p)
	}
	if p.clean() {
		ruleLanguages(p)
		ruleUnused(p)
		ruleGuards(p)
	}
}

// problem reports a mistake at a place of the model.
func (p *parser) problem(at Pos, rule diag.Rule, message, hint string) {
	p.report(at, diag.Error, rule, message, hint)
}

// warn reports what is probably a mistake.
func (p *parser) warn(at Pos, rule diag.Rule, message, hint string) {
	p.report(at, diag.Warning, rule, message, hint)
}

func (p *parser) report(at Pos, severity diag.Severity, rule diag.Rule, message, hint string) {
	p.y.Problems = append(p.y.Problems, at.Problem(severity, rule, message, hint))
}
