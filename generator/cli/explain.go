package cli

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/tools/txtar"

	"rehearse/demo/diag"
	"rehearse/generator/rules"
)

func (p *program) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Explain a rule, or list all rules",
		Long: "Explain prints what a rule finds, with an example that it refuses and the same\n" +
			"example mended. Each problem ends with the name of its rule, in brackets. Without\n" +
			"a name, explain lists all rules.",
		Example: "  rehearse explain broken-link\n" +
			"  rehearse explain | grep picture",
		GroupID:           groupSite,
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: completeRules,
		RunE: func(_ *cobra.Command, args []string) error {
			all, err := rules.All()
			if err != nil {
				return failed("", "%v", err)
			}
			if len(args) == 0 {
				return say(p.stdout, rulesText(all))
			}
			name := strings.Trim(args[0], "[]")
			names := make([]string, len(all))
			for i, d := range all {
				names[i] = string(d.Rule)
				if names[i] == name {
					return say(p.stdout, ruleText(d))
				}
			}
			return usage(diag.DidYouMean(name, names, "rehearse explain lists the rules"), "unknown rule %q", name)
		},
	}
}

func completeRules(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var completions []cobra.Completion
	if all, err := rules.All(); err == nil && len(args) == 0 {
		for _, d := range all {
			completions = append(completions, cobra.CompletionWithDesc(string(d.Rule), d.Finds))
		}
	}
	return completions, cobra.ShellCompDirectiveNoFileComp
}

// rulesText lists rules, one a line.
func rulesText(all []diag.Declaration) string {
	lines := make([]string, len(all))
	for i, d := range all {
		lines[i] = fmt.Sprintf("%-22s %s", d.Rule, d.Finds)
	}
	return strings.Join(lines, "\n")
}

// ruleText is what there is to say about one rule.
func ruleText(d diag.Declaration) string {
	return d.Finds + "\n\nRefused:\n" + exampleText(d.Refused) + "\nAccepted:\n" + strings.TrimSuffix(exampleText(d.Accepted), "\n")
}

// exampleText shows the files of an example.
func exampleText(e diag.Example) string {
	var b strings.Builder
	for _, f := range e.Public {
		writeFile(&b, "in the output folder: ", f)
	}
	for _, f := range e.Before {
		writeFile(&b, "in the commit before: ", f)
	}
	for _, f := range e.Content {
		writeFile(&b, "", f)
	}
	return b.String()
}

// writeFile shows a file below its name. What is no text is described. By the
// ending of its name a file stands for a link, or for one that may not be read.
func writeFile(b *strings.Builder, where string, f txtar.File) {
	text := strings.TrimRight(string(f.Data), "\n")
	name, isLink := strings.CutSuffix(f.Name, ".symlink")
	name, isClosed := strings.CutSuffix(name, ".unreadable")
	switch {
	case isLink:
		fmt.Fprintf(b, "\n  %s%s -> %s\n", where, name, text)
		return
	case isClosed:
		name += " (may not be read)"
	}
	fmt.Fprintf(b, "\n  %s%s\n", where, name)
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		text = fmt.Sprintf("(%d bytes)", len(f.Data))
	}
	for line := range strings.Lines(text) {
		b.WriteString("    " + strings.TrimRight("| "+strings.TrimSuffix(line, "\n"), " ") + "\n")
	}
}
