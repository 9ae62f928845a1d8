package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rehearse/demo/diag"
)

// Command groups, in the order of the help page.
const (
	groupWrite = "write"
	groupSite  = "site"
	groupOther = "other"
)

func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "rehearse COMMAND [flags]",
		Short: "Guides that can be rehearsed",
		Long: "Rehearse turns Markdown guides into a static site in which readers can rehearse\n" +
			"each procedure, in a simulation of the forms, before they do it for real.",
		Example: "  rehearse init handbook            a small complete site to start from\n" +
			"  cd handbook\n" +
			"  rehearse new account/lost-pin     a new article in the section “account”\n" +
			"  rehearse serve --open             the site in a browser, following every save\n" +
			"  rehearse build                    content/ becomes a website in public/",
		Version:       version,
		Args:          p.knownCommand,
		RunE:          p.noCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetHelpFunc(writeHelp)
	root.SetFlagErrorFunc(flagFailure)
	root.SetVersionTemplate(versionText() + "\n")
	root.PersistentFlags().BoolP("help", "h", false, "show this page")
	root.Flags().BoolP("version", "v", false, "show which version this is")
	root.AddGroup(
		&cobra.Group{ID: groupWrite, Title: "Writing"},
		&cobra.Group{ID: groupSite, Title: "The site"},
		&cobra.Group{ID: groupOther, Title: "Other"},
	)
	root.SetHelpCommand(p.helpCommand())
	root.CompletionOptions.DisableDefaultCmd = true // ours knows our exit codes
	root.AddCommand(p.initCommand(), p.newCommand(), p.draftCommand(), p.compareCommand(), p.exportCommand(), p.serveCommand(), p.shotsCommand(), p.buildCommand(), p.checkCommand(), p.packCommand(), p.deployCommand(),
		p.explainCommand(), p.completionCommand(), p.versionCommand())
	for _, c := range root.Commands() {
		completeFlags(c)
	}
	return root
}

// knownCommand refuses words that are no command; cobra asks the root about
// them because the commands did not want them.
func (p *program) knownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return unknownCommand(root, args[0])
}

func unknownCommand(root *cobra.Command, name string) *failure {
	var known []string
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			known = append(known, c.Name())
		}
	}
	return usage(diag.DidYouMean(name, known, "rehearse --help lists the commands"), "unknown command %q", name)
}

// noCommand shows the help page, but as a mistake: a script that lost its
// arguments must not seem to have succeeded.
func (p *program) noCommand(root *cobra.Command, _ []string) error {
	if err := say(p.stderr, strings.TrimRight(helpText(root), "\n")); err != nil {
		return err
	}
	return &failure{code: exitUsage}
}

// flagFailure puts cobra's words about flags into ours.
func flagFailure(c *cobra.Command, err error) error {
	help := c.CommandPath() + " --help lists the flags"
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		return unknownFlag(c, unknown, help)
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		hint := invalid.Unwrap().Error()
		if invalid.GetFlag().Value.Type() == "bool" {
			hint = "it takes true or false, or nothing for true"
		}
		return usage(hint, "--%s cannot be %q", invalid.GetFlag().Name, invalid.GetValue())
	}
	var missing *pflag.ValueRequiredError
	if errors.As(err, &missing) {
		flag := missing.GetFlag()
		_, meaning := pflag.UnquoteUsage(flag)
		return usage(meaning, "--%s needs a value", flag.Name)
	}
	return usage(help, "%v", err)
}

func unknownFlag(c *cobra.Command, err *pflag.NotExistError, help string) *failure {
	name := err.GetSpecifiedName()
	if group := err.GetSpecifiedShortnames(); group != "" {
		return usage(help, "unknown flag -%s", name)
	}
	var known []string
	c.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
	if s := diag.Suggest(name, known); s != "" {
		help = "did you mean --" + s + "?"
	}
	return usage(help, "unknown flag --%s", name)
}

// noArguments refuses arguments of a command that takes none.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(c.CommandPath()+" --help shows what it takes", "%s takes no argument, but got %q", c.Name(), args[0])
	}
	return nil
}

// oneArgument wants exactly one argument; what names it, as in the help page.
func oneArgument(what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		got := "nothing"
		if len(args) > 1 {
			got = strings.Join(args, " ")
		}
		example, _, _ := strings.Cut(strings.TrimSpace(c.Example), "\n")
		return usage("for instance: "+example, "%s takes one %s, but got %s", c.Name(), what, got)
	}
}
