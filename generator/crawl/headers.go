package crawl

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"
)

// Headers returns the file _headers, which Netlify and Cloudflare Pages read
// (https://docs.netlify.com/manage/routing/headers/): a line with a path, and
// below it, indented, the headers of what is there. Other servers can be set
// up by it.
//
// root is the site's; immutable are folders below it, such as "assets", whose
// files never change under their names, so that browsers need not ask again. A
// part of such a folder that begins with a colon stands for any name.
func Headers(root string, policy Policy, immutable []string) []byte {
	var b bytes.Buffer
	base := basePath(root)
	rule(&b, base+"*",
		"Content-Security-Policy: "+policy.Header(),
		"Cross-Origin-Opener-Policy: same-origin",
		"Permissions-Policy: "+permissions,
		"Referrer-Policy: same-origin",
		"X-Content-Type-Options: nosniff",
	)
	for _, folder := range immutable {
		rule(&b, base+folder+"/*", "Cache-Control: public, max-age=31536000, immutable")
	}
	return b.Bytes()
}

// permissions turns off what the pages have no use for, also in frames.
const permissions = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"

// basePath is the path of an address, percent-encoded, with a slash at its
// end.
func basePath(root string) string {
	u, err := url.Parse(root)
	if err != nil {
		return "/"
	}
	return strings.TrimSuffix(u.EscapedPath(), "/") + "/"
}

func rule(b *bytes.Buffer, path string, headers ...string) {
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	fmt.Fprintln(b, path)
	for _, header := range headers {
		fmt.Fprintf(b, "  %s\n", header)
	}
}
