package render

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"rehearse/demo/language"
	"rehearse/demo/player"
	"rehearse/demo/walk"
	"rehearse/generator/markdown"
)

// Walk implements markdown.Resolver. What keeps a flow from being embedded,
// Rehearsal says.
func (v *resolver) Walk(dest string, lists [][]markdown.WalkStep) markdown.Walked {
	target, made, _, err := v.flow(dest)
	if made == nil || made.flow == nil {
		v.note(use{}, err)
		return markdown.Walked{}
	}
	stops, problems := walk.Follow(made.flow, v.page.File, walkLists(lists))
	var begin bytes.Buffer
	err = player.FromHere(language.Tag(v.page.Lang)).Render(context.Background(), &begin)
	v.note(use{flow: target.File, stops: stops}, err)
	return markdown.Walked{Steps: walkedSteps(stops), Problems: problems, Begin: begin.Bytes()}
}

// walkLists are lists of steps as package walk takes them.
func walkLists(lists [][]markdown.WalkStep) [][]walk.Step {
	all := make([][]walk.Step, len(lists))
	for i, list := range lists {
		all[i] = make([]walk.Step, len(list))
		for j, s := range list {
			step := walk.Step{Line: s.Line, Col: s.Col, Words: s.Words, Names: make([]walk.Name, len(s.Controls))}
			for k, c := range s.Controls {
				step.Names[k] = walk.Name{Text: c.Name, Line: c.Line, Col: c.Col, Width: nameWidth(c), Loose: c.Strong}
			}
			all[i][j] = step
		}
	}
	return all
}

// nameWidth is how much of its first line a name takes.
func nameWidth(c markdown.Control) int {
	first, _, broken := strings.Cut(c.Name, "\n")
	width := utf8.RuneCountInString(first)
	switch {
	case c.Strong:
		return width
	case broken:
		return width + 1
	}
	return width + 2 // quotation marks
}

// walkedSteps are the marks by which the player couples steps and rehearsal.
func walkedSteps(stops []walk.Stop) []markdown.WalkedStep {
	steps := make([]markdown.WalkedStep, len(stops))
	for i, stop := range stops {
		steps[i] = markdown.WalkedStep{Screen: stop.Before.ID, Controls: make([]markdown.WalkedControl, len(stop.Matches))}
		for j, m := range stop.Matches {
			steps[i].Controls[j] = markdown.WalkedControl{ID: controlID(m), Screen: m.Screen.ID}
		}
	}
	return steps
}
