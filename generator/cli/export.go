package cli

import (
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/flowfile"
	"rehearse/demo/source"
	"rehearse/generator/draft"
)

// exportFlags are the flags of export.
type exportFlags struct {
	content flag[string]
	as, url flag[string]
}

func (p *program) exportCommand() *cobra.Command {
	f := &exportFlags{content: folderFlag("content"), as: choiceFlag("recording"), url: addressFlag()}
	c := &cobra.Command{
		Use:   "export FLOW",
		Short: "Export a flow for another program",
		Long: "Export prints a flow in the form of another program. A recording is what Chrome's\n" +
			"DevTools Recorder and puppeteer's replay play: here the way of the samples, on the\n" +
			"page that a rehearsal of the flow has to itself, which is at --url.",
		Example: "  rehearse export content/account/lost-pin/lost-pin.flow.yaml \\\n" +
			"      --url http://localhost:8000/account/lost-pin/rehearse/lost-pin/ > lost-pin.json",
		GroupID: groupWrite,
		Args:    oneArgument("flow"),
		RunE: func(_ *cobra.Command, args []string) error {
			if f.url.value == "" {
				return usage("the page is that of the article, and then rehearse/ and the flow's name: …/rehearse/lost-pin/", "a recording needs --url, the address where it is played")
			}
			loaded, err := loadFlow(p, f.content.value, args[0])
			if err != nil {
				return err
			}
			return say(p.stdout, strings.TrimSuffix(string(draft.Record(loaded, f.url.value)), "\n"))
		},
	}
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.Var(&f.as, "as", "what to make of it")
	flags.Var(&f.url, "url", "address of the page on which a recording is played")
	return c
}

// loadFlow loads a flow by its path, from where the author is or below the content.
// What is wrong with it is shown.
func loadFlow(p *program, folder, name string) (*flow.Flow, error) {
	content, err := openContent(folder)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	file := path.Clean(filepath.ToSlash(name))
	if _, err := os.Stat(name); err == nil {
		if file, err = belowContent(folder, name); err != nil {
			return nil, failed("it is read with the files that it uses, from there", "%s is not in the content folder %s", name, folder)
		}
	}
	if !strings.HasSuffix(file, source.FlowSuffix) {
		return nil, usage("flows end in "+source.FlowSuffix, "%s is no flow", name)
	}
	loaded, problems, err := flowfile.Load(content.FS(), file)
	if err != nil {
		return nil, failed("", "cannot read the flow: %v", err)
	}
	if loaded == nil {
		if err := p.printProblems(folder, diag.Sort(problems)); err != nil {
			return nil, failed("", "cannot show the problems: %v", err)
		}
		return nil, &failure{code: exitProblems}
	}
	return loaded, nil
}
