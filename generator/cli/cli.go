// Package cli is the command line of Rehearse: commands, flags, messages
// in the terminal, and exit codes.
//
// It is the only place that reads flags, the environment, the working
// directory and the clock; everything below it takes plain values.
//
// Standard output carries results (the closing summary, a path, the problems
// as JSON); standard error carries messages on the way (progress, problems,
// failures).
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// What the program exits with. 130 is the shells' number for Ctrl-C (128 + 2).
const (
	exitClean       = 0
	exitProblems    = 1
	exitUsage       = 2
	exitInterrupted = 130
)

// heapGrowth is by how many percent the heap may grow over what is kept before
// garbage is collected. Go's own 100 takes a seventh more memory than a site of
// ten thousand articles needs; less costs more time than it saves memory.
const heapGrowth = 60

// program is what the commands share: the outside world, as it was found.
type program struct {
	stdout, stderr io.Writer
	// getenv reads an environment variable, "" where it is not set.
	getenv func(string) string
	// now is the clock.
	now func() time.Time
}

// Run carries out one command line, args without the program's name, and
// returns the code to exit with.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	// A second Ctrl-C ends the program at once, should the first not do it.
	context.AfterFunc(ctx, stop)

	p := &program{stdout: stdout, stderr: stderr, getenv: os.Getenv, now: time.Now}
	if p.getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	return p.run(ctx, args, stdin)
}

func (p *program) run(ctx context.Context, args []string, stdin io.Reader) (code int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Fprintf(p.stderr, "rehearse: this is a bug in Rehearse, not a mistake of yours: %v\n\n%s", r, debug.Stack())
			code = exitProblems
		}
	}()
	root := p.rootCommand()
	root.SetArgs(append([]string{}, args...)) // cobra takes nil for os.Args
	root.SetIn(stdin)
	root.SetOut(p.stdout)
	root.SetErr(p.stderr)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitClean
	}
	return p.report(err)
}

// report prints a failure and returns its exit code. An error that is not a
// [failure] is cobra's: it could not make sense of the command line.
func (p *program) report(err error) int {
	var f *failure
	if !errors.As(err, &f) {
		f = usage("", "%v", err)
	}
	if f.message == "" {
		return f.code
	}
	fmt.Fprintf(p.stderr, "rehearse: %s\n", f.message)
	if f.hint != "" {
		fmt.Fprintf(p.stderr, "    hint: %s\n", f.hint)
	}
	return f.code
}

// failure is why a command did not do what it was asked to.
type failure struct {
	code int
	// message is empty where everything has been printed already.
	message string
	hint    string
}

// Error returns the message.
func (f *failure) Error() string { return f.message }

// usage is the failure of a command line that cannot be carried out by anybody.
func usage(hint, format string, args ...any) *failure {
	return &failure{code: exitUsage, message: fmt.Sprintf(format, args...), hint: hint}
}

// failed is any other failure.
func failed(hint, format string, args ...any) *failure {
	return &failure{code: exitProblems, message: fmt.Sprintf(format, args...), hint: hint}
}

// say writes one message.
func say(w io.Writer, message string) error {
	if _, err := fmt.Fprintln(w, message); err != nil {
		return failed("", "cannot write: %v", err)
	}
	return nil
}
