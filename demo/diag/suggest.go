package diag

import (
	"slices"
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
		d := distance(strings.ToLower(name), strings.ToLower(k))
		longer := max(len([]rune(name)), len([]rune(k)))
		limit := min(max(1, (longer+1)/3), longer-1)
		if d <= limit && (nearest < 0 || d < nearest) {
			best, nearest = k, d
		}
	}
	return best
}

// distance is how many letters are to be typed, left out or replaced to make one
// word of another. Two that were typed in the wrong order are one mistake.
func distance(a, b string) int {
	if isSwapped([]rune(a), []rune(b)) {
		return 1
	}
	return levenshtein.ComputeDistance(a, b)
}

// isSwapped tells whether two words differ in the order of two neighbours.
func isSwapped(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// DidYouMean is [Suggest] as a hint: `did you mean "title"?`, or fallback.
func DidYouMean(name string, known []string, fallback string) string {
	if s := Suggest(name, known); s != "" {
		return `did you mean "` + s + `"?`
	}
	return fallback
}
