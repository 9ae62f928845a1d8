package lint

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rehearse/demo/diag"
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

// names: a name that conditions can ask about has one meaning.
func names(in Input) (found problems) {
	counters, timers := map[string]bool{}, map[string]bool{}
	for _, c := range in.Flow.Counters {
		counters[c.Name] = c.Name != ""
	}
	for _, t := range in.Flow.Timers {
		timers[t.Name] = t.Name != ""
	}
	look := func(others map[string]bool, name, other string, at flow.Pos) {
		if others[name] {
			found.add(at, "ambiguous-name", fmt.Sprintf("%q is also the name of %s", name, other), "conditions could mean either; rename one of them")
		}
	}
	for _, t := range in.Flow.Timers {
		look(counters, t.Name, "a counter", t.Pos)
	}
	for _, f := range in.Flow.Fields {
		look(counters, f.ID, "a counter", f.Pos)
		look(timers, f.ID, "a timer", f.Pos)
	}
	return found
}

// languages: texts that are translated are translated into the same languages.
// A page would show the others as they are, and nobody would notice that a
// language was left out, or that its code was mistyped.
func languages(in Input) (found problems) {
	used := map[string]int{}
	texts := slices.DeleteFunc(slices.Clone(in.Texts), func(t Text) bool { return t.Languages() == nil })
	for _, t := range texts {
		for _, code := range t.Languages() {
			used[code]++
		}
	}
	for _, code := range slices.Sorted(maps.Keys(used)) {
		isUsual := 2*used[code] >= len(texts)
		for _, t := range texts {
			has := slices.Contains(t.Languages(), code)
			switch {
			case isUsual && !has:
				found.warn(t.Pos, "missing-translation", fmt.Sprintf("%q is not translated into %s, as other texts of this flow are", short(t.Default), code),
					fmt.Sprintf("add %s: …", code))
			case has && !isUsual:
				others := slices.DeleteFunc(slices.Sorted(maps.Keys(used)), func(c string) bool { return used[c] <= used[code] })
				found.warn(t.Pos, "rare-language", fmt.Sprintf("hardly any other text of this flow is written in %s", code),
					diag.DidYouMean(code, others, "translate the others, too, or remove it"))
			}
		}
	}
	return found
}
