package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/cli/browser"
	"github.com/spf13/cobra"

	"rehearse/demo/diag"
	"rehearse/generator/history"
	"rehearse/generator/pipeline"
	"rehearse/generator/preview"
)

// defaultPort is where a preview is looked for.
const defaultPort = 1313

// serveFlags are the flags of serve.
type serveFlags struct {
	content, cache, bind, editor flag[string]
	port                         flag[int]
	hosts                        flag[[]string]
	poll                         flag[time.Duration]
	clock                        flag[func() time.Time]
	drafts, future, expired      bool
	open, strictPort, noReload   bool
}

func (p *program) serveCommand() *cobra.Command {
	f := &serveFlags{
		content: folderFlag("content"), cache: folderFlag(""), bind: bindFlag("127.0.0.1"), editor: editorFlag(),
		port: portFlag(defaultPort), hosts: hostsFlag(), poll: intervalFlag(), clock: clockFlag(p.now),
	}
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the site while it is written",
		Long: "Serve shows the site in a browser and keeps up with every save: the page changes in\n" +
			"place, and problems are shown over it. Nothing is written to public/. Drafts are\n" +
			"shown, and marked. A click with Alt opens the editor where the text comes from.",
		Example: "  rehearse serve --open\n" +
			"  rehearse serve --bind 0.0.0.0                   for a phone in the same network, too\n" +
			"  rehearse serve --host localhost:8080            behind ssh -L 8080:localhost:1313\n" +
			"  rehearse serve --editor 'idea://open?file={path}&line={line}'",
		GroupID: groupWrite,
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.serve(c.Context(), f)
		},
	}
	f.register(c)
	return c
}

func (f *serveFlags) register(c *cobra.Command) {
	flags := c.Flags()
	flags.VarP(&f.content, "content", "c", "folder with the articles and site.yaml")
	flags.Var(&f.cache, "cache", "folder that keeps what is made of pictures (default: the user's cache)")
	flags.VarP(&f.port, "port", "p", "port to listen on, or the next free one")
	flags.BoolVar(&f.strictPort, "strict-port", false, "fail where the port is in use")
	flags.Var(&f.bind, "bind", "address to listen on; 0.0.0.0 lets others in the network look")
	flags.Var(&f.hosts, "host", "answer to `HOST` as well, which is forwarded here (repeatable)")
	flags.BoolVarP(&f.open, "open", "O", false, "open the site in a browser")
	flags.BoolVarP(&f.drafts, "drafts", "D", true, "show drafts")
	flags.BoolVarP(&f.future, "future", "F", false, "show pages whose publishDate or date is still to come")
	flags.BoolVarP(&f.expired, "expired", "E", false, "show pages whose expiryDate has passed")
	flags.Var(&f.poll, "poll", "look for changes every DURATION, for network disks")
	flags.BoolVar(&f.noReload, "no-reload", false, "serve pages as they will be published; they do not follow")
	flags.Var(&f.editor, "editor", "URL that opens a file, with {path}, {line} and {col}")
	flags.Var(&f.clock, "clock", "show the site as if it were TIME (RFC 3339)")
}

// serve runs the preview until it is interrupted, which is how it is meant to
// end.
func (p *program) serve(ctx context.Context, f *serveFlags) error {
	if err := checkFolders(pipeline.Config{Content: f.content.value, Cache: cacheFolder(f.cache.value)}); err != nil {
		return err
	}
	err := preview.Run(ctx, preview.Config{
		Content: f.content.value, Drafts: f.drafts, Future: f.future, Expired: f.expired,
		Clock: f.clock.value, Version: version, Cache: cacheFolder(f.cache.value),
		Hosts: f.hosts.value, Bind: f.bind.value, Port: f.port.value, StrictPort: f.strictPort,
		Past: history.Read, Poll: f.poll.value, NoReload: f.noReload, Editor: f.editor.value,
		Listening: func(a preview.Address) { p.announce(a, f.open) },
		Problems:  p.problemReporter(f.content.value),
		Notice:    func(text string) { fmt.Fprintf(p.stderr, "rehearse: %s\n", text) },
	})
	var busy *preview.ListenError
	if errors.As(err, &busy) {
		return failed("--port takes another one", "%v", err)
	}
	if err != nil {
		return failed("", "%v", err)
	}
	return nil
}

// announce says where the site is to be seen.
func (p *program) announce(a preview.Address, open bool) {
	var b strings.Builder
	fmt.Fprintf(&b, "The site is at %s\n", a.URL)
	for i, address := range a.Network {
		if i == 0 {
			code, err := qrText(address, p.colour(p.stdout))
			if err == nil {
				fmt.Fprintf(&b, "On a phone in the same network: %s\n\n%s\n", address, code)
				continue
			}
		}
		fmt.Fprintf(&b, "or %s\n", address)
	}
	b.WriteString("Ctrl-C ends the preview.\n")
	fmt.Fprint(p.stdout, b.String())
	if !open {
		return
	}
	if err := openBrowser(a.URL); err != nil {
		fmt.Fprintf(p.stderr, "rehearse: cannot open a browser: %v\n", err)
	}
}

// openBrowser opens an address. What the browser's own program has to say is
// for nobody.
func openBrowser(address string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(address)
}

// problemReporter returns a function that reports in the terminal what is wrong
// with the site, each time that it is something else.
func (p *program) problemReporter(folder string) func([]diag.Problem) {
	had := false
	return func(problems []diag.Problem) {
		switch {
		case len(problems) > 0:
			if err := p.printProblems(folder, problems); err != nil {
				fmt.Fprintf(p.stderr, "rehearse: %v\n", err)
				return
			}
			errors, warnings := diag.Count(problems)
			fmt.Fprintf(p.stderr, "%s, %s at %s\n", count(errors, "error"), count(warnings, "warning"), p.now().Format(time.TimeOnly))
		case had:
			fmt.Fprintln(p.stderr, "All problems are mended.")
		}
		had = len(problems) > 0
	}
}
