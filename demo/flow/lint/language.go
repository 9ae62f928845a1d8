package lint

import (
	"fmt"
	"maps"
	"slices"

	"rehearse/demo/diag"
)

// languages: texts that are translated are translated into the same languages.
// A page would show the others as they are, and nobody would notice that a
// language was left out, or that its code was mistyped.
func languages(in Input) (found problems) {
	used := map[string]int{}
	for _, t := range in.Texts {
		for _, code := range t.Languages() {
			used[code]++
		}
	}
	for _, code := range slices.Sorted(maps.Keys(used)) {
		isUsual := 2*used[code] >= len(in.Texts)
		for _, t := range in.Texts {
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
