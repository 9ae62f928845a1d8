package crawl

import (
	"bytes"
	"cmp"
	"fmt"
	"mime"
	"net/url"
	"path"
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
		rule(&b, base+folder+"/*", "Cache-Control: "+Forever)
	}
	return b.Bytes()
}

// Forever is the Cache-Control of files that never change under their names.
const Forever = "public, max-age=31536000, immutable"

// ContentType is the media type of a file. The system's own table is asked
// last: on some machines it has scripts as plain text.
func ContentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	known := map[string]string{
		"": "text/plain; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".html": "text/html; charset=utf-8",
		".md": "text/markdown; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
		".xml": "text/xml; charset=utf-8", ".json": "application/json", ".wasm": "application/wasm",
		".bin": "application/octet-stream", ".svg": "image/svg+xml", ".webp": "image/webp",
	}
	return cmp.Or(known[ext], mime.TypeByExtension(ext), "application/octet-stream")
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
