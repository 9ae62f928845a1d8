package flow

// Flow is one procedure: the screens of a service, what is typed on them and
// where their buttons lead. A Flow that package flowfile returned keeps every
// promise that the rules of package lint check: names are resolved, every screen
// can be reached, and from every screen an outcome can be reached.
type Flow struct {
	// Name is the file's base name without ".flow.yaml": "login-password".
	Name string
	// File is the path as it is printed in problems.
	File  string
	Title Text
	Frame Frame
	// Official is the https address where the procedure is done for real, or "".
	Official    string
	OfficialPos Pos
	// Verified is the day on which a person last compared the flow with the
	// real service, as "2026-11-20", or "".
	Verified    string
	VerifiedPos Pos
	// Record is what the simulated service knows about its customer.
	Record  []*Slot
	Screens []*Screen
	Start   *Screen
	// Fields and Buttons are those of all screens, in the order of the file; like
	// everything that has one, they are at their Index.
	Fields  []*Field
	Buttons []*Button
	// Counters and Timers are those that the flow names, and then those of its
	// SMS codes.
	Counters []*Counter
	Timers   []*Timer
	// Routes are those that have a name of their own, in the order of the file.
	Routes []*NamedRoute
}

// NamedRoute is a way through the flow that has a name, so that links can lead to
// it. What it leaves open is as in the samples.
type NamedRoute struct {
	Name string
	Pos  Pos
	// Choose is what is chosen on the way.
	Choose []RouteChoice
	// Via are screens that it passes, in this order, and To is the outcome at
	// which it ends; nil for success.
	Via []*Screen
	To  *Screen
}

// RouteChoice is what a route chooses in the fields of one name: an option of each,
// from 1, or in what can be ticked, 1 for yes and 0 for no.
type RouteChoice struct {
	Fields  []*Field
	Options []int
	Pos     Pos
}

// Frame is what the screens are drawn in.
type Frame int

// The frames.
const (
	Browser Frame = iota
	Phone
)

// String returns the frame's name in flow files.
func (f Frame) String() string { return [...]string{"browser", "phone"}[f] }

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
	// Options are those of the choices that use this slot, and for a box the one that
	// it stands for: its label. They are nil for a text.
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

// The outcomes. None is that of a screen at which the flow goes on.
const (
	None Outcome = iota
	Success
	// DeadEnd is where this procedure cannot help; the text explains what can.
	DeadEnd
	// Elsewhere is where the reader goes on somewhere else, by Screen.Link.
	Elsewhere
)

// String returns the outcome's name in flow files.
func (o Outcome) String() string { return [...]string{"none", "success", "dead-end", "link"}[o] }

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
}

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
	// SampleOf is the value of the record from which the sample was taken by name: as
	// it is at the beginning or, where that is null, as the samples set it. It is nil
	// for other samples.
	SampleOf *Slot
	// SampleChoice is the option that the persona chooses, from 1; 0 for texts.
	SampleChoice int
	// Capacity is how many UTF-16 code units are kept of what is typed, more
	// than can pass, so that a text that is too long is known as such; 0 for
	// choices.
	Capacity int
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

// Check is one condition that a field's value must meet on submission.
type Check struct {
	Kind CheckKind
	Pos  Pos
	// When are the conditions on which the check is tried at all: what a number
	// must look like depends on the type of document.
	When []Condition
	// Message is shown to the reader where the check fails.
	Message Text
	// Length is counted in UTF-16 code units, as HTML does.
	Length  int
	Pattern string
	Classes []Class
	// AtLeast is how many of Classes ContainsSome wants, from 1 to 5.
	AtLeast int
	Slot    *Slot
	Field   *Field
}

// Role is what a button looks like.
type Role int

// The roles.
const (
	PushButton Role = iota
	Link
	Tab
	Menu
)

// String returns the role's name in flow files.
func (r Role) String() string { return [...]string{"button", "link", "tab", "menu"}[r] }

// Button is a control to press.
type Button struct {
	Index  int
	Screen *Screen
	Pos    Pos
	Label  Text
	Role   Role
	// Items are the buttons of the menu that this one opens; nil for a button
	// that is no menu. Pressing a menu changes nothing: whether it is open is
	// the page's business, and its items can be pressed either way.
	Items []*Button
	// Under is the menu that the button is an item of, or nil.
	Under *Button
	// When are the conditions on which the button is enabled.
	When []Condition
	// Submit says that Checks are checked first. Where one of them fails, the
	// press is refused and does nothing but what Refused says.
	Submit bool
	// Checks are the fields that Submit checks: those of the screen, or some.
	Checks []*Field
	// Refused is what happens where a check fails.
	Refused Refusal
	// Set is what pressing writes into the record, from the screen's fields.
	Set []Assignment
	// Count and Reset are the counters to which one is added, and those that
	// become 0; Starts are the timers that are started.
	Count, Reset []*Counter
	Starts       []*Timer
	// To is where the button leads, decided after all of the above: the first
	// branch whose conditions hold, of which there is always one. It is empty
	// where the button leaves the reader on the screen as it is.
	To []Branch
	// Send is the SMS code that is drawn and sent when all else is done; nil
	// for none. The button is enabled only while no Resend timer forbids it.
	Send *Field
}

// Refusal is what happens where a check of a button fails, beside the errors:
// counters go up, and the first branch whose conditions then hold is taken.
// Often there is none, and the reader stays.
type Refusal struct {
	Count []*Counter
	To    []Branch
}

// Branch is a screen and when to go there.
type Branch struct {
	When   []Condition
	Screen *Screen
	Pos    Pos
}

// Condition asks about one thing: of Field, Slot, Counter and Timer the one
// that is not nil.
type Condition struct {
	// Field, a choice of the button's screen, has option Choice; a checkbox or a
	// face check has 1 when it is done and 0 when not.
	Field *Field
	// Slot has a value, Counter is at its maximum, Timer is running: that is
	// asked for where Is is true, and the contrary where it is false.
	Slot    *Slot
	Counter *Counter
	Timer   *Timer
	Is      bool
	// Choice, from 1, is the option that Slot has, and Text the text, where it is
	// asked which value it has; Is is true then.
	Choice int
	Text   string
	Pos    Pos
}

// AsksWhich reports whether c asks which value a slot has, and not whether it
// has one.
func (c Condition) AsksWhich() bool { return c.Slot != nil && (c.Choice != 0 || c.Text != "") }

// Assignment copies a field's value into the record.
type Assignment struct {
	Slot  *Slot
	Field *Field
	Pos   Pos
}
