package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"rehearse/demo/diag"
)

func (p *program) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print what makes a shell complete our commands",
		Long: "Completion prints a script for bash, zsh, fish or powershell, after which the Tab\n" +
			"key completes commands, flags and folders.",
		Example: "  source <(rehearse completion bash)     in ~/.bashrc\n" +
			"  rehearse completion fish > ~/.config/fish/completions/rehearse.fish",
		GroupID:   groupOther,
		Args:      oneArgument("shell"),
		ValidArgs: shells,
		RunE: func(c *cobra.Command, args []string) error {
			var err error
			switch root := c.Root(); args[0] {
			case "bash":
				err = root.GenBashCompletionV2(p.stdout, true)
			case "zsh":
				err = root.GenZshCompletion(p.stdout)
			case "fish":
				err = root.GenFishCompletion(p.stdout, true)
			case "powershell":
				err = root.GenPowerShellCompletionWithDesc(p.stdout)
			default:
				return usage(diag.DidYouMean(args[0], shells, "they are "+strings.Join(shells, ", ")),
					"there is no completion for the shell %q", args[0])
			}
			if err != nil {
				return failed("", "cannot write: %v", err)
			}
			return nil
		},
	}
}
