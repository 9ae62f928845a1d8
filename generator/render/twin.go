package render

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"rehearse/generator/markdown"
	"rehearse/generator/site"
)

// AlternateName is the file beside a page's index.html that has its Markdown.
const AlternateName = "index.md"

// appendTwin appends the Markdown of a page for programs that would rather not
// read HTML: the title, and the text with whatever it names where that is
// published.
func (c *converted) appendTwin(b []byte, p *site.Page) []byte {
	text, body, edits := c.text, c.body, c.edits()
	b = slices.Grow(b, len(text)-body+len(p.Title)+64*len(edits)+8)
	body += len(text[body:]) - len(bytes.TrimLeft(text[body:], "\n"))
	if !bytes.HasPrefix(text[body:], []byte("# ")) {
		b = append(b, "# "...)
		b = append(b, p.Title...)
		b = append(b, "\n\n"...)
	}
	for _, e := range edits {
		if e.Start < body {
			continue // a definition that several links refer to
		}
		b = append(append(b, text[body:e.Start]...), e.text...)
		body = e.End
	}
	return append(b, text[body:]...)
}

// edit puts a text in the place of another.
type edit struct {
	markdown.Span
	text string
}

// edits are what makes the page's text that of its twin, in their order: each
// destination becomes the address of what it leads to.
func (c *converted) edits() []edit {
	edits := make([]edit, 0, len(c.Links)+len(c.Embeds))
	for _, l := range c.Links {
		if l.Href != "" && l.Span.End > 0 && !strings.HasPrefix(l.Href, "#") {
			edits = append(edits, edit{l.Span, c.resolver.twinAddress(l.Href)})
		}
	}
	for _, e := range c.Embeds {
		address, ok := c.resolver.addresses[embedded{e.Dest, e.ID}]
		if !ok || e.Span.End == 0 {
			continue
		}
		if e.Kind == markdown.EmbeddedScreen { // no picture has its address: a link leads there
			edits = append(edits, edit{markdown.Span{Start: e.Start, End: e.Start + len("!")}, ""})
		}
		edits = append(edits, edit{e.Span, address})
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.Start, b.Start) })
	return edits
}

// twinAddress is the address of what a link of a page leads to: where that has
// a twin, of the twin.
func (v *resolver) twinAddress(href string) string {
	if v.twinless[href] {
		return absolute(v.index, href)
	}
	end := len(href)
	if i := strings.IndexAny(href, "?#"); i >= 0 {
		end = i
	}
	return absolute(v.index, href[:end]+AlternateName+href[end:])
}
