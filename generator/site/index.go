// Package site knows which pages a content folder makes: their metadata, URLs,
// languages, tree, tags and relations. It reads front matter, first headings
// and first paragraphs, never whole articles.
//
// An [Index] is immutable. A page is later rendered as a function of the Index
// and of its own source and of nothing else; that is what makes builds
// parallel and previews instant. [Index.Update] therefore makes a new Index
// that shares whatever has not changed with the old one.
//
// # From files to URLs
//
// Where site.yaml names languages, each has a folder (zh/, en/); the default
// language is published at /, the others at /en/. Elsewhere the content folder
// itself holds the pages of the one language. Below that,
//
//	_index.md or index.md     the home page             /
//	guides/_index.md          a section                 /guides/
//	guides/x/index.md         an article, a bundle      /guides/x/
//	guides/y.md               an article                /guides/y/
//	guides/x/picture.png      a resource of its bundle  /guides/x/picture.png
//	static/robots.txt         published verbatim        /robots.txt
//
// A folder without _index.md that has articles below it is a section all the
// same, named after the folder. The slug of a page replaces the last part of
// its URL, and with a section's that part of all URLs below. Files whose names
// begin with "." or "_" and the backups of editors are ignored.
//
// URLs in an Index are paths from the root of the site, unescaped and without
// the base path: [Index.Href] makes of them what may stand in HTML.
package site

import (
	"io/fs"
	"path"
	"time"

	"rehearse/demo/diag"
	"rehearse/demo/fact"
)

// Options says how to read a content folder.
type Options struct {
	// BaseURL overrides the one of site.yaml when it is not empty.
	BaseURL string
	// Drafts, Future and Expired include pages that are left out otherwise.
	Drafts, Future, Expired bool
	// Now decides what is future or expired.
	Now time.Time
	// Past is what is known of how the files changed.
	Past Past
	// Site stands in for site.yaml where it is not nil: a preview keeps the
	// settings that it had while there are mistakes in the new ones.
	Site *Site
	// Outputs are what the program publishes besides pages and the author's files.
	Outputs []Output
	// Head reads how an article begins. Without it, pages have only the titles and
	// descriptions of their front matter.
	Head HeadReader
}

// HeadReader returns the first heading and the first paragraph of Markdown, as
// far as they are wanted, without markup; each is empty where there is none.
// With whole false, markdown is only the beginning of the text, and ok is false
// where the rest could change the answer. It is called from several goroutines.
type HeadReader func(markdown []byte, wantHeading, wantParagraph, whole bool) (heading, paragraph string, ok bool)

// hasExpired is the reason for leaving out a page that has.
const hasExpired = "has expired"

// leftOut says why a page is not part of the site, or "".
func (o *Options) leftOut(m *Meta) string {
	release := m.PublishDate
	if release.IsZero() {
		release = m.Date
	}
	switch {
	case m.Draft && !o.Drafts:
		return "is a draft"
	case release.After(o.Now) && !o.Future:
		return "is not to be published before " + release.Format("2006-01-02 15:04")
	case !m.ExpiryDate.IsZero() && !m.ExpiryDate.After(o.Now) && !o.Expired:
		return hasExpired
	}
	return ""
}

// Scope is what an [Output] is made for.
type Scope int

const (
	// PerSite is made once, at the root of the site.
	PerSite Scope = iota
	// PerLanguage is made below the prefix of each language.
	PerLanguage
	// PerList is made for each home and each section.
	PerList
	// PerPage is made for each page.
	PerPage
)

// Has tells whether a page is one that the output is made for. What is made for
// the site and for a language belongs to their home pages.
func (s Scope) Has(p *Page) bool {
	switch s {
	case PerSite:
		return p.URL == "/"
	case PerLanguage:
		return p.Kind == Home
	case PerList:
		return p.Kind != Article
	}
	return true
}

