package preview

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// guard decides whom the preview answers. A page on any website can make the
// author's browser send requests to this machine, under this machine's address
// or under a name of its own that it lets point here (DNS rebinding). Neither
// may read what is not published yet, or learn of the author's files.
type guard struct {
	port string
	// names are the hosts besides the address that a connection came in on.
	names []string
	// forwarded are hosts that the author forwards to this server, as requests
	// name them: with the port that the browser sees, if it shows one.
	forwarded []string
}

// newGuard guards a server that was bound to a name or address.
func newGuard(bind string, forwarded []string, addr net.Addr) guard {
	_, port, _ := net.SplitHostPort(addr.String())
	g := guard{port: port, names: []string{"localhost", "127.0.0.1", "::1"}}
	for _, host := range forwarded {
		g.forwarded = append(g.forwarded, strings.ToLower(host))
	}
	if ip, err := netip.ParseAddr(bind); bind != "" && (err != nil || !ip.IsUnspecified()) {
		g.names = append(g.names, strings.ToLower(bind))
	}
	return g
}

// admits reports whether a request names this server exactly. A name that
// belongs to somebody else is refused even though it leads here.
func (g guard) admits(r *http.Request) bool {
	if g.isForwarded(r) {
		return true
	}
	host, port, err := net.SplitHostPort(r.Host)
	if err != nil { // no port: that of http
		host, port = strings.Trim(r.Host, "[]"), "80"
	}
	isBracketed, isIPv6 := strings.HasPrefix(r.Host, "["), strings.Contains(host, ":")
	if port != g.port || isBracketed != isIPv6 {
		return false
	}
	host = strings.ToLower(host)
	for _, name := range g.names {
		if host == name {
			return true
		}
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	at, err := netip.ParseAddrPort(local.String())
	ip, ipErr := netip.ParseAddr(host)
	return err == nil && ipErr == nil && ip == at.Addr().Unmap()
}

// isForwarded reports whether a request names a host that the author forwards.
func (g guard) isForwarded(r *http.Request) bool {
	return slices.Contains(g.forwarded, strings.ToLower(r.Host))
}

// isOwn reports whether a request comes from a page of this server, or from no
// page at all. Browsers that do not send Sec-Fetch-Site send Origin with all
// requests across origins that they would let a page read. What forwards a host
// may speak HTTPS with the browser.
func (g guard) isOwn(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin != "" && origin != "http://"+r.Host && !(g.isForwarded(r) && origin == "https://"+r.Host) {
		return false
	}
	site := r.Header.Get("Sec-Fetch-Site")
	return site == "" || site == "same-origin" || site == "none"
}

// isNavigation reports whether the browser is to show the answer as a page of its
// own, which other sites may link to.
func isNavigation(r *http.Request) bool {
	return r.Header.Get("Sec-Fetch-Mode") == "navigate"
}

// isFramed reports whether the browser is to show the answer inside of another
// page: whoever presses something there may be led to press what lies below.
func isFramed(r *http.Request) bool {
	return slices.Contains([]string{"iframe", "frame", "embed", "object", "fencedframe"}, r.Header.Get("Sec-Fetch-Dest"))
}

// isLocal reports whether a request comes from this machine.
func isLocal(r *http.Request) bool {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && at.Addr().Unmap().IsLoopback()
}

// sitePath returns the path of a request below the site's root, without its
// leading slash. ok is false for paths that no link leads to: with folders
// above, with encodings that hide a slash, with control characters.
func sitePath(r *http.Request) (path string, ok bool) {
	p := r.URL.Path
	if !strings.HasPrefix(p, "/") || strings.ContainsAny(p, "\\") || strings.Contains(p, "//") {
		return "", false
	}
	if encoded := strings.ToLower(r.URL.EscapedPath()); strings.Contains(encoded, "%2f") || strings.Contains(encoded, "%5c") {
		return "", false
	}
	if strings.ToValidUTF8(p, "") != p || strings.ContainsFunc(p, func(c rune) bool { return c < ' ' || c == 0x7f }) {
		return "", false
	}
	for part := range strings.SplitSeq(p[1:], "/") {
		if part == "." || part == ".." {
			return "", false
		}
	}
	return p[1:], true
}

// refusal is for a person who used another name: it says how to get in.
func (g guard) refusal() string {
	return "This preview does not answer under this name. On the author's machine it is at\n" +
		"http://localhost:" + g.port + "/. If this name is forwarded there, start the preview with\n" +
		"--host and what stands between http:// and the next / in the address, such as\n" +
		"--host localhost:8080.\n"
}
