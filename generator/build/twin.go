package build

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"rehearse/generator/markdown"
	"rehearse/generator/site"
)

// twinName is the file beside a page's index.html that has its Markdown.
const twinName = "index.md"

// appendTwin appends the Markdown of a page for programs that would rather not
// read HTML: the title, and the text with links that lead to published pages.
// The page's Markdown is text from the byte body on.
func (r *Renderer) appendTwin(b []byte, p *site.Page, text []byte, body int, links []markdown.Link) []byte {
	edits := r.relink(text, links)
	b = slices.Grow(b, len(text)-body+len(p.Title)+64*len(edits)+8)
	body += len(text[body:]) - len(bytes.TrimLeft(text[body:], "\n"))
	if !bytes.HasPrefix(text[body:], []byte("# ")) {
		b = append(b, "# "...)
		b = append(b, p.Title...)
		b = append(b, "\n\n"...)
	}
	for _, e := range edits {
		b = append(append(b, text[body:e.from]...), e.href...)
		body = e.to
	}
	return append(b, text[body:]...)
}

// edit puts href in the place of text[from:to].
type edit struct {
	from, to int
	href     string
}

// relink finds the destinations of the page's links in its text: each is the
// first of its spelling after the place where the link begins. What only looks
// like a link, in code, stays as it is.
func (r *Renderer) relink(text []byte, links []markdown.Link) []edit {
	links = slices.Clone(links)
	slices.SortStableFunc(links, func(a, b markdown.Link) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	var edits []edit
	at, line := 0, 1
	for _, l := range links {
		for ; line < l.Line; line++ {
			at += bytes.IndexByte(text[at:], '\n') + 1
		}
		if l.Href == "" || l.Href == l.Dest || strings.HasPrefix(l.Href, "#") {
			continue
		}
		from := at
		for range l.Col - 1 {
			_, size := utf8.DecodeRune(text[from:])
			from += size
		}
		if n := len(edits); n > 0 {
			from = max(from, edits[n-1].to)
		}
		if i := bytes.Index(text[from:], []byte("]("+l.Dest)); i >= 0 {
			from += i + len("](")
			edits = append(edits, edit{from, from + len(l.Dest), r.absolute(l.Href)})
		}
	}
	return edits
}
