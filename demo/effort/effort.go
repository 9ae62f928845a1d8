// Package effort says how much tests do that could go on for ever: how many random
// inputs they try, how large a storm is.
package effort

import (
	"os"
	"testing"
)

// Of returns how many of n a test tries: all where CI=true, and otherwise a third, so
// that whoever runs everything waits for minutes; with -short an eighth. It is at least
// one.
func Of(n int) int {
	switch {
	case os.Getenv("CI") == "true":
		return n
	case testing.Short():
		n /= 8
	default:
		n /= 3
	}
	return max(1, n)
}
