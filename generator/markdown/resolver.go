package markdown

import "rehearse/demo/diag"

// WalkStep is what a step says about a rehearsal.
type WalkStep struct {
	// Line and Col are where the step begins.
	Line, Col int
	// Number is the one that is printed.
	Number int
	// Words are the step's text, without what it quotes.
	Words string
	// Controls are the names of controls that the step gives, in order.
	Controls []Control
}

// Control is the name of a button, a field or a screen in a step.
type Control struct {
	// Name is as written, line breaks included.
	Name string
	// Line and Col are where it begins, its quotation mark included.
	Line, Col int
	// Strong says that the name is not quoted, “下一步”, but emphasised:
	// **下一步**. That may be emphasis and no name at all.
	Strong bool
	// At is the byte offset in the step's Words where the name stands, which a
	// space is there for, or the name itself where it is Strong.
	At int
}

// Walked is what was found of steps that were followed through a flow.
type Walked struct {
	// Steps are in the order of those that were asked about, of all lists, or
	// empty where there is no flow to follow.
	Steps []WalkedStep
	// Begin is HTML for the end of every step: the button that begins the
	// rehearsal there.
	Begin    []byte
	Problems []diag.Problem
}

// WalkedStep is a step in the rehearsal. Screen is where it begins, and Leg says
// when, where the route passes the screen more than once; Controls are in the order
// of [WalkStep].Controls.
type WalkedStep struct {
	Screen   string
	Leg      string
	Controls []WalkedControl
}

// WalkedControl is what a name in a step stands for: ID names a control of the
// rehearsal, or is empty, and Screen is the screen that it is on.
type WalkedControl struct{ ID, Screen string }

// Resolver knows the site around the article. Its methods are called from the
// goroutine that called Convert: Walk before the others, and these in the order
// of the page, Link and Picture once for each destination.
//
// A problem that they return has no position: the converter knows it. One that
// has is reported elsewhere, and here nothing is to be said.
type Resolver interface {
	// Link resolves a destination that is relative or absolute within the
	// site, query and fragment included, character references and backslash
	// escapes decoded, percent-encoding kept.
	Link(dest string) (href string, problem *diag.Problem)
	// Picture resolves the destination of a local picture, which stands beside
	// rehearsals.
	Picture(dest string, beside []Beside) (Picture, *diag.Problem)
	// Walk follows the steps of a section through the flow that the section
	// embeds, before anything is rendered. id is that of the rehearsal, lists are
	// those of the section; whether dest can be embedded, Rehearsal says.
	Walk(dest, id string, lists [][]WalkStep) Walked
	// Rehearsal returns the HTML that stands for an embedded flow; text is the
	// link's text, id that of the element, unique on the page.
	Rehearsal(dest, text, id string) (html []byte, problem *diag.Problem)
	// Screen returns the HTML of one screen of a flow, which the fragment of
	// dest names; alt describes it, id is that of the element, unique on the
	// page. It stands beside rehearsals.
	Screen(dest, alt, id string, beside []Beside) (html []byte, problem *diag.Problem)
}

// Beside is a rehearsal that goes with the place of a picture: what the article
// embeds, and the id of its element. Of several the nearest is the first.
type Beside struct{ Dest, ID string }

// Picture is how a page shows a picture.
type Picture struct {
	Src string
	// Width and Height are in pixels; 0 means unknown.
	Width, Height int
	// Srcset and Sizes are the attributes of these names; they may be empty.
	Srcset, Sizes string
	// Sources are alternatives in other formats, the best first.
	Sources []PictureSource
	// Full is the address of the picture in its full size, where a reader may
	// want to see it larger; it may be empty.
	Full string
	// IsScreen says that it shows a screen of ours, in ink on paper, which a dark
	// page may turn round.
	IsScreen bool
}

// PictureSource is one alternative of a picture.
type PictureSource struct {
	// Type is the media type: "image/webp".
	Type          string
	Srcset, Sizes string
}
