package flow

import (
	"fmt"
	"strings"
)

// ruleLabels: no two fields and no two buttons of a screen are called the
// same, whatever the spaces and the case of their letters, or else no reader
// and no text could tell them apart.
func ruleLabels(p *parser) {
	for _, s := range p.flow.Screens {
		seen := map[string]bool{}
		for _, f := range s.Fields {
			p.label(s, seen, f.Label, f.Pos)
		}
		clear(seen)
		for _, b := range s.Buttons {
			p.label(s, seen, b.Label, b.Pos)
		}
	}
}

func (p *parser) label(s *Screen, seen map[string]bool, label Text, at Pos) {
	name := strings.ToLower(strings.Join(strings.Fields(label.Default), ""))
	if seen[name] && name != "" {
		p.problem(at, "same-label", fmt.Sprintf("screen %s has %q twice", s.ID, short(label.Default)), "give each its own label")
	}
	seen[name] = true
}
