// Package player is the browser side of a rehearsal.
//
// It has two halves. The [Storyboard] is HTML that the server renders: every
// screen of a flow as a figure, in reading order.
// It is complete in itself: it is what readers without JavaScript, printers
// and search engines get. In an article it is a card, which leads to the page that
// has the screens; they are fetched from there when a reader comes near, or prints. The player, plain ES modules in [Assets], takes the
// storyboard over when the reader begins: it shows one screen at a time and
// makes the controls work. It contains no words that a reader sees (they are
// all in the storyboard) and no logic of a flow (that is in the flow's
// WebAssembly module, whose interface is described in package wasm).
//
// # How the two halves meet
//
// The root is the section that Storyboard renders. The player finds its way by
// these attributes; numbers are the Index of the model:
//
//	data-module, data-script,
//	data-style                 root: addresses of the module, the player, and the
//	                           style sheet of a player at work
//	data-help                  root: address of help.js
//	data-board, data-card      root of a card: addresses of the rehearsal's own page,
//	                           which has the screens, and of card.js, which fetches them
//	data-values                root: address of values.js, if the flow needs it
//	data-version               root: differs when screens or module do
//	data-mode                  root: practise, watch or test while it plays
//	data-in                    the modes that an element outside the screens is for
//	data-do                    a button outside the screens: what it asks for
//	data-part                  an element that the player fills or shows
//	data-screen, data-id       figure: number and name of the screen
//	data-route                 root: the legs of the route; see route.js for how
//	                           they are written
//	data-way                   figure: what is done to get here
//	data-onward                figure beside the route: the leg that leads on
//	data-over                  figure: the screen that this dialog is shown over
//	data-visit, data-step      in a caption: what is said when the route is here: the
//	                           number of its leg, -1 beside it, and of the step
//	data-outcome               figure: success, dead-end or link
//	data-field, data-kind      a field and its kind
//	data-sample, data-choice   a field that is typed into, or one in which something is
//	                           chosen: what the route, or else the persona, types or
//	                           chooses; what is drawn at random has neither
//	data-sender                a code: the button of the screen that sends it
//	data-fill, data-refresh,
//	data-reveal, data-face     a field's own buttons
//	data-button                a button of the screen
//	data-next                  button: leads on
//	data-needs                 button: the fields to fill in first
//	data-send                  button: sends a code
//	data-guarded               button: cannot always be pressed; what follows it
//	                           tells of the wait, data-wait are its timers, and
//	                           data-skip is the button that passes them; and what
//	                           follows that says why else it cannot be pressed
//	data-submenu, data-menu    a menu with its items, and the button that opens it
//	data-error                 the message for an error code of its field
//	data-value                 a value of the record within a text: its number
//	data-words                 value: what stands for none and for each option, JSON
//	data-mask                  value: how many characters are shown at its beginning
//	                           and its end; see flow.Mask
//	data-void                  message: another code has to be sent
//	data-like                  message: what the right text is: "sample" or "shown", those
//	                           of the field, or the number of another field
//	data-units, data-bound     message: how many characters there must be, and whether
//	                           exactly, at least or at most
//
// The root dispatches the event "rehearsal:screen" (it bubbles) whenever another
// screen is shown, and "rehearsal:close" when the reader ends the rehearsal. The
// detail of the former has screen, mode, outcome, effort and save, a function that
// returns a place: where the rehearsal is, as plain data. The page may dispatch
// "rehearsal:goto" at the root with such a place for its detail. Only screen is
// needed, the name of a screen: without mode it is practice, and without effort
// counting begins anew. Everything before that screen is then done with the
// samples. A press on a picture at rest does the same. The root is a size
// container: whatever it is put into has to give it a width. A page that was
// changed in place dispatches "rehearse:patched" at the document: new rehearsals
// are then made ready, those with another data-version begin anew, and all others
// go on.
//
// While a rehearsal is used, the page's address ends with "#", the id of its root,
// and, each after a slash, mode, screen, leg and whether it stands beside the text: a
// reload goes on there, and so does whoever follows such a link. It never has what was
// typed.
//
// Before anything is seen, a script of the page sets data-scripted at the document's
// root element where modules are known. By that a rehearsal at rest has room for
// what near.js will bring, and nothing moves when it comes.
//
// # The article
//
// The steps of an article that go with a rehearsal, and the names of controls
// in them, say so by attributes:
//
//	data-rehearsal             li: the id of the root
//	data-screen, data-leg      li: the name of the screen at which the step begins,
//	                           and the leg, where the route is there more than once
//	data-control, data-on      a name: "f3" is field 3, "b7" button 7, and the name
//	                           of the screen that it is on
//
// [FromHere] is the button at the end of such a step. The rehearsal marks the
// step it has come to with aria-current="step" and the class rh-current, and the
// name of the control to use now with the class rh-next. While it stands beside
// the text, the root has the class rh-docked, and rh-folded where only its handle
// is left to be seen, and the document's root element rh-beside.
//
// # What can never happen
//
// There is no form element, hence nothing to submit and no action; typed text
// goes to the module's memory and nowhere else. No input is of type password:
// password managers offer to fill and to save such inputs, and would store a
// fictional password for the site, or worse, fill in a real one. Secret fields
// are text inputs masked by CSS. Spell checking is off because some browsers
// send what they check to a server. Only radio buttons have a name, as that
// is what makes the arrow keys move within the group.
package player

import (
	"embed"

	"rehearse/demo/flow"
	"rehearse/demo/route"
)

// Assets are the sources of scripts and styles. Entry points: near.js and
// player.css, which belong on every page with a rehearsal; player.js and
// play.css, help.js and values.js, which near.js loads by the addresses in the View
// when a reader comes near; card.js, which it loads after the page; and alone.css and alone.js, for the pages of [Alone].
//
//go:embed *.js *.css
var Assets embed.FS

// View is one rehearsal on a page.
type View struct {
	Flow *flow.Flow
	// Route is the one that readers are led along; nil is that of the samples.
	Route *route.Route
	// Lang is the page's language as a BCP 47 tag.
	Lang string
	// ID is the root's id; all other ids begin with it and a hyphen. It must be
	// unique on the page and have no spaces.
	ID string
	// Module, Script and Style are the addresses of the flow's WebAssembly
	// module, of the player, and of the style sheet of a player at work; Help is that
	// of the script with films and help, Values of that for flows whose texts name
	// values of the record.
	Module, Script, Style, Help, Values string
	// Alone is the address of the page that has this rehearsal to itself, see
	// [Page]; "" where there is none. Where there is one, the storyboard is a card
	// that gets its screens from there by the script at the address Card, unless that
	// is "".
	Alone, Card string
	// HeadingLevel is the level of the rehearsal's heading, 1 to 5; 0 is 3.
	// Screens have the next level.
	HeadingLevel int
	// Links are the page addresses of the outcomes' links, by Screen.Link. A
	// link that is not here is used as it is.
	Links map[string]string
}
