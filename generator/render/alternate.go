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

// alternateFile makes the Markdown of a page for programs that would rather not
// read HTML: the title, and the text with whatever it names where that is
// published.
func alternateFile(r *Renderer, c *content) ([]File, error) {
	if c.text == nil {
		return nil, nil
	}
	text, body, edits := c.text, c.body, edits(r.index, c)
	b := make([]byte, 0, len(text)-body+len(c.page.Title)+64*len(edits)+8)
	body += len(text[body:]) - len(bytes.TrimLeft(text[body:], "\n"))
	if !bytes.HasPrefix(text[body:], []byte("# ")) {
		b = append(b, "# "...)
		b = append(b, c.page.Title...)
		b = append(b, "\n\n"...)
	}
	for _, e := range edits {
		if e.Start < body {
			continue // a definition that several links refer to
		}
		b = append(append(b, text[body:e.Start]...), e.text...)
		body = e.End
	}
	return []File{{Path: c.page.URL[1:] + AlternateName, Data: append(b, text[body:]...)}}, nil
}

// edit puts a text in the place of another.
type edit struct {
	markdown.Span
	text string
}

// edits are what makes the page's text that of its alternate, in their order:
// each destination becomes the address of what it leads to.
func edits(x *site.Index, c *content) []edit {
	edits := make([]edit, 0, len(c.Links)+len(c.Embeds))
	for _, l := range c.Links {
		if l.Href != "" && l.Span.End > 0 && !strings.HasPrefix(l.Href, "#") {
			edits = append(edits, edit{l.Span, alternateAddress(x, l.Href, c.plain[l.Href])})
		}
	}
	for _, e := range c.Embeds {
		i := slices.IndexFunc(c.uses, func(u use) bool { return u.href != "" && u.dest == e.Dest && u.id == e.ID })
		if i < 0 || e.Span.End == 0 {
			continue
		}
		if e.Kind == markdown.EmbeddedScreen { // no picture has its address: a link leads there
			edits = append(edits, edit{markdown.Span{Start: e.Start, End: e.Start + len("!")}, ""})
		}
		edits = append(edits, edit{e.Span, absolute(x, c.uses[i].href)})
	}
	for _, f := range c.Facts {
		edits = append(edits, unlink(c.text, f)...)
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.Start, b.Start) })
	return edits
}

// unlink leaves the text of a link to a fact, where the link is written out: [text](…).
func unlink(text []byte, f markdown.FactLink) []edit {
	open, end := f.Dest.Start-len("]("), f.Dest.End
	if open <= f.Start || end >= len(text) || text[f.Start] != '[' || string(text[open:f.Dest.Start]) != "](" || text[end] != ')' {
		return nil
	}
	return []edit{
		{markdown.Span{Start: f.Start, End: f.Start + len("[")}, ""},
		{markdown.Span{Start: open, End: end + len(")")}, ""},
	}
}

// alternateAddress is the address of what a link of a page leads to: of its
// alternate, unless that is plain and has none.
func alternateAddress(x *site.Index, href string, isPlain bool) string {
	if isPlain {
		return absolute(x, href)
	}
	end := len(href)
	if i := strings.IndexAny(href, "?#"); i >= 0 {
		end = i
	}
	return absolute(x, href[:end]+AlternateName+href[end:])
}
