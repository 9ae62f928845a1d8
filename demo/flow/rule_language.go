package flow

import (
	"fmt"
	"maps"
	"slices"

	"rehearse/demo/diag"
)

// translatedText is a text that is written by language, and where.
type translatedText struct {
	Text
	at Pos
}

// ruleLanguages: texts that are translated are translated into the same
// languages. A page would show the others as they are, and nobody would notice
// that a language was left out, or that its code was mistyped.
func ruleLanguages(p *parser) {
	used := map[string]int{}
	for _, t := range p.translated {
		for code := range t.translations {
			used[code]++
		}
	}
	for _, code := range slices.Sorted(maps.Keys(used)) {
		if used[code] == len(p.translated) {
			continue
		}
		isUsual := 2*used[code] >= len(p.translated)
		for _, t := range p.translated {
			if _, has := t.translations[code]; has != isUsual {
				p.otherLanguages(t, code, isUsual, used)
			}
		}
	}
}

// otherLanguages reports a text that lacks a language that most others have, or
// has one that most lack.
func (p *parser) otherLanguages(t translatedText, code string, isLacking bool, used map[string]int) {
	if isLacking {
		p.warn(t.at, "missing-translation", fmt.Sprintf("%q is not translated into %s, as other texts of this flow are", short(t.Default), code),
			fmt.Sprintf("add %s: …", code))
		return
	}
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(used)), func(c string) bool { return used[c] <= used[code] })
	p.warn(t.at, "rare-language", fmt.Sprintf("hardly any other text of this flow is written in %s", code),
		diag.DidYouMean(code, others, "translate the others, too, or remove it"))
}
