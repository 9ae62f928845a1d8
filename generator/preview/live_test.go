package preview

import (
	"testing"
)

// A file may have been read while it was being written: what was made
// meanwhile is made again, and nobody waits for ever for a site that changes
// all the time.
func TestWhatAChangeDisturbsIsMadeAgain(t *testing.T) {
	for _, test := range []struct {
		name    string
		changes int // how many times something changes while an answer is made
		made    int
	}{
		{"nothing changes", 0, 1},
		{"one save", 1, 2},
		{"it never stops", 100, 1 + maxRetries},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, made := newLive(), 0
			l.put(&version{})
			a := l.undisturbed(t.Context(), func(v *version) answer {
				if made++; made <= test.changes {
					l.begin()
					l.put(&version{number: v.number + 1})
					l.end()
				}
				return answer{status: v.number}
			})
			if made != test.made || a.status != test.made-1 {
				t.Errorf("made %d times, want %d; answered with version %d", made, test.made, a.status)
			}
		})
	}
}
