// Package rules knows every rule that an author's work is held to.
//
// A rule is declared beside the code that finds its violations; see
// [diag.Declaration].
package rules

import (
	"cmp"
	"io/fs"
	"slices"

	"rehearse/demo/diag"
	"rehearse/demo/explore"
	"rehearse/demo/fact"
	"rehearse/demo/flow/lint"
	"rehearse/demo/flowfile"
	"rehearse/demo/source"
	"rehearse/demo/walk"
	"rehearse/generator/markdown"
	"rehearse/generator/picture"
	"rehearse/generator/pipeline"
	"rehearse/generator/render"
	"rehearse/generator/site"
)

// packages returns the packages that declare rules.
func packages() []fs.FS {
	return []fs.FS{
		explore.Rules(),
		fact.Rules(),
		flowfile.Rules(),
		lint.Rules(),
		markdown.Rules(),
		picture.Rules(),
		pipeline.Rules(),
		render.Rules(),
		site.Rules(),
		source.Rules(),
		walk.Rules(),
	}
}

// All returns the declarations of all rules, sorted by name. An error means
// that a declaration is malformed, which a test rules out.
func All() ([]diag.Declaration, error) {
	var all []diag.Declaration
	for _, p := range packages() {
		list, err := diag.ReadDeclarations(p)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b diag.Declaration) int { return cmp.Compare(a.Rule, b.Rule) })
	return all, nil
}
