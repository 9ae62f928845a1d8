package preview

import (
	"bytes"
	"embed"
	"html"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

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

// bundle makes the client's files, once in a process; it fails only by a bug.
var bundle = sync.OnceValues(func() (asset.Bundle, error) {
	folder, err := fs.Sub(sources, "client")
	if err != nil {
		return asset.Bundle{}, err
	}
	return asset.Build([]asset.Source{{FS: folder, Entries: []string{"client.js", "page.css", "panel.css"}}})
})

func newClient() (*client, error) {
	bundle, err := bundle()
	if err != nil {
		return nil, err
	}
	href := func(entry string) string { return Prefix + path.Base(bundle.Path(entry)) }
	c := &client{
		files:  make(map[string][]byte, len(bundle.Files)),
		script: href("client.js"), style: href("page.css"), panel: href("panel.css"),
	}
	for name, data := range bundle.Files {
		c.files[path.Base(name)] = data
	}
	return c, nil
}

// before is the first tag in the head of all pages that comes after the
// content policy and before any script: the client has to see the page before
// other scripts have changed it.
const before = "<title>"

// origin is what the client must know of a page.
type origin struct {
	// file is what the page is made of, "" for none.
	file string
	// embedded are the other files that it is made of.
	embedded []string
	// note is a message to the author about the page.
	note string
}

// inject adds the client to a page.
func (c *client) inject(page []byte, from origin) []byte {
	at := bytes.Index(page, []byte(before))
	if at < 0 {
		return page
	}
	var tags strings.Builder
	tags.WriteString(`<script type="module" data-preview`)
	for _, a := range [][2]string{
		{"src", c.script}, {"data-panel", c.panel}, {"data-file", from.file},
		{"data-embedded", strings.Join(from.embedded, "\n")}, {"data-note", from.note},
	} {
		tags.WriteString(" " + a[0] + `="` + html.EscapeString(a[1]) + `"`)
	}
	tags.WriteString(`></script><link rel="stylesheet" href="` + c.style + `">`)
	return slices.Concat(page[:at], []byte(tags.String()), page[at:])
}
