// Rehearse turns Markdown guides into a static site in which readers can
// rehearse each procedure. Run it with --help.
package main

import (
	"os"

	"rehearse/generator/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
