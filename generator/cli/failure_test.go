package cli

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"rehearse/generator/pipeline"
)

// What stops publishing is told with what to do about it. That it does stop is
// tested by package publish.
func TestFailureOfPublishing(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	for name, tt := range map[string]struct {
		ctx  context.Context
		err  error
		code int
		want string
	}{
		"read-only folder": {t.Context(), &pipeline.ReadOnlyError{Folder: "shut/public", Err: syscall.EACCES}, exitProblems, `rehearse: the folder shut/public cannot be written to: permission denied
    hint: allow that, or name another folder with --destination; nothing was published
`},
		"damaged": {t.Context(), &pipeline.DamagedError{File: "public/.rehearse/manifest", Reason: "is empty"}, exitProblems, `rehearse: the file public/.rehearse/manifest is empty
    hint: if the site that is there came from Rehearse, build once with --adopt, which overwrites it
`},
		"partial": {t.Context(), &pipeline.PartialError{Done: 3, Total: 9, File: "public/a/index.html", Err: syscall.ENOSPC}, exitProblems, `rehearse: 3 of 9 changes were published, and then public/a/index.html could not be changed: no space left on device
    hint: what stands is a working site, partly new; mend that and build again, which completes it
`},
		"interrupted": {ended, context.Canceled, exitInterrupted, "rehearse: interrupted; nothing was published\n"},
		"another":     {t.Context(), &fs.PathError{Op: "open", Path: "public/x", Err: syscall.EIO}, exitProblems, "rehearse: publish to public: open public/x: input/output error\n"},
	} {
		var out bytes.Buffer
		p := &program{stderr: &out}
		if code := p.report(asFailure(tt.ctx, fmt.Errorf("publish to public: %w", tt.err))); code != tt.code || out.String() != tt.want {
			t.Errorf("%s: %d\n%s\nwant %d\n%s", name, code, &out, tt.code, tt.want)
		}
	}
}
