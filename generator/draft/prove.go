package draft

import (
	"rehearse/demo/diag"
	"rehearse/demo/explore"
	"rehearse/demo/flowfile"
	"rehearse/demo/walk"
)

// Prove returns what check would say of a draft that is written to a file, and of
// the steps of an article that is told to embed it; there may be none.
func Prove(file string, text []byte, article string, lists [][]walk.Step) []diag.Problem {
	f, problems := flowfile.Parse(file, text)
	if f == nil {
		return problems
	}
	problems = append(problems, explore.Explore(f, explore.Limits{}).Problems...)
	_, told := walk.Follow(f, article, lists, nil)
	return diag.Sort(append(problems, told...))
}
