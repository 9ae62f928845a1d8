package site

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v4"

	"rehearse/demo/source"
)

// maxSearchWeight bounds how far a page can be put forward: with more, nothing
// else would ever be found first.
const maxSearchWeight = 10

// search reads how much a page weighs in searches: false, true, or a mapping
// with a weight.
func (d *decoder) search(k source.Entry) {
	switch {
	case isNull(k.Value):
	case k.Value.Kind == yaml.MappingNode:
		for _, part := range d.Mapping(k.Value, "search", []string{"weight"}) {
			d.e.meta.Search = readSearchWeight(d.YAML, part)
		}
	case d.Bool(k):
		d.e.meta.Search = 1
	case k.Value.ShortTag() == "!!bool":
		d.e.meta.Search = -1
	}
}

func readSearchWeight(y *source.YAML, k source.Entry) float64 {
	if isNull(k.Value) {
		return 0
	}
	weight, err := strconv.ParseFloat(k.Value.Value, 64)
	if err != nil || !(weight > 0 && weight <= maxSearchWeight) {
		y.Report(k.Value, "range", fmt.Sprintf("the weight of a page in searches must be a number above 0, and at most %d", maxSearchWeight),
			"1 is that of any page, 0.5 makes it step back; to leave it out, write search: false")
		return 0
	}
	return weight
}

// SearchWeight is how much a page weighs in searches, 1 if nothing is said: by
// itself, or else by the nearest section that says something. It is 0 for a
// page that is not to be found.
func (x *Index) SearchWeight(p *Page) float64 {
	for ; p != nil; p = x.Parent(p) {
		if p.Search != 0 {
			return max(p.Search, 0)
		}
	}
	return 1
}

// readSynonyms reads a list of groups, each a list of words that mean the same.
func readSynonyms(y *source.YAML, e source.Entry) [][]string {
	if isNull(e.Value) {
		return nil
	}
	const hint = "write it as [[forgot, lost], [card, ID card]]"
	if e.Value.Kind != yaml.SequenceNode {
		y.Report(e.Value, "wrong-type", "synonyms must be a list of lists", hint)
		return nil
	}
	var groups [][]string
	for _, item := range items(e) {
		if item.Value.Kind != yaml.SequenceNode || len(item.Value.Content) < 2 {
			y.Report(item.Value, "wrong-type", "a group of synonyms must be a list of two words or more", hint)
			continue
		}
		groups = append(groups, y.Strings(item))
	}
	return groups
}
