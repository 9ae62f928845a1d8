package cli

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"rehearse/demo/diag"
	"rehearse/demo/source"
	"rehearse/generator/history"
	"rehearse/generator/outside"
	"rehearse/generator/pipeline"
	"rehearse/generator/site"
)

// buildFlags are the flags of build and check.
type buildFlags struct {
	content, destination, cache     flag[string] // folders
	baseURL, format                 flag[string]
	drafts, future, expired, strict bool
	adopt, links, fix               bool
	clock                           flag[func() time.Time]
	quiet                           bool
}

func (p *program) buildCommand() *cobra.Command {
	f := p.newBuildFlags()
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site",
		Long: "Build reads the content, renders every page, verifies every link, anchor, picture\n" +
			"and flow, and only then publishes: where there is an error, the site stays as it\n" +
			"was. Unchanged files are left alone, and files that Rehearse did not make are kept.",
		Example: "  rehearse build\n" +
			"  rehearse build --base-url https://example.org/docs/\n" +
			"  rehearse build -c handbook/content -d /srv/www --strict --quiet",
		GroupID: groupSite,
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.build(c.Context(), f, false)
		},
	}
	f.register(c)
	f.registerOutput(c)
	return c
}

// registerOutput gives c the flags of a command that publishes.
func (f *buildFlags) registerOutput(c *cobra.Command) {
	c.Flags().VarP(&f.destination, "destination", "d", "folder that the site is published to")
	c.Flags().BoolVar(&f.adopt, "adopt", false, "overwrite what has the name of a file of the site, where the record of earlier builds is lost")
	c.Flags().Var(&f.cache, "cache", "folder that keeps what is made of pictures (default: the user's cache)")
}

func (p *program) checkCommand() *cobra.Command {
	f := p.newBuildFlags()
	c := &cobra.Command{
		Use:   "check",
		Short: "Verify the site, write nothing",
		Long: "Check verifies everything that build does (front matter, links, anchors, pictures,\n" +
			"flows) and writes nothing to the site; with --links it also asks other sites whether\n" +
			"the pages that are linked to are there, and with --fix it writes aliases into articles\n" +
			"whose addresses have changed since they were published. Each problem ends with the name of a rule, in\n" +
			"brackets: rehearse explain RULE says more about it.",
		Example: "  rehearse check\n" +
			"  rehearse check --drafts --strict\n" +
			"  rehearse check --links\n" +
			"  rehearse check --fix\n" +
			"  rehearse check --format json | jq -r '.[] | .file' | sort -u",
		GroupID: groupSite,
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.build(c.Context(), f, true)
		},
	}
	f.register(c)
	c.Flags().BoolVar(&f.fix, "fix", false, "write aliases into articles that are no longer where they were published")
	c.Flags().BoolVar(&f.links, "links", false, "ask other sites, too, whether the pages that are linked to are there")
	return c
}

func (p *program) newBuildFlags() *buildFlags {
	return &buildFlags{
		content: folderFlag("content"), destination: folderFlag("public"), cache: folderFlag(""),
		baseURL: addressFlag(), format: choiceFlag("text", "json"), clock: clockFlag(p.now),
	}
}

// register gives c the flags that build and check share.
func (f *buildFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.VarP(&f.baseURL, "base-url", "b", "address of the site, instead of baseURL in site.yaml")
	flags.BoolVarP(&f.drafts, "drafts", "D", false, "include drafts")
	flags.BoolVarP(&f.future, "future", "F", false, "include pages whose publishDate or date is still to come")
	flags.BoolVarP(&f.expired, "expired", "E", false, "include pages whose expiryDate has passed")
	flags.BoolVar(&f.strict, "strict", false, "let warnings fail, too")
	flags.Var(&f.format, "format", "how to report problems; JSON goes to standard output")
	flags.Var(&f.clock, "clock", "build as if it were TIME (RFC 3339), for reproducible builds")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "show problems and nothing else")
}

// build is buildSite for a command that does no more.
func (p *program) build(ctx context.Context, f *buildFlags, check bool) error {
	_, err := p.buildSite(ctx, f, check)
	return err
}

// buildSite runs the pipeline, shows what it found and closes with a summary.
func (p *program) buildSite(ctx context.Context, f *buildFlags, check bool) (pipeline.Summary, error) {
	started := p.now()
	cfg := f.config(check)
	cfg.Clock = f.clock.value()
	summary, problems, err := checkAndFix(p, ctx, cfg, f)
	elapsed := p.now().Sub(started)
	if showErr := p.showProblems(problems, f); showErr != nil {
		return summary, failed("", "cannot show the problems: %v", showErr)
	}
	if err != nil {
		return summary, asFailure(ctx, err)
	}
	errors, warnings := diag.Count(problems)
	if errors > 0 || f.strict && warnings > 0 {
		return summary, p.closeFailed(f.quiet, problemsText(errors, warnings, check))
	}
	if f.quiet {
		return summary, nil
	}
	out := p.stdout
	if f.format.value == "json" {
		out = p.stderr // nothing but the array goes to standard output
	}
	if check {
		return summary, say(out, checkedText(summary, elapsed, warnings))
	}
	return summary, say(out, builtText(summary, elapsed, warnings, f.destination.value)+rememberedText(summary, pathPrefix(f.content.value)+site.AddressesFile))
}

