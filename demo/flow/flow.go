package flow

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

// Pos is a place in the flow's file, counted as in a diag.Problem.
type Pos struct{ Line, Col, Width int }

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
	Outcome Outcome
	// Link is where an outcome sends the reader: a fragment of the article
	// ("#counter"), a relative path or an https address; else "".
	Link string
	// Next is the button on the shortest way to success, or to another outcome
	// where success cannot be reached from here; nil for outcomes.
	Next *Button
	// after is where Next leads.
	after *Screen
}

// Kind is how a field is filled in.
type Kind int

// The kinds of fields.
const (
	PlainText Kind = iota
	Password
	NewPassword
	ResidentID
	Mobile
	Captcha
	Select
	Radio
	Checkbox
)

// String returns the kind's name in flow files.
func (k Kind) String() string { return kindNames[k] }

// IsChoice reports whether the value is the number of an option, from 1, or 0
// for none. A checkbox is a choice with one option.
func (k Kind) IsChoice() bool { return k == Select || k == Radio || k == Checkbox }

// IsSecret reports whether what is typed is hidden, and forgotten whenever
// the screen is entered.
func (k Kind) IsSecret() bool { return k == Password || k == NewPassword }

// Field is one thing to fill in.
type Field struct {
	Index  int
	ID     string
	Screen *Screen
	Pos    Pos
	Label  Text
	Hint   Text
	Kind   Kind
	// Options of a select or radio; nil for other kinds.
	Options []Text
	// Checks are tried in this order; the error of a field is 1 + the index of
	// the first that fails, 0 for none.
	Checks []Check
	// Sample is what the persona types. It is "" for choices, for captchas
	// (type what is shown) and where nothing can pass: a forgotten password.
	Sample string
	// SampleChoice is the option that the persona chooses, from 1; 0 for texts.
	SampleChoice int
	// Capacity is how many UTF-16 code units are kept of what is typed, more
	// than can pass, so that a text that is too long is known as such; 0 for
	// choices.
	Capacity int
}

// IsRequired reports whether f must be filled in.
func (f *Field) IsRequired() bool { return len(f.Checks) > 0 && f.Checks[0].Kind == Required }

// CheckKind is what a check asks of a value.
type CheckKind int

// The kinds of checks. Except for Required, a check lets an empty value pass.
const (
	Required CheckKind = iota
	// MinLength, MaxLength and Length compare with Check.Length.
	MinLength
	MaxLength
	Length
	// Pattern wants the whole value to match Check.Pattern.
	Pattern
	// Contains wants a character of each of Check.Classes.
	Contains
	// Only wants every character to be in one of Check.Classes.
	Only
	// EqualsSlot wants the value of Check.Slot, which passes for no value
	// while the slot has none.
	EqualsSlot
	// EqualsField wants the value of Check.Field, of the same screen.
	EqualsField
	// IsResidentID wants a resident identity number by GB 11643-1999.
	IsResidentID
	// IsMobile wants a mobile number of mainland China: 1, 3 to 9, 9 digits.
	IsMobile
	// IsShown wants the text that the captcha shows.
	IsShown
)

// String returns the check's name in flow files.
func (k CheckKind) String() string { return checkNames[k] }

// Check is one condition that a field's value must meet on submission.
type Check struct {
	Kind CheckKind
	Pos  Pos
	// Message is what the reader is told where the check fails.
	Message Text
	// Length is counted in UTF-16 code units, as HTML does.
	Length  int
	Pattern string
	Classes []Class
	Slot    *Slot
	Field   *Field
}

// Class is a set of characters.
type Class int

// The classes: ASCII letters, digits and punctuation.
const (
	Letter Class = iota
	Digit
	Upper
	Lower
	Symbol
)

// Role is what a button looks like.
type Role int

// The roles.
const (
	PushButton Role = iota
	Link
	Tab
	Menu
)

// Button is a control that leads on.
type Button struct {
	Index  int
	Screen *Screen
	Pos    Pos
	Label  Text
	Role   Role
	// Submit says that the screen's fields are checked first.
	Submit bool
	// Set is what pressing writes into the record, from the screen's fields.
	Set []Assignment
	// To is where the button leads: the first branch whose conditions all
	// hold. The last branch has no conditions.
	To []Branch
}

// Current reports whether b is the tab of the screen that it is on.
func (b *Button) Current() bool {
	return b.Role == Tab && len(b.To) == 1 && b.To[0].Screen == b.Screen
}

// Branch is a screen and when to go there.
type Branch struct {
	When   []Condition
	Screen *Screen
	Pos    Pos
}

// Condition holds when a choice of the button's screen has this option.
type Condition struct {
	Field  *Field
	Choice int
	Pos    Pos
}

// Assignment copies a field's value into the record.
type Assignment struct {
	Slot  *Slot
	Field *Field
	Pos   Pos
}

// Walk returns all screens for reading: first the way that Screen.Next shows
// from the start, then the others in the order of the file.
func (f *Flow) Walk() []*Screen {
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
