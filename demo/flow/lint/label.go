package lint

import (
	"fmt"
	"strings"

	"rehearse/demo/flow"
)

// labels: no two fields and no two buttons of a screen are called the same,
// whatever the spaces and the case of their letters, or no reader and no text
// could tell them apart.
func labels(in Input) (found problems) {
	for _, s := range in.Flow.Screens {
		seen := map[string]bool{}
		look := func(label flow.Text, at flow.Pos) {
			name := strings.ToLower(strings.Join(strings.Fields(label.Default), ""))
			if seen[name] && name != "" {
				found.add(at, "same-label", fmt.Sprintf("screen %s has %q twice", s.ID, short(label.Default)), "give each its own label")
			}
			seen[name] = true
		}
		for _, f := range s.Fields {
			look(f.Label, f.Pos)
		}
		clear(seen)
		for _, b := range s.Buttons {
			look(b.Label, b.Pos)
		}
	}
	return found
}
