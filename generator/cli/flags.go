package cli

import (
	"errors"
	"strings"
	"time"

	"rehearse/demo/diag"
	"rehearse/generator/site"
)

// choiceFlag is a flag that takes one of a few words. Its errors are hints:
// what the flag takes.
type choiceFlag struct {
	value   string
	allowed []string
}

func (f *choiceFlag) String() string { return f.value }

// Type is the name of the value in help pages.
func (f *choiceFlag) Type() string { return strings.Join(f.allowed, "|") }

func (f *choiceFlag) Set(s string) error {
	for _, a := range f.allowed {
		if s == a {
			f.value = s
			return nil
		}
	}
	return errors.New(diag.DidYouMean(s, f.allowed, "it takes "+strings.Join(f.allowed, " or ")))
}

// clockFlag is a flag that takes a moment as in RFC 3339.
type clockFlag struct{ time.Time }

func (f *clockFlag) String() string {
	if f.IsZero() {
		return ""
	}
	return f.Format(time.RFC3339)
}

func (f *clockFlag) Type() string { return "TIME" }

func (f *clockFlag) Set(s string) error {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return errors.New("write it as in RFC 3339, with its zone: 2026-11-23T08:30:00+08:00")
	}
	f.Time = t
	return nil
}

// or returns the flag's moment, or now where the flag was not given.
func (f *clockFlag) or(now func() time.Time) time.Time {
	if f.IsZero() {
		return now()
	}
	return f.Time
}

// addressFlag is a flag that takes the address of a site.
type addressFlag struct{ value string }

func (f *addressFlag) String() string { return f.value }

func (f *addressFlag) Type() string { return "URL" }

func (f *addressFlag) Set(s string) error {
	if _, err := site.ParseBaseURL(s); err != nil {
		return err
	}
	f.value = s
	return nil
}

// folderFlag is a flag that takes a folder.
type folderFlag struct{ value string }

func (f *folderFlag) String() string { return f.value }

func (f *folderFlag) Type() string { return "DIR" }

func (f *folderFlag) Set(s string) error {
	if s == "" {
		return errors.New(`an empty name is no folder; the one you are in is "."`)
	}
	f.value = s
	return nil
}
