package templates

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"unicode/utf8"
)

// schemaOrg is the vocabulary of all documents here, https://schema.org.
const schemaOrg = "https://schema.org"

// ArticleLD describes an article to search engines. URLs are absolute, times
// RFC 3339; what is empty is left out.
type ArticleLD struct {
	Headline, Description, URL, Lang string
	Published, Modified              string
	Author, Publisher, Image         string
	// Source is the work's origin; SourceURL may be empty.
	Source, SourceURL string
	Keywords          []string
}

// Append appends the JSON-LD document, a schema.org Article.
func (a ArticleLD) Append(to []byte) []byte {
	n := newNode(to, "Article")
	n.text("headline", a.Headline)
	n.said("description", a.Description)
	n.said("url", a.URL)
	n.said("mainEntityOfPage", a.URL)
	n.said("inLanguage", a.Lang)
	n.said("datePublished", a.Published)
	n.said("dateModified", a.Modified)
	n.said("image", a.Image)
	if len(a.Keywords) > 0 {
		n.key("keywords")
		n.open('[')
		for _, k := range a.Keywords {
			n.value(k)
		}
		n.shut(']')
	}
	n.thing("author", "Person", a.Author, "")
	n.thing("publisher", "Organization", a.Publisher, "")
	n.thing("isBasedOn", "CreativeWork", a.Source, a.SourceURL)
	return n.end()
}

// WebSiteLD describes the site as a whole, for its home page.
type WebSiteLD struct {
	Name, Description, URL, Lang string
}

// Append appends the JSON-LD document, a schema.org WebSite.
func (s WebSiteLD) Append(to []byte) []byte {
	n := newNode(to, "WebSite")
	n.text("name", s.Name)
	n.said("description", s.Description)
	n.said("url", s.URL)
	n.said("inLanguage", s.Lang)
	return n.end()
}

// BreadcrumbsLD is the way from the home page to a page, the page included,
// with absolute URLs.
type BreadcrumbsLD []Link

// Append appends the JSON-LD document, a schema.org BreadcrumbList.
func (b BreadcrumbsLD) Append(to []byte) []byte {
	n := newNode(to, "BreadcrumbList")
	n.key("itemListElement")
	n.open('[')
	for i, link := range b {
		n.item("ListItem", i+1)
		n.text("name", link.Title)
		n.said("item", link.Href)
		n.shut('}')
	}
	n.shut(']')
	return n.end()
}

// HowToLD is a procedure of an article.
type HowToLD struct {
	Name, Lang string
	// URL is that of the article, absolute.
	URL   string
	Steps []StepLD
}

// StepLD is one step of a procedure; ID is its place in the article.
type StepLD struct{ Text, ID string }

// Append appends the JSON-LD document, a schema.org HowTo.
func (h HowToLD) Append(to []byte) []byte {
	n := newNode(to, "HowTo")
	n.text("name", h.Name)
	n.said("inLanguage", h.Lang)
	n.key("step")
	n.open('[')
	for i, s := range h.Steps {
		n.item("HowToStep", i+1)
		n.text("text", s.Text)
		n.text("url", h.URL, "#", s.ID)
		n.shut('}')
	}
	n.shut(']')
	return n.end()
}

// node is a JSON object being written. Every article has several of these
// documents: with reflection they would cost as much as the page around them.
type node struct{ b []byte }

// newNode begins a document at the end of b.
func newNode(b []byte, kind string) *node {
	n := &node{append(b, '{')}
	n.text("@context", schemaOrg)
	n.text("@type", kind)
	return n
}

// end returns what newNode was given, and the document.
func (n *node) end() []byte {
	n.shut('}')
	return n.b
}

// open begins an object or a list, shut ends it.
func (n *node) open(bracket byte) {
	n.comma()
	n.b = append(n.b, bracket)
}

func (n *node) shut(bracket byte) { n.b = append(n.b, bracket) }

// comma divides a value from the one before it.
func (n *node) comma() {
	switch n.b[len(n.b)-1] {
	case '{', '[', ':':
	default:
		n.b = append(n.b, ',')
	}
}

// key begins a member; the names are ours, and plain.
func (n *node) key(name string) {
	n.comma()
	n.b = append(append(append(n.b, '"'), name...), `":`...)
}

// text is a member that is a string, made of parts.
func (n *node) text(name string, parts ...string) {
	n.key(name)
	n.value(parts...)
}

// said is text for what is left out where it is empty.
func (n *node) said(name, value string) {
	if value != "" {
		n.text(name, value)
	}
}

// item begins an object of a numbered list.
func (n *node) item(kind string, position int) {
	n.open('{')
	n.text("@type", kind)
	n.key("position")
	n.b = strconv.AppendInt(n.b, int64(position), 10)
}

// thing is a member that is an object with a name.
func (n *node) thing(name, kind, called, url string) {
	if called == "" {
		return
	}
	n.key(name)
	n.open('{')
	n.text("@type", kind)
	n.text("name", called)
	n.said("url", url)
	n.shut('}')
}

// value writes a string, made of parts. Encoding/json escapes <, > and &, so
// that no text can close the element that the document stands in; it cannot
// fail on a string.
func (n *node) value(parts ...string) {
	n.comma()
	n.b = append(n.b, '"')
	for _, s := range parts {
		if isPlainJSON(s) {
			n.b = append(n.b, s...)
			continue
		}
		quoted, _ := json.Marshal(s)
		n.b = append(n.b, quoted[1:len(quoted)-1]...)
	}
	n.b = append(n.b, '"')
}

// isPlainJSON tells whether encoding/json would leave a string as it is. What
// is not valid UTF-8 it would not, and neither the line separators of Unicode.
// The loop steps over the usual three-byte sequences of Chinese itself: an
// article has a few thousand of them.
func isPlainJSON(s string) bool {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < utf8.RuneSelf:
			if c < ' ' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
				return false
			}
			i++
		case c-0xE3 < 0xED-0xE3 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80:
			i += 3
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 || r == '\u2028' || r == '\u2029' {
				return false
			}
			i += size
		}
	}
	return true
}

// writeJSONLD writes a document into a script element. A "<" can stand only
// inside a JSON string, where the escape means the same; documents that others
// encoded are thereby as safe as ours.
func writeJSONLD(w io.Writer, document []byte) error {
	if bytes.IndexByte(document, '<') >= 0 {
		document = bytes.ReplaceAll(document, []byte("<"), []byte(`\u003c`))
	}
	for _, part := range [...][]byte{[]byte(`<script type="application/ld+json">`), document, []byte(`</script>`)} {
		if _, err := w.Write(part); err != nil {
			return err
		}
	}
	return nil
}
