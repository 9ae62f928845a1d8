package preview

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"syscall"
)

// Address is where a preview is to be seen.
type Address struct {
	// URL is for a browser on this machine.
	URL string
	// Network are for other machines; none where Bind keeps to this one.
	Network []string
}

// nextPorts is how many ports are tried when one is in use.
const nextPorts = 100

// listen opens the port, or the next one that is free.
func listen(ctx context.Context, cfg Config) (net.Listener, error) {
	last := cfg.Port
	if !cfg.StrictPort && cfg.Port != 0 {
		last = min(cfg.Port+nextPorts, 65535)
	}
	var lc net.ListenConfig
	for port := cfg.Port; ; port++ {
		l, err := lc.Listen(ctx, "tcp", net.JoinHostPort(cfg.Bind, strconv.Itoa(port)))
		switch {
		case err == nil:
			return l, nil
		case !errors.Is(err, syscall.EADDRINUSE):
			return nil, &ListenError{fmt.Sprintf("cannot listen on %s: %v", net.JoinHostPort(cfg.Bind, strconv.Itoa(port)), err)}
		case port < last:
		case cfg.Port == last:
			return nil, &ListenError{fmt.Sprintf("the port %d is in use", port)}
		default:
			return nil, &ListenError{fmt.Sprintf("the ports %d to %d are all in use", cfg.Port, last)}
		}
	}
}

// ListenError is why a preview cannot be had at the address that was asked for.
type ListenError struct{ message string }

// Error says what is wrong, for the author.
func (e *ListenError) Error() string { return e.message }

// address returns where the site is served now.
func (s *server) address() Address {
	basePath := s.live.now().renderer.Index().Site.BasePath()
	port := strconv.Itoa(int(s.at.Port()))
	address := func(host string) string { return "http://" + net.JoinHostPort(host, port) + basePath }
	if !s.at.Addr().IsUnspecified() {
		a := Address{URL: address(s.cfg.Bind)}
		if !s.at.Addr().IsLoopback() {
			a.Network = []string{a.URL}
		}
		return a
	}
	a := Address{URL: address("localhost")}
	for _, ip := range networkAddresses() {
		a.Network = append(a.Network, address(ip.String()))
	}
	return a
}

// networkAddresses are this machine's addresses in its networks: those of the
// private IPv4 ranges first, as phones at home and in offices have these.
func networkAddresses() []netip.Addr {
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var found []netip.Addr
	for _, a := range all {
		prefix, err := netip.ParsePrefix(a.String())
		if ip := prefix.Addr(); err == nil && ip.Is4() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() {
			found = append(found, ip)
		}
	}
	slices.SortStableFunc(found, func(a, b netip.Addr) int {
		switch {
		case a.IsPrivate() == b.IsPrivate():
			return 0
		case a.IsPrivate():
			return -1
		}
		return 1
	})
	return found
}
