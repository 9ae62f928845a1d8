package preview

import (
	"bytes"
	"embed"
	"html"
	"io/fs"
	"path"
	"strings"

	"rehearse/generator/asset"
)

//go:embed client
var sources embed.FS

// client is the part of the preview that runs in pages.
type client struct {
	files  map[string][]byte // by base name
	script string            // href
	style  string            // href
	panel  string            // href of the panel's style sheet
}

// newClient bundles the client; it fails only by a bug.
func newClient() (*client, error) {
	folder, err := fs.Sub(sources, "client")
	if err != nil {
		return nil, err
	}
	bundle, err := asset.Build([]asset.Source{
		{FS: folder, Entries: []string{"client.js", "page.css", "panel.css"}},
	}, asset.Options{})
	if err != nil {
		return nil, err
	}
	href := func(entry string) string { return Prefix + path.Base(bundle.Path(entry)) }
	c := &client{
		files:  make(map[string][]byte, len(bundle.Files)),
		script: href("client.js"), style: href("page.css"), panel: href("panel.css"),
	}
	for _, f := range bundle.Files {
		c.files[path.Base(f.Path)] = f.Data
	}
	return c, nil
}

// before is the first tag in the head of all pages that comes after the
// content policy and before any script: the client has to see the page before
// other scripts have changed it.
const before = "<title>"

// inject adds the client to a page that is made of a file, "" for none, and of
// the others that it embeds.
func (c *client) inject(page []byte, file string, embedded ...string) []byte {
	at := bytes.Index(page, []byte(before))
	if at < 0 {
		return page
	}
	tags := `<script type="module" src="` + c.script + `" data-preview data-panel="` + c.panel +
		`" data-file="` + html.EscapeString(file) + `" data-embedded="` + html.EscapeString(strings.Join(embedded, "\n")) + `"></script><link rel="stylesheet" href="` + c.style + `">`
	out := make([]byte, 0, len(page)+len(tags))
	out = append(append(out, page[:at]...), tags...)
	return append(out, page[at:]...)
}
