package diag

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Suggest returns the known name that the author most likely meant by name,
// or "" where none is near: about a third of the longer word may differ, but
// never every letter of it, and the case of all of it.
// Of equally near names the first one listed wins.
func Suggest(name string, known []string) string {
	best, nearest := "", -1
	for _, k := range known {
		d := levenshtein.ComputeDistance(strings.ToLower(name), strings.ToLower(k))
		longer := max(len([]rune(name)), len([]rune(k)))
		limit := min(max(1, (longer+1)/3), longer-1)
		if d <= limit && (nearest < 0 || d < nearest) {
			best, nearest = k, d
		}
	}
	return best
}

// DidYouMean is [Suggest] as a hint: `did you mean "title"?`, or fallback.
func DidYouMean(name string, known []string, fallback string) string {
	if s := Suggest(name, known); s != "" {
		return `did you mean "` + s + `"?`
	}
	return fallback
}
