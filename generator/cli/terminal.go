package cli

import (
	"io"
	"os"

	"golang.org/x/term"
)

// colour reports whether to write ANSI colours to w. NO_COLOR (no-color.org) wins
// over CLICOLOR_FORCE, and either over what w is.
func (p *program) colour(w io.Writer) bool {
	force := p.getenv("CLICOLOR_FORCE")
	switch {
	case p.getenv("NO_COLOR") != "":
		return false
	case force != "" && force != "0":
		return true
	}
	return p.getenv("TERM") != "dumb" && isTerminal(w)
}

// animated reports whether a line on standard error can be drawn again and again
// without filling somebody's log.
func (p *program) animated() bool {
	return p.getenv("CI") == "" && p.getenv("TERM") != "dumb" && isTerminal(p.stderr)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is how many columns w has, 80 where that is not known.
func terminalWidth(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return 80
}
