package crawl

import (
	"net/url"
	"slices"
	"strings"
)

// Policy is the content security policy of all pages (W3C CSP Level 3). The
// zero Policy lets a page load its own files and compile WebAssembly, and
// nothing else: no inline script or style, no form, no other host.
type Policy struct {
	// Embed are origins, such as "https://comments.example", whose scripts,
	// styles and frames the pages may load. See [IsOrigin].
	Embed []string
	// Framers are origins that may show the pages in a frame; none may where
	// it is empty. "*" allows all.
	Framers []string
}

// IsOrigin reports whether s is an origin that a policy can name: https, a host
// and perhaps a port, and nothing that could add to the policy.
func IsOrigin(s string) bool {
	host, ok := strings.CutPrefix(s, "https://")
	if !ok || host == "" || strings.ContainsFunc(host, func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || strings.ContainsRune("-.:", r))
	}) {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Host == host && u.Hostname() != ""
}

// Meta returns the policy for the pages' own meta element.
func (p Policy) Meta() string { return strings.Join(p.directives(), "; ") }

// Header returns the policy for the Content-Security-Policy header. Only there
// browsers heed frame-ancestors, which keeps others from showing the pages as
// if they were theirs.
func (p Policy) Header() string {
	framers := origins(p.Framers)
	switch {
	case slices.Contains(p.Framers, "*"):
		framers = []string{"*"}
	case len(framers) == 0:
		framers = []string{"'none'"}
	}
	return p.Meta() + "; frame-ancestors " + strings.Join(framers, " ")
}

// directives are in a fixed order. Every kind of file that is not named falls
// back to default-src.
func (p Policy) directives() []string {
	embed := origins(p.Embed)
	self := func(name string, more ...string) string {
		return strings.Join(append([]string{name, "'self'"}, more...), " ")
	}
	list := []string{
		"default-src 'none'",
		self("script-src", append([]string{"'wasm-unsafe-eval'"}, embed...)...),
		self("style-src", embed...),
		"img-src 'self' data:",
		"font-src 'self'",
		"connect-src 'self'",
		"manifest-src 'self'",
	}
	if len(embed) > 0 {
		list = append(list, "frame-src "+strings.Join(embed, " "))
	}
	return append(list, "base-uri 'none'", "form-action 'none'")
}

// origins leaves out what is no origin: a policy must never say more than it
// was meant to.
func origins(list []string) []string {
	var kept []string
	for _, s := range list {
		if IsOrigin(s) {
			kept = append(kept, s)
		}
	}
	return kept
}
