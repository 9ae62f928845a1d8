package build

import (
	"bytes"
	"strings"

	"rehearse/generator/markdown"
	"rehearse/generator/site"
)

// twinName is the file beside a page's index.html that has its Markdown.
const twinName = "index.md"

// twin is the Markdown of a page for programs that would rather not read
// HTML: the title, and the text with links that lead to published pages.
func (r *Renderer) twin(p *site.Page, body []byte, links []markdown.Link) []byte {
	href := make(map[string]string, len(links))
	for _, l := range links {
		if l.Href != "" && l.Href != l.Dest && !strings.HasPrefix(l.Href, "#") {
			href[l.Dest] = r.absolute(l.Href)
		}
	}
	b := make([]byte, 0, len(body)+len(p.Title)+256)
	body = bytes.TrimLeft(body, "\n")
	if !bytes.HasPrefix(body, []byte("# ")) {
		b = append(b, "# "...)
		b = append(b, p.Title...)
		b = append(b, "\n\n"...)
	}
	return relink(b, body, href)
}

// relink appends src to dst with the destinations of inline links replaced.
func relink(dst, src []byte, href map[string]string) []byte {
	for {
		i := bytes.Index(src, []byte("]("))
		if i < 0 || len(href) == 0 {
			return append(dst, src...)
		}
		i += len("](")
		dst, src = append(dst, src[:i]...), src[i:]
		end := bytes.IndexAny(src, ") \t\n")
		if end < 0 {
			continue
		}
		if to, ok := href[string(src[:end])]; ok {
			dst, src = append(dst, to...), src[end:]
		}
	}
}
