package cli

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
)

// starter holds a small complete site for each language that init offers.
//
//go:embed all:starter
var starter embed.FS

func (p *program) initCommand() *cobra.Command {
	lang := choiceFlag("zh", "en")
	c := &cobra.Command{
		Use:   "init DIR",
		Short: "Start a site in a new folder",
		Long: "Init writes a small complete site into an empty or new folder: site.yaml, a home\n" +
			"page, a section, and an article with a picture and a flow that can be rehearsed.",
		Example: "  rehearse init handbook\n" +
			"  rehearse init handbook --lang en",
		GroupID: groupWrite,
		Args:    oneArgument("folder"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.initSite(args[0], lang.value)
		},
	}
	c.Flags().Var(&lang, "lang", "language of the site")
	return c
}

func (p *program) initSite(dir, lang string) error {
	if dir == "" {
		return usage(`"." is the folder you are in`, "the name of the folder is empty")
	}
	if err := checkEmpty(dir); err != nil {
		return err
	}
	site, err := fs.Sub(starter, "starter/"+lang)
	if err != nil {
		return failed("", "%v", err)
	}
	if err := os.CopyFS(dir, site); err != nil {
		return failed("", "cannot write the site: %v", err)
	}
	where := "A small site is in this folder. Here,"
	if filepath.Clean(dir) != "." {
		where = fmt.Sprintf("A small site is in %s. In that folder,", dir)
	}
	return say(p.stdout, where+"\n"+
		"  rehearse serve --open    shows it while you write\n"+
		"  rehearse build           makes a website of it, in public/")
}

// checkEmpty refuses a folder that somebody's files are in. A repository without
// files is empty.
func checkEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".git" })
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return failed("name a folder that is empty or does not exist yet", "cannot start a site in %s: %v", dir, err)
	case len(entries) > 0:
		return failed("name a folder that is empty or does not exist yet",
			"%s is not empty (it has %s), and init overwrites nothing", dir, entries[0].Name())
	}
	return nil
}
