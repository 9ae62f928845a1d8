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
// # Findings
//
// Errors, each with the steps that lead there:
//
//	sample-fails    a sample does not pass its own check, though the record
//	                holds nothing but what samples have put there
//	never-shown     a screen that nobody comes to
//	never-pressed   a button that is never enabled, or always refused
//	trapped         a screen from where, as things are then, nothing leads to
//	                an outcome: a lock that never opens
//	walk-astray     the way that readers are shown, Screen.Next with the
//	                samples, does not come to success
//
// What is behind a value that nobody knows, a forgotten password, is not held
// to be a mistake. Warnings:
//
//	branch-never    a branch that is never taken
//	always-enabled  a button with conditions that always hold
//	message-never   a message that nothing leads to
//	never-checked   a field with checks that nothing tries
//	inconclusive    a limit was reached; nothing is claimed about what was not
//	                seen
package explore
