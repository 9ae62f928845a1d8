// Package wasm compiles a flow to a WebAssembly module.
//
// The module is the flow's behaviour and nothing else: it has no imports, so
// it can reach neither the page nor the network, and it contains no text that
// readers see, only numbers: fields, buttons, screens, timers and options are
// known by their Index in the model. It needs WebAssembly 1.0. The same flow gives the
// same bytes. What it does is defined by package simulate; what it is made of
// is listed in [Compile].
//
// # Interface, version 1
//
// Text is exchanged as UTF-16LE code units, as JavaScript has them. The
// module exports a memory, "memory", these constant i32 globals
//
//	abi_version  1
//	state        offset of the state
//	state_size   size of the state in bytes
//	text         offset of the exchange buffer
//	text_size    capacity of the exchange buffer in code units, at least 128
//
// and these functions, all of i32:
//
//	restart(seed)           begins anew; equal seeds draw equal captchas
//	input(field, n)         fills in a field. Texts: the first n code units of
//	                        the exchange buffer (n beyond text_size is cut),
//	                        normalised by the field's kind. Choices: option n
//	                        from 1, 0 for none. Clears the field's error. Does
//	                        nothing where the field is not on the screen.
//	press(button) -> r      r = 1: done, the screen may be another now.
//	                        r = 0: refused; the screen's fields have errors.
//	                        r = 2: refused, and the screen is another now: the
//	                        flow leads elsewhere after so many refusals.
//	                        r = -1: the button is not on the screen, or is not
//	                        enabled.
//	refresh(field)          draws a captcha of the screen anew, and clears what
//	                        was typed into it
//	tick(seconds)           lets time pass for all timers that run; nothing where
//	                        seconds is less than 1
//	screen() -> screen
//	enabled(button) -> b    1 where the button is on the screen and its
//	                        conditions hold, so that press would not be -1;
//	                        else 0
//	left(timer) -> seconds  how long the timer still runs; 0 where it does not
//	error(field) -> code    0, or 1 + the index of the check that failed
//	value(field) -> n       a text: copied into the exchange buffer, n units;
//	                        a choice: the option's number
//	shown(field) -> n       what a captcha shows, or the SMS code that the phone
//	                        received last, copied into the exchange buffer, n
//	                        units; 0 for other fields and while there is none
//
// A module whose flow has texts that name values of the record exports besides
//
//	recorded(slot) -> n     of a value that a text names: a text, copied into the
//	                        exchange buffer, n units; a choice: the option's
//	                        number; 0 for no value, and for other slots
//
// A number that names nothing is answered with 0 and changes nothing, and
// press with -1. No function traps, whatever it is given. Call restart first;
// before that the state is all zeros.
//
// A refused press redraws captchas that were wrong and clears what was typed
// into them, and a value may have been normalised by input: show value(field)
// for each field after press, refresh and restart. Whether buttons are enabled
// can change with every event, input and tick included.
//
// A dialog is a screen of its own. While it is shown, the fields of the screen
// below it keep their values and errors, and cannot be used.
//
// # State
//
// The bytes from state to state+state_size are the whole state. To go back,
// write there what was read there before, in the same module. The encoding is
// that of simulate.State.Bytes, and is the same for both:
//
//	u32  state of the random generator
//	u16  screen
//	u16  reserved, 0
//	     for each slot of the record: a choice's u16; or a text's u16 length
//	     plus 1 (0 for no value) and its Capacity units
//	     for each field: u16 error; then a choice's u16; or a text's u16 length
//	     and its Capacity units; then, for a captcha, 4 units that it shows, or,
//	     for an SMS code, the 6 units that were sent, zeros before that
//	     for each counter its u16 value
//	     for each timer the u16 seconds that it still runs
//	     zeros to a multiple of 4 bytes
//
// Units beyond a text's length are 0.
package wasm
