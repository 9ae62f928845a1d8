// Package draft makes first versions of flows, which a person corrects: from what
// an article's steps say, from saved pages of the real form, or from a recording of
// somebody who used it.
//
// Whatever is read becomes screens with fields and buttons; [Flow.Complete] adds
// what a flow needs beyond these, and [Flow.YAML] writes it, with a comment at
// everything that was guessed.
package draft

// Flow is a draft of a flow.
type Flow struct {
	// Lang is the language in which comments and made-up texts are written.
	Lang string
	// Title is that of the flow.
	Title string
	// Phone says that the screens are those of an app.
	Phone bool
	// Official is the address of the real service, or "".
	Official string
	// Screens are in the order in which they are passed. The last is the outcome.
	Screens []*Screen
	// record is what the service knows about the persona.
	record []value
}

// value is a value of the record.
type value struct{ name, text string }

// Screen is a page of the service, or the outcome.
type Screen struct {
	// ID is its name in the flow; [Flow.Complete] chooses one where it is empty.
	ID    string
	Title Text
	// Text is what the screen says, or "".
	Text    string
	Fields  []*Field
	Buttons []*Button
	// Dialog says that it lies over the screen before it.
	Dialog bool
	// Outcome is success, dead-end or link, or "", and Link where it sends readers.
	Outcome, Link string
}

// Text is a text, and whether it was guessed.
type Text struct {
	Text    string
	Guessed bool
}

// Field is something to fill in.
type Field struct {
	ID    string
	Label Text
	Hint  string
	// Kind is a name of package flow's kinds, or checklist; "" where nothing but the
	// label tells.
	Kind Text
	// Options are those of a choice.
	Options []Text
	// Required is nil where nothing says whether the field must be filled in.
	Required *bool
	// MinLength and MaxLength are in UTF-16 code units; 0 where nothing says them.
	MinLength, MaxLength int
	// Digits says that every character must be a digit.
	Digits bool
	// Pattern is an expression as in HTML, or "".
	Pattern string
	// Message says what to do where a check fails, or "".
	Message string
	// Sample is what the persona types or chooses, where that is known.
	Sample string

	equals string
	typed  *Field // the choice of which the type of an id-number depends
	types  []string
}

// Button is something to press.
type Button struct {
	Label Text
	// Role is link, tab or menu, or "" for a button.
	Role string
	// Submit says that the fields are checked.
	Submit bool
	// Sends says that it sends a code and leaves the reader on the screen.
	Sends bool
	// Items are those of a menu, which does nothing else.
	Items []*Button
	// To is where it leads; nil for where nothing tells. Stays says that it stays.
	To    *Screen
	Stays bool

	code *Field // that it sends
}

// FromScreens drafts a flow from screens that were read, in the order in which they
// are passed. It is in the language of their labels.
func FromScreens(title string, screens []*Screen) *Flow {
	f := &Flow{Lang: "en", Title: title, Screens: screens}
	for _, s := range screens {
		for _, field := range s.Fields {
			if isHan(field.Label.Text) {
				f.Lang = "zh"
			}
		}
		for _, b := range s.Buttons {
			if isHan(b.Label.Text) {
				f.Lang = "zh"
			}
		}
	}
	return f
}

// known is a text that was read.
func known(text string) Text { return Text{Text: text} }

// guessed is one that was not.
func guessed(text string) Text { return Text{text, true} }

// field returns the field of that label on a screen, or nil.
func (s *Screen) field(label string) *Field {
	for _, f := range s.Fields {
		if normal(f.Label.Text) == normal(label) {
			return f
		}
	}
	return nil
}

// isEmpty reports whether nothing was found on the screen yet.
func (s *Screen) isEmpty() bool { return len(s.Fields)+len(s.Buttons) == 0 }
