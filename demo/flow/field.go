package flow

import "slices"

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
	// SMSCode is a code that a button sends to the customer's phone; see
	// Field.SMS.
	SMSCode
	// Face is a check of the reader's face: performed or not, with nothing to
	// type. It is a choice with one option.
	Face
)

// String returns the kind's name in flow files.
func (k Kind) String() string { return kindNames[k] }

// IsChoice reports whether the value is the number of an option, from 1, or 0
// for none. A checkbox and a face check are choices with one option.
func (k Kind) IsChoice() bool { return k == Select || k == Radio || k.IsTick() }

// IsTick reports whether there is nothing but done and not done: the value is
// 1 or 0.
func (k Kind) IsTick() bool { return k == Checkbox || k == Face }

// IsDrawn reports whether what must be typed is drawn at random, and shown: a
// captcha on the screen, an SMS code on the phone.
func (k Kind) IsDrawn() bool { return k == Captcha || k == SMSCode }

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
	// Group is what a checkbox of a checklist belongs to; nil for other fields.
	// The checkboxes of a group follow each other.
	Group *Group
	// SMS is what there is to a field of kind SMSCode; nil for other kinds.
	SMS *SMS
	// Checks are tried in this order; the error of a field is 1 + the index of
	// the first that fails, 0 for none.
	Checks []Check
	// Sample is what the persona types. It is "" for choices, for captchas and
	// SMS codes (type what is shown) and where nothing can pass: a forgotten
	// password.
	Sample string
	// SamplePos is where the sample is written; Pos where other things fix it.
	SamplePos Pos
	// SampleChoice is the option that the persona chooses, from 1; 0 for texts.
	SampleChoice int
	// Capacity is how many UTF-16 code units are kept of what is typed, more
	// than can pass, so that a text that is too long is known as such; 0 for
	// choices.
	Capacity int
}

// IsRequired reports whether f must be filled in.
func (f *Field) IsRequired() bool {
	return slices.ContainsFunc(f.Checks, func(c Check) bool { return c.Kind == Required })
}

// Group is a checklist: several checkboxes under one label.
type Group struct {
	// ID is the checklist's name in the file; those of its checkboxes go on
	// with a dot and a number from 1.
	ID    string
	Pos   Pos
	Label Text
	Hint  Text
}

// SMS is what an SMS code needs. Resend, Expires and Attempts are the flow's
// own: nobody publishes those of real services.
type SMS struct {
	// Sender is a button that sends the code. Where it is on the same screen it
	// is to be pressed before the code can be typed.
	Sender *Button
	// Resend runs after a code was sent; while it runs no other can be sent.
	Resend *Timer
	// Expires runs while the code that was sent last is valid.
	Expires *Timer
	// Attempts counts the wrong codes since one was sent; at its maximum the
	// code is void.
	Attempts *Counter
}

// CheckKind is what a check asks of a value.
type CheckKind int

// The kinds of checks. Except for Required and IsSent, a check lets an empty
// value pass.
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
	// IsIDNumber wants the number of an identity document: one that
	// Check.Pattern matches and that, if it has 18 characters, is valid by
	// GB 11643-1999. Where Pattern is "", it has 18 characters.
	IsIDNumber
	// IsMobile wants a mobile number of mainland China: 1, 3 to 9, 9 digits.
	IsMobile
	// IsShown wants the text that the captcha shows.
	IsShown
	// IsSent wants an SMS code to have been sent.
	IsSent
	// HasAttempts wants the SMS code not to be void by too many wrong attempts.
	HasAttempts
	// IsFresh wants the SMS code not to have expired.
	IsFresh
	// IsCode wants the SMS code that was sent last.
	IsCode
)

// String returns the check's name in flow files.
func (k CheckKind) String() string { return checkNames[k] }

// Check is one condition that a field's value must meet on submission.
type Check struct {
	Kind CheckKind
	Pos  Pos
	// When are the conditions on which the check is tried at all: what a number
	// must look like depends on the type of document.
	When []Condition
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
