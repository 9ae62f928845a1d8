// Package crawl writes what machines read around the pages: the sitemap and
// robots.txt for search engines, llms.txt for language models, _headers for
// the hosts that serve the site, and the content security policy that browsers
// hold the pages to.
//
// All addresses that it is given are absolute, and begin with the site's root,
// an address that ends with a slash and may hold a path:
// "https://host.example/docs/".
package crawl

import (
	"bytes"
	"fmt"
	"strings"
)

// Robots returns robots.txt: everything may be read, and the sitemap is there.
// Crawlers look for it at the root of a host only; a site below a path has it
// for the host's owner to take over.
func Robots(root string) []byte {
	return fmt.Appendf(nil, "User-agent: *\nAllow: /\n\nSitemap: %s\n", escapeSpace(root+sitemapFile))
}

// Guide is what llms.txt says about the site (https://llmstxt.org).
type Guide struct {
	Title    string
	Summary  string
	Sections []Section
}

// Section is a part of the site.
type Section struct {
	Title string
	Links []Link
}

// Link leads to a page's Markdown.
type Link struct {
	Title string
	// URL is that of the page's index.md.
	URL     string
	Summary string
}

// LLMs returns llms.txt: Markdown with a title, a quotation that sums the site
// up, and under each section's heading a list of links.
func LLMs(g Guide) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n", inline(g.Title))
	if g.Summary != "" {
		fmt.Fprintf(&b, "\n> %s\n", inline(g.Summary))
	}
	for _, section := range g.Sections {
		if len(section.Links) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n", inline(section.Title))
		for _, link := range section.Links {
			fmt.Fprintf(&b, "- [%s](%s)", inline(link.Title), escapeParens(link.URL))
			if link.Summary != "" {
				fmt.Fprintf(&b, ": %s", inline(link.Summary))
			}
			b.WriteByte('\n')
		}
	}
	return b.Bytes()
}

// The tables of a Replacer are built once, when it is first used.
var (
	inlineEscapes = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`, `<`, `\<`, "`", "\\`")
	spaceEscapes  = strings.NewReplacer(" ", "%20", "\n", "%0A", "\r", "%0D", "\t", "%09")
	parenEscapes  = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E")
)

// inline makes any text one line of Markdown that means itself.
func inline(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return inlineEscapes.Replace(strings.Join(strings.Fields(s), " "))
}

// escapeSpace percent-encodes what would end a line or an address.
func escapeSpace(address string) string {
	return spaceEscapes.Replace(address)
}

// escapeParens also percent-encodes what would end a link of Markdown.
func escapeParens(address string) string {
	return parenEscapes.Replace(escapeSpace(address))
}
