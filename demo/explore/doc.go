// Package explore proves flows: it rehearses a flow in every way that matters
// and tells the author where it does not work.
//
// The states of a flow are many, but finite, and most differ in nothing that a
// reader would notice. What was typed is replaced by what the checks tell
// apart: the sample, nothing at all, and for every check a value that fails
// just this one. Two states are the same place when they agree in the screen
// and in all that is remembered but what is typed: a screen is left only by
// way of a button, and before each press all of its fields are filled in.
//
// From every place every button is pressed with the samples, with each choice
// that a condition asks about, with each field left empty in turn, and with
// each field failing each of its checks. All this is done by package simulate,
// which alone knows what a flow means. Time passes by waiting until the next
// timer runs out; that somebody waits for half of it, starts another timer, and
// so sees the two run out in another order, is not tried.
//
// An exploration that reaches one of its limits says so, by a warning, and
// claims nothing about what it did not see.
package explore
