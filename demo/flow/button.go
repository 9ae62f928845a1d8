package flow

// Role is what a button looks like.
type Role int

// The roles.
const (
	PushButton Role = iota
	Link
	Tab
	Menu
)

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
	// To is where the button leads, judged after all of the above: the first
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

// Condition asks about one thing: of Field, Slot, Counter and Timer the one
// that is not nil.
type Condition struct {
	// Field, a choice of the button's screen, has option Choice; a checkbox or a
	// face check has 1 when it is done and 0 when not.
	Field  *Field
	Choice int
	// Slot has a value, Counter is at its maximum, Timer is running: that is
	// asked for where Is is true, and the contrary where it is false.
	Slot    *Slot
	Counter *Counter
	Timer   *Timer
	Is      bool
	Pos     Pos
}

// Assignment copies a field's value into the record.
type Assignment struct {
	Slot  *Slot
	Field *Field
	Pos   Pos
}
