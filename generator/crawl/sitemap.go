package crawl

import (
	"bytes"
	"encoding/xml"
	"fmt"
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

// Sitemap writes sitemap.xml while pages are added to it. A site that one file
// cannot hold gets sitemap-1.xml and so on, and sitemap.xml lists these. At no
// time is more than one file held in memory.
type Sitemap struct {
	root string
	emit func(path string, data []byte) error

	maxURLs, maxBytes int
	file              bytes.Buffer
	page              bytes.Buffer
	urls              int
	newest            time.Time
	index             bytes.Buffer
	files             int
}

// NewSitemap returns a sitemap for the site at root. It hands each file to
// emit, with its path below root; emit must not keep the data.
func NewSitemap(root string, emit func(path string, data []byte) error) *Sitemap {
	return &Sitemap{root: root, emit: emit, maxURLs: maxSitemapURLs, maxBytes: maxSitemapBytes}
}

// Add adds a page, and returns the error of emit where a file is full.
func (s *Sitemap) Add(p Page) error {
	s.page.Reset()
	s.page.WriteString("<url>")
	element(&s.page, "loc", p.URL)
	if !p.Updated.IsZero() {
		element(&s.page, "lastmod", stamp(p.Updated))
	}
	for _, t := range p.Translations {
		s.page.WriteString(`<xhtml:link rel="alternate" hreflang="`)
		escape(&s.page, t.Lang)
		s.page.WriteString(`" href="`)
		escape(&s.page, t.URL)
		s.page.WriteString(`"/>`)
	}
	s.page.WriteString("</url>\n")
	size := s.file.Len() + s.page.Len() + len(sitemapEnd)
	if s.urls > 0 && (s.urls == s.maxURLs || size > s.maxBytes) {
		if err := s.part(); err != nil {
			return err
		}
	}
	if s.urls == 0 {
		s.file.WriteString(sitemapStart)
	}
	s.file.Write(s.page.Bytes())
	s.urls++
	if p.Updated.After(s.newest) {
		s.newest = p.Updated
	}
	return nil
}

// part hands out a full file, and starts another.
func (s *Sitemap) part() error {
	s.files++
	name := fmt.Sprintf("sitemap-%d.xml", s.files)
	s.index.WriteString("<sitemap>")
	element(&s.index, "loc", s.root+name)
	if !s.newest.IsZero() {
		element(&s.index, "lastmod", stamp(s.newest))
	}
	s.index.WriteString("</sitemap>\n")
	s.file.WriteString(sitemapEnd)
	err := s.emit(name, s.file.Bytes())
	s.file.Reset()
	s.urls, s.newest = 0, time.Time{}
	return err
}

// Close hands out what is left, and sitemap.xml.
func (s *Sitemap) Close() error {
	if s.files == 0 {
		if s.urls == 0 {
			s.file.WriteString(sitemapStart)
		}
		s.file.WriteString(sitemapEnd)
		return s.emit(sitemapFile, s.file.Bytes())
	}
	if err := s.part(); err != nil {
		return err
	}
	return s.emit(sitemapFile, []byte(indexStart+s.index.String()+indexEnd))
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

// stamp is in UTC, so that the time zone of the build does not show.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