// Output is a file, or a folder of files, that the program itself publishes.
type Output struct {
	Scope Scope
	// Name is the path relative to the URL of what the output is made for:
	// "feed.xml". That of a folder ends with a slash.
	Name string
	// Replaceable tells whether an author may write the file instead, in static/.
	Replaceable bool
	// Linkable tells whether links may lead to it.
	Linkable bool
	// When tells whether there is an output for p, which is the home of the site
	// or language, or the list or page. A nil When means always. The URL is
	// reserved all the same.
	When func(x *Index, p *Page) bool
}

// Index is what is known about a site without rendering it. It never changes
// and is safe for concurrent use.
type Index struct {
	// Site is what site.yaml says; it is never nil.
	Site *Site

	input
	structure
	ordered
	tree
	terms
}

// input is what an Index is made from.
type input struct {
	fsys           fs.FS
	opt            Options
	listing        listing
	entries        []*entry       // of listing.pages, in the same order
	siteProblems   []diag.Problem // about site.yaml
	facts          fact.Facts
	factProblems   []diag.Problem // about facts.yaml
	addresses      []byte
	memoryProblems []diag.Problem // about addresses.txt
}

// structure stays the same as long as no page comes, goes, moves or changes its
// tags. Pages are named by their numbers.
type structure struct {
	files
	byFile    map[string]int
	byURL     map[string]int // aliases included
	contested map[string]bool
	parted    map[string][]movedPart // by the URL of the page before
	leftOut   []LeftOut              // by File
	reviewed  bool                   // somebody says how often something has to be checked
	problems  []diag.Problem         // about how the pages fit together
}

// SiteProblems returns what is wrong with site.yaml in itself, whatever its
// links lead to.
func (x *Index) SiteProblems() []diag.Problem { return x.siteProblems }

// Facts returns what facts.yaml says.
func (x *Index) Facts() fact.Facts { return x.facts }

// Addresses returns what addresses.txt says, and is not to be changed.
func (x *Index) Addresses() []byte { return x.addresses }

// Pages returns all pages, in the order of their files.
func (x *Index) Pages() []*Page { return x.pages }

// Page returns the page that is made from a file, or nil. The file of a
// section or home that has none is where its _index.md would be.
func (x *Index) Page(file string) *Page {
	if i, ok := x.byFile[file]; ok {
		return x.pages[i]
	}
	return nil
}

// PageAt returns the page at a URL, or nil. For an alias it is the page that
// the alias leads to: compare Page.URL.
func (x *Index) PageAt(url string) *Page {
	if i, ok := x.byURL[url]; ok {
		return x.pages[i]
	}
	return nil
}

// Owner returns the page beside which a file lies: the article of its folder, the
// section, or the nearest one above.
func (x *Index) Owner(file string) *Page {
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		for _, name := range []string{"index.md", "_index.md"} {
			if p := x.Page(path.Join(dir, name)); p != nil {
				return p
			}
		}
		if dir == "." {
			return x.Home(x.Site.Default().Code)
		}
	}
}

// Number returns the position of a page in [Index.Pages], or -1. The page may be
// one that an older Index gave for the same file.
func (x *Index) Number(p *Page) int {
	if p == nil {
		return -1
	}
	if n := p.number; n < len(x.pages) && x.pages[n] == p {
		return n
	}
	if i, ok := x.byFile[p.File]; ok {
		return i
	}
	return -1
}

// LeftOut returns the drafts, future and expired pages that were not asked
// for, in the order of their files.
func (x *Index) LeftOut() []LeftOut { return x.leftOut }

// Resource returns the resource or static file that is made from a file.
func (x *Index) Resource(file string) (Resource, bool) { return x.files.find(file) }

// ResourceAt returns the resource or static file at a URL.
func (x *Index) ResourceAt(url string) (Resource, bool) {
	r, ok := x.files.byURL()[url]
	return r, ok
}

// AllResources returns the resources of all pages, in the order of their files.
func (x *Index) AllResources() []Resource { return x.resources }

// Static returns what is published verbatim, in the order of the files.
func (x *Index) Static() []Resource { return x.static }
