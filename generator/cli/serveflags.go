package cli

import (
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"rehearse/generator/preview"
)

// portFlag is a flag that takes a TCP port.
type portFlag struct{ value int }

func (f *portFlag) String() string { return strconv.Itoa(f.value) }

func (f *portFlag) Type() string { return "PORT" }

func (f *portFlag) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 65535 {
		return errors.New("it takes a number from 1 to 65535, or 0 for any that is free")
	}
	f.value = n
	return nil
}

// bindFlag is a flag that takes the address or name to listen on.
type bindFlag struct{ value string }

func (f *bindFlag) String() string { return f.value }

func (f *bindFlag) Type() string { return "ADDRESS" }

func (f *bindFlag) Set(s string) error {
	bare := strings.TrimSuffix(strings.TrimPrefix(s, "["), "]")
	if net.ParseIP(bare) == nil && (bare == "" || strings.ContainsAny(bare, ":/ ")) {
		return errors.New("it takes an address without a port: 127.0.0.1, 0.0.0.0, or this machine's name")
	}
	f.value = bare
	return nil
}

// hostsFlag is a flag that takes hosts as requests name them, one each time.
type hostsFlag struct{ values []string }

func (f *hostsFlag) String() string { return strings.Join(f.values, ",") }

func (f *hostsFlag) Type() string { return "HOST" }

func (f *hostsFlag) Set(s string) error {
	u, err := url.Parse("http://" + s)
	if err != nil || u.Host != s || u.Hostname() == "" || strings.HasSuffix(s, ":") || strings.Contains(s, "*") {
		return errors.New("it takes a name or address as the browser shows it, with its port if that is shown: localhost:8080")
	}
	if ip := net.ParseIP(u.Hostname()); ip != nil && ip.IsUnspecified() {
		return errors.New("no browser asks for that; --bind " + u.Hostname() + " lets others in the network look")
	}
	f.values = append(f.values, s)
	return nil
}

// intervalFlag is a flag that takes a time between two looks.
type intervalFlag struct{ value time.Duration }

// shortestInterval keeps a typing mistake from heating the machine.
const shortestInterval = 10 * time.Millisecond

func (f *intervalFlag) String() string {
	if f.value == 0 {
		return ""
	}
	return f.value.String()
}

func (f *intervalFlag) Type() string { return "DURATION" }

func (f *intervalFlag) Set(s string) error {
	d, err := time.ParseDuration(s)
	if err != nil || d < shortestInterval {
		return errors.New("write it as 500ms or 2s; the shortest is " + shortestInterval.String())
	}
	f.value = d
	return nil
}

// editorFlag is a flag that takes the address that opens an editor.
type editorFlag struct{ value string }

func (f *editorFlag) String() string { return f.value }

func (f *editorFlag) Type() string { return "URL" }

func (f *editorFlag) Set(s string) error {
	if err := preview.CheckEditor(s); err != nil {
		return err
	}
	f.value = s
	return nil
}
