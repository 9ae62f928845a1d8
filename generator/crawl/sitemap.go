package crawl

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"iter"
	"slices"
	"time"
)

const sitemapFile = "sitemap.xml"

// The limits of one file, from https://www.sitemaps.org/protocol.html.
const (
	maxSitemapURLs  = 50_000
	maxSitemapBytes = 50 << 20
)

const (
	sitemapStart = xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"` +
		` xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n"
	sitemapEnd = "</urlset>\n"
	indexStart = xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n"
	indexEnd   = "</sitemapindex>\n"
)

// Page is one address of the site.
type Page struct {
	URL string
	// Updated may be the zero time: then nothing is said about it.
	Updated time.Time
	// Translations are all languages of the page, its own included, as search
	// engines want it; empty where there is only one.
	Translations []Translation
}

// Translation is a page in one language.
type Translation struct {
	// Lang is a language tag, or "x-default" for readers of any other.
	Lang, URL string
}

// Sitemap yields the files of the sitemap of a site, with their paths below root:
// sitemap.xml, and of a site that one file cannot hold before it sitemap-1.xml and
// so on, which it then lists.
func Sitemap(root string, pages iter.Seq[Page]) iter.Seq2[string, []byte] {
	return sitemap(root, pages, maxSitemapURLs, maxSitemapBytes)
}

func sitemap(root string, pages iter.Seq[Page], maxURLs, maxBytes int) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		var file, index bytes.Buffer
		var newest time.Time
		urls, parts := 0, 0
		part := func() bool {
			parts++
			name := fmt.Sprintf("sitemap-%d.xml", parts)
			index.WriteString("<sitemap>")
			located(&index, root+name, newest)
			index.WriteString("</sitemap>\n")
			data := slices.Concat([]byte(sitemapStart), file.Bytes(), []byte(sitemapEnd))
			file.Reset()
			urls, newest = 0, time.Time{}
			return yield(name, data)
		}
		for p := range pages {
			entry := urlElement(p)
			size := len(sitemapStart) + file.Len() + len(entry) + len(sitemapEnd)
			if urls > 0 && (urls == maxURLs || size > maxBytes) && !part() {
				return
			}
			file.Write(entry)
			urls++
			if p.Updated.After(newest) {
				newest = p.Updated
			}
		}
		if parts == 0 {
			yield(sitemapFile, slices.Concat([]byte(sitemapStart), file.Bytes(), []byte(sitemapEnd)))
		} else if part() {
			yield(sitemapFile, []byte(indexStart+index.String()+indexEnd))
		}
	}
}

func urlElement(p Page) []byte {
	var b bytes.Buffer
	b.WriteString("<url>")
	located(&b, p.URL, p.Updated)
	for _, t := range p.Translations {
		b.WriteString(`<xhtml:link rel="alternate" hreflang="`)
		escape(&b, t.Lang)
		b.WriteString(`" href="`)
		escape(&b, t.URL)
		b.WriteString(`"/>`)
	}
	b.WriteString("</url>\n")
	return b.Bytes()
}

// located writes where something is and when it was updated, if that is known. The
// time is in UTC, so that the time zone of the build does not show.
func located(b *bytes.Buffer, url string, updated time.Time) {
	element(b, "loc", url)
	if !updated.IsZero() {
		element(b, "lastmod", updated.UTC().Format(time.RFC3339))
	}
}

func element(b *bytes.Buffer, name, text string) {
	b.WriteString("<" + name + ">")
	escape(b, text)
	b.WriteString("</" + name + ">")
}

// escape writes text as XML; a character that XML forbids becomes U+FFFD.
func escape(b *bytes.Buffer, text string) {
	// A buffer takes everything.
	_ = xml.EscapeText(b, []byte(text))
}
