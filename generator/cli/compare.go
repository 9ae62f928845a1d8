package cli

import (
	"fmt"
	"path/filepath"
	"regexp"
	"time"

	"github.com/spf13/cobra"

	"rehearse/demo/diag"
	"rehearse/demo/flow"
	"rehearse/demo/source"
	"rehearse/generator/draft/compare"
)

// compareFlags are the flags of compare.
type compareFlags struct {
	content  flag[string]
	clock    flag[func() time.Time]
	verified bool
}

func (p *program) compareCommand() *cobra.Command {
	f := &compareFlags{content: folderFlag("content"), clock: clockFlag(p.now)}
	c := &cobra.Command{
		Use:   "compare FLOW PAGE...|RECORDING",
		Short: "Compare a flow with the real thing",
		Long: "Compare tells where a flow differs from pages of the real form that a browser saved,\n" +
			"or from a recording of Chrome's DevTools Recorder: labels, their order, kinds,\n" +
			"options, what is required, lengths and buttons; of a recording, the way. What was\n" +
			"typed into the pages is never read. Only what a page tells is compared: checks that\n" +
			"the real service makes by itself are not in it.",
		Example: "  rehearse compare content/account/lost-pin/lost-pin.flow.yaml login.html details.html\n" +
			"  rehearse compare account/lost-pin/lost-pin.flow.yaml recording.json --set-verified",
		GroupID: groupWrite,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usage("for instance: rehearse compare content/account/lost-pin/lost-pin.flow.yaml login.html", "compare takes a flow, and what it is compared with")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return p.compare(f, args[0], args[1:])
		},
	}
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.BoolVar(&f.verified, "set-verified", false, "where nothing differs, write today's date into the flow as verified")
	flags.Var(&f.clock, "clock", "date it as if it were TIME (RFC 3339)")
	return c
}

// compare compares a flow with what was read of files.
func (p *program) compare(f *compareFlags, name string, files []string) error {
	loaded, err := loadFlow(p, f.content.value, name)
	if err != nil {
		return err
	}
	problems, err := differences(loaded, files)
	if err != nil {
		return err
	}
	problems = diag.Sort(problems)
	if err := p.printProblems(f.content.value, problems); err != nil {
		return failed("", "cannot show the differences: %v", err)
	}
	errors, warnings := diag.Count(problems)
	if n := errors + warnings; n > 0 {
		return &failure{code: exitProblems, message: fmt.Sprintf("the flow differs from the real thing in %s", count(n, "place")), hint: "mend it there, and compare again"}
	}
	if f.verified {
		if err := setVerified(f.content.value, loaded.File, f.clock.value().Format(time.DateOnly)); err != nil {
			return err
		}
	}
	return say(p.stdout, fmt.Sprintf("Compared %s; nothing differs.", count(len(files), "file")))
}

// differences compares a flow with saved pages and recordings.
func differences(loaded *flow.Flow, files []string) ([]diag.Problem, error) {
	var problems []diag.Problem
	for _, file := range files {
		if isRecording(file) {
			d, err := readRecording(file)
			if err != nil {
				return nil, err
			}
			var screens []compare.Real
			for _, s := range d.Screens {
				screens = append(screens, compare.Real{Screen: s, From: filepath.Base(file)})
			}
			problems = append(problems, compare.Recording(loaded, screens)...)
			continue
		}
		if !isPage(file) {
			return nil, usage("save the page in a browser, as HTML or MHTML", "%s is neither a saved page nor a recording", file)
		}
		pages, err := readPages([]string{file})
		if err != nil {
			return nil, err
		}
		var screens []compare.Real
		for _, s := range pages[0].Screens {
			screens = append(screens, compare.Real{Screen: s, From: filepath.Base(file)})
		}
		problems = append(problems, compare.Pages(loaded, screens)...)
	}
	return problems, nil
}

var (
	verifiedLine = regexp.MustCompile(`(?m)^verified:[^\S\n]*[^\s#]*`)
	startLine    = regexp.MustCompile(`(?m)^start:`)
)

// setVerified writes the day of a comparison into a flow file.
func setVerified(folder, file, day string) error {
	content, err := openContent(folder)
	if err != nil {
		return err
	}
	defer content.Close()
	text, err := content.ReadFile(file)
	if err != nil {
		return failed("", "%v", err)
	}
	line, at := "verified: "+day, verifiedLine.FindIndex(text)
	if at == nil {
		if at = startLine.FindIndex(text); at == nil {
			return failed("write it there yourself: "+line, "%s is not laid out so that the date could be put in", file)
		}
		line, at[1] = line+"\n", at[0]
	}
	text = append(append(text[:at[0]:at[0]], line...), text[at[1]:]...)
	if err := source.Replace(content, file, text); err != nil {
		return failed("", "cannot write %s: %v", file, err)
	}
	return nil
}
