package flow

import "rehearse/demo/diag"

// Flow is one procedure: the screens of a service, what is typed on them and
// where their buttons lead. A Flow that [Parse] returned keeps every promise
// that the rules of this package check: names are resolved, every screen can
// be reached, and from every screen there is a way to an outcome.
type Flow struct {
	// Name is the file's base name without ".flow.yaml": "login-password".
	Name string
	// File is the path as it is printed in problems.
	File  string
	Title Text
	Frame Frame
	// Official is the https address where the procedure is done for real, or "".
	Official string
	// Verified is the day on which a person last compared the flow with the
	// real service, as "2026-11-20", or "".
	Verified string
	// Record is what the simulated service knows about its customer.
	Record  []*Slot
	Screens []*Screen
	Start   *Screen
	// Fields and Buttons are those of all screens, in the order of the file;
	// their Index is their place here.
	Fields  []*Field
	Buttons []*Button
	// Counters and Timers are those that the flow names, and then those of its
	// SMS codes.
	Counters []*Counter
	Timers   []*Timer
}

// Frame is what the screens are drawn in.
type Frame int

// The frames.
const (
	Browser Frame = iota
	Phone
)

// String returns the frame's name in flow files.
func (f Frame) String() string { return frameNames[f] }

// Pos is a place, counted as in a diag.Problem. File is the flow's own, or the
// one from which it takes a screen or a record.
type Pos struct {
	File             string
	Line, Col, Width int
}

// Problem returns a problem at the place.
func (at Pos) Problem(severity diag.Severity, rule diag.Rule, message, hint string) diag.Problem {
	return diag.Problem{
		File: at.File, Line: at.Line, Col: at.Col, Width: at.Width,
		Severity: severity, Rule: rule, Message: message, Hint: hint,
	}
}

// Slot is one value of the record.
type Slot struct {
	Index int
	// Name is the key below "record", without "record.".
	Name string
	Pos  Pos
	// Null says that the record begins without a value: a forgotten password.
	// Nothing equals a slot without a value.
	Null bool
	// Value is the text that the record begins with.
	Value string
	// Options are those of the choices that use this slot; nil for a text.
	Options []Text
	// Choice is the number of the option (from 1) that the slot begins with;
	// 0 where it is Null or a text.
	Choice int
	// Capacity is the greatest length of a text in UTF-16 code units; 0 for a
	// choice.
	Capacity int
}

// Counter counts up to Max, where it stays.
type Counter struct {
	Index int
	// Name is the key below "counters", or "" for the attempts of an SMS code.
	Name string
	Pos  Pos
	Max  int
}

// Timer runs for Seconds once it is started, and then stands still; before it
// is started it stands still too. Starting it again begins anew.
type Timer struct {
	Index int
	// Name is the key below "timers", or "" for those of an SMS code.
	Name    string
	Pos     Pos
	Seconds int
}

// Outcome says what it means to arrive at a screen.
type Outcome int

// The outcomes. None is a screen on the way.
const (
	None Outcome = iota
	Success
	// DeadEnd is where this procedure cannot help; the text explains what can.
	DeadEnd
	// Elsewhere is where the reader goes on somewhere else, by Screen.Link.
	Elsewhere
)

// String returns the outcome's name in flow files.
func (o Outcome) String() string { return outcomeNames[o] }

// Screen is one page of the simulated service, or one outcome.
type Screen struct {
	Index int
	ID    string
	Pos   Pos
	Title Text
	// Text is what is read above the fields; it may be empty.
	Text    Text
	Fields  []*Field
	Buttons []*Button
	// Over is the screen over which this one is shown, a dialog; nil for others.
	// A button that leads from a dialog to that screen closes it: the screen is
	// then as it was left.
	Over *Screen
	// Starts are the timers that entering the screen starts.
	Starts  []*Timer
	Outcome Outcome
	// Link is where an outcome sends the reader: a fragment of the article
	// ("#counter"), a relative path or an https address; else "".
	Link string
	// LinkPos is where Link is written.
	LinkPos Pos
	// Next is the button on the shortest way to success, or to another outcome
	// where success cannot be reached from here; nil for outcomes.
	Next *Button
	// after is where Next leads.
	after *Screen
}

// ReadingOrder returns all screens for reading: first the way that Screen.Next shows
// from the start, then the others in the order of the file.
func (f *Flow) ReadingOrder() []*Screen {
	seen := make([]bool, len(f.Screens))
	walk := make([]*Screen, 0, len(f.Screens))
	for s := f.Start; s != nil && !seen[s.Index]; s = s.After() {
		seen[s.Index] = true
		walk = append(walk, s)
	}
	for _, s := range f.Screens {
		if !seen[s.Index] {
			walk = append(walk, s)
		}
	}
	return walk
}

// After returns where Next leads, by the branch that is nearest to the
// outcome; nil for outcomes.
func (s *Screen) After() *Screen { return s.after }
