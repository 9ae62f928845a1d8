package publish

import (
	"cmp"
	"io"
	"slices"
	"sync"
)

// Names takes the files of a site as [Staging] does and keeps only their names,
// so that what publishing would refuse is reported without anything being written.
// The zero Names is ready for use, by several goroutines.
type Names struct {
	mu      sync.Mutex
	outputs []output
}

// Write is [Staging.Write] without the writing. The error is a [*NameError].
func (n *Names) Write(path string, _ Rank, _ []byte) error { return n.add(path) }

// Copy is [Staging.Copy] without the copying.
func (n *Names) Copy(path string, _ Rank, _ func() (io.ReadCloser, error)) error { return n.add(path) }

func (n *Names) add(path string) error {
	if err := checkPath(path); err != nil {
		return err
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.outputs = append(n.outputs, output{path: path})
	return nil
}

// Conflicts returns, in the order of their paths, those that the names have with
// one another; none is Foreign.
func (n *Names) Conflicts() []Conflict {
	n.mu.Lock()
	defer n.mu.Unlock()
	slices.SortFunc(n.outputs, func(a, b output) int { return cmp.Compare(a.path, b.path) })
	_, conflicts := collisions(n.outputs)
	return sortConflicts(conflicts)
}
