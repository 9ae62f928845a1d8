// Package build turns a content folder into a published site: index, render,
// verify, publish.
package build

import (
	"context"
	"time"

	"rehearse/demo/diag"
)

// Config says what to build, and where to.
type Config struct {
	// Content and Destination are folders.
	Content, Destination string
	// BaseURL overrides the one in site.yaml when it is not empty.
	BaseURL string
	// Drafts, Future and Expired include pages that are left out otherwise.
	Drafts, Future, Expired bool
	// Strict keeps a site with warnings from being published.
	Strict bool
	// Check verifies everything and writes nothing.
	Check bool
	// Clock is the time of the build; it decides what is future or expired.
	Clock time.Time
	// Version of the program, for the generator meta tag.
	Version string
}

// Event tells how far a build has come.
type Event struct {
	// Stage is "index", "render", "verify" or "publish".
	Stage string
	// Done of Total; Total is 0 where it is not known.
	Done, Total int
}

// Summary is what a build amounted to.
type Summary struct {
	Pages, Pictures, Flows             int
	Files, Written, Unchanged, Removed int
	// Bytes is the size of the whole site.
	Bytes   int64
	Elapsed time.Duration
}

// Run builds the site. Problems are sorted; where they hold an error (or, if
// Strict, a warning), nothing has been published. progress may be nil; it may
// be called from several goroutines.
func Run(ctx context.Context, cfg Config, progress func(Event)) (Summary, []diag.Problem, error) {
	return Summary{}, nil, ctx.Err()
}
