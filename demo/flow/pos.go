package flow

import "rehearse/demo/diag"

// Pos is a position, counted as in a diag.Problem. File is the flow's own, or
// the one from which it takes a screen or a record.
type Pos struct {
	File             string
	Line, Col, Width int
}

// Problem returns a problem at the position.
func (at Pos) Problem(severity diag.Severity, rule diag.Rule, message, hint string) diag.Problem {
	return diag.Problem{
		File: at.File, Line: at.Line, Col: at.Col, Width: at.Width,
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	}
}
