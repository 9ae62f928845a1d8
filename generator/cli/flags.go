package cli

import (
	"errors"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rehearse/demo/diag"
	"rehearse/generator/preview"
	"rehearse/generator/site"
)

// flag is a flag whose text means something: a folder, a moment, a port.
type flag[T any] struct {
	value T
	// text is what was typed, or what stands for the default.
	text string
	// kind names the value in help pages.
	kind string
	// parse makes a value of text. Its errors are hints: what the flag takes.
	parse func(text string) (T, error)
}

// String implements pflag.Value.
func (f *flag[T]) String() string { return f.text }

// Type implements pflag.Value.
func (f *flag[T]) Type() string { return f.kind }

// Set implements pflag.Value.
func (f *flag[T]) Set(text string) error {
	value, err := f.parse(text)
	if err == nil {
		f.value, f.text = value, text
	}
	return err
}

// newFlag returns a flag that is not given, with the text that would give it.
func newFlag[T any](kind string, value T, text string, parse func(string) (T, error)) flag[T] {
	return flag[T]{value, text, kind, parse}
}

// checked makes a parser of a check: the value is the text itself.
func checked(check func(string) error) func(string) (string, error) {
	return func(text string) (string, error) { return text, check(text) }
}

func folderFlag(folder string) flag[string] {
	return newFlag("DIR", folder, folder, checked(func(text string) error {
		if text == "" {
			return errors.New(`an empty name is no folder; the one you are in is "."`)
		}
		return nil
	}))
}

// choiceFlag takes one of a few words, the first of them unless it is given.
func choiceFlag(allowed ...string) flag[string] {
	return newFlag(strings.Join(allowed, "|"), allowed[0], allowed[0], checked(func(text string) error {
		if slices.Contains(allowed, text) {
			return nil
		}
		return errors.New(diag.DidYouMean(text, allowed, "it takes "+strings.Join(allowed, " or ")))
	}))
}

// completeFlags lets shells complete the values of the flags of a command:
// folders, and one of a few words.
func completeFlags(c *cobra.Command) {
	c.Flags().VisitAll(func(f *pflag.Flag) {
		var err error
		switch kind := f.Value.Type(); {
		case kind == "DIR":
			err = c.MarkFlagDirname(f.Name)
		case strings.Contains(kind, "|"):
			words := strings.Split(kind, "|")
			err = c.RegisterFlagCompletionFunc(f.Name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
		}
		if err != nil {
			panic(err) // it cannot be: the command has the flag
		}
	})
}

// clockFlag takes a moment as in RFC 3339. Unless it is given, it is now.
func clockFlag(now func() time.Time) flag[func() time.Time] {
	return newFlag("TIME", now, "", func(text string) (func() time.Time, error) {
		t, err := time.Parse(time.RFC3339, text)
		if err != nil {
			err = errors.New("write it as in RFC 3339, with its zone: 2026-11-23T08:30:00+08:00")
		}
		return func() time.Time { return t }, err
	})
}

// addressFlag takes the address of a site.
func addressFlag() flag[string] {
	return newFlag("URL", "", "", checked(func(text string) error {
		_, err := site.ParseBaseURL(text)
		return err
	}))
}

func portFlag(port int) flag[int] {
	return newFlag("PORT", port, strconv.Itoa(port), func(text string) (int, error) {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 65535 {
			err = errors.New("it takes a number from 1 to 65535, or 0 for any that is free")
		}
		return n, err
	})
}

// bindFlag takes the address or name to listen on.
func bindFlag(address string) flag[string] {
	return newFlag("ADDRESS", address, address, func(text string) (string, error) {
		bare := strings.TrimSuffix(strings.TrimPrefix(text, "["), "]")
		if net.ParseIP(bare) == nil && (bare == "" || strings.ContainsAny(bare, ":/ ")) {
			return "", errors.New("it takes an address without a port: 127.0.0.1, 0.0.0.0, or this machine's name")
		}
		return bare, nil
	})
}

// hostsFlag takes hosts as requests name them, one each time.
func hostsFlag() flag[[]string] {
	var hosts []string
	return newFlag("HOST", hosts, "", func(text string) ([]string, error) {
		u, err := url.Parse("http://" + text)
		if err != nil || u.Host != text || u.Hostname() == "" || strings.HasSuffix(text, ":") || strings.Contains(text, "*") {
			return nil, errors.New("it takes a name or address as the browser shows it, with its port if that is shown: localhost:8080")
		}
		if ip := net.ParseIP(u.Hostname()); ip != nil && ip.IsUnspecified() {
			return nil, errors.New("no browser asks for that; --bind " + u.Hostname() + " lets others in the network look")
		}
		hosts = append(hosts, text)
		return hosts, nil
	})
}

// shortestInterval keeps a typing mistake from heating the machine.
const shortestInterval = 10 * time.Millisecond

// intervalFlag takes a time between two looks.
func intervalFlag() flag[time.Duration] {
	return newFlag("DURATION", 0, "", func(text string) (time.Duration, error) {
		d, err := time.ParseDuration(text)
		if err != nil || d < shortestInterval {
			err = errors.New("write it as 500ms or 2s; the shortest is " + shortestInterval.String())
		}
		return d, err
	})
}

// editorFlag takes the address that opens an editor.
func editorFlag() flag[string] {
	return newFlag("URL", preview.DefaultEditor, preview.DefaultEditor, checked(preview.CheckEditor))
}
