package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// exitCodes closes every help page.
const exitCodes = `
Exit codes:
  0    done, perhaps with warnings; or serve was ended with Ctrl-C
  1    problems in the content, or the work could not be done
  2    the command line makes no sense
  130  interrupted with Ctrl-C; nothing half-written is left
`

func (p *program) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Show the help page of a command",
		GroupID: groupOther,
		RunE: func(c *cobra.Command, args []string) error {
			target, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(c.Root(), args[0])
			}
			target.InitDefaultHelpFlag() // or else the page would not list it
			return target.Help()
		},
	}
}

// writeHelp writes the help page of a command to standard output.
func writeHelp(c *cobra.Command, _ []string) {
	fmt.Fprint(c.OutOrStdout(), helpText(c))
}

// helpText is the help page of a command.
func helpText(c *cobra.Command) string {
	var b strings.Builder
	if c.Long != "" {
		b.WriteString(c.Long)
	} else {
		b.WriteString(c.Short + ".")
	}
	fmt.Fprintf(&b, "\n\nUsage:\n  %s\n", strings.TrimSuffix(c.UseLine(), " [flags]")+flagsMark(c))
	if c.HasExample() {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", c.Example)
	}
	writeCommands(&b, c)
	if c.HasAvailableFlags() {
		fmt.Fprintf(&b, "\nFlags:\n%s\n", strings.TrimRight(c.Flags().FlagUsages(), "\n"))
	}
	b.WriteString(exitCodes)
	return b.String()
}

func flagsMark(c *cobra.Command) string {
	if c.HasAvailableFlags() {
		return " [flags]"
	}
	return ""
}

// writeCommands lists the commands below c by group.
func writeCommands(b *strings.Builder, c *cobra.Command) {
	for _, g := range c.Groups() {
		fmt.Fprintf(b, "\n%s:\n", g.Title)
		for _, sub := range c.Commands() {
			if sub.GroupID == g.ID {
				fmt.Fprintf(b, "  %-12s%s\n", sub.Name(), sub.Short)
			}
		}
	}
}
