package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is the release. It goes into every page, so it is the same however
// the program was built: the same content then gives the same bytes.
const version = "0.1.0"

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Show which version this is",
		GroupID: groupOther,
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			return say(p.stdout, versionText())
		},
	}
}

// versionText names the release and what it was built from, for bug reports.
func versionText() string {
	text := fmt.Sprintf("rehearse %s (%s, %s/%s", version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	if revision := revision(); revision != "" {
		text += ", commit " + revision
	}
	return text + ")"
}

// revision is the commit of the program's source, "" where it is not known, as
// with go run.
func revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	var commit, mark string
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(12, len(s.Value))]
		case s.Key == "vcs.modified" && s.Value == "true":
			mark = " with changes"
		}
	}
	if commit == "" {
		return ""
	}
	return commit + mark
}