func (p *program) closeFailed(quiet bool, closing string) error {
	f := &failure{code: exitProblems}
	if quiet {
		return f
	}
	if err := say(p.stderr, closing); err != nil {
		return err
	}
	return f
}

func (f *buildFlags) config(check bool) pipeline.Config {
	cfg := pipeline.Config{
		Content: f.content.value, Destination: f.destination.value, BaseURL: f.baseURL.value,
		Drafts: f.drafts, Future: f.future, Expired: f.expired,
		Past: history.Read, Strict: f.strict, Adopt: f.adopt, Check: check, Version: version,
	}
	if check {
		cfg.Destination = ""
		if f.links {
			cfg.Dead = f.dead
		}
	} else {
		cfg.Cache = cacheFolder(f.cache.value)
	}
	return cfg
}

// dead asks for pages of other sites, and remembers for the next time.
func (f *buildFlags) dead(ctx context.Context, addresses []string) (map[string]string, error) {
	c := outside.Checker{
		Pause: time.Second, Now: f.clock.value(), Agent: "Rehearse/" + version + " (link check)",
		Memory: linksFile(),
	}
	return c.Dead(ctx, addresses)
}

// pipeline is [pipeline.Run] with the folders looked at before, and progress
// shown meanwhile.
func (p *program) pipeline(ctx context.Context, cfg pipeline.Config, quiet bool) (pipeline.Summary, []diag.Problem, error) {
	if err := checkFolders(cfg); err != nil {
		return pipeline.Summary{}, nil, err
	}
	var g *progress
	if !quiet && p.animated() {
		g = startProgress(p.stderr)
	}
	defer g.stop()
	summary, problems, err := pipeline.Run(ctx, cfg, g.event)
	if errors.Is(err, pipeline.ErrNoPages) {
		err = failed("name another folder with --content, or start a site with: rehearse init DIR",
			"there are no pages in %s", cfg.Content)
	}
	return summary, problems, err
}

// asFailure distinguishes an interruption from a breakdown.
func asFailure(ctx context.Context, err error) error {
	var f *failure
	switch {
	case errors.As(err, &f):
		return f
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		return &failure{code: exitInterrupted, message: "interrupted; nothing was published"}
	}
	var readOnly *pipeline.ReadOnlyError
	var damaged *pipeline.DamagedError
	var partial *pipeline.PartialError
	switch {
	case errors.As(err, &readOnly):
		return failed("allow that, or name another folder with --destination; nothing was published", "%v", readOnly)
	case errors.As(err, &damaged):
		return failed("if the site that is there came from Rehearse, build once with --adopt, which overwrites it", "%v", damaged)
	case errors.As(err, &partial):
		return failed("what stands is a working site, partly new; mend that and build again, which completes it", "%v", partial)
	}
	return failed("", "%v", err)
}

// showProblems reports problems in the form that was asked for.
func (p *program) showProblems(problems []diag.Problem, f *buildFlags) error {
	if f.format.value == "json" {
		return diag.PrintJSON(p.stdout, reachable(f.content.value, problems))
	}
	return p.printProblems(f.content.value, problems)
}

// reachable returns the problems with paths that lead from where the author is,
// as text has them, and not from the content folder.
func reachable(folder string, problems []diag.Problem) []diag.Problem {
	moved := slices.Clone(problems)
	for i := range moved {
		moved[i].File = pathPrefix(folder) + moved[i].File
	}
	return moved
}

// pathPrefix is what goes before the path of a file in the content folder.
func pathPrefix(folder string) string { return strings.TrimRight(folder, `/\`) + "/" }

// printProblems prints problems in a content folder for its author.
func (p *program) printProblems(folder string, problems []diag.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	content, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer content.Close()
	printer := diag.Printer{
		Source: excerpts(content),
		Prefix: pathPrefix(folder),
		Colour: p.colour(p.stderr),
	}
	return printer.Print(p.stderr, problems)
}

// excerpts returns a function that reads a file of the content folder in the
// form that positions are counted in; nil where there is none. What is no file is
// not opened: that a pipe stands there may be the very problem, and reading one
// never ends.
func excerpts(content *os.Root) func(file string) []byte {
	return func(file string) []byte {
		if info, err := content.Stat(file); err != nil || !info.Mode().IsRegular() {
			return nil
		}
		raw, err := content.ReadFile(file)
		if err != nil {
			return nil
		}
		text, _, _ := source.Text(file, raw)
		return text
	}
}
