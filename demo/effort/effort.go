// Package effort says how much tests do that could go on for ever: how many random
// inputs they try, how large a storm is.
package effort

import (
	"os"
	"testing"
)

// Of returns how many of n a test tries: an eighth with -short, all where CI=true, and
// otherwise a third, so that whoever runs everything waits for minutes. It is at least
// one.
func Of(n int) int {
	switch {
	case testing.Short():
		n /= 8
	case os.Getenv("CI") == "true":
	default:
		n /= 3
	}
	return max(1, n)
}
